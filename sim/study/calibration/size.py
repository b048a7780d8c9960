"""How much work a fit is."""

from __future__ import annotations

from dataclasses import dataclass

from sim.study.calibration.choice import sampler
from sim.study.calibration.choice.sampler import ChoiceSize


@dataclass(frozen=True, slots=True)
class Size:
    """`design` points in each of at most `waves` waves of history matching, `points` in each population, `candidates`
    for each draw of a block that comes after others, and so many joint `draws` in the end; `choice` is the work on the
    decision weights."""

    design: int
    waves: int
    points: int
    candidates: int
    draws: int
    choice: ChoiceSize


FULL = Size(design=4096, waves=4, points=8192, candidates=64, draws=500, choice=sampler.FULL)
SMALL = Size(design=1024, waves=2, points=2048, candidates=24, draws=500, choice=sampler.SMALL)
TINY = Size(design=128, waves=1, points=128, candidates=4, draws=40, choice=sampler.TINY)
SIZES = {"full": FULL, "small": SMALL, "tiny": TINY}
