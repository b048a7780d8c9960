"""A browser's keys to rooms: one cookie a room and part, which no script can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.requests import HTTPConnection
from starlette.responses import Response

from sim.game.host.host import DAY, KEPT_DAYS, Host
from sim.game.rules.act import WHITE
from sim.game.store.codes import as_code
from sim.game.store.errors import NoRoom

SEAT = "seat"


def name_of(part: str, code: str) -> str:
    """The cookie of a seat ("seat") or of the white cell ("white") in a room."""
    return f"trilateral_{part}_{code}"


def give(response: Response, connection: HTTPConnection, code: str, seat: str, token: str) -> None:
    """Let this browser be a seat, or the white cell, from now on."""
    part = WHITE if seat == WHITE else SEAT
    response.set_cookie(
        name_of(part, code),
        token,
        max_age=int(KEPT_DAYS * DAY),
        httponly=True,
        samesite="lax",
        secure=_is_secure(connection),
    )


def take(response: Response, connection: HTTPConnection, part: str, code: str) -> None:
    """Let this browser forget a part that it had."""
    response.delete_cookie(name_of(part, code), httponly=True, samesite="lax", secure=_is_secure(connection))


def seat_in(host: Host, code: str, cookies: Mapping[str, str]) -> str | None:
    """The seat that a browser has in a room, or had in the room from which this one goes on."""
    found = (host.seat_of(code, token) for token in _tokens(host, SEAT, code, cookies))
    return next((seat for seat in found if seat is not None), None)


def white_in(host: Host, code: str, cookies: Mapping[str, str]) -> bool:
    """Whether a browser is the white cell of a room, or of the room from which this one goes on."""
    return any(host.is_white(code, token) for token in _tokens(host, WHITE, code, cookies))


def opens(host: Host, code: str, cookies: Mapping[str, str]) -> bool:
    """Whether a browser has a key to a room, so that naming it is no guess."""
    try:
        known = host.room(code).code
    except NoRoom:
        return False
    return white_in(host, known, cookies) or seat_in(host, known, cookies) is not None


def rooms_of(cookies: Mapping[str, str]) -> list[tuple[str, str]]:
    """Part and code of every room to which a browser has a key."""
    found = []
    for name in cookies:
        words = name.split("_")
        if len(words) == 3 and words[0] == "trilateral" and words[1] in (SEAT, WHITE):
            try:
                found.append((words[1], as_code(words[2])))
            except NoRoom:
                continue
    return found


def _tokens(host: Host, part: str, code: str, cookies: Mapping[str, str]) -> Iterator[str]:
    for origin in host.line_of(code):
        token = cookies.get(name_of(part, origin))
        if token:
            yield token


def _is_secure(connection: HTTPConnection) -> bool:
    origin = connection.headers.get("origin", "")
    return connection.url.scheme in ("https", "wss") or origin.startswith("https://")
