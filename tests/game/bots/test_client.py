"""The line of a bot: it keeps its view, sends again what was not acknowledged, and notices what should never be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from sim.game.bots.client import Client
from sim.game.bots.wish import Wish
from sim.kernel.errors import RunError

Lines = Callable[[ServerConnection], Awaitable[None]]
FIRST = {"version": 1, "now": 0.0, "set": {"me": {"team": "seoul"}, "talk": {"messages": ["a"]}}}
SAY = Wish("say", {"text": "Hello"})


async def send(line: ServerConnection, **message: Any) -> None:
    await line.send(json.dumps(message))


async def hear(line: ServerConnection) -> dict[str, Any]:
    return dict(json.loads(await line.recv()))


def talking(*lines: Lines, then: Callable[[Client], Awaitable[None]]) -> Client:
    """A client after it talked to a server whose first line goes as the first of `lines`, and so on."""
    left = list(lines)

    async def answer(line: ServerConnection) -> None:
        await left.pop(0)(line)

    async def all_of_it() -> Client:
        async with serve(answer, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            client = Client(f"http://127.0.0.1:{port}", "ABCDEF", "seat", "key=1", "anna")
            running = asyncio.create_task(client.run())
            async with asyncio.timeout(20.0):
                await then(client)
                await client.close()
                await running
            return client

    return asyncio.run(all_of_it())


def test_sections_are_set_taken_away_and_added_to() -> None:
    async def line(line: ServerConnection) -> None:
        await send(line, **FIRST)
        await send(line, version=2, now=0.0, set={"desk": 1, "clock": 2})
        await send(line, version=3, now=0.0, set={"desk": None}, add={"talk.messages": ["b", "c"]})
        await line.wait_closed()

    async def then(client: Client) -> None:
        await client.until(lambda view: client.version == 3)

    client = talking(line, then=then)
    assert client.view == {"me": {"team": "seoul"}, "talk": {"messages": ["a", "b", "c"]}, "clock": 2}
    assert sorted(client.shown) == [1, 2, 3]
    assert client.problems == []


def test_it_says_where_it_comes_from_and_brings_its_key() -> None:
    heads = {}

    async def line(line: ServerConnection) -> None:
        assert line.request is not None
        heads.update(line.request.headers.raw_items(), path=line.request.path)
        await send(line, **FIRST)
        await line.wait_closed()

    client = talking(line, then=lambda client: client.until(bool))
    assert heads["Cookie"] == "key=1"
    assert heads["Origin"] == client._origin
    assert heads["path"] == "/game/live?room=ABCDEF&as=seat"


def test_an_act_is_told_as_accepted_or_refused() -> None:
    async def line(line: ServerConnection) -> None:
        await send(line, **FIRST)
        await send(line, ack=(await hear(line))["request"], ok=True)
        await send(line, ack=(await hear(line))["request"], problem="No.")
        await line.wait_closed()

    said: list[str] = []

    async def then(client: Client) -> None:
        said.extend([await client.act(SAY), await client.act(SAY)])

    client = talking(line, then=then)
    assert said == ["", "No."]
    assert [(sent.request, sent.problem, sent.settled is not None) for sent in client.sent] == [
        ("anna-1", "", True),
        ("anna-2", "No.", True),
    ]


def test_what_was_not_acknowledged_is_sent_again_under_the_same_name() -> None:
    heard = []

    async def breaks(line: ServerConnection) -> None:
        await send(line, **FIRST)
        heard.append(await hear(line))
        line.transport.abort()

    async def answers(line: ServerConnection) -> None:
        await send(line, **{**FIRST, "version": 5})
        heard.append(await hear(line))
        await send(line, ack=heard[-1]["request"], ok=True)
        await line.wait_closed()

    async def then(client: Client) -> None:
        assert await client.act(SAY) == ""

    client = talking(breaks, answers, then=then)
    assert heard[0] == heard[1] == {"do": "say", "data": {"text": "Hello"}, "request": "anna-1"}
    assert (client.lost, client.version, client.problems) == (1, 5, [])
    assert len(client.sent) == 1


def test_a_question_is_answered_or_refused() -> None:
    async def line(line: ServerConnection) -> None:
        await send(line, **FIRST)
        await send(line, answer=(await hear(line))["request"], data={"now": 3})
        await send(line, ack=(await hear(line))["request"], problem="Not now.")
        await line.wait_closed()

    async def then(client: Client) -> None:
        assert await client.ask("now") == {"now": 3}
        with pytest.raises(RunError, match=r"outlook was refused: Not now\."):
            await client.ask("outlook")

    assert talking(line, then=then).problems == []


def test_what_should_never_be_is_written_down() -> None:
    async def line(line: ServerConnection) -> None:
        await send(line, **FIRST)
        await send(line, version=0, now=0.0, set={})
        await send(line, problem="That cannot be read.")
        await send(line, ack="nobody's", ok=True)
        await line.close(4401, "your seat is now on another device.")

    async def then(client: Client) -> None:
        while len(client.problems) < 4:
            await asyncio.sleep(0.01)

    back, unread, nothing, away = talking(line, then=then).problems
    assert back == "anna was sent back from version 1 to 0"
    assert "That cannot be read." in unread
    assert "an answer to nothing" in nothing
    assert away == "anna was sent away: your seat is now on another device."


def test_pings_and_last_words_are_no_problem_and_a_busy_server_is_tried_again() -> None:
    async def busy(line: ServerConnection) -> None:
        await send(line, closing=1013, problem="Come back in a moment.")
        await line.close(1013)

    async def line(line: ServerConnection) -> None:
        await send(line, **FIRST)
        await send(line, ping=True, now=1.0)
        await line.wait_closed()

    client = talking(busy, line, then=lambda client: client.until(bool))
    assert (client.problems, client.lost) == ([], 1)
