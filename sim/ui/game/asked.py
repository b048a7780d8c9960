"""What a page posts, read with care, and what it is told when something does not work."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sim.game.host.errors import NoEntry, TooFast
from sim.game.store.errors import NoRoom, StoreError
from sim.kernel.errors import ScenarioError, SimError
from sim.ui.game.guard import same_origin

MOST_BYTES = 16_000
MOST_NESTED = 400
STATUS: tuple[tuple[type[SimError], int], ...] = (
    (NoEntry, 403),
    (NoRoom, 404),
    (TooFast, 429),
    (StoreError, 503),
    (SimError, 400),
)

Plain = dict[str, Any]
Route = Callable[[Request], Awaitable[Response]]

log = logging.getLogger(__name__)

# The pool that comes with the server has few threads, which its own files need.
USUAL = ThreadPoolExecutor(6, "routes")
LONG = ThreadPoolExecutor(2, "documents")


class Answer(JSONResponse):
    """JSON in letters that every encoding has: what came from a browser may hold halves of letters."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


class Unreadable(SimError):  # noqa: N818 - it is an ordinary answer, and read as a word
    """What came is not what this route reads."""


def as_plain(text: str) -> Plain:
    """A JSON object from a browser. Raises Unreadable for anything else, also for what is nested without end."""
    try:
        if text.count("{") + text.count("[") > MOST_NESTED:
            raise ValueError
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unreadable("what was sent cannot be read. Reload the page and try again.") from None
    if not isinstance(found, dict):
        raise Unreadable("what was sent is no set of names and values. Reload the page and try again.")
    return found


def _no_number(word: str) -> float:
    raise ValueError(word)


async def body_of(request: Request, most: int = MOST_BYTES) -> Plain:
    """The JSON object that was posted, at most so many bytes long."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Unreadable("this route reads JSON. Send it with the type application/json.")
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > most:
            raise Unreadable(f"more than {most:,} bytes were sent, which is more than fits. Send less.")
    return as_plain(content.decode(errors="replace"))


def text_in(data: Mapping[str, Any], key: str, most: int = 100) -> str:
    """A text in what was posted; an empty one where it is left out."""
    value = data.get(key, "")
    if not isinstance(value, str) or len(value) > most:
        raise Unreadable(f"{key} must be text of at most {most} letters.")
    return value


def told(error: SimError) -> Plain:
    """An error as a page shows it."""
    found: Plain = {"problem": _sentence(str(error))}
    if isinstance(error, ScenarioError):
        found["problems"] = [
            {"line": one.line, "column": one.column, "key": one.key, "message": one.message} for one in error.problems
        ]
    return found


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def answered(work: Callable[[Request, Plain], Response], most: int = MOST_BYTES) -> Route:
    """A route for pages of this server: reads JSON, works outside the event loop, and tells errors in words."""

    async def route(request: Request) -> Response:
        if not same_origin(request):
            return Answer({"problem": "This may only be asked by a page of this server."}, 403)
        try:
            data = await body_of(request, most)
        except SimError as error:
            return refused(error)
        return await _in(USUAL, work, request, data)

    return route


def shown(work: Callable[[Request], Response], pool: Executor = USUAL) -> Route:
    """A route that only shows something."""

    async def route(request: Request) -> Response:
        return await _in(pool, work, request)

    return route


async def _in(pool: Executor, work: Callable[..., Response], *given: Any) -> Response:
    return await asyncio.get_running_loop().run_in_executor(pool, _worked, work, *given)


def _worked(work: Callable[..., Response], *given: Any) -> Response:
    try:
        found = work(*given)
    except SimError as error:
        return refused(error)
    except Exception:
        log.exception("a route failed")
        return Answer({"problem": "The server made a mistake; its log says more. Try again."}, 500)
    found.headers.setdefault("cache-control", "no-store")
    return found


def refused(error: SimError) -> Response:
    """The answer to what cannot be done."""
    status = next(number for kind, number in STATUS if isinstance(error, kind))
    return Answer(told(error), status, headers={"cache-control": "no-store"})
