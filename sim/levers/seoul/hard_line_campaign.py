"""Seoul tells the nation that it will not lose again."""

from __future__ import annotations

from sim.kernel.records import Lever, Tempo

LEVER = Lever(
    key="seoul.hard_line_campaign",
    code="K4",
    label="Hard-line campaign",
    sentence="Seoul's leader speaks to national feeling and promises not to give way to Japan.",
    tempo=Tempo.ROUTINE,
    features={"escalation": 0.25, "visibility": 1.0, "nationalism": 0.5},
    political_cost=0.15,
    cooldown=4,
    clock="Any week.",
    source="002_88698e6e37e21d87.txt ('we will never again lose to Japan'); timeline 2019-08-02; "
    "features are judgement",
)
