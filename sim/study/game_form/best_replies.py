"""Best replies and the equilibria in which everybody plays one, read off the table of a game.

Source: Nash 1951. A payoff counts as best where it is the largest to the last digit.
"""

from __future__ import annotations

import numpy as np

from sim.kernel.state import Array
from sim.study.game_form.normal_form import NormalForm, Profile


def best_replies(table: Array) -> Array:
    """Where a player's strategy is a best reply to what all others do, (n, L_1, ..., L_n), from payoffs of that
    shape."""
    best = [payoffs == payoffs.max(axis=player, keepdims=True) for player, payoffs in enumerate(table)]
    return np.stack(best)


def pure_equilibria(table: Array) -> list[Profile]:
    """The profiles in which nobody gains by another strategy alone."""
    found = np.argwhere(best_replies(table).all(axis=0))
    return [tuple(int(strategy) for strategy in profile) for profile in found]


def reply_shares(form: NormalForm) -> tuple[Array, ...]:
    """In what share of the others' combinations each strategy is a best reply, (L_i,) by player."""
    best = best_replies(form.table)
    shares = []
    for player, count in enumerate(form.shape):
        by_strategy = np.moveaxis(best[player], player, 0).reshape(count, -1)
        shares.append(np.asarray(by_strategy.mean(axis=1)))
    return tuple(shares)
