"""The class's own game lived again under other luck: judgement or luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.engine.run import run
from sim.game.world.knowledge import PUBLIC
from sim.game.world.lives import luck_before, parting
from sim.game.world.report import percentile
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import DrawCache
from sim.kernel.records import is_event
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.results import Results
from sim.scenario.scenario import Scenario
from sim.summary import quantiles

LUCK_BYTES = 200_000_000
UNUSUAL, LEANING = 10.0, 25.0


@dataclass(frozen=True, slots=True)
class Lot:
    """An outcome of the lived world among its ghosts. `points` are 5, 25, 50, 75 and 95 % of the ghosts; `share` the
    ghosts in which an event comes about, None for other outcomes; `percentile` (0-100) where the lived value lies."""

    key: str
    label: str
    unit: str
    digits: int
    lived: float
    points: tuple[float, ...]
    percentile: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """A public series from the first week of the game on, as people read it: where 5, 25, 50, 75 and 95 % of the ghosts
    lay, (week, 5), and what was lived, (week,)."""

    key: str
    label: str
    unit: str
    digits: int
    days: tuple[date, ...]
    points: Array
    lived: Array


def game_worlds(scenario: Scenario, week: int, ghosts: int) -> Worlds:
    """The lived world, and `ghosts` others that live what it lived until a week begins and have luck of their own from
    then on."""
    numbers = np.arange(ghosts + 1, dtype=np.int64)
    first = numbers == 0
    apart = parting(scenario, week, np.where(first, luck_before(scenario, week), numbers))
    clock = scenario.clock
    later = {
        clock.week_of(change.at): np.where(first, change.world, numbers)
        for change in scenario.luck
        if clock.week_of(change.at) >= week
    }
    return Worlds(apart.luck, later={**apart.later, **later})


class Runs:
    """Runs the worlds of one debrief; the luck that they share is drawn once."""

    def __init__(self, ghosts: int) -> None:
        self.ghosts = ghosts
        self._luck = DrawCache(LUCK_BYTES)

    def of(self, scenario: Scenario, week: int) -> Results:
        """A scenario whose worlds part in a week; the lived world stands first."""
        return run(scenario, worlds=game_worlds(scenario, week, self.ghosts), stream=False, cache=self._luck)


def worlds_of(results: Results, outcome: str) -> Array:
    """An outcome in every world, the lived one first, (world,)."""
    values = results.outcomes[outcome].values
    assert values is not None
    return values


def share(results: Results, outcome: str, holds: Callable[[float], bool]) -> float:
    """The share of ghosts in which an outcome satisfies something."""
    values = worlds_of(results, outcome)[1:]
    return float(np.mean([holds(float(value)) for value in values[np.isfinite(values)]]))


def lot(results: Results, outcome: str) -> Lot:
    """Where the lived outcome lies among the ghosts."""
    known, values = catalogue().outcomes[outcome], worlds_of(results, outcome)
    ghosts = values[1:][np.isfinite(values[1:])].astype(np.float64)
    points = tuple(float(point) for point in quantiles(ghosts))
    chance = float(ghosts.mean()) if is_event(outcome) else None
    where = percentile(values, 0)
    return Lot(outcome, known.label, known.unit, known.digits, float(values[0]), points, where, chance)


def courses(results: Results, first: int) -> Mapping[str, Course]:
    """Every public series from a week on."""
    days = tuple(results.clock.dates()[first:])
    found = {}
    for known in PUBLIC:
        values = results.series[known.series].values
        assert values is not None
        shown = values[first:].astype(np.float64) * known.times
        points = quantiles(shown[:, 1:])
        found[known.series] = Course(
            known.series, known.label, known.unit, known.digits, days, points, shown[:, 0].copy()
        )
    return found
