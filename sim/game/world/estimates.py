"""What a capital takes the others for: a judgement of its own service, never the truth.

The numbers are judgements: a resolute or engaged government looks like 70 percent, another like 30, give or take 15.
Most of an error stays from move to move, so that waiting does not wash it out.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from sim.kernel.draws import Draws, Law, Stream
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array

LOOKS = {True: 70.0, False: 30.0}
ERROR = 15.0
LASTING = 0.8
LEAST, MOST = 2.0, 98.0
PAIRS = tuple((capital, other) for capital in CAPITALS for other in CAPITALS if other != capital)
LASTING_ERRORS = Stream("game.estimates.lasting", len(PAIRS), Law.NORMAL, "How far a service is wrong for good.")
PASSING_ERRORS = Stream("game.estimates.passing", len(PAIRS), Law.NORMAL, "How far it is wrong in a move.")


def estimates(types: Array, seed: int, move: int) -> dict[str, dict[str, dict[str, float]]]:
    """How resolute (Washington: how engaged) each capital takes each other one to be, in percent: low, mid, high.

    `types` (capital,) are 1 for resolute; `move` counts from 0, the opening being -1. The same seed and move give the
    same errors.
    """
    draws = Draws(seed, np.zeros(1, dtype=np.int64))
    lasting, passing = draws.week(LASTING_ERRORS, 0)[:, 0], draws.week(PASSING_ERRORS, move + 1)[:, 0]
    errors = ERROR * (LASTING * lasting + sqrt(1.0 - LASTING**2) * passing)
    found: dict[str, dict[str, dict[str, float]]] = {capital: {} for capital in CAPITALS}
    for (capital, other), error in zip(PAIRS, errors.tolist(), strict=True):
        resolute = bool(types[CAPITALS.index(other)] > 0.0)
        mid = _within(LOOKS[resolute] + error)
        found[capital][other] = {"low": _within(mid - ERROR), "mid": mid, "high": _within(mid + ERROR)}
    return found


def _within(percent: float) -> float:
    return round(min(max(percent, LEAST), MOST), 1)
