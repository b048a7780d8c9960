"""Seoul takes Japan off its own list of trusted trading partners."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import ONCE, Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def korea_was_delisted(week: Week) -> Array:
    """Tokyo has taken Korea off its list and Seoul has not answered in kind, shape (world,)."""
    return flag((week.state.whitelist_removed > ZERO) & (week.state.japan_delisted == ZERO))


def delist(week: Week, doses: Array) -> None:
    """Japan loses its place on Seoul's list. `doses` has shape (1, world)."""
    np.copyto(week.state.japan_delisted, doses[0], where=doses[0] > ZERO)


def relist(week: Week, where: Array) -> None:
    """Japan is back on the list in the worlds where `where` is 1, shape (world,)."""
    japan_delisted = week.state.japan_delisted
    japan_delisted *= ONE - where


LEVER = Lever(
    key="seoul.delist_japan",
    code="K6",
    label="Delist Japan",
    sentence="Seoul answers in kind and drops Japan from its own list of trusted trading partners.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.45,
        "security_damage": 0.05,
        "visibility": 0.8,
        "pressure": 0.2,
        "nationalism": 0.4,
        "own_cost": 0.1,
    },
    political_cost=0.2,
    cooldown=ONCE,
    clock="Once; counted from the announcement, in force about five weeks later.",
    source="timeline 2019-08-12 (announced), 2019-09-18 (effect), 2023-04-24 (restored); features are judgement",
    needs="Tokyo has taken Korea off its white list.",
    reads=("whitelist_removed", "japan_delisted"),
    moves=("japan_delisted",),
    possible=korea_was_delisted,
    effect=delist,
    lift=relist,
)
