"""The checks of a rehearsal find what they are there to find."""

from __future__ import annotations

import json
from random import Random

import pytest

from sim.game.bots import checks
from sim.game.bots.client import Client, Sent
from sim.game.bots.wish import Wish
from sim.game.bots.words import confided, spoken, strays
from sim.game.rules.view import view
from sim.game.store.records import StoredAct
from tests.game.reports import playing


def client(name: str = "anna", part: str = "seat") -> Client:
    return Client("http://127.0.0.1:1", "ABCDEF", part, name=name)


def sent(request: str, problem: str = "", settled: float | None = 2.0) -> Sent:
    return Sent(request, Wish("say"), 1.0, settled, problem)


def log(*requests: str, kind: str = "say") -> list[StoredAct]:
    return [StoredAct(number, 0.0, "s1", kind, {}, request) for number, request in enumerate(requests, start=1)]


def found(kept: list[StoredAct], *acts: Sent) -> list[str]:
    anna = client()
    anna.sent = list(acts)
    return list(checks.wrong_in_log(kept, [anna]))


class TestLog:
    def test_acknowledged_acts_are_there_once(self) -> None:
        assert found(log("a-1", "", "a-2", ""), sent("a-1"), sent("a-2"), sent("a-3", problem="No.")) == []

    def test_one_that_is_lost(self) -> None:
        assert found(log("a-1"), sent("a-1"), sent("a-2")) == ["say of anna was acknowledged and is not in the log"]

    def test_one_that_is_there_twice(self) -> None:
        assert found(log("a-1", "a-1"), sent("a-1")) == ["say of anna is in the log 2 times"]

    def test_one_that_was_refused_and_is_there(self) -> None:
        (wrong,) = found(log("a-1"), sent("a-1", problem="No."))
        assert "refused (No.) and is in the log" in wrong

    def test_one_that_became_another(self) -> None:
        assert found(log("a-1", kind="seal"), sent("a-1")) == ["say of anna is in the log as seal"]

    def test_one_on_its_way_may_be_there_or_not(self) -> None:
        assert found(log("a-1"), sent("a-1", settled=None), sent("a-2", settled=None)) == []

    def test_numbers_with_a_gap(self) -> None:
        first, second = log("a-1", "a-2")
        gap = StoredAct(3, second.at, second.by, second.kind, second.data, second.request)
        (wrong,) = found([first, gap], sent("a-1"), sent("a-2"))
        assert "numbers" in wrong


def test_acts_that_nobody_answered() -> None:
    anna = client()
    anna.sent = [sent("a-1"), sent("a-2", settled=None)]
    assert list(checks.unanswered([anna])) == ["say of anna was never answered"]


@pytest.mark.parametrize(("who", "part"), [("s2", "seat"), ("white", "white"), ("board", "board")])
def test_views_that_are_as_they_should_be_and_views_that_are_not(who: str, part: str) -> None:
    room, anna = playing("negotiate"), client(part, part)
    anna.view = json.loads(json.dumps(view(room, who)))
    if who == "white":
        anna.view |= {"present": [], "server": {}}
    assert list(checks.wrong_in_view(room, anna)) == []
    anna.view["clock"]["move"] = 7
    anna.view["stray"] = 1
    del anna.view["news"]
    assert list(checks.wrong_in_view(room, anna)) == [
        f"{part} does not see {name} as it is" for name in ("clock", "news", "stray")
    ]


class TestMarks:
    def test_only_the_named_may_read_them(self) -> None:
        words = confided(Random(1), "tokyo", "seoul")
        assert [list(strays(words, team)) for team in ("seoul", "tokyo")] == [[], []]
        assert len(list(strays(words, "washington"))) == len(list(strays(words, None))) == 1

    def test_public_words_have_none(self) -> None:
        assert all(not list(strays(spoken(Random(seed)), None)) for seed in range(50))

    def test_a_stray_word_is_noticed_until_the_reveal(self) -> None:
        anna, words = client(), confided(Random(1), "tokyo")
        anna.view = {"me": {"team": "seoul"}}
        checks.gone_astray(anna, json.dumps({"set": {"talk": words}}))
        assert len(anna.problems) == 1
        assert "only others may read" in anna.problems[0]
        anna.view["reveal"] = {}
        checks.gone_astray(anna, json.dumps({"set": {"reveal": words}}))
        assert len(anna.problems) == 1

    def test_the_board_reads_none_and_the_white_cell_all(self) -> None:
        words = confided(Random(1), "tokyo")
        board, white = client("board", "board"), client("white", "white")
        for one in (board, white):
            checks.gone_astray(one, words)
        assert (len(board.problems), len(white.problems)) == (1, 0)
