"""Washington shows both allies that it will stand by them."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.reassurance",
    code="U6",
    label="Reassurance",
    sentence="Washington reassures both allies of its protection with words, visits and exercises.",
    tempo=Tempo.ROUTINE,
    features={
        "mediation": 0.05,
        "assurance": 0.7,
        "visibility": 0.7,
    },
    political_cost=0.5,
    cooldown=16,
    clock="Any week.",
    source="alliance theory (Cha 1999); features are judgement",
)
