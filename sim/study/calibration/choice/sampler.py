"""The decision weights that the coded moves leave possible: particles walk through the record, week after week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.data.archive import Archive
from sim.kernel.draws import DrawCache
from sim.kernel.progress import Progress
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.study.calibration.choice.coded_moves import Coded, coded_moves
from sim.study.calibration.choice.likelihood import MoveReplay, mean_of_logs, so_far
from sim.study.calibration.choice.prior import BLOCK, HIGH, LOW, drawn, reflected, values_at
from sim.study.executors import Executor, Serial

HALF = 0.5
LUCK_BYTES = 200_000_000
ROW_STEPS = 0.25
FINEST = 1e-3
OPTIMAL = 2.38
GOOD_ACCEPTANCE, TOO_FEW, TOO_MANY = 0.25, 0.15, 0.4
SHORTER, LONGER = 0.7, 1.4


@dataclass(frozen=True, slots=True)
class ChoiceSize:
    """How much work: particles, worlds for each of them (`lucks`), steps of every particle after each resampling
    (`passes`), steps at the end, when the rows of the other blocks are dealt out evenly (`settling`), and in how many
    `pieces` the particles are handed out to whoever works."""

    particles: int
    lucks: int
    passes: int
    settling: int
    pieces: int = 2


FULL = ChoiceSize(particles=1024, lucks=2, passes=8, settling=40)
SMALL = ChoiceSize(particles=512, lucks=1, passes=5, settling=15)
TINY = ChoiceSize(particles=24, lucks=1, passes=1, settling=2)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the record that was read at once: up to week `until`, with the effective number of particles before
    resampling, the log chance of the moves of that stretch given all before, and the share of steps taken after."""

    until: float
    effective: float
    log_evidence: float
    acceptance: float


@dataclass(frozen=True, eq=False)
class Choice:
    """What the moves leave possible of the decision weights.

    `points` (draw, free) are draws in the order of `prior.BLOCK`, `draws` the parameters they stand for, by key,
    (draw,), and `rows` (draw,) the row of the other blocks with which each was drawn; nothing flows back to those:
    every row comes about as often as any other. `foretold` (week, government) is the log chance that each move had
    given only what was known before its week; `together` (week,) that of the three of a week.
    `log_evidence` is the log chance of all moves. `settling` are, step by step, the mean log likelihood of the draws
    under the rows that they got in the end.
    """

    coded: Coded
    size: ChoiceSize
    seed: int
    points: Array
    draws: Mapping[str, Array]
    rows: Array
    foretold: Array
    together: Array
    log_evidence: float
    stages: tuple[Stage, ...]
    settling: Array
    settled_acceptance: float

    @property
    def contraction(self) -> Mapping[str, float]:
        """How much narrower each weight has become: 1 less its variance over that of the prior, by key; 0 or less where
        the moves told nothing."""
        left = self.points.var(axis=0) / ((HIGH - LOW) ** 2 / 12.0)
        return {free.key: float(1.0 - share) for free, share in zip(BLOCK, left, strict=True)}


@dataclass(slots=True)
class _Cloud:
    """Particles: points of the block, (particle, free), the row of the other blocks that each carries, (particle,), and
    the log chances of all moves there, (particle, luck, week, government)."""

    points: Array
    rows: Array
    log_chances: Array

    def at(self, places: Array) -> _Cloud:
        """Some of the particles, or some several times."""
        return _Cloud(self.points[places], self.rows[places], self.log_chances[places])

    def log_likelihood(self, until: float) -> Array:
        """Log likelihood of the weeks before `until`, (particle,)."""
        return np.asarray(mean_of_logs(so_far(self.log_chances.sum(axis=-1), until)))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Some particles on their way: where they are, how far the record is read, how they step, and what share of their
    steps goes to another row of the other blocks as well."""

    replay: MoveReplay
    carried: Mapping[str, Array]
    cloud: _Cloud
    until: float
    root: Array
    passes: int
    row_steps: float
    luck: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Walked:
    """Where particles came to, the share of steps taken, and their mean log likelihood after each pass."""

    cloud: _Cloud
    acceptance: float
    path: Array


def sample_choice(
    archive: Archive,
    rows: Mapping[str, Array],
    *,
    seed: int,
    size: ChoiceSize = FULL,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Choice:
    """Draw the decision weights from what the moves before the archive's end leave possible (see `sample_moves`)."""
    return sample_moves(coded_moves(archive), rows, seed=seed, size=size, executor=executor, progress=progress)


def sample_moves(
    coded: Coded,
    rows: Mapping[str, Array],
    *,
    seed: int,
    size: ChoiceSize = FULL,
    first_luck: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Choice:
    """Draw the decision weights from what coded moves leave possible.

    `rows` holds draws of the other blocks' parameters by key, (row,), and may be empty. Particles begin in the prior,
    each with one of the rows, and read the record week by week: as soon as the moves read since the last stop leave
    half of them effective, they are resampled and walk on (data-tempered sequential Monte Carlo; Chopin 2002). At the
    end the rows are dealt out evenly again and the weights settle under the rows they got (a cut posterior: the moves
    say nothing about the other blocks). `first_luck` is the first world of the seed whose luck is tried. The same
    seed gives the same bits whoever works. `progress(done, total)` counts weeks and, at the end, steps.
    """
    lucks = np.arange(first_luck, first_luck + size.lucks)
    replay = MoveReplay(coded.script, coded.choice, seed, lucks)
    return _Sampler(coded, replay, rows, seed, size, executor or Serial(), progress).sample()


@dataclass
class _Sampler:
    coded: Coded
    replay: MoveReplay
    carried: Mapping[str, Array]
    seed: int
    size: ChoiceSize
    executor: Executor
    progress: Progress | None
    scale: float = 1.0
    stages: list[Stage] = field(default_factory=list)

    def sample(self) -> Choice:
        weeks = self.coded.clock.weeks
        luck = np.random.default_rng([self.seed, int(self.replay.lucks[0])])
        rows = _dealt(_count(self.carried), self.size.particles)
        cloud = self._walk(drawn(self.size.particles, luck), luck.permutation(rows), 0.0, 0).cloud
        read, foretold, together = 0.0, np.empty((weeks, len(CAPITALS))), np.empty(weeks)
        while read < weeks:
            until = _next_stop(cloud, read)
            _foretell(cloud, read, until, foretold, together)
            cloud = self._stage(cloud, read, until, luck)
            read = until
            self._tell(int(read))
        settled = self._settle(cloud, np.sort(rows), luck)
        return Choice(
            self.coded,
            self.size,
            self.seed,
            settled.cloud.points,
            values_at(settled.cloud.points),
            settled.cloud.rows,
            foretold,
            together,
            float(sum(stage.log_evidence for stage in self.stages)),
            tuple(self.stages),
            settled.path,
            settled.acceptance,
        )

    def _stage(self, cloud: _Cloud, read: float, until: float, luck: np.random.Generator) -> _Cloud:
        """Read on to `until`, resample, and let every particle walk."""
        gained = cloud.log_likelihood(until) - cloud.log_likelihood(read)
        weights = _weights(gained)
        chosen = cloud.at(_systematic(weights, luck))
        walked = self._walk(chosen.points, chosen.rows, until, self.size.passes, chosen)
        effective = float(1.0 / np.square(weights).sum())
        self.stages.append(Stage(until, effective, float(mean_of_logs(gained)), walked.acceptance))
        self._adapt(walked.acceptance)
        return walked.cloud

    def _settle(self, cloud: _Cloud, rows: Array, luck: np.random.Generator) -> _Walked:
        """Deal the rows out evenly and walk until the weights suit the rows they got."""
        points = cloud.points[luck.permutation(len(rows))]
        walked = self._walk(points, rows, float(self.coded.clock.weeks), self.size.settling)
        self._tell(self.coded.clock.weeks + self.size.settling)
        return walked

    def _walk(self, points: Array, rows: Array, until: float, passes: int, cloud: _Cloud | None = None) -> _Walked:
        """Walk in pieces whose size depends on nobody who works. Particles that come without their `cloud` keep the
        rows that they got."""
        root = self._root(points)
        places = np.array_split(np.arange(len(points)), self.size.pieces)
        address = (self.seed, int(self.replay.lucks[0]), 1 + len(self.stages), passes)
        walks = [
            _Walk(
                self.replay,
                self.carried,
                cloud.at(place) if cloud is not None else _Cloud(points[place], rows[place], np.empty(0)),
                until,
                root,
                passes,
                ROW_STEPS if cloud is not None else 0.0,
                (*address, number),
            )
            for number, place in enumerate(places)
        ]
        found = dict(self.executor.run(_walk_on, walks))
        return _joined([found[number] for number in range(len(walks))])

    def _root(self, points: Array) -> Array:
        """A square root of the covariance of the steps: that of the particles, scaled."""
        free = points.shape[1]
        spread = np.cov(points.T) + np.diag((FINEST * (HIGH - LOW)) ** 2)
        return np.asarray(self.scale * OPTIMAL / np.sqrt(free) * np.linalg.cholesky(spread))

    def _adapt(self, acceptance: float) -> None:
        """Shorter steps where few are taken, longer ones where nearly all are."""
        if acceptance < TOO_FEW:
            self.scale *= SHORTER
        elif acceptance > TOO_MANY:
            self.scale *= LONGER

    def _tell(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, self.coded.clock.weeks + self.size.settling)


def _count(carried: Mapping[str, Array]) -> int:
    """How many rows of the other blocks there are; one that says nothing where there are none."""
    return max((len(values) for values in carried.values()), default=1)


def _dealt(rows: int, particles: int) -> Array:
    """A row for each particle: all about equally often, in equal steps through them where they are too many."""
    if rows <= particles:
        return np.arange(particles) % rows
    return np.asarray(np.linspace(0, rows - 1, particles).round(), dtype=np.int64)


def _next_stop(cloud: _Cloud, read: float) -> float:
    """How far the record can be read before fewer than half of the particles count; the end where it never comes."""
    weeks = cloud.log_chances.shape[2]
    before = cloud.log_likelihood(read)

    def enough(until: float) -> bool:
        weights = _weights(cloud.log_likelihood(until) - before)
        return bool(1.0 / np.square(weights).sum() >= HALF * len(weights))

    first = int(read) + 1
    week = next((week for week in range(first, weeks + 1) if not enough(float(week))), None)
    if week is None:
        return float(weeks)
    low, high = max(read, week - 1.0), float(week)
    while high - low > FINEST:
        middle = HALF * (low + high)
        low, high = (middle, high) if enough(middle) else (low, middle)
    return max(low, read + FINEST)


def _foretell(cloud: _Cloud, read: float, until: float, foretold: Array, together: Array) -> None:
    """Note the log chances of the moves of the weeks that begin in a stretch, given only what came before each."""
    for week in range(int(np.ceil(read)), int(np.ceil(until))):
        known = so_far(cloud.log_chances.sum(axis=-1), float(week))
        start = mean_of_logs(so_far(cloud.log_chances.sum(axis=-1), read))
        weights = _weights((known - start[:, np.newaxis]).reshape(-1)).reshape(known.shape)
        chances = np.exp(cloud.log_chances[:, :, week])
        foretold[week] = np.log((weights[..., np.newaxis] * chances).sum(axis=(0, 1)))
        together[week] = np.log((weights * chances.prod(axis=-1)).sum())


def _weights(logs: Array) -> Array:
    """Shares that are to each other as these are logs of."""
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


def _systematic(weights: Array, luck: np.random.Generator) -> Array:
    """Particles drawn by their weights, each within one of its due number of times."""
    marks = (np.arange(weights.size) + luck.random()) / weights.size
    return np.asarray(np.minimum(np.searchsorted(np.cumsum(weights), marks), weights.size - 1))


def _walk_on(walk: _Walk) -> _Walked:
    """Random-walk Metropolis: every particle proposes a step, and takes it as far as the moves read are likelier
    there."""
    replay = MoveReplay(
        walk.replay.script, walk.replay.choice, walk.replay.seed, walk.replay.lucks, DrawCache(LUCK_BYTES)
    )
    luck = np.random.default_rng(walk.luck)
    cloud = walk.cloud
    known_rows = _count(walk.carried)

    def seen(points: Array, rows: Array) -> _Cloud:
        carried = {key: np.asarray(values)[rows] for key, values in walk.carried.items()}
        return _Cloud(points, rows, replay.log_chances({**carried, **values_at(points)}))

    if not cloud.log_chances.size:
        cloud = seen(cloud.points, cloud.rows)
    here, taken, path = cloud.log_likelihood(walk.until), 0.0, []
    for _ in range(walk.passes):
        step = luck.standard_normal(cloud.points.shape) @ walk.root.T
        leaves = luck.random(len(step)) < walk.row_steps
        rows = np.where(leaves, luck.integers(known_rows, size=len(step)), cloud.rows)
        other = seen(reflected(cloud.points + step), rows)
        there = other.log_likelihood(walk.until)
        better = np.log(luck.random(len(step))) < there - here
        cloud = _Cloud(
            np.where(better[:, np.newaxis], other.points, cloud.points),
            np.where(better, other.rows, cloud.rows),
            np.where(better[:, np.newaxis, np.newaxis, np.newaxis], other.log_chances, cloud.log_chances),
        )
        here = np.where(better, there, here)
        taken += float(better.mean())
        path.append(float(here.mean()))
    return _Walked(cloud, taken / max(walk.passes, 1), np.array(path))


def _joined(parts: Sequence[_Walked]) -> _Walked:
    """All pieces of a cloud, in their order."""
    sizes = np.array([len(part.cloud.points) for part in parts], dtype=np.float64)
    share = sizes / sizes.sum()
    return _Walked(
        _Cloud(
            np.concatenate([part.cloud.points for part in parts]),
            np.concatenate([part.cloud.rows for part in parts]),
            np.concatenate([part.cloud.log_chances for part in parts]),
        ),
        float(sum(weight * part.acceptance for weight, part in zip(share, parts, strict=True))),
        np.asarray(sum(weight * part.path for weight, part in zip(share, parts, strict=True))),
    )
