"""Turning points of a game: its orders alone, and all three capitals really free where they are to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sim.game.debrief.turning import LEAST, MOST, by_turns, orders_of, turning, world_count
from sim.kernel.records import CAPITALS
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Policy, Scenario, Turn
from sim.study.turning_points import freed
from tests.game.played import debriefed, played

OPENS = date(2019, 8, 5)
NOTICE = date(2019, 8, 12)


def mixed() -> Scenario:
    """Seoul plays a script throughout, Tokyo changes hands, Washington decides for itself."""
    base = load_scenario("class_autumn_2019")
    notice = Forced("seoul.gsomia_notice", NOTICE, {"dose": 1.0})
    policies = {
        "seoul": Policy("script", force=(*base.policies["seoul"].force, notice)),
        "tokyo": replace(base.policies["tokyo"], policy="agent", then=(Turn(OPENS, "script"),)),
        "washington": base.policies["washington"],
    }
    return replace(base, policies=policies)


def test_all_three_capitals_answer_from_the_day_on() -> None:
    scenario = mixed()
    week = scenario.clock.week_of(NOTICE)
    assert not freed(scenario, NOTICE).decides("seoul", week)  # why by_turns is needed
    free = freed(by_turns(scenario, OPENS), NOTICE)
    for capital in CAPITALS:
        assert all(free.decides(capital, later) for later in range(week, scenario.weeks)), capital
    assert not free.decides("seoul", week - 1)
    assert not free.decides("tokyo", week - 1)
    assert free.decides("washington", week - 1)


def test_marking_a_capital_changes_no_world() -> None:
    scenario = mixed()
    marked = by_turns(scenario, OPENS)
    for capital in CAPITALS:
        weeks = range(scenario.weeks)
        assert [marked.decides(capital, week) for week in weeks] == [scenario.decides(capital, week) for week in weeks]


def test_in_a_game_of_people_alone_everybody_is_freed() -> None:
    base = load_scenario("class_autumn_2019")
    people = {capital: replace(policy, policy="script") for capital, policy in base.policies.items()}
    free = freed(by_turns(replace(base, policies=people), OPENS), NOTICE)
    week = base.clock.week_of(NOTICE)
    assert all(free.decides(capital, later) for capital in CAPITALS for later in range(week, base.weeks))


def test_only_orders_of_the_game_are_taken_away() -> None:
    found = debriefed()
    ordered = {(item.lever, item.at) for item in orders_of(found.scenario, played()[0].setup.opens)}
    assert ordered == {
        ("seoul.gsomia_notice", date(2019, 8, 12)),
        ("seoul.quiet_channel", date(2019, 8, 19)),
        ("tokyo.quiet_channel", date(2019, 8, 5)),
        ("tokyo.hard_line_statement", date(2019, 8, 19)),
        ("washington.private_message", date(2019, 8, 5)),
    }
    for mode in ("script", "agents"):
        points = found.turning[mode].points
        assert {(point.lever.key, point.forced.at) for point in points} == ordered


def test_the_notice_is_what_most_hung_on() -> None:
    found = debriefed().turning["script"]
    best = found.ranked()[0]
    assert best.lever.key == "seoul.gsomia_notice"
    assert (best.before["p_notice"], best.after["p_notice"]) == (1.0, 0.0)


def test_nothing_ordered_nothing_to_take_away() -> None:
    assert turning(load_scenario("class_autumn_2019"), OPENS, ("hostility",)) == {}


def test_long_games_are_tried_in_fewer_worlds() -> None:
    short, long = load_scenario("class_autumn_2019"), load_scenario("history_2018_2023")
    assert world_count(short, 6) == MOST
    # 1 + 3 x 30 runs of 270 weeks: 6,000,000 / 24,570 = 244 worlds; twice the orders would be too few.
    assert world_count(long, 30) == 244
    assert world_count(long, 60) == LEAST
