"""The line between a browser and its room: one WebSocket, `/game/live?room=CODE&as=seat|white|board|observer`.

**Who.** `as=seat` and `as=white` need this browser's cookie of the room (`trilateral_seat_CODE`,
`trilateral_white_CODE`), or that of a room from which this one goes on; `board` and `observer` need none. A page of
another server is refused in the handshake (403); a program that sends no Origin is let in.

**The server sends** JSON objects of one of these forms:

    {"version": n, "now": s, "set": {section: value}}   the sections of the view that differ from what this line was
                                                        sent; null takes a section away. The first one has them all.
                                                        Versions may be left out (the latest counts) or repeated
                                                        (somebody came or went). `now`: seconds since 1970.
                                                        With "add": {"talk.messages": [...]}, these are appended to
                                                        the messages of the section `talk` that the line was sent.
    {"ack": request, "ok": true}                        the act is accepted and on the disk
    {"ack": request, "problem": words}                  the act, or the question, is refused
    {"answer": request, "data": {...}}                  the answer to a question
    {"problem": words}                                  what was sent could not be read at all
    {"ping": true, "now": s}                            after 20 s of silence; nothing needs to be answered
    {"closing": code, "problem": words}                 the last message; the line is then closed with the same code

Sections are those of `sim.game.rules.view`, one for one. The white cell has two more: `present`, the seats whose page
is connected, and `server`: {"working": since when the world has been computing, or null, "trouble": words or ""}.

**The browser sends** JSON objects of at most 16,000 letters:

    {"do": kind, "data": {...}, "request": id}          an act of `sim.game.rules.fold.KINDS`. `request`: 1 to 64
                                                        letters of the page's own; the same id from the same seat
                                                        counts once, so that it can be sent again until it is
                                                        acknowledged, on any line.
    {"ask": what, "data": {...}, "request": id}         a question:
        "now"       {}                                  -> {"now": s}
        "forecast"  {"lines": [{lever, doses, week}]}   -> what the adviser says (a seat for its own capital;
                                                        the white cell names one: {"capital", "lines"})
        "outlook"   {}                                  -> what the sealed orders would bring (white cell)
        "pass"      {"seat": seat or "white"}           -> {"pass", "url", "qr"}: a link that opens the seat once
                                                        within half an hour; the seat's other devices lose it
        "branch"    {"move": k}                         -> {"room": code}: a room that goes on from the beginning of
                                                        move k, clock stopped. This browser may open it as it is;
                                                        others POST /game/follow {"room": code} first, or go there
        "retry"     {}                                  -> {}: let the world try again what it could not do

Acts of one line are carried out in the order in which they came. Questions are answered when they are.

**Closing codes.** 4400 what was sent could not be read, too often · 4401 no seat here (the words say what to do) ·
4404 no such room, or it was deleted · 1013 the server is busy or its database does not answer: come back in a moment ·
4500 the line is too slow: come back. Codes 4400 to 4499 are final.

**Other routes**, all of pages of this server only, JSON in and out; a refusal is {"problem": words} with status 400,
403, 404, 429 or 503 (and "problems": [{line, column, key, message}] where a file is in error):

    POST /game/open    {"game": name | "scenario": name | "file": text, "name": of the file; "moves", "weeks",
                       "minutes": {phase: m}, "hands": {capital: hand}, "adjudicated", "names", "solo": capital}
                       -> {"room"}; sets the white cell's cookie, and with "solo" also a seat's
    POST /game/join    {"room", "name", "team": capital | "observer" | "any" | ""} -> {"room"}; a browser that has a
                       seat keeps it
    POST /game/leave   {"room"} -> {"room"}
    POST /game/redeem  {"room", "pass"} -> {"room", "as": "seat" | "white"}
    POST /game/follow  {"room"} -> {"room", "as"}: the seat of the room from which this one goes on
    POST /game/delete  {"room"} -> {"room"} (white cell)
    GET  /game/rooms   -> {"rooms": [{"code", "title", "as", "state", "stage", "team", "name"}]}
    GET  /game/qr?room=CODE            the address /play?room=CODE as an SVG
    GET  /game/file?room=CODE&name=..  a document of `sim.ui.game.files.FILES`
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.game.host import limits
from sim.game.host.errors import NoEntry
from sim.game.host.host import Host
from sim.game.host.limits import Limit
from sim.game.rules import given
from sim.game.rules.act import BOARD, OBSERVER, WHITE, RuleError
from sim.game.store.errors import NoRoom
from sim.kernel.errors import SimError, near_matches
from sim.kernel.records import CAPITALS
from sim.ui.game import cookies
from sim.ui.game.asked import MOST_BYTES, Plain, Unreadable, as_plain, told
from sim.ui.game.feed import GONE, NO_SEAT, Feed
from sim.ui.game.guard import same_origin
from sim.ui.game.join_address import as_data, join_address
from sim.ui.game.line import Line, close
from sim.ui.game.service import Service

UNREADABLE, LATER = 4400, 1013
MOST_UNREADABLE = 20
MOST_QUESTIONS = 3
MOST_LINES = 400
REQUEST = 64
GUESTS = (BOARD, OBSERVER)
ENDING, DEBRIEF = ("push", "finish"), "debrief"

log = logging.getLogger(__name__)


class Lines:
    """All lines of this server."""

    def __init__(self, service: Service, wrong: Limit) -> None:
        self._service, self._wrong = service, wrong
        self._feeds: dict[str, Feed] = {}
        self._acts = Limit(limits.ACTS, time.time)
        self._white_acts = Limit(limits.WHITE_ACTS, time.time)
        self._questions = Limit(limits.QUESTIONS, time.time)
        self._acting = ThreadPoolExecutor(3, "acts")
        self._showing = ThreadPoolExecutor(1, "views")
        self._answering = ThreadPoolExecutor(4, "answers")
        self._ending = ThreadPoolExecutor(1, "debriefs")

    async def endpoint(self, socket: WebSocket) -> None:
        """One line, from its handshake to its end."""
        if not same_origin(socket):
            await socket.close(1008)
            return
        await socket.accept()
        try:
            host, code, who = await self._in_thread(self._admitted, socket)
        except SimError as error:
            await close(socket, _closing(error), told(error)["problem"])
            return
        feed = self._feeds.get(code)
        if feed is not None and len(feed.readers) >= MOST_LINES:
            await close(socket, LATER, "too many pages of this room are open at once. Close some, then try again.")
            return
        line = Line(socket, who, host.now)
        await self._serve(host, code, line)

    def end_seat(self, code: str, seat: str) -> None:
        """Close every line of a seat: it was taken over by another device. May be called from any thread."""
        feed = self._feeds.get(code)
        if feed is not None and seat != WHITE:
            feed.end_seat(seat, "your seat is now on another device. To come back here, ask the teacher for a link.")

    def _admitted(self, socket: WebSocket) -> tuple[Host, str, str]:
        address = socket.client.host if socket.client is not None else ""
        host, named = self._service.host(), socket.query_params.get("room", "")[:40]
        if not cookies.opens(host, named, socket.cookies):
            self._wrong.check(address)
        try:
            room = host.room(named)
        except NoRoom:
            self._wrong.count(address)
            raise
        part = socket.query_params.get("as", "")
        if part in GUESTS:
            return host, room.code, part
        if part == WHITE and cookies.white_in(host, room.code, socket.cookies):
            return host, room.code, WHITE
        seat = cookies.seat_in(host, room.code, socket.cookies) if part == cookies.SEAT else None
        if seat is None:
            raise NoEntry(_no_seat(part))
        return host, room.code, seat

    async def _serve(self, host: Host, code: str, line: Line) -> None:
        feed = self._feeds.get(code)
        if feed is None:
            feed = self._feeds[code] = Feed(host, code, self._showing)
        writing = asyncio.create_task(line.write())
        feed.add(line)
        is_seat = line.who not in (WHITE, *GUESTS)
        if is_seat:
            host.enter(code, line.who)
        try:
            await Talk(self, host, code, line).listen(writing)
        finally:
            if is_seat:
                host.leave(code, line.who)
            feed.remove(line)
            if not feed.readers and self._feeds.get(code) is feed:
                del self._feeds[code]
                feed.stop()
            writing.cancel()

    async def _in_thread(self, work: Callable[..., Any], *what: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._acting, work, *what)

    async def act(self, host: Host, code: str, who: str, data: Plain) -> None:
        """Do what a browser asks to be done."""
        if who in GUESTS:
            raise NoEntry("guests watch. Join the room to do something.")
        if not host.knows(code, who, data["request"]):
            (self._white_acts if who == WHITE else self._acts).take((code, who))
        kind = given.text(data, "do", given.SHORT)
        room = await self._in_thread(host.act, code, who, kind, given.block(data, "data"), data["request"])
        if kind in ENDING and room.stage == DEBRIEF and self._service.over is not None:
            self._ending.submit(self._service.over, host, code)

    async def answer(self, host: Host, code: str, line: Line, data: Plain) -> Plain:
        """Answer a question of a browser."""
        question = given.text(data, "ask", given.SHORT)
        if question == "now":
            return {"now": host.now()}
        self._questions.take((code, line.who))
        answers = ANSWERS_TO_WHITE if line.who == WHITE else ANSWERS_TO_SEATS if line.who not in GUESTS else {}
        if question not in answers:
            raise RuleError(f"{question} is nothing that you can ask here.{near_matches(question, answers)}")
        work = partial(answers[question], host, code, line, dict(given.block(data, "data")))
        return dict(await asyncio.get_running_loop().run_in_executor(self._answering, work))


class Talk:
    """What one browser says, and what it is told."""

    def __init__(self, lines: Lines, host: Host, code: str, line: Line) -> None:
        self._lines, self._host, self._code, self._line = lines, host, code, line
        self._unreadable = 0
        self._questions: set[asyncio.Task[None]] = set()

    async def listen(self, writing: asyncio.Task[None]) -> None:
        """Until the browser goes or the line ends."""
        try:
            while not writing.done():
                hearing = asyncio.create_task(self._line.socket.receive())
                await asyncio.wait((hearing, writing), return_when=asyncio.FIRST_COMPLETED)
                if not hearing.done():
                    hearing.cancel()
                    return
                message = hearing.result()
                if message["type"] == "websocket.disconnect":
                    return
                await self._hear(message.get("text") or "")
        except WebSocketDisconnect:
            return
        finally:
            for question in self._questions:
                question.cancel()

    async def _hear(self, text: str) -> None:
        try:
            if len(text) > MOST_BYTES:
                raise Unreadable(f"more than {MOST_BYTES:,} letters were sent at once, which is more than fits.")
            data = as_plain(text)
            given.text(data, "request", REQUEST)
            if ("do" in data) == ("ask" in data):
                raise Unreadable("a message either does something or asks something.")
        except SimError as error:
            self._not_read(error)
            return
        if "do" in data:
            await self._act(data)
        elif len(self._questions) >= MOST_QUESTIONS:
            self._refuse(data, RuleError("your earlier questions are not answered yet. Wait for them."))
        else:
            question = asyncio.create_task(self._answer(data))
            self._questions.add(question)
            question.add_done_callback(self._questions.discard)

    def _not_read(self, error: SimError) -> None:
        self._unreadable += 1
        self._line.say(told(error))
        if self._unreadable > MOST_UNREADABLE:
            self._line.end(UNREADABLE, "this page sends what cannot be read. Reload it.")

    async def _act(self, data: Plain) -> None:
        try:
            await self._lines.act(self._host, self._code, self._line.who, data)
        except Exception as error:
            self._refuse(data, error)
        else:
            self._line.say({"ack": data["request"], "ok": True})

    async def _answer(self, data: Plain) -> None:
        try:
            found = await self._lines.answer(self._host, self._code, self._line, data)
        except Exception as error:
            self._refuse(data, error)
        else:
            self._line.say({"answer": data["request"], "data": found})

    def _refuse(self, data: Plain, error: Exception) -> None:
        if isinstance(error, SimError):
            words = told(error)["problem"]
        else:
            log.error("a message failed", exc_info=error)
            words = "The server made a mistake; its log says more. Try again."
        self._line.say({"ack": data["request"], "problem": words})


def _forecast(host: Host, code: str, line: Line, data: Plain) -> Plain:
    capital = host.room(code).team_of(line.who)
    if capital not in CAPITALS:
        raise RuleError("only members of a capital's team have an adviser.")
    return host.forecast(code, capital, data)


def _any_forecast(host: Host, code: str, _line: Line, data: Plain) -> Plain:
    return host.forecast(code, given.word(data, "capital", CAPITALS), data)


def _outlook(host: Host, code: str, _line: Line, _data: Plain) -> Plain:
    return host.outlook(code)


def _pass(host: Host, code: str, line: Line, data: Plain) -> Plain:
    words = host.pass_for(code, given.line(data, "seat", given.SHORT))
    address = join_address(line.socket, code, words)
    return {"pass": words, "url": address, "qr": as_data(address)}


def _branch(host: Host, code: str, _line: Line, data: Plain) -> Plain:
    return {"room": host.branch(code, given.whole(data, "move", 1, len(host.room(code).setup.moves)))[0]}


def _retry(host: Host, code: str, _line: Line, _data: Plain) -> Plain:
    host.retry(code)
    return {}


ANSWERS_TO_SEATS: dict[str, Callable[[Host, str, Line, Plain], Plain]] = {"forecast": _forecast}
ANSWERS_TO_WHITE: dict[str, Callable[[Host, str, Line, Plain], Plain]] = {
    "forecast": _any_forecast,
    "outlook": _outlook,
    "pass": _pass,
    "branch": _branch,
    "retry": _retry,
}


def _no_seat(part: str) -> str:
    if part == WHITE:
        return "this browser is not the white cell of this room. Open it where the room was opened, or with a pass."
    if part == cookies.SEAT:
        return "this browser has no seat in this room. Join it with its code."
    return "a line is opened as seat, white, board or observer."


def _closing(error: SimError) -> int:
    if isinstance(error, NoRoom):
        return GONE
    return NO_SEAT if isinstance(error, NoEntry) else LATER
