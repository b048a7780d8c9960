"""Washington does nothing new this week."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.hold",
    code="U0",
    label="Hold",
    sentence="Washington leaves its two allies to sort it out themselves.",
    tempo=Tempo.ROUTINE,
    features={},
    political_cost=0.0,
    cooldown=0,
    clock="Any week.",
    source="000_15a09124d2c6ee77.txt (Klingner): a hands-off approach",
)
