"""Laws of the rules: whatever people do, in whatever order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import KINDS, accept, fold
from sim.game.rules.orders import commitment, cost
from sim.game.rules.room import Room
from sim.game.rules.talk import may_read
from sim.game.rules.view import view
from sim.kernel.records import CAPITALS
from tests.game.rules.acts import Played, accepted, random_game, started

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(room: Room) -> None:
    """What must hold of every room."""
    purse = room.setup.capital.most + 1e-9
    for capital in CAPITALS:
        there = room.members(capital)
        assert sum(seat.head for seat in there) == (1 if there else 0)
    assert not any(seat.head for seat in room.seats.values() if seat.gone)
    assert (room.stage == "playing") == bool(room.phase)
    assert room.ends is None or room.left is None
    assert [move.report is not None for move in room.moves] == sorted(
        (move.report is not None for move in room.moves), reverse=True
    )
    assert len(room.moves) <= len(room.setup.moves)
    for move in room.moves:
        assert all(0.0 <= move.balance[capital] <= purse for capital in CAPITALS)
        for capital, order in move.orders.items():
            assert all(line.capital == capital for line in order.lines)
            assert len(order.lines) <= room.setup.options.levers_a_move
            assert len({line.week for line in order.lines}) == len(order.lines)
            assert cost(room, order.lines) <= move.balance[capital] + 1e-3
            assert order.code in ("", commitment(order.lines, order.reasoning, order.salt))
    cards = [card.key for card in (*room.deck, *(card for move in room.moves for card in move.injected))]
    assert [key for key in cards if key == "missile"] == ["missile"]
    for seat in room.seats:
        for index in range(-1, len(room.moves)):
            mine = [slip for slip in room.slips if (slip.seat, slip.move) == (seat, index)]
            assert len(mine) <= room.setup.options.forecasts
            assert len({slip.question for slip in mine}) == len(mine)


def everyone(room: Room) -> list[str]:
    return ["white", "board", *(seat.id for seat in room.seats.values() if not seat.gone)]


def written(room: Room, who: str) -> str:
    return json.dumps(view(room, who), sort_keys=True, allow_nan=False)


@MANY
@given(random_game())
def test_whatever_people_do_the_room_stays_sound(game: Played) -> None:
    room, acts = started(game.adjudicated), game.acts
    for act in acts:
        before = room
        try:
            room = accept(room, act)
        except RuleError:
            assert room is before
        else:
            assert room.number == before.number + 1
        check(room)
    for who in everyone(room):
        written(room, who)


@MANY
@given(random_game())
def test_the_log_folded_twice_gives_the_same_bits(game: Played) -> None:
    begun = started(game.adjudicated)
    room, log = accepted(begun, game.acts)
    stored = [Act(act.kind, act.by, act.at, json.loads(json.dumps(act.data))) for act in log]
    again = fold(begun, stored)
    assert again == room
    assert [written(again, who) for who in everyone(room)] == [written(room, who) for who in everyone(room)]


def altered(room: Room, act: Act, reader: str) -> Act:
    """The same act with other secrets, where its content is none of the reader's business."""
    team = room.team_of(act.by)
    if act.by == reader or act.by == "host":
        return act
    data: dict[str, Any] = dict(act.data)
    if act.kind == "forecast":
        data["slips"] = dict.fromkeys(data["slips"], 1.0)
    if act.kind == "believe":
        data["percent"] = 99.0
    if act.kind == "note":
        data["text"] = "something else"
    if act.kind == "say" and not may_read(data["channel"], room.team_of(reader)):
        data["text"] = "something else"
    if act.kind in ("suggest", "seal") and team != room.team_of(reader):
        data |= {"lines": [], "reasoning": "something else"}
    if act.kind == "propose" and team != room.team_of(reader) and room.team_of(reader) not in data["to"]:
        data |= {"text": "something else", "commitments": []}
    own_card = act.kind == "inject" and "key" not in data and bool(data.get("to"))
    if own_card and room.team_of(reader) not in data["to"] and set(data["to"]) != set(CAPITALS):
        data |= {"title": "something else", "text": "something else"}
    return replace(act, data=data)


def without_codes(room: Room, who: str) -> str:
    """A view without the commitment codes, which are hashes over the order and a random salt."""
    shown = view(room, who)
    for table in shown["tables"].values():
        table.pop("code", None)
    return json.dumps(shown, sort_keys=True)


@MANY
@given(random_game(), st.sampled_from(["s1", "s2", "s3"]))
def test_the_secrets_of_others_never_change_a_view_before_the_reveal(
    game: Played, reader: str
) -> None:
    room, acts = started(game.adjudicated), game.acts
    other = room
    for act in acts:
        try:
            room = accept(room, act)
        except RuleError:
            continue
        # Somebody who has moved or gone since brings the secrets of another table along.
        if room.stage not in ("lobby", "playing") or act.kind in ("place", "sit", "remove", "leave"):
            return
        other = accept(other, altered(other, act, reader))
        for who in (reader, "board"):
            if who == "board" or not room.seats[who].gone:
                assert without_codes(other, who) == without_codes(room, who)


def test_the_law_of_secrets_can_fail() -> None:
    """What a reader may know does change the view: the test above compares something."""
    room = accept(started(False), Act("say", "s1", 60.0, {"channel": "team:seoul", "text": "hush"}))
    assert "hush" in written(room, "s1")
    assert "hush" not in written(room, "s2")
    assert "hush" not in written(room, "board")
    assert "hush" in written(room, "white")


def test_every_kind_of_act_happens_in_these_tests() -> None:
    """The random acts reach every rule: otherwise the laws above would say little."""
    reached: set[str] = set()

    @settings(MANY, max_examples=250, database=None, derandomize=True)
    @given(random_game())
    def play(game: Played) -> None:
        reached.update(act.kind for act in accepted(started(game.adjudicated), game.acts)[1])

    play()
    # Opening and starting happened before; deadlines come with a time of their own.
    assert set(KINDS) - reached <= {"opened", "start", "time_up"}
