"""Forced acts left undone: what they change, what they cannot change, and what can no longer follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim import SimError, load_scenario, with_changes
from sim.engine.run import run
from sim.kernel.worlds import Worlds
from sim.report.studies.turning_points import turning_points_document
from sim.report.write_document import write_document
from sim.scenario.scenario import Forced, Scenario, Turn
from sim.study.executors import Processes
from sim.study.turning_points import (
    KINDS,
    NOTHING,
    TURNED,
    TurningPoint,
    TurningPoints,
    done_or_held,
    freed,
    turning_points,
    undone,
)

WORLDS = 48
NOTICE = date(2019, 8, 22)


def forcing(scenario: Scenario, *items: Forced) -> Scenario:
    """The scenario with nothing forced but these."""
    policies = {
        capital: replace(policy, force=tuple(item for item in items if item.lever.startswith(capital)))
        for capital, policy in scenario.policies.items()
    }
    return replace(scenario, policies=policies)


def forced(lever: str, day: str, dose: float = 1.0) -> Forced:
    return Forced(lever, date.fromisoformat(day), {"dose": dose})


def point_of(found: TurningPoints, lever: str, day: date | None = None) -> TurningPoint:
    return next(p for p in found.points if p.lever.key == lever and day in (None, p.forced.at))


@pytest.fixture(scope="module")
def record() -> Scenario:
    """The record up to the end of 2019."""
    return with_changes(load_scenario("history_2018_2023"), {"weeks": 62})


@pytest.fixture(scope="module")
def found(record: Scenario) -> TurningPoints:
    items = [
        forced("tokyo.export_controls", "2019-07-01"),
        forced("tokyo.whitelist_removal", "2019-08-02"),
        forced("seoul.quiet_channel", "2019-08-12", 0.0),
        forced("seoul.gsomia_notice", "2019-08-22"),
        forced("washington.tisa_bridge", "2019-09-10"),
        forced("seoul.gsomia_suspend_notice", "2019-11-22"),
    ]
    return turning_points(forcing(record, *items), worlds=WORLDS)


def test_what_misses_anyway_changes_exactly_nothing(found: TurningPoints) -> None:
    bridge = point_of(found, "washington.tisa_bridge")  # the pact never lapsed
    assert bridge.missed == 1.0
    assert bridge.same
    assert found.kind(bridge) == NOTHING
    assert {effect.difference for effect in bridge.effects.values()} == {0.0}


@pytest.mark.parametrize("then", ["script", "agents"])
def test_what_misses_anyway_changes_nothing_where_agents_decide_either(then: str) -> None:
    bridge = forced("washington.tisa_bridge", "2019-02-03")  # a Sunday, in weeks in which Washington decides
    scenario = forcing(with_changes(load_scenario("baseline"), {"weeks": 30}), bridge)
    (point,) = turning_points(scenario, then=then, worlds=WORLDS).points
    assert (point.missed, point.same) == (1.0, True)


def test_a_dose_of_nought_is_no_act(found: TurningPoints) -> None:
    assert "seoul.quiet_channel" not in {point.lever.key for point in found.points}


def test_without_a_notice_nothing_can_be_suspended(found: TurningPoints) -> None:
    notice = point_of(found, "seoul.gsomia_notice")
    assert [(item.lever.key, item.at, item.lost) for item in notice.broken] == [
        ("seoul.gsomia_suspend_notice", date(2019, 11, 22), 1.0)
    ]
    assert notice.effects["p_notice"].difference == -1.0
    assert notice.effects["p_suspend"].difference == -1.0
    assert notice.effects["trilateral_cohesion"].verdict == "higher"


def test_without_its_suspension_the_notice_ends_the_pact(found: TurningPoints) -> None:
    suspension = point_of(found, "seoul.gsomia_suspend_notice")
    assert suspension.effects["p_lapse"].difference == 1.0
    assert found.kind(suspension) == TURNED
    assert found.clear(suspension)[0] == "p_lapse"
    assert found.clear(suspension)[-1] == "p_suspend"  # true by the act's name, so it comes last


def test_without_controls_no_removal_from_the_list_follows(found: TurningPoints) -> None:
    controls = point_of(found, "tokyo.export_controls")
    assert {item.lever.key for item in controls.broken} == {"tokyo.whitelist_removal"}
    assert controls.effects["boycott_peak"].difference < -40


def test_every_point_is_of_a_kind_and_the_largest_come_first(found: TurningPoints) -> None:
    assert {found.kind(point) for point in found.points} <= set(KINDS)
    weights = [found.weight(point) for point in found.ranked()]
    assert weights == sorted(weights, reverse=True)
    assert [point.forced.at for point in found.points] == sorted(point.forced.at for point in found.points)


def test_a_lever_forced_twice_counts_each_day(record: Scenario) -> None:
    days = (forced("tokyo.hard_line_statement", "2019-03-04"), forced("tokyo.hard_line_statement", "2019-06-03"))
    found = turning_points(forcing(record, *days), worlds=WORLDS, outcomes=["hostility"])
    first, second = found.points
    assert (first.forced, second.forced) == days
    assert first.effects["hostility"].difference < 0
    assert first.effects["hostility"] != second.effects["hostility"]


def test_removing_the_notice_makes_notices_rarer() -> None:
    scenario = with_changes(load_scenario("notice_2019"), {"weeks": 48})
    found = turning_points(scenario, worlds=WORLDS, outcomes=["p_notice", "p_lapse"])
    notice = point_of(found, "seoul.gsomia_notice")
    assert notice.before["p_notice"] == 1.0
    assert notice.effects["p_notice"].high < 0


def test_agents_get_the_record_until_that_day_and_no_more(record: Scenario) -> None:
    changed = freed(record, NOTICE)
    days = [item.at for policy in changed.policies.values() for item in policy.force]
    assert max(days) == NOTICE
    assert changed.agents_from == NOTICE
    assert {policy.policy for policy in changed.policies.values()} == {"agent"}
    late = {event.shock for event in changed.shocks if event.at > NOTICE}
    assert "scandal" in late
    assert not late & {"dprk_missile", "court_stage", "probe_dokdo", "leak"}


def test_a_capital_by_turns_decides_for_good_from_that_day_on() -> None:
    """A class plays Seoul from September to November; the notice falls into weeks in which its agent decides."""
    played = with_changes(
        load_scenario("notice_2019"),
        {
            "levers.seoul.then": [
                {"from": "2019-09-02", "policy": "script"},
                {"from": "2019-11-04", "policy": "agent"},
            ],
            "levers.tokyo.policy": "script",
        },
    )
    october = date(2019, 10, 10)
    seoul = freed(played, october).policies["seoul"]
    assert seoul.then == (Turn(date(2019, 9, 2), "script"), Turn(october, "agent"))
    assert freed(played, october).policies["tokyo"].policy == "script"
    notice = forced("seoul.gsomia_notice", "2019-08-22")
    statement = forced("seoul.hard_line_statement", "2019-10-10")
    both = forcing(played, notice, statement)
    assert {item.name for item in done_or_held(both, notice).policies["seoul"].force} >= {"hold"}
    assert done_or_held(both, statement) == both
    before = freed(replace(played, agents_from=date(2019, 11, 4)), october)  # nobody decides yet
    assert (before.policies["seoul"].then, before.agents_from) == ((), october)


def test_agents_who_decide_already_go_on() -> None:
    scenario = load_scenario("notice_2019")
    changed = freed(scenario, NOTICE)
    assert changed.agents_from == scenario.agents_from
    assert freed(scenario, date(2019, 7, 1)).agents_from == date(2019, 7, 1)


def test_with_agents_the_act_is_compared_with_itself_undone(record: Scenario) -> None:
    item = forced("tokyo.export_controls", "2019-07-01")
    found = turning_points(forcing(record, item), then="agents", worlds=WORLDS, outcomes=["boycott_peak"])
    (controls,) = found.points
    assert controls.after["boycott_peak"] < controls.before["boycott_peak"]
    assert controls.before["boycott_peak"] != found.baseline["boycott_peak"].mean


def test_undone_is_holding_unless_something_else_is_forced_that_week(record: Scenario) -> None:
    one, other = forced("seoul.quiet_channel", "2019-08-12"), forced("seoul.hard_line_campaign", "2019-08-14")
    alone = undone(forcing(record, one), one).policies["seoul"].force
    assert [item.lever for item in alone] == ["seoul.hold"]
    both = undone(forcing(record, one, other), one).policies["seoul"].force
    assert [item.lever for item in both] == ["seoul.hard_line_campaign"]


def test_the_same_question_has_the_same_answer_whoever_works(record: Scenario) -> None:
    item = forced("tokyo.export_controls", "2019-07-01")
    scenario = forcing(record, item)
    one, two = (
        turning_points(scenario, worlds=WORLDS, executor=executor).points[0].effects
        for executor in (None, Processes(2))
    )
    assert one == two


def test_a_document_says_what_hung_on_what(found: TurningPoints, tmp_path: Path) -> None:
    document = turning_points_document(found)
    words = " ".join(document.findings)
    assert "Of 5 forced acts: turning point: " in words
    assert "Had Seoul not suspended its notice on 22 November 2019, the pact would have lapsed in every world" in words
    assert "these could not follow" in words
    assert "Washington's 'Intelligence bridge' of 10 September 2019" in words
    write_document(document, tmp_path / "points")
    assert (tmp_path / "points" / "ranking.csv").exists()


def test_nothing_forced_teaches() -> None:
    with pytest.raises(SimError, match=r"nothing is forced in 'Baseline.*try history_2018_2023"):
        turning_points(load_scenario("baseline"))


@pytest.mark.parametrize(
    ("changes", "lesson"),
    [
        ({"then": "agent"}, "--then agent: write script or agents .* Did you mean agents"),
        ({"outcomes": ["cohesion"]}, "there is no such outcome"),
        ({"worlds": 1}, "--worlds 1: at least 2 worlds"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_senseless_questions_teach(record: Scenario, changes: dict[str, object], lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        turning_points(record, **changes)  # type: ignore[arg-type]


def test_acts_before_a_day_can_be_left_alone_and_worlds_chosen(record: Scenario) -> None:
    items = [forced("tokyo.whitelist_removal", "2019-08-02"), forced("seoul.gsomia_notice", "2019-08-22")]
    scenario = forcing(record, *items)
    worlds = Worlds(np.zeros(8, dtype=np.int64), later={40: np.arange(8)})
    found = turning_points(scenario, worlds=worlds, since=date(2019, 8, 5), outcomes=["p_notice", "hostility"])
    assert [point.lever.key for point in found.points] == ["seoul.gsomia_notice"]
    assert found.worlds == 8
    played = run(scenario, worlds=worlds, stream=False).outcomes["hostility"].mean
    assert found.points[0].before["hostility"] == played
