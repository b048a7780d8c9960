"""Made-up results with known numbers, for testing words, tables and files without running the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from sim.kernel.clock import Clock
from sim.results import Arm, Comparison, Difference
from sim.scenario.scenario import Expectation, Scenario

WEEKS = 30
WORLDS = 8
EVENTS = {
    "p_notice": ("Notice is given", "probability", [1, 1, 1, 1, 0, 0, 0, 0]),
    "p_lapse": ("The pact lapses", "probability", [1, 1, 0, 0, 0, 0, 0, 0]),
    "p_settlement": ("A settlement is reached", "probability", [0] * 8),
}
AMOUNTS = {
    "trilateral_cohesion": ("Trilateral cohesion", "0-100", [40, 45, 50, 55, 60, 65, 70, 75]),
    "economic_loss_japan": ("Economic loss in Japan", "USD million", [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]),
}


@dataclass(frozen=True)
class FakeOutcome:
    key: str
    label: str
    unit: str
    values: np.ndarray | None
    mean: float
    mc_error: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


@dataclass(frozen=True)
class FakeSeries:
    key: str
    label: str
    unit: str
    fan: np.ndarray
    mean: np.ndarray
    values: np.ndarray | None


@dataclass(frozen=True)
class FakeHealth:
    non_finite: int = 0
    unconverged: float = 0.0
    forced_missed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class FakeResults:
    scenario: Scenario
    outcomes: Mapping[str, FakeOutcome]
    series: Mapping[str, FakeSeries]
    pulls: Mapping[str, np.ndarray]
    inputs: Mapping[str, np.ndarray]
    seed: int = 7
    worlds: int = WORLDS
    weeks: int = WEEKS
    health: FakeHealth = FakeHealth()
    provenance: Mapping[str, Any] = field(default_factory=lambda: {"trilateral": "0.1.0"})
    streamed: bool = False

    @property
    def clock(self) -> Clock:
        return Clock(self.scenario.start, self.weeks)

    def share(self, key: str, codes: tuple[int, ...]) -> np.ndarray:
        return np.tile(np.array([[0.5], [0.125], [0.125], [0.25]]), (1, self.weeks))


def fake_outcome(key: str, label: str, unit: str, values: list[float]) -> FakeOutcome:
    numbers = np.array(values, dtype=float)
    points = np.percentile(numbers, (5, 25, 50, 75, 95))
    error = float(numbers.std(ddof=1) / np.sqrt(len(numbers)))
    return FakeOutcome(key, label, unit, numbers, float(numbers.mean()), error, *map(float, points))


def fake_scenario(**changes: Any) -> Scenario:
    known: dict[str, Any] = {
        "title": "A made-up summer",
        "question": "Does anything happen?",
        "start": date(2019, 7, 1),
        "weeks": WEEKS,
        "worlds": WORLDS,
        "watch": ("p_lapse",),
        "expect": (Expectation("p_lapse", 0.1, 0.5), Expectation("p_notice", 0.9, 1.0)),
    }
    return Scenario(**{**known, **changes})


def fake_results(**changes: Any) -> FakeResults:
    """Eight worlds over thirty weeks; in half of them notice is given, in a quarter the pact lapses."""
    cohesion = np.linspace(0.4, 0.7, WEEKS)
    fan = np.stack([cohesion * share for share in (0.8, 0.9, 1.0, 1.1, 1.2)], axis=1)
    known: dict[str, Any] = {
        "scenario": fake_scenario(),
        "outcomes": {key: fake_outcome(key, *record) for key, record in {**EVENTS, **AMOUNTS}.items()},
        "series": {"cohesion": FakeSeries("cohesion", "Cohesion", "0-1", fan, cohesion, None)},
        "pulls": {},
        "inputs": {"seoul.resolve": np.linspace(0.4, 0.9, WORLDS)},
    }
    return FakeResults(**{**known, **changes})


def fake_comparison() -> Comparison:
    baseline = fake_results()
    arm = fake_results(scenario=fake_scenario(title="Another summer"))
    differences = {
        "p_notice": Difference(0.25, 0.05, 0.15, 0.35, 5.0, "higher"),
        "p_lapse": Difference(0.0, 0.02, -0.04, 0.04, 0.0, "cannot tell apart"),
        "p_settlement": Difference(0.0, 0.0, 0.0, float("nan"), 0.0, "cannot tell apart"),
        "trilateral_cohesion": Difference(-3.25, 0.5, -4.25, -2.25, -6.5, "lower"),
        "economic_loss_japan": Difference(12.0, 40.0, -68.0, 92.0, 0.3, "cannot tell apart"),
    }
    return Comparison(baseline, (Arm(arm, differences),))


def without_worlds(results: FakeResults) -> FakeResults:
    """The same results as a streamed run gives them."""
    outcomes = {key: replace(outcome, values=None) for key, outcome in results.outcomes.items()}
    return replace(results, outcomes=outcomes, streamed=True)
