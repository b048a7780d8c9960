"""What an incident between the two neighbours does: one public is hurt, both talk about it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter, Quantity
from sim.kernel.state import Array
from sim.kernel.week import Week


def _strength(name: str, label: str, default: float, text: str) -> Parameter:
    return Parameter(
        key=f"relations.incident_{name}",
        label=label,
        unit="index 0-1",
        default=default,
        low=0.0,
        high=1.0,
        help=text,
        source="authors' choice, of the size of a move by the other government with the same visibility",
        grade=Evidence.JUDGEMENT,
    )


class Incidents(Participant):
    """The strength of incidents that no government chose: a declaration only, read by the shocks."""

    KEY: ClassVar[str] = "incidents"
    LABEL: ClassVar[str] = "Incidents between the neighbours"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        _strength(
            "grievance", "Grievance from an incident", 0.5, "What a full incident adds to the hurt side's grievance."
        ),
        _strength("hostility", "Hostility from an incident", 0.1, "How much of the way to full hostility it takes."),
        _strength("hard_line", "Hard line from an incident", 0.15, "How many of the others it makes hard-liners."),
        _strength(
            "salience", "Attention to an incident", 0.5, "How much of the idle attention of the hurt side it draws."
        ),
        _strength("echo", "Echo of an incident", 0.5, "How much of that attention it also draws on the other side."),
    )
    READ_WHEN_NEEDED = tuple(parameter.key for parameter in PARAMETERS)


def incident_size(key: str, label: str, default: float, source: str) -> Quantity:
    """The size of an incident: 0 is nothing, 1 the gravest without loss of life."""
    return Quantity(
        key=f"{key}.size",
        label=label,
        unit="share of the gravest incident",
        default=default,
        low=0.0,
        high=1.0,
        help="0 is no incident, 1 the gravest that costs no lives.",
        source=source,
        grade=Evidence.JUDGEMENT,
    )


def anger(week: Week, size: Array | float, side: int) -> None:
    """One side grows more hostile and more of its public hard-line.

    `size` is a number, (1,) or (world,); `side` is the row of the side that is hurt. At size 0 nothing changes.
    """
    inputs = week.inputs
    hostility, hard_line = week.state.hostility[side], week.state.hard_line[side]
    hostility += size * inputs["relations.incident_hostility"] * (1.0 - hostility)
    hard_line += size * inputs["relations.incident_hard_line"] * (1.0 - hard_line)


def hurt(week: Week, size: Array | float, side: int) -> None:
    """One side is hurt: it is angry, it has something to answer, and both publics pay attention.

    `size` is a number, (1,) or (world,); `side` is the row of the side that is hurt. At size 0 nothing changes.
    """
    anger(week, size, side)
    state, inputs = week.state, week.inputs
    grievance = state.grievance[side]
    grievance += size * inputs["relations.incident_grievance"]
    np.minimum(grievance, 1.0, out=grievance)
    attention = size * inputs["relations.incident_salience"]
    own, other = state.salience[side], state.salience[1 - side]
    own += attention * (1.0 - own)
    other += attention * inputs["relations.incident_echo"] * (1.0 - other)
