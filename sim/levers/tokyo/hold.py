"""Tokyo does nothing new this week."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="tokyo.hold",
    code="J0",
    label="Hold",
    sentence="Tokyo makes no move; measures already in force stay in force.",
    tempo=Tempo.ROUTINE,
    features={},
    political_cost=0.0,
    cooldown=0,
    clock="Any week.",
    source="zero point of the model's scale",
)
