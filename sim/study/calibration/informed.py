"""Which parameters the record tells something of, and which it leaves as wide as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.study.calibration.choice.account import SLIGHT
from sim.study.calibration.choice.prior import BLOCK
from sim.study.calibration.choice.sampler import Choice
from sim.study.calibration.fit_block import BlockFit

COURTS = "courts"


def informed_by(blocks: Sequence[BlockFit], choice: Choice) -> tuple[str, ...]:
    """The parameters whose variance the record cut by a fifth or more, in the order of the blocks.

    Those of the courts are always among them, for the catalogue's values know how long each step took until 2022:
    where the record is silent, what one could have held before is taken instead.
    """
    return (*(key for block in blocks for key in _told(block)), *_told_by_moves(choice))


def contraction_of(block: BlockFit) -> dict[str, float]:
    """How much narrower each parameter of a block has become: 1 less its variance over that of its range."""
    widths = ((prior.high - prior.low) ** 2 / 12.0 for prior in block.priors)
    return {
        prior.key: float(1.0 - values.var() / width)
        for prior, values, width in zip(block.priors, block.draws.T, widths, strict=True)
    }


def _told(block: BlockFit) -> Iterator[str]:
    for key, narrower in contraction_of(block).items():
        if block.block == COURTS or narrower >= SLIGHT:
            yield key


def _told_by_moves(choice: Choice) -> Iterator[str]:
    for free in BLOCK:
        if choice.contraction[free.key] >= SLIGHT:
            yield from free.scales or (free.key,)
