"""Simulation-based calibration: does the fit find parameters that are known, as often as it says it does?

Parameters are drawn from their ranges, a record is made with them (errors included), and each block is fitted to it in
the very same way, only with fewer points. If the fit is right, the true value is as likely to take any rank among the
draws as any other. Ranks that gather in the middle mean bands that are too wide, ranks at both ends too narrow ones.

Source: Talts et al. 2018. The test of evenness is that of Kolmogorov and Smirnov (scipy.stats).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import kstest

from sim.data.archive import Archive
from sim.kernel.progress import Progress
from sim.kernel.record import Record
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario, ShockEvent
from sim.study.calibration.adversaries import fit_adversaries
from sim.study.calibration.blocks import ADVERSARIES, BLOCKS, BY_TARGETS, Block
from sim.study.calibration.choice import sampler
from sim.study.calibration.courts import Stage, drawn, drawn_before, pace_of, stages_of
from sim.study.calibration.fit import end_of, whole_weeks
from sim.study.calibration.fit_block import Draws, fit_block, scaled, seed_of
from sim.study.calibration.predictive import OWN_DOING
from sim.study.calibration.priors import declared, values_at
from sim.study.calibration.replay import Replay, record_before, replay_of
from sim.study.calibration.size import Size
from sim.study.calibration.targets import Target, targets_of
from sim.study.executors import Executor, Serial

PLACES = 99
A_YEAR_AND_A_HALF = 78.0
SBC = Size(design=512, waves=2, points=512, candidates=1, draws=PLACES, choice=sampler.TINY)


@dataclass(frozen=True)
class Ranks:
    """The rank of each true parameter among the draws, (truth, parameter), from 0 to `places`."""

    block: str
    keys: tuple[str, ...]
    ranks: Array
    places: int = PLACES

    @property
    def uniform(self) -> Mapping[str, float]:
        """How likely ranks as uneven as these are where all is well, by parameter."""
        shares = (self.ranks + 0.5) / (self.places + 1.0)
        return {key: float(kstest(column, "uniform").pvalue) for key, column in zip(self.keys, shares.T, strict=True)}


@dataclass(frozen=True)
class Truth:
    """Known parameters of a block, (parameter,), and what was made with them: targets as they came out, or the record
    that launches and probes left. `earlier` are the true parameters of the blocks before."""

    block: Block
    values: Array
    replay: Replay
    targets: tuple[Target, ...]
    earlier: Draws
    size: Size
    seed: int


def ranks(
    archive: Archive,
    count: int,
    seed: int,
    *,
    size: Size = SBC,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Ranks, ...]:
    """Fit every block to so many records made with known parameters, and rank these among the draws.

    The records reach as far as the archive's, and have its observations. `progress(done, total)` counts fits.
    """
    made = [truth for block in BY_TARGETS for truth in truths_of(block, archive, count, seed, size)]
    made += truths_of_adversaries(archive, count, seed, size)
    found: dict[str, Array] = {block.key: np.empty((count, len(block.fitted)), dtype=np.int64) for block in BLOCKS}
    numbers = {block.key: iter(range(count)) for block in BLOCKS}
    places = [(truth.block.key, next(numbers[truth.block.key])) for truth in made]
    for done, (place, ranked) in enumerate((executor or Serial()).run(rank, made), start=1):
        block, number = places[place]
        found[block][number] = ranked
        if progress is not None:
            progress(done, len(made))
    blocks = tuple(Ranks(block.key, block.fitted, found[block.key]) for block in BLOCKS)
    return (*blocks, ranks_of_courts(archive, count, seed))


def rank(truth: Truth) -> Array:
    """Fit a block to a record with known parameters, and rank these, (parameter,)."""
    if truth.block.key == ADVERSARIES.key:
        found = fit_adversaries(truth.replay, truth.size, truth.seed)
    else:
        found = fit_block(truth.block, truth.replay, truth.targets, truth.earlier, truth.size, truth.seed)
    return np.asarray((found.draws < truth.values).sum(axis=0))


def truths_of(block: Block, archive: Archive, count: int, seed: int, size: Size) -> list[Truth]:
    """Records with known parameters of a block, and known ones of the blocks before it."""
    until = end_of(archive)
    clock = record_before(until).clock
    targets = [target for target in targets_of(archive, clock) if target.block == block.key]
    own = declared((*block.fitted, *block.averaged))
    before = declared(key for other in BLOCKS if other.key in block.after for key in other.fitted)
    generator = np.random.default_rng(seed_of(seed, block.key, "truths"))
    values = values_at(own, generator.random((count, len(own))))
    earlier = values_at(before, generator.random((count, len(before))))
    last = max(target.last for target in targets)
    shown = replay_of(until, last, seed_of(seed, block.key, "luck")).shown({**earlier, **values}, targets)
    came = shown + np.array([target.sd for target in targets]) * generator.standard_normal(shown.shape)
    replay = replay_of(until, last, seed_of(seed, block.key, "fits"))
    truths = np.stack([values[key] for key in block.fitted], axis=1)
    return [
        Truth(
            block,
            truths[number],
            replay,
            tuple(replace(target, observed=float(y)) for target, y in zip(targets, came[number], strict=True)),
            {key: column[number : number + 1] for key, column in earlier.items()},
            size,
            seed_of(seed, block.key, number),
        )
        for number in range(count)
    ]


def truths_of_adversaries(archive: Archive, count: int, seed: int, size: Size) -> list[Truth]:
    """Records in which the model brought launches and probes about itself, with known parameters, while the capitals
    did what they did and the courts stood still."""
    weeks = whole_weeks(end_of(archive), seed_of(seed, ADVERSARIES.key, "luck"))
    own = declared((*ADVERSARIES.fitted, *ADVERSARIES.averaged))
    points = np.random.default_rng(seed_of(seed, ADVERSARIES.key, "truths")).random((count, len(own)))
    quiet = replace(weeks.scenario, shocks=tuple(e for e in weeks.scenario.shocks if e.shock not in OWN_DOING))
    free = Replay(replace(quiet, agents_from=None), weeks.seed)
    played = free.chunks({**values_at(own, points), "courts.pace": np.zeros(count)})
    records = [(chunk.record, world) for chunk, _ in played for world in range(chunk.record.worlds)]
    values = scaled(own, points)[:, : len(ADVERSARIES.fitted)]
    fits = seed_of(seed, ADVERSARIES.key, "fits")
    return [
        Truth(
            ADVERSARIES,
            values[number],
            Replay(_with_events(quiet, record, world), fits),
            (),
            {},
            size,
            seed_of(seed, ADVERSARIES.key, number),
        )
        for number, (record, world) in enumerate(records)
    ]


def _with_events(quiet: Scenario, record: Record, world: int) -> Scenario:
    """The launches and probes of a world, written into a record as what happened."""

    def events(shock: str, series: str) -> list[ShockEvent]:
        return [
            ShockEvent(shock, day, float(size))
            for day, size in zip(record.clock.dates(), record[series][:, world], strict=True)
            if size > 0.0
        ]

    more = (*events("dprk_missile", "provocation"), *events("probe_dokdo", "probe"))
    return replace(quiet, shocks=(*quiet.shocks, *more))


def ranks_of_courts(archive: Archive, count: int, seed: int) -> Ranks:
    """The same for the stages of the courts that had begun: means from what was held before, waits made with them and
    seen as long as the record sees them, and the exact answer."""
    until = end_of(archive)
    generator = np.random.default_rng(seed_of(seed, "courts", "truths"))
    begun = [stage for stage in stages_of(record_before(until), until) if stage.weeks is not None]
    found = np.empty((count, len(begun)), dtype=np.int64)
    for number, means in enumerate(drawn_before(begun, count, generator)):
        made = [
            _wait(stage, float(mean) - stage.head_start, _seen(stage), generator)
            for stage, mean in zip(begun, means, strict=True)
        ]
        draws = drawn(made, pace_of(made).drawn(PLACES, generator), generator)
        found[number] = (draws < means).sum(axis=0)
    return Ranks("courts", tuple(stage.key for stage in begun), found)


def _seen(stage: Stage) -> float:
    """For how many weeks a made wait is watched: as long as the one in the record lasts, or a year and a half."""
    return A_YEAR_AND_A_HALF if stage.ended or stage.weeks is None else stage.weeks


def _wait(stage: Stage, mean: float, seen: float, generator: np.random.Generator) -> Stage:
    wait = float(generator.gamma(stage.steps, mean / stage.steps))
    return replace(stage, weeks=min(wait, seen), ended=wait <= seen)
