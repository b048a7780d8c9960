"""What two compared scenarios do not share besides the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sim.report.conditions import Conditions, conditions_of
from sim.scenario.scenario import Luck, Policy, ShockEvent
from tests.cli.fake import fake_comparison, fake_scenario


def conditions(**changes: Any) -> Conditions:
    """Between the made-up summer and one with changes."""
    (found,) = conditions_of(fake_comparison(), [fake_scenario(seed=7, **changes)])  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"policies": {"seoul": Policy("hold")}},
        {"values": {"seoul.resolve": 0.9}},
        {"agents_from": date(2019, 7, 1)},
        {"shocks": (ShockEvent("leak", date(2021, 1, 4), 1.0),), "title": "After the end"},
    ],
)
def test_a_policy_alone_needs_no_note(changes: dict[str, Any]) -> None:
    assert conditions(**changes).notes == []


def test_what_an_arm_gives_up_is_said() -> None:
    found = replace(fake_scenario(seed=9), weeks=40)
    (record,) = conditions_of(fake_comparison(), [found])  # type: ignore[arg-type]
    assert record.notes == [
        "it is run as the baseline is: cut to 30 weeks instead of its own 40 "
        "and with the luck of seed 7 instead of its own 9."
    ]


def test_the_day_from_which_agents_decide() -> None:
    assert conditions(agents_from=date(2019, 8, 19)).differs == (
        "agents_from (the first day in the baseline, 2019-08-19 here)",
    )
    assert conditions(agents_from=date(2030, 1, 1)).differs == (
        "agents_from (the first day in the baseline, never here)",
    )


def test_another_luck_of_world_0() -> None:
    assert conditions(luck=(Luck(date(2019, 8, 19), 3),)).differs == ("whose luck world 0 has",)


def test_many_shocks_are_named_by_the_first() -> None:
    shocks = tuple(ShockEvent("leak", date(2019, 8, day), 1.0) for day in range(1, 6))
    assert conditions(shocks=shocks).differs == (
        "shocks (leak on 2019-08-01, leak on 2019-08-02, leak on 2019-08-03 and 2 more only here)",
    )
