"""Washington blames Seoul in public."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.press_seoul",
    code="U2",
    label="Press Seoul",
    sentence="Washington says in public that it is disappointed in Seoul and wants it to turn back.",
    tempo=Tempo.ROUTINE,
    features={
        "mediation": 0.1,
        "pressure_seoul": 0.8,
        "visibility": 0.9,
    },
    political_cost=0.4,
    cooldown=3,
    clock="Any week; the pressure fades within weeks and looks like taking sides.",
    source="002_88698e6e37e21d87.txt (Harris); timeline 2019-08-22, 2019-08-27 and 2019-11-15; features are judgement",
)
