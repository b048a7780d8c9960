"""One block: what its targets leave possible of its parameters."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp
from scipy.stats import qmc

from sim.kernel.state import Array
from sim.study.calibration.abc_smc import Population, Region, Sampled, drawn, sample
from sim.study.calibration.blocks import Block
from sim.study.calibration.history_matching import Aims, match
from sim.study.calibration.noise import Wobble, log_normal, wobble_of
from sim.study.calibration.priors import Prior, declared, values_at
from sim.study.calibration.replay import Replay
from sim.study.calibration.size import Size
from sim.study.calibration.targets import Target

Draws = Mapping[str, Array]


@dataclass(frozen=True)
class Tolerance:
    """A population in short: its tolerance and how many of its points count."""

    tolerance: float
    counting: float
    points: int


@dataclass(frozen=True)
class BlockFit:
    """What came of a block: its ranges, its draws, (draw, parameter), what was left of the ranges after each wave (and
    whether a cut had to be raised), its populations, the smallest distance of any point (1 is what the errors allow
    for on average), and how many standard deviations each target moves as each parameter goes through its range,
    (target, parameter). A block without targets has draws from its ranges and nothing else."""

    block: str
    priors: tuple[Prior, ...]
    draws: Array
    left: tuple[float, ...] = ()
    relaxed: bool = False
    populations: tuple[Tolerance, ...] = ()
    nearest: float = float("nan")
    slopes: Array | None = None

    @property
    def values(self) -> Draws:
        """The draws by parameter, (draw,)."""
        return {prior.key: self.draws[:, column] for column, prior in enumerate(self.priors)}


@dataclass
class Trial:
    """Plays points of a block's ranges, each beside a draw of the blocks before it, and holds them to the targets."""

    block: Block
    replay: Replay
    targets: Sequence[Target]
    earlier: Draws
    worlds_of_noise: int = 0

    def __post_init__(self) -> None:
        self.priors = declared((*self.block.fitted, *self.block.averaged))
        self.aims = Aims(
            np.array([target.observed for target in self.targets]), np.array([target.sd for target in self.targets])
        )
        noise = self.block.noise
        self.wobble = wobble_of(noise, self.replay, self.targets, self.worlds_of_noise) if noise else None

    @property
    def known(self) -> int:
        """How many draws of the blocks before there are."""
        return len(next(iter(self.earlier.values()), ()))

    def given(self, points: Array, rows: Array | None = None) -> dict[str, Array]:
        """The parameters of each world: those of its point, and those of a draw of the blocks before, in turn or the
        one that `rows` names."""
        values = dict(values_at(self.priors, points))
        if self.earlier:
            rows = (np.arange(len(points)) if rows is None else rows) % self.known
            values |= {key: before[rows] for key, before in self.earlier.items()}
        return values

    def shown(self, points: Array) -> Array:
        """What a world at each point shows for each target, luck included, (point, target)."""
        return self.replay.shown(self.given(points), self.targets)

    def log_fit(self, points: Array, rows: Array | None = None) -> Array:
        """The log likelihood of the observations at each point, up to a constant, (point,)."""
        given = self.given(points, rows)
        if self.wobble is not None:
            return self._log_fit_with_noise(given, self.wobble)
        lucks = self.block.lucks
        often = {key: np.repeat(values, lucks) for key, values in given.items()}
        shown = self.replay.shown(often, self.targets)
        log = -0.5 * (((shown - self.aims.observed) / self.aims.sd) ** 2).sum(axis=1)
        return np.asarray(logsumexp(log.reshape(-1, lucks), axis=1) - np.log(lucks))

    def _log_fit_with_noise(self, given: dict[str, Array], wobble: Wobble) -> Array:
        assert self.block.noise is not None
        size = given[self.block.noise.size]
        quiet = self.replay.shown({**given, self.block.noise.size: np.zeros(len(size))}, self.targets)
        covariance = wobble.at(given[self.block.noise.half_life], size) + np.diag(self.aims.sd**2)
        return log_normal(self.aims.observed - quiet, covariance)


def seed_of(seed: int, *words: object) -> int:
    """A seed of its own for each piece of work."""
    return zlib.crc32(" ".join(map(str, (seed, *words))).encode())


def fit_block(
    block: Block, replay: Replay, targets: Sequence[Target], earlier: Draws, size: Size, seed: int
) -> BlockFit:
    """History matching, then populations within what it left, then draws."""
    priors = declared(block.fitted)
    if not targets:
        return BlockFit(block.key, priors, from_ranges(priors, size.draws, seed))
    own = len(priors)
    trial = Trial(block, replay.often(), targets, earlier, size.design)
    matched = match(
        trial.shown, trial.aims, len(trial.priors), points=size.design, waves=size.waves, seed=seed_of(seed, "waves")
    )
    first = matched.spread(size.points, seed_of(seed, "first"))
    sampled = sample(trial.log_fit, first, matched.keeps, seed_of(seed, "populations"))
    points = _draws(trial, sampled, matched.keeps, size, seed)
    return BlockFit(
        block.key,
        priors,
        scaled(priors, points[:, :own]),
        tuple(wave.left for wave in matched.waves),
        any(wave.relaxed for wave in matched.waves),
        in_short(sampled.populations),
        *_nearest_and_slopes(trial, sampled.last),
    )


def from_ranges(priors: Sequence[Prior], count: int, seed: int) -> Array:
    """Draws from the ranges, (draw, parameter)."""
    return scaled(priors, np.random.default_rng(seed_of(seed, "ranges")).random((count, len(priors))))


def evenly(parameters: int, count: int, seed: int) -> Array:
    """Points spread evenly over all ranges, (point, parameter)."""
    power = int(np.ceil(np.log2(count)))
    return np.asarray(qmc.Sobol(parameters, rng=np.random.default_rng(seed)).random_base2(power)[:count])


def scaled(priors: Sequence[Prior], points: Array) -> Array:
    """Points as values in their units, (draw, parameter)."""
    return np.stack(list(values_at(priors, points).values()), axis=1)


def in_short(populations: Sequence[Population]) -> tuple[Tolerance, ...]:
    return tuple(Tolerance(p.tolerance, p.counting, len(p.points)) for p in populations)


def _draws(trial: Trial, sampled: Sampled, region: Region, size: Size, seed: int) -> Array:
    """Points of the last population by their weights; where several draws of blocks before are given, one for each."""
    generator = np.random.default_rng(seed_of(seed, "draws"))
    if trial.known <= 1:
        return np.asarray(sampled.last.points[drawn(sampled.last.weights, size.draws, generator)])
    return given_each(trial.log_fit, sampled, region, size, generator)


def given_each(
    log_fit: Callable[[Array, Array], Array],
    sampled: Sampled,
    region: Region,
    size: Size,
    generator: np.random.Generator,
) -> Array:
    """For each draw of the blocks before, one point out of several candidates by how well it fits beside this draw:
    so nothing that this block's data say of the earlier parameters changes how often they occur."""
    points = sampled.kernel.propose(size.draws * size.candidates, region, generator)
    rows = np.repeat(np.arange(size.draws), size.candidates)
    log_weights = log_fit(points, rows) - sampled.kernel.log_density(points)
    log_weights = np.where(np.isfinite(log_weights), log_weights, -np.inf).reshape(size.draws, size.candidates)
    best = (log_weights + generator.gumbel(size=log_weights.shape)).argmax(axis=1)
    return np.asarray(points.reshape(size.draws, size.candidates, -1)[np.arange(size.draws), best])


def _nearest_and_slopes(trial: Trial, last: Population) -> tuple[float, Array]:
    """The smallest distance of a point of the last population, luck included, and by how many of its standard
    deviations each target moves as each learnt parameter goes through its range, by regression, (target, parameter)."""
    shown = (trial.shown(last.points) - trial.aims.observed) / trial.aims.sd
    nearest = float(np.sqrt((shown**2).mean(axis=1).min()))
    root = np.sqrt(last.weights)[:, np.newaxis]
    terms = np.concatenate([np.ones((len(shown), 1)), last.points], axis=1)
    slopes = np.linalg.lstsq(root * terms, root * shown, rcond=None)[0][1:].T
    return nearest, slopes[:, : len(trial.block.fitted)]
