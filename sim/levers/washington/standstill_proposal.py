"""Washington asks both allies to freeze the dispute where it stands."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.standstill_proposal",
    code="U4",
    label="Standstill proposal",
    sentence="Washington brings the ministers together and asks both sides to add no further measures.",
    tempo=Tempo.ROUTINE,
    features={
        "mediation": 0.6,
        "pressure_seoul": 0.3,
        "pressure_tokyo": 0.3,
        "assurance": 0.1,
        "visibility": 0.6,
    },
    political_cost=0.6,
    cooldown=6,
    clock="Any week; the effort fades within weeks.",
    source="timeline 2019-07-30 and 2019-11-17; features are judgement",
)
