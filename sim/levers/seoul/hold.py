"""Seoul does nothing new this week."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="seoul.hold",
    code="K0",
    label="Hold",
    sentence="Seoul makes no move; a yearly deadline that passes in silence renews the pact.",
    tempo=Tempo.ROUTINE,
    features={},
    political_cost=0.0,
    cooldown=0,
    clock="Any week.",
    source="000_15a09124d2c6ee77.txt (Botto); timeline 2020-08-24: the notice date passes silently",
)
