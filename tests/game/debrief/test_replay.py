"""The replay tells every move as it was: opened orders, promises, beliefs beside the truth, and what was taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.game.debrief.replay import Ordered, PlayedMove, outside, replay
from sim.game.rules.act import Act
from sim.game.rules.fold import accept
from tests.game.played import played
from tests.game.reports import seated


@pytest.fixture(scope="module")
def moves() -> tuple[PlayedMove, ...]:
    return replay(played()[0])


def labels(order: Ordered) -> list[str]:
    return [line.line.lever for line in order.lines]


def test_a_move_that_was_taken_back_stands_before_the_one_played_in_its_place(moves: tuple[PlayedMove, ...]) -> None:
    assert [(move.number, move.undone) for move in moves] == [(1, False), (2, True), (2, False), (3, False)]
    assert [move.orders["seoul"].reasoning for move in moves] == ["Show them, says 민수", "Wait", "Talk first", ""]
    assert moves[1].headlines
    assert not moves[1].messages


def test_orders_open_with_their_salt(moves: tuple[PlayedMove, ...]) -> None:
    sealed = moves[0].orders["seoul"]
    assert (sealed.by, sealed.opens, labels(sealed)) == ("Zebulon Quax", True, ["seoul.gsomia_notice"])
    assert sealed.lines[0].day == moves[0].first_day.replace(day=12)
    standing, agent = moves[0].orders["washington"], moves[2].orders["washington"]
    assert (standing.by, standing.opens, labels(standing)) == ("", None, ["washington.private_message"])
    assert (agent.hand, labels(agent)) == ("agent", [])


def test_a_code_that_does_not_fit_its_order_shows() -> None:
    room, _ = played()
    first = room.moves[0]
    forged = {**first.orders, "seoul": replace(first.orders["seoul"], reasoning="We never said that")}
    changed = replace(room, moves=(replace(first, orders=forged), *room.moves[1:]))
    assert replay(changed)[0].orders["seoul"].opens is False


def test_promises_are_kept_or_broken(moves: tuple[PlayedMove, ...]) -> None:
    (offer,) = moves[0].proposals
    assert [(one.promised.capital, one.kept) for one in offer.promises] == [("seoul", False), ("tokyo", True)]


def test_beliefs_stand_beside_the_truth(moves: tuple[PlayedMove, ...]) -> None:
    room, _ = played()
    (believed,) = moves[0].beliefs
    # 80 and 40 percent
    assert (believed.people, believed.mean, believed.low, believed.high) == (2, 60.0, 40.0, 80.0)
    assert believed.service == room.opening["estimates"]["tokyo"]["seoul"]["mid"]  # type: ignore[index]
    assert believed.resolute is room.moves[0].report["truth"]["seoul"]["resolute"]  # type: ignore[index]


def test_words_stand_in_their_move_and_hidden_ones_are_marked(moves: tuple[PlayedMove, ...]) -> None:
    assert [(one.channel, one.hidden) for one in moves[0].messages] == [
        ("seoul-tokyo", False),
        ("team:seoul", True),
        ("white:tokyo", False),
    ]
    assert [one.text for one in moves[0].notes] == ["Zebulon Quax leads well"]
    assert [one.tone for one in moves[0].statements] == ["sharp"]
    assert [card.key for card in moves[2].injected] == ["missile"]
    assert moves[3].ruling is not None
    assert (moves[3].ruling.how, moves[3].luck is not None) == ("quantile", True)


def test_words_of_the_lobby_stand_outside_the_moves() -> None:
    room = accept(seated(), Act("say", "s1", 2.0, {"channel": "team:seoul", "text": "Hello"}))
    assert [one.text for one in outside(room)] == ["Hello"]
    assert replay(room) == ()
