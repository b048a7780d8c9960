"""Orders: what a capital may do in a move, what it costs, and how an order is suggested and sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.room import Order, Room, Suggestion
from sim.game.setup.records import Line
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS, ONCE, Lever

MOST_LINES = 13
SALT = 16
ENOUGH = 0.0005


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether a lever may be pulled in the present move: `weeks` (counted from 1) in which it may, and `why` not in
    the others, as a sentence; both from what is lawful, from its own conditions, and from its rest after use."""

    lever: Lever
    weeks: tuple[int, ...]
    why: str
    last: int | None


def cost(room: Room, lines: Sequence[Line]) -> float:
    """What an order takes of political capital, in percentage points of approval: the lever's cost times its dose."""
    return sum(room.levers[line.lever].political_cost * max(line.doses.values(), default=0.0) for line in lines)


def leave(room: Room, lever: Lever) -> Leave:
    """In which weeks of the present move a lever may be pulled, and why not in the others."""
    weeks, first = room.weeks, _weeks_before(room)
    shares = room.last_report["permitted"].get(lever.key, [1.0] * weeks)
    lawful = [week for week in range(1, weeks + 1) if _share(shares, week) > 0.0]
    last = room.last_pulled.get(lever.key)
    rested = [week for week in lawful if last is None or first + week - 1 - last >= lever.cooldown]
    return Leave(lever, tuple(rested), _why_not(room, lever, lawful, rested, last), last)


def _share(shares: Sequence[float], week: int) -> float:
    """Reports look one usual move ahead; a longer look repeats its last week."""
    return shares[min(week, len(shares)) - 1] if shares else 0.0


def _weeks_before(room: Room) -> int:
    """Weeks of the world before the present move."""
    return int(room.last_report["week"])


def _why_not(room: Room, lever: Lever, lawful: list[int], rested: list[int], last: int | None) -> str:
    if len(rested) == room.weeks:
        return ""
    if last is not None and len(rested) < len(lawful):
        if lever.cooldown >= ONCE:
            return f"{lever.label} can be done once, and it has been done."
        again = last + lever.cooldown - _weeks_before(room) + 1
        return f"{lever.label} was done a short while ago; again from week {again} of this move."
    needs = lever.needs or lever.clock
    return f"It needs this: {needs}" if not lawful else f"Only in some weeks of this move: {needs}"


def lines_of(room: Room, capital: str, data: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of an order as they came from a browser, in the order of their weeks."""
    most = room.setup.options.levers_a_move
    found = [_line(room, capital, row) for row in given.rows(data, "lines", MOST_LINES)]
    if len(found) > most:
        raise RuleError(f"an order holds at most {most} levers in a move; this one has {len(found)}. Take some out.")
    return tuple(sorted(found, key=lambda line: (line.week, line.lever)))


def _line(room: Room, capital: str, row: Mapping[str, Any]) -> Line:
    mine = {key: lever for key, lever in room.levers.items() if lever.owner == capital and not lever.is_hold}
    key = row.get("lever")
    if not isinstance(key, str) or key not in mine:
        raise RuleError(f"{str(key)[:60]} is no lever of {capital.title()}.{near_matches(str(key), mine)}")
    parts = [part.key for part in mine[key].parts]
    doses = given.block(row, "doses") if "doses" in row else dict.fromkeys(parts, row.get("dose", 1.0))
    for part in doses:
        given.word({"part": part}, "part", parts)
    measured = {part: given.number(doses, part, 0.0, 1.0) if part in doses else 0.0 for part in parts}
    return Line(key, measured, given.whole(row, "week", 1, room.weeks) if "week" in row else 1)


def problems(room: Room, capital: str, lines: Sequence[Line]) -> Iterator[str]:
    """Everything that stands against an order, one sentence each."""
    seen: dict[int, str] = {}
    for line in lines:
        lever = room.levers[line.lever]
        if not any(line.doses.values()):
            yield f"{lever.label} has the dose 0, which does nothing. Raise it, or take the line out."
        if line.week in seen:
            other = seen[line.week]
            yield f"{lever.label} and {other} are both in week {line.week}; a government does one thing a week."
        seen[line.week] = lever.label
        may = leave(room, lever)
        if line.week not in may.weeks:
            yield f"{lever.label} cannot be done in week {line.week}. {may.why}"
    yield from _too_often(room, lines)
    price, purse = cost(room, lines), room.move.balance[capital]
    if price > purse + ENOUGH:
        yield (
            f"the order costs {price:.2f} points of political capital and your government has {purse:.2f}. "
            "Lower a dose, or take a line out."
        )


def _too_often(room: Room, lines: Sequence[Line]) -> Iterator[str]:
    for place, line in enumerate(lines):
        lever = room.levers[line.lever]
        if any(other.lever == line.lever and line.week - other.week < lever.cooldown for other in lines[:place]):
            yield f"{lever.label} must rest for {lever.cooldown} weeks before it is done again. Take one out."


def suggest(room: Room, act: Act) -> Room:
    """A member shows the team what they would order."""
    capital = _ordering(room, act)
    lines = lines_of(room, capital, act.data)
    words = given.line(act.data, "reasoning", given.LINE, empty=True)
    return replace(room, suggestions={**room.suggestions, act.by: Suggestion(act.by, lines, words)})


def seal(room: Room, act: Act) -> Room:
    """The head seals the order of the team; until all are sealed it may be sealed anew."""
    capital = _ordering(room, act)
    lines = lines_of(room, capital, act.data)
    against = list(problems(room, capital, lines))
    if against:
        raise RuleError(" ".join(sentence[0].upper() + sentence[1:] for sentence in against))
    words = given.line(act.data, "reasoning", given.LINE, empty=True)
    salt = given.line(act.data, "salt", 64)
    order = Order(lines, words, act.by, salt, commitment(lines, words, salt), act.at)
    return room.with_move(orders={**room.move.orders, capital: order})


def _ordering(room: Room, act: Act) -> str:
    if room.stage != "playing" or room.phase not in ("brief", "negotiate", "seal"):
        raise RuleError("orders are written before the phase of sealing ends. Wait for the next move.")
    capital = room.team_of(act.by)
    assert capital is not None
    if room.hand(capital) != "human":
        raise RuleError("your capital is played by the model just now. Ask the teacher to hand it back.")
    return capital


def commitment(lines: Sequence[Line], reasoning: str, salt: str) -> str:
    """The code that all see when an order is sealed: the first 16 hexadecimal digits of SHA-256 over order and salt."""
    content = [[line.lever, line.week, dict(sorted(line.doses.items()))] for line in lines]
    text = json.dumps([content, reasoning, salt], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def filled(room: Room) -> Room:
    """When the time of sealing is over: standing orders for every capital that people or a script play and that has
    none, as far as law, rest and political capital allow."""
    orders = dict(room.move.orders)
    for capital in CAPITALS:
        if room.hand(capital) == "agent":
            orders.pop(capital, None)
        elif capital not in orders or room.hand(capital) == "script":
            orders[capital] = Order(_possible(room, capital, room.setup.teams[capital].standing))
    return room.with_move(orders=orders, hands=dict(room.hands))


def _possible(room: Room, capital: str, standing: Sequence[Line]) -> tuple[Line, ...]:
    kept: tuple[Line, ...] = ()
    for line in standing:
        fits = line.week <= room.weeks and len(kept) < room.setup.options.levers_a_move
        if fits and not list(problems(room, capital, (*kept, line))):
            kept = (*kept, line)
    return kept


def all_sealed(room: Room) -> bool:
    """Whether every capital that people play has sealed; False where people play none."""
    human = [capital for capital in CAPITALS if room.hand(capital) == "human"]
    return bool(human) and all(capital in room.move.orders for capital in human)
