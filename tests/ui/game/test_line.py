"""A slow reader waits for nobody and nobody waits for it: it gets the latest view, and only what differs."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from sim.ui.game import line as lines
from sim.ui.game.line import MOST_WAITING, TOO_SLOW, Line
from sim.ui.game.sections import Talk


class Socket:
    """Takes a message when it is let; `closed` is the code it was closed with."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.free = asyncio.Event()
        self.closed: int | None = None

    async def send_text(self, text: str) -> None:
        await self.free.wait()
        self.taken.append(json.loads(text))

    async def close(self, code: int = 1000, reason: str = "") -> None:
        self.closed = code


async def settled(turns: int = 20) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


def begun(socket: Socket) -> tuple[Line, asyncio.Task[None]]:
    line = Line(socket, "s1", lambda: 5.0)  # type: ignore[arg-type]
    return line, asyncio.get_running_loop().create_task(line.write())


def test_of_many_views_a_slow_reader_gets_the_first_and_the_latest() -> None:
    async def story() -> list[dict[str, Any]]:
        socket = Socket()
        line, writing = begun(socket)
        line.show(1, {"a": "1", "b": "2"})
        await settled()
        for version in range(2, 100):
            line.show(version, {"a": str(version), "b": "2"})
        socket.free.set()
        await settled()
        writing.cancel()
        return socket.taken

    assert asyncio.run(story()) == [
        {"version": 1, "now": 5.0, "set": {"a": 1, "b": 2}},
        {"version": 99, "now": 5.0, "set": {"a": 99}},
    ]


def test_what_goes_is_said_and_what_is_equal_is_not() -> None:
    async def story() -> list[dict[str, Any]]:
        socket = Socket()
        socket.free.set()
        line, writing = begun(socket)
        for version, texts in ((1, {"a": "1", "b": "2"}), (2, {"a": "1", "b": "2"}), (3, {"b": "2"})):
            line.show(version, dict(texts))
            await settled()
        writing.cancel()
        return socket.taken[1:]

    assert asyncio.run(story()) == [{"version": 3, "now": 5.0, "set": {"a": None}}]


def test_talk_that_goes_on_is_added_and_talk_that_changed_is_sent_anew() -> None:
    async def story() -> list[dict[str, Any]]:
        socket = Socket()
        socket.free.set()
        line, writing = begun(socket)
        for version, said in enumerate((("1",), ("1", "2", "3"), ("1", "9", "3"), ("1", "9", "3", "4"))):
            line.show(version, {"talk": Talk('{"channels":[]}', said)})
            await settled()
        line.show(9, {"talk": Talk('{"channels":[7]}', ("1", "9", "3", "4"))})
        await settled()
        writing.cancel()
        return socket.taken

    assert [{key: one[key] for key in one if key in ("set", "add")} for one in asyncio.run(story())] == [
        {"set": {"talk": {"channels": [], "messages": [1]}}},
        {"set": {}, "add": {"talk.messages": [2, 3]}},
        {"set": {"talk": {"channels": [], "messages": [1, 9, 3]}}},
        {"set": {}, "add": {"talk.messages": [4]}},
        {"set": {"talk": {"channels": [7], "messages": [1, 9, 3, 4]}}},
    ]


def test_silence_is_broken_so_that_the_line_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PING", 0.001)

    async def story() -> dict[str, Any]:
        socket = Socket()
        socket.free.set()
        _, writing = begun(socket)
        while not socket.taken:
            await asyncio.sleep(0.001)
        writing.cancel()
        return socket.taken[0]

    assert asyncio.run(story()) == {"ping": True, "now": 5.0}


def test_who_takes_nothing_any_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PATIENCE", 0.01)

    async def story() -> int | None:
        socket = Socket()
        line, writing = begun(socket)
        line.show(1, {"a": "1"})
        await writing
        return socket.closed

    assert asyncio.run(story()) == TOO_SLOW


def test_answers_do_not_pile_up_for_who_does_not_take_them() -> None:
    async def story() -> tuple[int | None, dict[str, Any]]:
        socket = Socket()
        line, writing = begun(socket)
        for count in range(MOST_WAITING + 1):
            line.say({"ack": str(count)})
        socket.free.set()
        await writing
        return socket.closed, socket.taken[-1]

    code, last = asyncio.run(story())
    assert (code, last["closing"]) == (TOO_SLOW, TOO_SLOW)


def test_a_line_says_why_it_ends() -> None:
    async def story() -> tuple[int | None, list[dict[str, Any]]]:
        socket = Socket()
        socket.free.set()
        line, writing = begun(socket)
        line.end(4404, "gone. " * 60)
        line.end(4401, "later")
        await writing
        return socket.closed, socket.taken

    assert asyncio.run(story()) == (4404, [{"closing": 4404, "problem": "gone. " * 60}])
