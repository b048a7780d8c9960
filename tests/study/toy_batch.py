"""Small batches for tests: a few short cases, and what their folders hold."""

from __future__ import annotations

from pathlib import Path

from sim import load_scenario, with_changes
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain
from sim.study.batch import Family, Plan
from sim.study.design import factorial, sampled

WEEKS = 8
BANDS = ("cohesion", "pact_state")


def short(name: str = "notice_2019", weeks: int = WEEKS) -> Scenario:
    return with_changes(load_scenario(name), {"weeks": weeks, "uncertain.relations.rally": [0.4, 1.6]})


def swept(worlds: int = 40) -> Family:
    """Three engagements under two seeds: six cases that are runs of their own."""
    points = factorial({"washington.engagement": (0.1, 0.5, 0.9)})
    return Family("swept", "swept.yaml", short(), points, (1, 2), worlds)


def spread(points: int = 30, worlds: int = 5) -> Family:
    """A Latin hypercube over two inputs, a few worlds a point."""
    spreads = {"seoul.resolve": Uncertain("uniform", 0.2, 0.9), "tokyo.resolve": Uncertain("uniform", 0.3, 0.8)}
    return Family("spread", "spread.yaml", short(), sampled("lhs", spreads, points, 1), (1,), worlds, packed=True)


def plan(*families: Family, **options: object) -> Plan:
    return Plan(families or (swept(), spread()), BANDS, **options)  # type: ignore[arg-type]


def tables(folder: Path) -> dict[str, bytes]:
    """Every file of a batch that holds results, by its path: all but the manifest and the journal, which tell of the
    making, with its times."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".parquet", ".yaml")
    }
