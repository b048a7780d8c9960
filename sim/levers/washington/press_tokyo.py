"""Washington leans on Tokyo."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.press_tokyo",
    code="U3",
    label="Press Tokyo",
    sentence="Washington leans on Tokyo to ease its measures against Korea.",
    tempo=Tempo.ROUTINE,
    features={
        "mediation": 0.1,
        "pressure_tokyo": 0.8,
        "visibility": 0.6,
    },
    political_cost=0.4,
    cooldown=3,
    clock="Any week; the pressure fades within weeks and looks like taking sides.",
    source="timeline 2019-11-15: the defence secretary will ask Japan to do its part; features are judgement",
)
