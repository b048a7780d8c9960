"""Which levers may be pulled this week: preconditions, law, bans and cooldowns, for all capitals at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.decision.plan import CapitalPlan
from sim.kernel.bounds import ONE, ZERO
from sim.kernel.state import Array
from sim.kernel.week import Week

BARRED = np.float32(1000.0)


@dataclass(frozen=True, slots=True)
class Choices:
    """What one capital may choose: `barred` (L, W) is 0 for levers that may be pulled and so far below it for the
    others that their logit weight is exactly 0 in single precision; `anywhere` says whether any world may."""

    barred: Array
    anywhere: list[bool]


class Permission:
    """The lever rows of all capitals, and who may pull which. Rows without a condition are always permitted."""

    def __init__(self, plans: Sequence[CapitalPlan], worlds: int, dtype: np.dtype[Any]) -> None:
        counts = [len(plan.levers) for plan in plans]
        self.rows = [slice(sum(counts[:k]), sum(counts[: k + 1])) for k in range(len(plans))]
        levers = [(lever, lever.name in plan.banned) for plan in plans for lever in plan.levers]
        self._conditions = [(row, lever) for row, (lever, _) in enumerate(levers) if lever.has_precondition]
        self._banned = [row for row, (_, banned) in enumerate(levers) if banned]
        self._legal = np.ones((len(levers), worlds), dtype=bool)
        self._dtype = dtype

    def legal(self, week: Week) -> Array:
        """Where a lever may be pulled by law and its own conditions, whatever the cooldown, (L, W); hold always.

        Bans begin when the agents take over: before, the record is played as it was.
        """
        legal = self._legal
        legal[self._banned] = True
        for row, lever in self._conditions:
            legal[row] = lever.possible(week)
        if not week.on_record:
            legal[self._banned] = False
        return legal

    def choices(self, legal: Array, wait: Array) -> list[Choices]:
        """What each capital may choose from, given the law and the weeks that its levers still rest."""
        allowed = legal & (wait <= ZERO)
        anywhere = np.logical_or.reduce(allowed, axis=1).tolist()
        barred = allowed.astype(self._dtype)
        barred -= ONE
        barred *= BARRED
        return [Choices(barred[rows], anywhere[rows]) for rows in self.rows]
