"""Later knowledge in the model: parameters whose default rests on something that came out only after the fit's end.

A fitted parameter takes nothing from its default, for its range was set wide. One that is not fitted brings what was
known later into every run, whatever the day at which a hindcast begins. What no list can hold: the equations, the
levers and their features were written by people who knew how it ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.actors.courts import CASES, FINAL
from sim.study.calibration.courts import APPEAL_STAGE, key_of

STEPS_SEEN = "how long the courts took for each step until 2022"


@dataclass(frozen=True, slots=True)
class Leak:
    """A parameter, and what came out later that its default rests on."""

    key: str
    rests_on: str


LEAKS = (
    *(Leak(key_of(case, stage), STEPS_SEEN) for case in CASES for stage in range(FINAL) if stage != APPEAL_STAGE),
    Leak("courts.pace", "the pace of the courts until 2022"),
    Leak("courts.restraint", "the top court's delay of August 2022 after the ministry's opinion"),
    Leak("courts.final_restraint", "the top court's delay of August 2022 after the ministry's opinion"),
    Leak("courts.lowest_acceptance", "how many plaintiffs accepted payment until 2024"),
    Leak("beijing_moscow.probe_rate", "joint patrols until 2023"),
    Leak("licensing.hydrogen_fluoride_ramp", "imports of the whole year 2020"),
    Leak("licensing.hydrogen_fluoride_ceiling", "Japan's share in the whole year 2020, and work of 2023"),
    Leak("licensing.list_return_weeks", "the return to the list in July 2023"),
    Leak("industry.diversification_speed", "Japan's share in the whole year 2020"),
    Leak("industry.hydrogen_fluoride_diversification_limit", "sourcing until 2021"),
    Leak("industry.photoresist_diversification_limit", "sourcing until 2021"),
    Leak("industry.polyimide_diversification_limit", "sourcing until 2021"),
    Leak("korean_public.boycott_ceiling", "a poll of the end of July 2020"),
    Leak("relations.audience_cost", "approval after the settlement of March 2023"),
    Leak("settlement.lonely_payment_cost", "approval after the settlement of March 2023"),
    Leak("settlement.lonely_terms", "the settlement of March 2023"),
    Leak("decision.payment_backlash", "approval and a poll after the settlement of March 2023"),
    Leak("gsomia.revival_delay", "what the Korean foreign ministry said in August 2020"),
    Leak("gsomia.conditional_suspension", "what the Korean foreign ministry said in August 2020"),
    Leak("seoul.orientation", "the terms of 2019 and 2023 compared"),
)


def standing(fitted: Iterable[str]) -> tuple[Leak, ...]:
    """The leaks that a fit of these parameters leaves standing."""
    known = set(fitted)
    return tuple(leak for leak in LEAKS if leak.key not in known)
