"""A finite game in normal form whose payoffs are own values and what each pair of players makes of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from sim.kernel.state import Array

Profile = tuple[int, ...]


@dataclass(frozen=True)
class NormalForm:
    """A polymatrix game of n players with L_1 ... L_n strategies.

    `own[i]` (L_i,) is what each strategy is worth to player i by itself; `pairs[i][j]` (L_i, L_j) is what it is worth
    besides, given what player j does, zero where they do not mind each other. `players` and `strategies` are names.
    Source: Janovskaya 1968 and Howson 1972 on polymatrix games.
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    own: tuple[Array, ...]
    pairs: tuple[tuple[Array, ...], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return tuple(len(names) for names in self.strategies)

    @property
    def profiles(self) -> int:
        """How many combinations of strategies there are."""
        return prod(self.shape)

    @cached_property
    def table(self) -> Array:
        """The payoffs of every player in every profile, (n, L_1, ..., L_n)."""
        return np.stack([self._payoffs(player) for player in range(len(self.players))])

    def _payoffs(self, player: int) -> Array:
        payoffs = np.zeros(self.shape)
        payoffs += self._along((player,), self.own[player])
        for other, sway in enumerate(self.pairs[player]):
            if other != player:
                payoffs += self._along((player, other), sway)
        return payoffs

    def _along(self, axes: tuple[int, ...], values: Array) -> Array:
        """Values by the strategies of some players, as an array that fits the table."""
        ordered = np.transpose(values, np.argsort(axes))
        return ordered.reshape([self.shape[axis] if axis in axes else 1 for axis in range(len(self.shape))])

    def values(self, chances: Sequence[Array]) -> tuple[Array, ...]:
        """The expected payoff of each strategy, (L_i,) by player, where the others mix with these chances."""
        return tuple(
            own + sum(sway @ chance for sway, chance in zip(row, chances, strict=True))
            for own, row in zip(self.own, self.pairs, strict=True)
        )

    def against(self, profile: Profile) -> tuple[Array, ...]:
        """The payoff of each strategy, (L_i,) by player, where the others keep to a profile."""
        return tuple(
            own + sum(sway[:, strategy] for sway, strategy in zip(row, profile, strict=True))
            for own, row in zip(self.own, self.pairs, strict=True)
        )

    @cached_property
    def contraction(self) -> float:
        """How much of a change in the others' chances comes back in a player's logit chances, at most. Below 1 there is
        one logit equilibrium and repeated answers lead there.

        Half the spread of a payoff difference bounds how far it moves with another's chances, and half the largest
        change of a payoff difference how far logit chances move (both in the sum of absolute changes).
        """
        return max(self._feedback(player) for player in range(len(self.players)))

    def _feedback(self, player: int) -> float:
        reach = np.zeros((self.shape[player],) * 2)
        for sway in self.pairs[player]:
            differences = sway[:, np.newaxis, :] - sway[np.newaxis, :, :]
            reach += differences.max(axis=2) - differences.min(axis=2)
        return float(reach.max()) / 4.0


def logit(values: Array) -> Array:
    """Logit choice at precision one, (L,)."""
    weights = np.exp(values - values.max())
    return np.asarray(weights / weights.sum())


def logit_residual(form: NormalForm, chances: Sequence[Array]) -> float:
    """How far chances are from being logit answers to themselves: the largest difference."""
    answers = form.values(chances)
    return max(float(np.abs(chance - logit(answer)).max()) for chance, answer in zip(chances, answers, strict=True))
