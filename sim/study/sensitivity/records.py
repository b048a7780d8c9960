"""What a sensitivity analysis finds, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.results import Difference
from sim.study.sensitivity.inputs import Input
from sim.study.sensitivity.noise import Shares
from sim.study.sensitivity.size import Size


class Told(StrEnum):
    """Whether an input's influence can be told from the luck of the worlds: as large as it is, only in its direction,
    not at all; or whether the input changed nothing in any world."""

    CLEAR = "clear"
    DIRECTION = "direction only"
    LUCK = "within luck"
    NOTHING = "no change"


@dataclass(frozen=True)
class Span:
    """A number with the interval that holds it with 95 % confidence, over base points and replicates drawn anew."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Influence:
    """How much one input moves one outcome.

    `index` is the mean size of an elementary effect with luck taken off (morris, in the outcome's unit, for the whole
    range of the input) or the total index with luck taken off (sobol, a share of the variance that the inputs make).
    `plain` is the same as SALib has it, with luck in it, and `floor` how large luck alone would make it.
    `first` is the first-order index (sobol; None for morris). `rise` is the mean change of the outcome, in its unit,
    from the low to the high end of the range; `steady` is it as a share of its size, +1 where the outcome always
    rises, -1 where it always falls. `sigma` is the standard deviation of elementary effects (morris).
    `needed` are about as many replicates as would tell it from luck, infinite where nothing was seen.
    """

    input: str
    index: Span
    plain: float
    floor: float
    rise: Span
    steady: float
    told: Told
    needed: float
    first: Span | None = None
    sigma: float = float("nan")

    @property
    def first_told(self) -> bool:
        """Whether the interval of the first-order index lies above 0."""
        return self.first is not None and self.first.low > 0.0


@dataclass(frozen=True)
class Swing:
    """An outcome with one input at either end of its range and all else as the scenario has it, against the scenario
    under the same luck; and the high end against the low one."""

    input: str
    low: float
    high: float
    at_low: Difference
    at_high: Difference
    across: Difference


@dataclass(frozen=True)
class Analysed:
    """What was found about one outcome: influences, the largest first; whose doing its variance is; one-at-a-time
    swings; and, for sobol, the sums of first-order and total indices. `level` is its mean in the scenario itself;
    `least` the smallest difference of it worth talking about.

    `constant` where it is the same in all worlds. `settled` where the variance that the inputs make can be told from
    luck. `broken` counts worlds left out, `blocks_lost` trajectories or base points that SALib had to do without.
    """

    outcome: str
    label: str
    unit: str
    digits: int
    least: float
    shares: Shares
    influences: tuple[Influence, ...]
    constant: bool
    settled: bool
    broken: int
    blocks_lost: int
    first_sum: Span | None = None
    total_sum: float = float("nan")
    level: float = float("nan")
    swings: tuple[Swing, ...] = ()


@dataclass(frozen=True)
class Sensitivity:
    """A sensitivity analysis of a scenario: how it was made, and what was found, by outcome."""

    title: str
    digest: str
    method: str
    inputs: Mapping[str, Input]
    size: Size
    seed: int
    swing_worlds: int
    worlds: int
    outcomes: Mapping[str, Analysed]
