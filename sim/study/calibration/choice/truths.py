"""Whether the sampler can be believed: moves that the model itself made with known weights, and how often these come
out where they should (simulation-based calibration, Talts et al. 2018)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from sim.engine.chunk import Task, run_chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.progress import Progress
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Policy, Scenario
from sim.study.calibration.choice.coded_moves import Coded, Move
from sim.study.calibration.choice.prior import BLOCK, drawn, values_at
from sim.study.calibration.choice.sampler import ChoiceSize, sample_moves
from sim.study.executors import Executor, Serial

SBC = ChoiceSize(particles=256, lucks=1, passes=4, settling=10, pieces=1)
PLACES = 31
YEAR_AND_A_HALF = 80


@dataclass(frozen=True, eq=False)
class Truth:
    """A world that the model made: the weights that its capitals had, (free,), and the moves they made."""

    point: Array
    luck: int
    coded: Coded


@dataclass(frozen=True, eq=False)
class Ranks:
    """The rank of each true weight among PLACES draws, (truth, free), from 0 to PLACES; alike often where all is well.
    `uniform` says, by weight, how likely ranks as uneven as these would be then (Kolmogorov-Smirnov)."""

    ranks: Array
    uniform: Mapping[str, float]


def truths(count: int, seed: int, weeks: int = YEAR_AND_A_HALF) -> list[Truth]:
    """Worlds in which all three capitals decided for themselves, each with weights from the prior; nothing is scripted,
    and each is one world of its seed."""
    points = drawn(count, np.random.default_rng([seed, 77]))
    free = replace(
        load_scenario(RECORD),
        values={},
        weeks=weeks,
        agents_from=None,
        shocks=(),
        expect=(),
        policies={capital: Policy("agent") for capital in CAPITALS},
    )
    lived = run_chunk(Task(free, seed, Worlds(np.arange(count), values_at(points)))).record
    choice = np.stack([lived[f"move.{capital}"] for capital in CAPITALS], axis=1).astype(np.int64)
    return [Truth(points[k], k, _taught(free, choice[:, :, k])) for k in range(count)]


def _taught(free: Scenario, choice: Array) -> Coded:
    """The same world with its moves as a script."""
    moves = tuple(
        Move(capital, week, free.clock.first_day(week), catalogue().levers_of(capital)[row].key, None)
        for government, capital in enumerate(CAPITALS)
        for week, row in enumerate(choice[:, government])
        if row
    )
    policies = {
        capital: Policy("script", tuple(_forced(move) for move in moves if move.capital == capital))
        for capital in CAPITALS
    }
    return Coded(replace(free, policies=policies), choice, moves)


def _forced(move: Move) -> Forced:
    doses = {part.key: 1.0 for part in catalogue().levers[move.lever].parts}
    return Forced(move.lever, move.day, doses)


def ranks(
    count: int,
    seed: int,
    *,
    size: ChoiceSize = SBC,
    weeks: int = YEAR_AND_A_HALF,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Ranks:
    """Fit the moves of so many worlds with known weights, and rank these among the draws. `progress` counts worlds."""
    found = np.empty((count, len(BLOCK)), dtype=np.int64)
    work = [(truth, seed, size) for truth in truths(count, seed, weeks)]
    for done, (place, ranked) in enumerate((executor or Serial()).run(_ranked, work), start=1):
        found[place] = ranked
        if progress is not None:
            progress(done, count)
    shares = (found + 0.5) / (PLACES + 1.0)
    uneven = {free.key: float(stats.kstest(shares[:, k], "uniform").pvalue) for k, free in enumerate(BLOCK)}
    return Ranks(found, uneven)


def _ranked(work: tuple[Truth, int, ChoiceSize]) -> Array:
    truth, seed, size = work
    choice = sample_moves(truth.coded, {}, seed=seed, size=size, first_luck=truth.luck)
    picked = np.linspace(0, len(choice.points) - 1, PLACES).round().astype(np.int64)
    return np.asarray((choice.points[picked] < truth.point).sum(axis=0))
