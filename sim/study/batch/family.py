"""The cases of one scenario file under a design."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError
from sim.kernel.records import EVENT
from sim.scenario.scenario import Scenario
from sim.study.batch.plan import Family, Plan
from sim.study.design import FACTORIAL, SAMPLED, crossed, factorial, listed, points_in, sampled

WORLDS_A_POINT = 20
POINTS = 256
MOST_CASES = 200_000
COMMON, OWN = "common", "own"
LUCKS = (COMMON, OWN)
OUTCOMES, ALL, NONE = "outcomes", "all", "none"
BANDS = (OUTCOMES, ALL, NONE)


def family_of(
    name: str,
    file: str,
    scenario: Scenario,
    *,
    design: str = FACTORIAL,
    points: int | None = None,
    worlds: int | None = None,
    seeds: Sequence[int] = (),
    luck: str = "",
) -> Family:
    """The cases of a scenario. `design` is `factorial` (what the file sweeps, each with each), `sobol` or `lhs`
    (`points` spread over what it calls uncertain, at every swept combination), or a file that lists the points.
    `luck` says whether all points meet the `common` luck of the same worlds, or each its `own`; if left out, own for
    points that are spread, for these are not compared one with one.

    Raises RunError where the design makes no sense for the scenario.
    """
    if luck not in ("", *LUCKS):
        raise RunError(f"--luck {luck}: there is no such luck. Write common or own.")
    swept = factorial(scenario.sweep)
    own = luck == OWN or (not luck and design in SAMPLED)
    chosen = tuple(seeds) or (scenario.seed,)
    if design == FACTORIAL:
        if points is not None:
            raise RunError("--points goes with --design sobol or lhs. A factorial design tries what `sweep:` lists.")
        count = scenario.worlds if worlds is None else worlds
        return _checked(Family(name, file, scenario, swept, chosen, count, own_luck=own))
    if design in SAMPLED:
        if not scenario.uncertain:
            raise RunError(
                f"'{scenario.title}' calls nothing uncertain, so a {design} design has nothing to spread points over. "
                "Write, for example, uncertain: {seoul.resolve: [0.2, 0.9]} in its file."
            )
        found = sampled(design, scenario.uncertain, POINTS if points is None else points, chosen[0])
    else:
        if not Path(design).is_file():
            raise RunError(
                f"--design {design}: there is no such design and no such file. "
                "Write factorial, sobol, lhs, or the name of a CSV file that lists the points."
            )
        found = listed(Path(design), scenario)
        both = sorted(set(found) & set(swept))
        if both:
            raise RunError(f"{design} lists {both[0]}, which '{scenario.title}' sweeps as well. Leave it in one place.")
        spreads = {key: spread for key, spread in scenario.uncertain.items() if key not in found}
        scenario = replace(scenario, uncertain=spreads)
    count = WORLDS_A_POINT if worlds is None else worlds
    return _checked(Family(name, file, scenario, crossed(swept, found), chosen, count, packed=True, own_luck=own))


def _checked(family: Family) -> Family:
    count = points_in(family.points) * len(family.seeds)
    if count > MOST_CASES:
        raise RunError(
            f"'{family.scenario.title}' makes {count:,} cases; {MOST_CASES:,} is the most. Try fewer points."
        )
    return family


def name_of(file: str, taken: Collection[str]) -> str:
    """A name for the cases of a file that can stand in a path, and that no other file has."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", Path(file).stem).strip("_") or "scenario"
    names = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def bands_of(kept: str) -> tuple[str, ...]:
    """The series whose weekly bands are kept: `all`, `none`, or those that show an `outcome` over time."""
    if kept == NONE:
        return ()
    shown = {outcome.series.split(".", 1)[0] for outcome in catalogue().outcomes.values() if outcome.series}
    return tuple(
        key
        for field in catalogue().fields.values()
        if field.recorded and (kept == ALL or field.key in shown)
        for key in field.row_keys
    )


def watched(families: Sequence[Family]) -> tuple[str, ...]:
    """The outcomes that the scenarios watch, else every event."""
    found = tuple(dict.fromkeys(key for family in families for key in family.scenario.watch))
    return found or tuple(key for key in catalogue().outcomes if key.startswith(EVENT))


def plan_of(
    families: Sequence[Family],
    *,
    bands: str = OUTCOMES,
    full: Sequence[str] = (),
    until_error: float | None = None,
    outcomes: Sequence[str] = (),
) -> Plan:
    """The plan of a batch. `outcomes` are those whose error counts for `until_error`; else the watched ones."""
    return Plan(
        tuple(families),
        bands_of(bands),
        tuple(full),
        until_error,
        (tuple(outcomes) or watched(families)) if until_error is not None else (),
    )
