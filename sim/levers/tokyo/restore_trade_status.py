"""Tokyo ends its export controls and puts Korea back on its white list."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO
from sim.kernel.records import Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import TOKYO
from sim.levers.weighing import flag


def measure_stands(week: Week) -> Array:
    """A trade measure against Korea is in force, shape (world,)."""
    return flag((week.state.export_controls > ZERO) | (week.state.whitelist_removed > ZERO))


def settlement_less_stake(week: Week) -> Array:
    """What restoring is worth to Tokyo (pp, (world,)): good after a settlement, bad while cases are open."""
    state, inputs = week.state, week.inputs
    settled = inputs["decision.restore_settled"] * state.settled
    return np.asarray(settled - inputs["decision.restore_stake_lost"] * state.stake[TOKYO])


def order_return(week: Week, doses: Array) -> None:
    """The ministry is told to restore Korea's status. `doses` has shape (1, world)."""
    np.copyto(week.state.trade_restore_order, doses[0], where=doses[0] > ZERO)


LEVER = Lever(
    key="tokyo.restore_trade_status",
    code="J7",
    label="Restore trade status",
    sentence="Tokyo ends its export controls at once and puts Korea back on its white list some months later.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": -0.5,
        "concession": 0.7,
        "security_damage": -0.2,
        "visibility": 0.9,
        "pressure": -0.7,
        "nationalism": -0.5,
        "own_cost": -0.3,
    },
    political_cost=0.8,
    cooldown=52,
    clock="Any week while a measure stands; the return to the list takes about sixteen weeks more.",
    source="timeline 2023-03-16, 2023-03-23, 2023-06-27 (effect 21 July); features are judgement",
    needs="Export controls or the white-list removal are in force.",
    reads=("export_controls", "whitelist_removed", "settled", "stake"),
    moves=("trade_restore_order",),
    possible=measure_stands,
    appeal=settlement_less_stake,
    effect=order_return,
)
