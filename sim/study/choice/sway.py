"""How the choice hangs on the weights: other weights for the same runs, over the whole simplex and one at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernel.state import Array
from sim.study.choice.worth import POINTS

DRAWS = 4000
STEPS = 201
ROBUST, LEANING = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class OneWeight:
    """One weight moved from 0 to 1 while the others keep their proportions: between `low` and `high` (around `used`)
    the same alternative stays best; `below` and `above` are who is best beyond, None where nobody takes over."""

    outcome: str
    used: float
    low: float
    high: float
    below: int | None
    above: int | None


@dataclass(frozen=True)
class Sway:
    """How the choice hangs on the weights: for random weights over the whole simplex, `best` is the share of draws in
    which each alternative is best and `good_enough` that in which it is within the asked distance, (alternative,);
    and each weight moved alone."""

    best: Array
    good_enough: Array
    alone: tuple[OneWeight, ...]
    draws: int


def sway(shares: Array, weights: Array, outcomes: tuple[str, ...], within: float, seed: int = 0) -> Sway:
    """What other weights would choose. `shares` (outcome, alternative) are mean outcomes as signed shares of their
    spans, `weights` (outcome,) the ones in use, whose signs are kept."""
    signed = np.sign(weights)[:, np.newaxis] * shares
    drawn = np.random.default_rng(seed).dirichlet(np.ones(len(weights)), size=DRAWS)
    values = POINTS * drawn @ signed
    behind = values.max(axis=1, keepdims=True) - values
    best = np.bincount(behind.argmin(axis=1), minlength=shares.shape[1]) / DRAWS
    alone = tuple(_alone(signed, np.abs(weights), place, key) for place, key in enumerate(outcomes))
    return Sway(np.asarray(best), np.asarray((behind <= within).mean(axis=0)), alone, DRAWS)


def _alone(signed: Array, weights: Array, place: int, outcome: str) -> OneWeight:
    others = np.delete(weights, place)
    tried = np.unique(np.append(np.linspace(0.0, 1.0, STEPS), weights[place]))
    table = np.empty((len(tried), len(weights)))
    table[:, place] = tried
    if others.size:
        share = others / others.sum() if others.sum() else np.full(others.size, 1.0 / others.size)
        table[:, np.delete(np.arange(len(weights)), place)] = (1.0 - tried)[:, np.newaxis] * share
    leaders = (table @ signed).argmax(axis=1)
    used = int(np.searchsorted(tried, weights[place]))
    other = np.flatnonzero(leaders != leaders[used])
    before, after = other[other < used], other[other > used]
    return OneWeight(
        outcome,
        float(weights[place]),
        float(tried[before[-1] + 1]) if before.size else 0.0,
        float(tried[after[0] - 1]) if after.size else 1.0,
        int(leaders[before[-1]]) if before.size else None,
        int(leaders[after[0]]) if after.size else None,
    )
