"""Tokyo takes Korea off its list of trusted export destinations."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import ONCE, Lever, Tempo
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def controls_stand(week: Week) -> Array:
    """Export controls are in force and Korea is still on the list, shape (world,)."""
    return flag((week.state.export_controls > ZERO) & (week.state.whitelist_removed == ZERO))


def second_step(week: Week) -> Array:
    """What following up the first step is worth to Tokyo (pp, (world,)), more after a fuller first step."""
    return np.asarray(week.inputs["decision.removal_follow_on"] * week.state.export_controls)


def remove(week: Week, doses: Array) -> None:
    """Korea loses its place on the list. `doses` has shape (1, world)."""
    np.copyto(week.state.whitelist_removed, doses[0], where=doses[0] > ZERO)


def put_back(week: Week, where: Array) -> None:
    """Korea is back on the list in the worlds where `where` is 1, shape (world,)."""
    whitelist_removed = week.state.whitelist_removed
    whitelist_removed *= ONE - where


LEVER = Lever(
    key="tokyo.whitelist_removal",
    code="J5",
    label="White-list removal",
    sentence="Tokyo takes Korea off its white list, so that many more goods may need a licence.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.6,
        "security_damage": 0.15,
        "visibility": 0.9,
        "pressure": 0.5,
        "nationalism": 0.5,
        "own_cost": 0.3,
    },
    political_cost=0.3,
    cooldown=ONCE,
    clock="Once; counted from the cabinet decision, in force twenty-six days later.",
    source="004_23131a2df6d52d71.txt; timeline 2019-08-02 and 2019-08-28; features are judgement",
    needs="Export controls are in force.",
    reads=("export_controls", "whitelist_removed"),
    moves=("whitelist_removed",),
    possible=controls_stand,
    appeal=second_step,
    effect=remove,
    lift=put_back,
)
