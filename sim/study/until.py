"""Runs with as many worlds as an error takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sim.engine.run import run
from sim.kernel.progress import Progress
from sim.results import Results
from sim.scenario.scenario import Scenario
from sim.study.precision import MOST, Precision, check_error, precision_of, round_up

PILOT = 128  # an error found in fewer worlds is too uncertain to go by
MARGIN = 1.05  # an error found is itself uncertain: 5% more worlds spare most runs a further round
Told = Callable[[Precision, int, int], None]


@dataclass(frozen=True)
class Reached:
    """A run whose errors are as small as wanted, or that stopped at the most worlds. `rounds` are the numbers of
    worlds that were tried; the last is that of `results`."""

    results: Results
    precision: Precision
    rounds: tuple[int, ...]

    @property
    def worlds(self) -> int:
        return self.results.worlds


def run_until(
    scenario: Scenario,
    wanted: float,
    names: Sequence[str] = (),
    *,
    most: int = MOST,
    workers: int = 1,
    progress: Progress | None = None,
    told: Told | None = None,
) -> Reached:
    """Run a scenario with more and more worlds until the error of every chosen outcome is at most `wanted`.

    Chosen are the outcomes named, else those the scenario watches, else all events; the error is that of
    `error_share`. The first round has the scenario's worlds (at least 128); each further one as many as the errors
    found call for. The results are those of `run` with the last number of worlds, to the last bit.
    `told(precision, worlds, next)` is called between rounds; `progress(done, total)` counts world-weeks.
    Raises RunError where the error is not between 0 and 1 or a name is no outcome.
    """
    check_error(wanted)
    worlds = min(max(scenario.worlds, PILOT), most)
    rounds: list[int] = []
    while True:
        results = run(replace(scenario, worlds=worlds), workers=workers, progress=_after(progress, rounds, scenario))
        rounds.append(worlds)
        found = precision_of(results, wanted, names)
        if found.reached or found.largest is None or worlds >= most:
            return Reached(results, found, tuple(rounds))
        following = min(most, round_up(max(found.needed * MARGIN, worlds + PILOT)))
        if told is not None:
            told(found, worlds, following)
        worlds = following


def _after(progress: Progress | None, rounds: Sequence[int], scenario: Scenario) -> Progress | None:
    """Progress of a round that counts what earlier rounds have done."""
    before = sum(rounds) * scenario.weeks
    return None if progress is None else lambda done, total: progress(before + done, before + total)
