"""The course of a game, by hand."""

from __future__ import annotations

from sim.game.rules.act import Act
from sim.game.rules.fold import accept
from sim.game.rules.room import Room
from sim.game.rules.view import view
from tests.game.reports import playing, report


def order(room: Room, seat: str, lever: str) -> Room:
    return accept(room, Act("seal", seat, 5.0, {"lines": [{"lever": lever, "dose": 1.0}], "salt": "x" * 16}))


def test_a_move_from_brief_to_report() -> None:
    room = playing("seal")
    room = order(room, "s1", "seoul.quiet_channel")
    room = order(room, "s2", "tokyo.gesture")
    assert room.phase == "seal"
    room = order(room, "s3", "washington.private_message")
    assert room.phase == "resolve"
    gesture = {"week": 40, "in_week": 1, "capital": "tokyo", "lever": "tokyo.gesture", "dose": 1.0}
    pulled = [{**gesture, "public": True, "leaked": False}]
    room = accept(room, Act("moved", "host", 9.0, {"move": 0, "report": report(42, 2, pulled)}))
    assert room.phase == "report"
    room = accept(room, Act("push", "white", 10.0))
    assert (room.phase, room.index) == ("brief", 1)
    # start 1.2, a gesture costs 0.6, income 0.8 at unchanged approval
    assert room.move.balance["tokyo"] == 1.2 - 0.6 + 0.8
    assert [card.key for card in room.move.injected] == ["missile"]
    for who in ("s1", "s2", "s3", "white", "board"):
        assert view(room, who)["clock"]["move"] == 2
