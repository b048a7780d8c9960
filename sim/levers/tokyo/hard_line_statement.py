"""Tokyo says in public that Seoul breaks its word."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="tokyo.hard_line_statement",
    code="J3",
    label="Hard-line statement",
    sentence="A minister says in public that Korea breaks its promises and must put things right by itself.",
    tempo=Tempo.ROUTINE,
    features={"escalation": 0.2, "visibility": 0.9, "nationalism": 0.35},
    political_cost=0.15,
    cooldown=4,
    clock="Any week.",
    source="timeline 2019-07-19 and 2021-09-28; features are judgement",
)
