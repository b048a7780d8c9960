"""Openings, answers and outlooks of a real world, as the rules take them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.orders import leave
from sim.game.rules.view import view
from sim.game.setup.records import Options
from sim.game.world.game_world import GameWorld
from sim.game.world.knowledge import PRIVATE, PUBLIC
from sim.game.world.lives import ELSEWHERE, GHOSTS, Engine
from sim.game.world.moves import ghosts
from sim.game.world.played import as_scenario
from sim.kernel.records import CAPITALS
from tests.game.reports import report as by_hand
from tests.game.world.rooms import WORLD, answered, base, begun, next_move, opening, pushed, sealed, setup, whole_game

LARGEST = 40_000


def test_reports_have_the_form_that_rooms_keep() -> None:
    """The same sections as a report by hand, which the rules were built on, and where the lived world lies."""
    for room in whole_game():
        found = room.last_report
        assert set(found) == {*by_hand(40, 2), "percentile"}
        assert json.loads(json.dumps(found)) == found
        assert len(json.dumps(found)) < LARGEST
        assert {len(values) for values in found["series"].values()} == {2}
        assert {len(values) for own in found["private"].values() for values in own.values()} == {2}
        assert {len(shares) for shares in found["permitted"].values()} == {13}


def test_the_opening_tells_the_last_year_of_the_record() -> None:
    """From Monday 29 October 2018 to 5 August 2019 there are 40 weeks."""
    found = opening()
    assert (found["week"], found["day"], found["first_day"]) == (40, "2019-08-05", "2018-10-29")
    assert {len(values) for values in found["series"].values()} == {40}
    record = [item for item in found["pulled"] if item["by"] == "record"]
    agents = [item for item in found["pulled"] if item["by"] == "agent"]
    assert max(item["week"] for item in record) < 35
    assert all(item["week"] >= 35 for item in agents)
    assert 1 <= len(found["headlines"]) <= 5
    assert found["truth"]["seoul"]["resolute"] in (True, False)


def test_a_game_may_open_on_the_first_day_of_its_world() -> None:
    found = opening("baseline", base("baseline").start)
    assert (found["week"], found["day"]) == (0, base("baseline").start.isoformat())
    assert {len(values) for values in found["series"].values()} == {1}
    assert found["pulled"] == found["headlines"] == []
    room = begun("baseline", opens=base("baseline").start)
    later = answered(sealed(room)).last_report
    assert later["week"] == 2
    assert later["series"]["approval.seoul"][0] == pytest.approx(found["series"]["approval.seoul"][0], abs=5.0)


def test_orders_are_carried_out_and_told_as_orders() -> None:
    first = whole_game()[0].last_report
    mine = [item for item in first["pulled"] if item["lever"] == "seoul.hard_line_campaign"]
    assert [(one["week"], one["in_week"], one["dose"], one["by"], one["public"]) for one in mine] == [
        (41, 2, 0.6, "order", True)
    ]
    assert first["missed"] == []
    third = whole_game()[2].last_report
    assert {item["by"] for item in third["pulled"] if item["capital"] == "tokyo"} <= {"agent"}
    assert "Seoul's leader speaks to national feeling" in " ".join(line["text"] for line in first["headlines"])


def test_notice_may_be_given_in_its_season_only() -> None:
    """Seen from 5 August 2019: the weeks of 5, 12 and 19 August hold legal days, the tenth week is October's."""
    shares = opening()["permitted"]["seoul.gsomia_notice"]
    assert shares[:3] == [1.0, 1.0, 1.0]
    assert set(shares[3:]) == {0.0}
    room = begun(moves=(4, 2))
    assert leave(room, room.levers["seoul.gsomia_notice"]).weeks == (1, 2, 3)


def test_an_order_that_became_impossible_is_missed_and_says_why() -> None:
    """Easing needs controls, and restoring trade a week earlier ends them. In July Tokyo has set none: both are missed
    where they are forced past the rules."""
    room = pushed(begun(opens=date(2019, 7, 1)), "seal")
    room = replace(room, opening={**(room.opening or {}), "permitted": {}})
    lines = [{"lever": "tokyo.ease_licences", "dose": 1.0, "week": 2}]
    found = answered(sealed(room, tokyo=lines)).last_report
    [missed] = found["missed"]
    assert (missed["capital"], missed["lever"], missed["in_week"]) == ("tokyo", "tokyo.ease_licences", 2)
    assert "Export controls are in force." in missed["why"]
    assert not [item for item in found["pulled"] if item["lever"] == "tokyo.ease_licences"]


def test_the_world_nearest_a_percentile_is_chosen() -> None:
    """By hand over the outcomes of all ghosts: the first of those nearest the 20th percentile."""
    room = sealed(begun())
    lives = ghosts(Engine(), room, as_scenario(room, base()))
    values = lives.outcomes["approval_tokyo"].astype(np.float64)
    gaps = np.abs(values - np.percentile(values, 20.0)).tolist()
    done = answered(room, how="quantile", outcome="approval_tokyo", percentile=20.0)
    assert done.move.luck == gaps.index(min(gaps))
    assert done.last_report["outcomes"]["approval_tokyo"] == values[gaps.index(min(gaps))]
    assert done.last_report["percentile"]["approval_tokyo"] == pytest.approx(20.0, abs=1.0)


def test_a_ruling_may_look_at_the_last_week_of_a_public_series() -> None:
    """By hand over the last week of all ghosts: the first of those nearest the 80th percentile."""
    room = sealed(begun())
    lives = ghosts(Engine(), room, as_scenario(room, base()))
    values = lives.record["approval.tokyo"][-1].astype(np.float64)
    gaps = np.abs(values - np.percentile(values, 80.0)).tolist()
    done = answered(room, how="quantile", outcome="approval.tokyo", percentile=80.0)
    assert done.move.luck == gaps.index(min(gaps))
    # Shown with four digits.
    shown = done.last_report["series"]["approval.tokyo"][-1]
    assert shown == pytest.approx(values[gaps.index(min(gaps))], rel=1e-3)


def test_the_same_room_gets_the_same_answer_from_another_host() -> None:
    room = sealed(begun())
    ruled = accept(room, Act("adjudicate", "white", 5.0, {"how": "seeded"}))
    assert json.dumps(GameWorld().resolve(ruled, base())) == json.dumps(WORLD.resolve(ruled, base()))


def test_the_outlook_is_of_the_worlds_that_answer() -> None:
    room = pushed(begun(), "seal")
    before = WORLD.outlook(room, base())
    done = answered(sealed(room)).last_report
    assert before["bands"] == done["bands"]
    assert before["outcomes"] == done["outcomes"]
    assert before["percentile"] == done["percentile"]
    assert all(low <= mid <= high for low, mid, high in before["series"].values())
    assert set(before["watch"]) <= set(before["labels"])
    with pytest.raises(RuleError, match="no move waits"):
        WORLD.outlook(whole_game()[0], base())


def test_who_looks_ahead_has_no_luck_that_is_lived() -> None:
    """Whatever the white cell rules, the lived world has the luck of one of the ghosts."""
    assert len(set(ELSEWHERE.tolist()) - set(range(GHOSTS))) == len(ELSEWHERE) == 128


def test_what_may_be_done_is_seen_from_the_end_of_the_move() -> None:
    """The move ends on 18 August; one week of the season of notice is left."""
    assert whole_game()[0].last_report["permitted"]["seoul.gsomia_notice"] == [1.0, *[0.0] * 12]


def test_nobody_sees_what_only_others_know() -> None:
    """What is private stands in the brief of its capital alone; tempers in nobody's view but the white cell's."""
    room = next_move(whole_game()[0])
    for seat, capital in zip(("s1", "s2", "s3"), CAPITALS, strict=True):
        seen = view(room, seat)
        assert set(seen["brief"]["private"]) == {known.name for known in PRIVATE[capital]}
        assert "truth" not in seen
        assert set(seen["world"]["series"]) == {known.series for known in PUBLIC}


def test_a_room_without_leaks_has_none() -> None:
    quiet = setup(options=Options(leaks=False))
    found = GameWorld().opening(quiet, base())
    assert not any(item["leaked"] for item in found["pulled"])


def test_what_may_be_done_follows_from_the_world_that_was_chosen() -> None:
    """Tokyo is an agent's in July. Seoul's trade case needs controls: where the worst world for Korea is chosen they
    stand, where the draw is taken they need not; the lists differ as the lived controls do."""
    july = date(2019, 7, 1)
    room = accept(begun(opens=july, moves=(4, 2)), Act("hand", "white", 2.5, {"capital": "tokyo", "to": "agent"}))
    room = sealed(room)
    worst = answered(room, how="overruled", outcome="economic_loss_korea", percentile=100.0, reason="The hard case")
    for done in (answered(room), worst):
        found = done.last_report
        controls = found["series"]["export_controls"][-1] > 0.0
        assert found["permitted"]["seoul.wto_case"][0] == float(controls)
    assert controls
