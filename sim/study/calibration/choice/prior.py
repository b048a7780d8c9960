"""Which decision weights are fitted, and where they might have lain before any move was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array


@dataclass(frozen=True, slots=True)
class Free:
    """A direction in which the rule is fitted: a parameter, or several that are scaled together.

    Its prior is uniform between `low` and `high`. A parameter takes the value itself; where `scales` names
    parameters, these take their catalogue value times it.
    """

    key: str
    label: str
    low: float
    high: float
    scales: tuple[str, ...] = ()


# Only ratios of weights can be known from choices: the weight of security cooperation stays at its catalogue value, and
# all others are measured against it. The ranges are those of the catalogue, but for precision, below 0.3 of which
# choices are all but blind, and the doors, of which a twentieth to twice the catalogue's chances are allowed.
BLOCK = (
    Free("seoul.precision", "Precision of Seoul", 0.3, 2.0),
    Free("tokyo.precision", "Precision of Tokyo", 0.3, 2.0),
    Free("washington.precision", "Precision of Washington", 0.3, 2.0),
    Free("decision.grievance_weight", "Weight of an answer", 1.0, 8.0),
    Free("decision.coercion_weight", "Weight of pressure", 1.0, 8.0),
    Free("decision.nationalism_weight", "Weight of nationalist appeal", 0.5, 5.0),
    Free("decision.principle_weight", "Weight of principle", 0.5, 4.0),
    Free("gsomia.deadline_discount", "Deadline discount", 0.4, 0.85),
    Free("decision.us_mediation_value", "Washington's weight of mediation", 0.5, 8.0),
    Free("decision.us_pressure_on_seoul", "Washington's weight of pressing Seoul", 0.0, 4.0),
    Free("decision.us_pressure_on_tokyo", "Washington's weight of pressing Tokyo", 0.0, 4.0),
    Free("decision.us_gain_value", "Washington's weight of own gain", 0.0, 3.0),
    Free(
        "doors.routine",
        "Routine doors of the allies",
        0.05,
        2.0,
        ("decision.routine_gate", "decision.routine_gate_salience", "decision.routine_gate_grievance"),
    ),
    Free(
        "doors.cabinet",
        "Cabinet doors of the allies",
        0.05,
        2.0,
        ("decision.structural_gate", "seoul.structural_gate_grievance", "tokyo.structural_gate_grievance"),
    ),
    Free(
        "doors.washington",
        "Doors of Washington",
        0.05,
        2.0,
        (
            "decision.us_routine_gate",
            "decision.us_routine_gate_disunity",
            "decision.us_structural_gate",
            "decision.us_structural_gate_disunity",
        ),
    ),
)
LOW = np.array([free.low for free in BLOCK])
HIGH = np.array([free.high for free in BLOCK])
PARAMETERS = tuple(key for free in BLOCK for key in free.scales or (free.key,))


def values_at(points: Array) -> Mapping[str, Array]:
    """The parameters of the catalogue at points of the block, (point, free), by key, (point,)."""
    known = catalogue().parameters
    found: dict[str, Array] = {}
    for column, free in zip(points.T, BLOCK, strict=True):
        for key in free.scales:
            found[key] = column * known[key].default
        if not free.scales:
            found[free.key] = column
    return found


def drawn(count: int, luck: np.random.Generator) -> Array:
    """Points from the prior, (point, free)."""
    return np.asarray(LOW + (HIGH - LOW) * luck.random((count, len(BLOCK))))


def as_assumed() -> Array:
    """The catalogue's values as a point of the block, (free,)."""
    known = catalogue().parameters
    return np.array([1.0 if free.scales else known[free.key].default for free in BLOCK])


def reflected(points: Array) -> Array:
    """Points that left the prior's ranges, thrown back at their walls, so that a step is as likely as the one back."""
    width = HIGH - LOW
    folded = np.mod(points - LOW, 2.0 * width)
    return np.asarray(LOW + np.minimum(folded, 2.0 * width - folded))
