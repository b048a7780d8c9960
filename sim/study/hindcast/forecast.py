"""One forecast: many worlds from an origin on, and what they say of every question."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.data.archive import EvidenceError
from sim.data.fitted import Fitted
from sim.engine.chunk import CHUNK, Task, run_chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.sample import check_given
from sim.study.hindcast.arms import ARMS
from sim.study.hindcast.branch import branched
from sim.study.hindcast.lived import Lived
from sim.study.hindcast.origins import HORIZONS
from sim.study.hindcast.past import Past
from sim.study.hindcast.questions import QUESTIONS
from sim.study.hindcast.readings import SERIES, Reading
from sim.study.hindcast.scores import crps

MIDDLE, LOW, HIGH = 0.5, 0.05, 0.95
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A number that was forecast: what was observed, the score of the ensemble, and its 5, 50 and 95 % points."""

    observed: float
    crps: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an arm of the model said on an origin, with parameters fitted to data from before `until`.

    `chances` are by question and horizon, `readings` by series and horizon (None where nothing was observed), `lost`
    the worlds that broke down; `fit` identifies the draws and `command` made them.
    """

    protocol: str
    arm: str
    origin: date
    until: date
    last_observation: date
    fit: str
    command: str
    worlds: int
    lost: int
    chances: Mapping[str, tuple[float, ...]]
    readings: Mapping[str, tuple[Judged | None, ...]]

    @property
    def in_sample(self) -> bool:
        """Whether the parameters were fitted to data from after the origin: then it is no forecast."""
        return self.until > self.origin


@dataclass(frozen=True, eq=False)
class Piece:
    """A forecast to make. `targets` are what came to be observed, by series and horizon, for the scores alone."""

    protocol: str
    arm: str
    origin: date
    fitted: Fitted
    worlds: int
    seed: int
    targets: Mapping[str, tuple[Reading | None, ...]]


def targets(past: Past, origin: date) -> dict[str, tuple[Reading | None, ...]]:
    """What came to be observed of every series in each window of an origin."""
    return {series.key: tuple(series.reading(past, origin, weeks) for weeks in HORIZONS) for series in SERIES}


def check_no_leak(fitted: Fitted, origin: date) -> None:
    """Raises EvidenceError where parameters were fitted to data from after an origin."""
    latest = max(fitted.until, fitted.last_observation)
    if latest > origin:
        raise EvidenceError(
            f"the fitted set '{fitted.name}' knows data up to {latest}, and the forecast is made on {origin}: it would "
            f"foretell what it was fitted to. Fit to an archive that ends on {origin} or earlier, or choose an origin "
            f"from {latest} on."
        )


def check_worlds(worlds: int) -> None:
    """Raises RunError for a number of worlds that cannot be run at once."""
    if not 2 <= worlds <= CHUNK:
        raise RunError(f"--worlds {worlds}: forecasts are made of 2 to {CHUNK} worlds. Write --worlds 1000.")


def identity(fitted: Fitted) -> str:
    """What identifies a fitted set: the first digits of the SHA-256 of its parameters and draws."""
    content = "\n".join(fitted.keys).encode() + np.ascontiguousarray(fitted.draws).tobytes()
    return hashlib.sha256(content).hexdigest()[:SHOWN]


def forecast(piece: Piece) -> Forecast:
    """Replay the record to the origin in every world, let all go on freely, and count the answers."""
    arm, longest = ARMS[piece.arm], max(HORIZONS)
    scenario = arm.of(branched(piece.origin, longest))
    luck = np.arange(piece.worlds)
    given = arm.given(piece.fitted.for_worlds(luck))
    check_given(scenario, catalogue(), given)
    chunk = run_chunk(Task(scenario, piece.seed, Worlds(luck, given)))
    lived, week = Lived(chunk.record, chunk.finite), scenario.weeks - longest
    return Forecast(
        piece.protocol,
        piece.arm,
        piece.origin,
        piece.fitted.until,
        piece.fitted.last_observation,
        identity(piece.fitted),
        piece.fitted.command,
        piece.worlds,
        int(piece.worlds - np.count_nonzero(chunk.finite)),
        {item.key: item.chances(lived, week, HORIZONS) for item in QUESTIONS},
        {
            series.key: tuple(
                _judged(series.lived(lived, item.first, item.last), item) if item is not None else None
                for item in piece.targets[series.key]
            )
            for series in SERIES
        },
    )


def _judged(members: Array, target: Reading) -> Judged:
    low, middle, high = np.quantile(members, [LOW, MIDDLE, HIGH])
    return Judged(target.value, crps(members, target.value), float(low), float(middle), float(high))
