"""Washington tells both allies, behind closed doors, to stop."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.private_message",
    code="U1",
    label="Private message",
    sentence="Washington gives both allies a stern message in private.",
    tempo=Tempo.ROUTINE,
    features={
        "mediation": 0.35,
        "pressure_seoul": 0.25,
        "pressure_tokyo": 0.25,
    },
    political_cost=0.15,
    cooldown=2,
    clock="Any week; sealed. The effort fades within weeks.",
    source="000_15a09124d2c6ee77.txt (Klingner): stern messages behind the scenes; features are judgement",
)
