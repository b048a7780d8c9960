"""Washington threatens both allies with tariffs to get trade deals."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="washington.tariff_threat",
    code="U9",
    label="Tariff threat",
    sentence="Washington threatens tariffs on both allies' cars to force new trade agreements.",
    tempo=Tempo.STRUCTURAL,
    features={
        "assurance": -0.4,
        "visibility": 0.8,
        "gain": 0.6,
    },
    political_cost=0.6,
    cooldown=26,
    clock="Any week; it leaves resentment behind for half a year.",
    source="002_88698e6e37e21d87.txt; timeline 2019-05-17; features are judgement",
)
