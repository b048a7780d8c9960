"""A random player asks only for what the rules allow, and sees nothing but its own view."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.game.bots.random_legal import random_legal
from sim.game.bots.wish import Wish
from sim.game.rules.act import Act
from sim.game.rules.fold import accept
from sim.game.rules.room import Room
from sim.game.rules.view import view
from sim.game.setup.records import Options
from sim.kernel.records import CAPITALS
from tests.game.reports import report, seated, small_setup


def classroom(options: Options) -> Room:
    """Three heads, three members, a guest, and somebody who has chosen no table yet."""
    room = seated(small_setup(options=options))
    for number, team in enumerate((*CAPITALS, "observer", ""), start=4):
        room = accept(room, Act("join", "host", 1.0, {"seat": f"s{number}", "name": "", "team": team}))
    return accept(room, Act("start", "white", 2.0))


def turn(room: Room, seat: str, luck: Random) -> tuple[Room, list[Wish]]:
    """Somebody's wishes, all of them accepted; RuleError where the rules refuse one."""
    wishes = random_legal(json.loads(json.dumps(view(room, seat))), luck)
    for wish in wishes:
        room = accept(room, Act(wish.do, seat, 10.0, {**wish.data, "salt": "a" * 16}))
    return room, wishes


def answered(room: Room) -> Room:
    week = int(room.last_report["week"]) + room.weeks
    return accept(room, Act("moved", "host", 20.0, {"move": room.index, "report": report(week, room.weeks)}))


@settings(max_examples=8)
@given(st.integers(0, 2**32), st.builds(Options, levers_a_move=st.integers(1, 4), forecasts=st.integers(1, 3)))
def test_the_rules_refuse_nothing_of_it(seed: int, options: Options) -> None:
    luck, room = Random(seed), classroom(options)
    while room.stage == "playing":
        phase = room.phase
        for _ in range(3):
            for seat in room.seats:
                room, _ = turn(room, seat, luck)
        if room.phase == "resolve":
            room = answered(room)
        elif room.phase == phase:
            room = accept(room, Act("push", "white", 15.0))


def test_the_same_view_and_luck_bring_the_same_wishes() -> None:
    room = accept(classroom(Options()), Act("push", "white", 3.0))
    for seat in room.seats:
        seen = view(room, seat)
        assert [random_legal(seen, Random(k)) for k in range(9)] == [random_legal(seen, Random(k)) for k in range(9)]


def test_whoever_must_seal_seals_and_the_world_can_answer() -> None:
    room = accept(accept(classroom(Options()), Act("push", "white", 3.0)), Act("push", "white", 4.0))
    assert room.phase == "seal"
    for seat in ("s1", "s2", "s3"):
        room, (wish,) = turn(room, seat, Random(seat))
        assert wish.do == "seal"
    assert room.phase == "resolve"


def test_it_does_everything_that_people_do() -> None:
    """In 200 turns of everybody while capitals negotiate, all acts of a seat come up but those of coming and going."""
    luck, done = Random(1), set()
    for _ in range(10):
        room = accept(classroom(Options()), Act("push", "white", 3.0))
        for _ in range(20):
            for seat in room.seats:
                room, wishes = turn(room, seat, luck)
                done |= {wish.do for wish in wishes}
    people = {"say", "state", "propose", "answer", "withdraw", "suggest", "seal", "forecast", "believe", "sit"}
    assert done == people


def test_nobody_does_anything_before_the_game_but_sit_and_talk() -> None:
    room = seated()
    for number in range(40):
        _, wishes = turn(room, "s1", Random(number))
        assert [wish.do for wish in wishes] == ["say"]


def test_a_capital_in_other_hands_orders_nothing() -> None:
    room = accept(classroom(Options()), Act("hand", "white", 3.0, {"capital": "seoul", "to": "agent"}))
    for number in range(40):
        _, wishes = turn(room, "s1", Random(number))
        assert wishes[0].do not in ("seal", "suggest")
