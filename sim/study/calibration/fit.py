"""The whole fit: block after block, joined to draws of all parameters.

It reads the archive that it is handed and the record as a script up to the day on which that archive ends, and
nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sim import __version__
from sim.data.archive import Archive
from sim.data.fitted import Fitted
from sim.kernel.catalogue import catalogue
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.study.calibration.adversaries import fit_adversaries
from sim.study.calibration.blocks import ADVERSARIES, BLOCKS, Block
from sim.study.calibration.choice.sampler import Choice, sample_choice
from sim.study.calibration.courts import fit_courts
from sim.study.calibration.fit_block import BlockFit, Draws, fit_block, seed_of
from sim.study.calibration.informed import informed_by
from sim.study.calibration.replay import Replay, record_before, replay_of
from sim.study.calibration.size import Size
from sim.study.calibration.targets import Target, targets_of
from sim.study.executors import Executor, Serial

DIGITS = 6


@dataclass(frozen=True)
class Fit:
    """A fitted set and how it came about: what came of each block, `before` the decision weights joined to draws, what
    came of these, and the targets."""

    fitted: Fitted
    blocks: tuple[BlockFit, ...]
    before: Draws
    choice: Choice
    targets: tuple[Target, ...]
    size: Size


@dataclass(frozen=True)
class Work:
    """One block of a fit."""

    block: Block
    archive: Archive
    until: date
    earlier: Draws
    size: Size
    seed: int


def fit(
    archive: Archive,
    *,
    seed: int,
    size: Size,
    command: str = "",
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Fit:
    """What an archive leaves possible of the model's parameters, as joint draws.

    Blocks that come after no other are fitted side by side, and the decision weights last, given all others.
    `progress(done, total)` counts blocks in hundredths. The same archive, seed and size give the same bits, whoever
    does the work.
    """
    began = time.perf_counter()
    tell = _Steps(progress, len(BLOCKS) + 1)
    until = end_of(archive)
    record = record_before(until)
    found = _blocks(archive, until, size, seed, executor or Serial(), tell)
    found["courts"] = fit_courts(record, until, size, seed_of(seed, "courts"))
    before = {key: values for came in found.values() for key, values in came.values.items()}
    choice = sample_choice(
        archive,
        before,
        seed=seed_of(seed, "choice"),
        size=size.choice,
        executor=executor,
        progress=lambda done, total: tell.within(done / total),
    )
    fitted = fitted_of(joined(before, choice), archive, until, seed, command, time.perf_counter() - began)
    fitted = replace(fitted, informed=informed_by(tuple(found.values()), choice))
    return Fit(fitted, tuple(found.values()), before, choice, targets_of(archive, record.clock), size)


def _blocks(
    archive: Archive, until: date, size: Size, seed: int, executor: Executor, tell: _Steps
) -> dict[str, BlockFit]:
    """All blocks but the courts and the decision weights, in their order."""
    found: dict[str, BlockFit] = {}
    for turn in (tuple(b for b in BLOCKS if not b.after), tuple(b for b in BLOCKS if b.after)):
        works = [Work(block, archive, until, _given(block, found), size, seed_of(seed, block.key)) for block in turn]
        for place, came in executor.run(do, works):
            found[turn[place].key] = came
            tell.step()
    return {block.key: found[block.key] for block in BLOCKS}


def joined(before: Draws, choice: Choice) -> Draws:
    """Draws of all parameters: each draw of the decision weights beside the row of the others with which it was drawn,
    and every row once."""
    rows, first = np.unique(choice.rows, return_index=True)
    return {key: values[rows] for key, values in before.items()} | {
        key: values[first] for key, values in choice.draws.items()
    }


@dataclass
class _Steps:
    """Tells of blocks that are done, in hundredths."""

    progress: Progress | None
    total: int
    done: int = 0

    def step(self) -> None:
        self.done += 1
        self.within(0.0)

    def within(self, share: float) -> None:
        if self.progress is not None:
            self.progress(round(100 * (self.done + share)), 100 * self.total)


def do(work: Work) -> BlockFit:
    """Fit one block."""
    if work.block.key == ADVERSARIES.key:
        return fit_adversaries(whole_weeks(work.until, seed_of(work.seed, "luck")), work.size, work.seed)
    clock = record_before(work.until).clock
    targets = [target for target in targets_of(work.archive, clock) if target.block == work.block.key]
    last = max((target.last for target in targets), default=clock.start)
    replay = replay_of(work.until, last, seed_of(work.seed, "luck"))
    return fit_block(work.block, replay, targets, work.earlier, work.size, work.seed)


def whole_weeks(until: date, seed: int) -> Replay:
    """A replay of the weeks that were over before a day."""
    record = record_before(until)
    return Replay(replace(record, weeks=min(record.clock.week_of(until), record.weeks)), seed)


def end_of(archive: Archive) -> date:
    """The day before which an archive ends."""
    return archive.until or archive.last_day + timedelta(days=1)


def _given(block: Block, found: Mapping[str, BlockFit]) -> Draws:
    return {key: values for name in block.after for key, values in found[name].values.items()}


def fitted_of(draws: Draws, archive: Archive, until: date, seed: int, command: str, seconds: float) -> Fitted:
    """Joint draws as a fitted set, each value with six digits and within its range."""
    known = catalogue().parameters
    columns = [np.clip(rounded(values), known[key].low, known[key].high) for key, values in draws.items()]
    return Fitted(
        "fitted",
        tuple(draws),
        np.stack(columns, axis=1),
        until,
        archive.last_day,
        command,
        seed,
        round(seconds, 1),
        __version__,
    )


def rounded(values: Array) -> Array:
    """Numbers with six significant digits."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values])
