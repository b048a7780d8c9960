"""When a government may move: routine diplomacy and decisions of cabinet each have their own opportunities."""

from __future__ import annotations

import numpy as np

from sim.decision.equilibrium import TYPES
from sim.kernel.bounds import ONE, ZERO
from sim.kernel.inputs import Inputs
from sim.kernel.state import Array
from sim.kernel.week import Week

HIGHEST_ROUTINE, HIGHEST_CABINET = 0.95, 0.9


class Doors:
    """The chance, each week, that the dispute is on the agenda: (cabinet, routine), each (government, world).

    Opportunities are separate from choices because a logit choice every week would make any bad lever
    nearly certain in the long run.
    """

    def __init__(self, inputs: Inputs) -> None:
        self.p = {
            name: inputs[f"decision.{name}"]
            for name in (
                "routine_gate",
                "routine_gate_salience",
                "routine_gate_grievance",
                "routine_gate_deadline",
                "routine_gate_distraction",
                "structural_gate",
                "structural_gate_deadline",
                "us_routine_gate",
                "us_routine_gate_disunity",
                "us_routine_gate_deadline",
                "us_routine_gate_distraction",
                "us_structural_gate",
                "us_structural_gate_disunity",
                "us_structural_gate_deadline",
                "deadline_is_near",
                "lowest_gate",
            )
        }
        self.to_cabinet = inputs.rows("seoul.structural_gate_grievance", "tokyo.structural_gate_grievance")

    def chances(self, week: Week) -> tuple[Array, Array]:
        """Chances of the cabinet door and of the routine door, each (3, world)."""
        state, p = week.state, self.p
        near = state.deadline_nearness
        disunity = ONE - state.cohesion
        cabinet = np.empty((3, state.arena.shape[1]), dtype=state.arena.dtype)
        routine = np.empty_like(cabinet)
        routine[:2] = p["routine_gate_salience"] * state.salience + p["routine_gate_grievance"] * state.grievance
        routine[:2] -= p["routine_gate_distraction"] * state.distraction[:2]
        routine[:2] += p["routine_gate"] + p["routine_gate_deadline"] * (near > p["deadline_is_near"])
        cabinet[:2] = self.to_cabinet * state.grievance
        cabinet[:2] += p["structural_gate"] + p["structural_gate_deadline"] * near
        routine[2] = p["us_routine_gate"] + p["us_routine_gate_disunity"] * disunity
        routine[2] += p["us_routine_gate_deadline"] * near - p["us_routine_gate_distraction"] * state.distraction[2]
        cabinet[2] = p["us_structural_gate"] + p["us_structural_gate_disunity"] * disunity
        cabinet[2] += p["us_structural_gate_deadline"] * near
        cabinet.clip(ZERO, HIGHEST_CABINET, out=cabinet)
        routine.clip(p["lowest_gate"], HIGHEST_ROUTINE, out=routine)
        return cabinet, routine


def believed(belief_high: Array, cabinet: Array, only_routine: Array) -> Array:
    """The chances that the cabinet door opens and that only the routine door does, times the public belief in each
    type of the government: (door, government, type, world)."""
    beliefs = np.empty((len(belief_high), TYPES, belief_high.shape[-1]), dtype=cabinet.dtype)
    np.subtract(ONE, belief_high, out=beliefs[:, 0])
    beliefs[:, 1] = belief_high
    doors = np.empty((2, *beliefs.shape), dtype=cabinet.dtype)
    np.multiply(beliefs, cabinet[:, np.newaxis], out=doors[0])
    np.multiply(beliefs, only_routine[:, np.newaxis], out=doors[1])
    return doors
