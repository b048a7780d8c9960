"""Tokyo asks for a licence on every shipment of three chemicals that Korea's chip makers need."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE, ZERO
from sim.kernel.records import ONCE, Lever, Tempo
from sim.kernel.stages import CourtStage
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.weighing import flag


def seizure_approved(week: Week) -> Array:
    """A court has approved a seizure and no controls are in force, shape (world,)."""
    return flag((week.state.court_highest >= CourtStage.SEIZED) & (week.state.export_controls == ZERO))


def impose(week: Week, doses: Array) -> None:
    """Licences are needed for the dosed share of shipments. `doses` has shape (1, world)."""
    np.copyto(week.state.export_controls, doses[0], where=doses[0] > ZERO)


def end(week: Week, where: Array) -> None:
    """The controls end in the worlds where `where` is 1, shape (world,)."""
    export_controls = week.state.export_controls
    export_controls *= ONE - where


LEVER = Lever(
    key="tokyo.export_controls",
    code="J4",
    label="Export controls",
    sentence="Tokyo requires a licence for each shipment of three chemicals that Korea's chip makers need.",
    tempo=Tempo.STRUCTURAL,
    features={
        "escalation": 0.6,
        "security_damage": 0.1,
        "visibility": 0.9,
        "pressure": 0.7,
        "nationalism": 0.5,
        "own_cost": 0.35,
    },
    political_cost=0.5,
    cooldown=ONCE,
    clock="Once; in force three days after the announcement, each licence takes up to ninety days.",
    source="timeline 2019-07-01 and 2019-07-04; features are judgement",
    needs="A Korean court has approved a seizure (stage 1 or later).",
    reads=("court_highest", "export_controls"),
    moves=("export_controls",),
    possible=seizure_approved,
    effect=impose,
    lift=end,
)
