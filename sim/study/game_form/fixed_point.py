"""The logit equilibrium of a week's game to the last digits, by the rule that runs use, only longer."""

from __future__ import annotations

import numpy as np

from sim.decision.equilibrium import DAMPING, HEARD, Answer, Game, sweep
from sim.kernel.errors import RunError
from sim.kernel.state import Array

EXACT = 1e-10
PLAIN, MOST = 50, 5000


def fixed_point(game: Game, exact: float = EXACT) -> Answer:
    """Everybody answers in turn until no expectation changes by more than `exact` in any world.

    Runs stop after eight sweeps at 0.005; this goes on, at first plain and then damped. Raises RunError where it
    does not settle.
    """
    expected = np.zeros((3, HEARD, game.seoul.base.shape[-1]), dtype=game.seoul.base.dtype)
    for number in range(MOST):
        weights, totals, fresh = sweep(game, expected)
        if _settled(fresh, expected, exact):
            return Answer(weights, totals, fresh, np.zeros(fresh.shape[-1], dtype=bool))
        expected = fresh if number < PLAIN else expected + DAMPING * (fresh - expected)
    raise RunError(
        f"the governments' reasoning goes in a circle: after {MOST:,} rounds of answers they still expect something "
        "else of each other than before. Lower decision.exchange_gain, or how sharply they choose (seoul.precision)."
    )


def _settled(after: Array, before: Array, exact: float) -> bool:
    return bool(np.abs(after - before).max() <= exact)
