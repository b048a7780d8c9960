"""What people type into a room file and into no other file: keys, yes or no, the moves, and who is told."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from sim.game.setup.numbers import COUNT, MOST_MOVES, WEEKS_A_MOVE
from sim.kernel.errors import near_matches
from sim.kernel.quantity import Quantity
from sim.kernel.records import CAPITALS
from sim.scenario.fields import finite, lesson, listed
from sim.scenario.own_levers import NAME
from sim.scenario.places import shown

ALL = "all"
MOVES_ADVICE = "Write the weeks of each move, moves: [4, 4, 4], or {count: 5, weeks: 4}."


def key(description: str) -> Any:
    """The type of a name that the file chooses, by which the game remembers something."""

    def read(value: object) -> str:
        if not isinstance(value, str) or NAME.fullmatch(value) is None:
            raise lesson(
                f"{shown(value)} cannot be a key. Write small letters, digits and _, beginning with a letter, "
                "as in keep_pact; the words for people go into text or title."
            )
        return value

    schema = {"type": "string", "pattern": f"^{NAME.pattern}$", "description": description}
    return Annotated[str, BeforeValidator(read), WithJsonSchema(schema)]


def yes_or_no(description: str) -> Any:
    """The type of a truth value."""

    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise lesson(f"{shown(value)} is neither true nor false. Write true or false, without quotes.")
        return value

    return Annotated[bool, BeforeValidator(read), WithJsonSchema({"type": "boolean", "description": description})]


def _whole(value: object, quantity: Quantity) -> int:
    found = finite(value, MOVES_ADVICE)
    if not found.is_integer() or not quantity.low <= found <= quantity.high:
        low, high, what = int(quantity.low), int(quantity.high), quantity.label.lower()
        raise lesson(f"{what}: {found:g} is not a whole number from {low} to {high}. {MOVES_ADVICE}")
    return int(found)


def _moves(value: object) -> list[int]:
    if isinstance(value, dict):
        odd = next((name for name in value if name not in ("count", "weeks")), None)
        if odd is not None:
            raise lesson(
                f"{shown(odd)} says nothing about moves.{near_matches(odd, ('count', 'weeks'))} {MOVES_ADVICE}"
            )
        count = _whole(value.get("count"), COUNT)
        return [_whole(value.get("weeks", WEEKS_A_MOVE.default), WEEKS_A_MOVE)] * count
    if not isinstance(value, list):
        raise lesson(f"{shown(value)} does not say how long each move is. {MOVES_ADVICE}")
    if not 1 <= len(value) <= MOST_MOVES:
        raise lesson(f"a game has 1 to {MOST_MOVES} moves, not {len(value)}. {MOVES_ADVICE}")
    return [_whole(weeks, WEEKS_A_MOVE) for weeks in value]


def moves(description: str) -> Any:
    """The type of the moves: the weeks of each, or how many there are of how many weeks."""
    weeks = {"type": "integer", "minimum": int(WEEKS_A_MOVE.low), "maximum": int(WEEKS_A_MOVE.high)}
    each = {"type": "array", "items": weeks, "minItems": 1, "maxItems": MOST_MOVES}
    count = {"type": "integer", "minimum": 1, "maximum": MOST_MOVES}
    alike = {
        "type": "object",
        "properties": {"count": count, "weeks": weeks},
        "required": ["count"],
        "additionalProperties": False,
    }
    schema = {"anyOf": [each, alike], "description": description}
    return Annotated[list[int], BeforeValidator(_moves), WithJsonSchema(schema)]


def _receivers(value: object) -> list[str]:
    if value == ALL:
        return list(CAPITALS)
    named = value if isinstance(value, list) else [value]
    for word in named:
        if word not in CAPITALS:
            raise lesson(f"{shown(word)} is no capital.{near_matches(str(word), CAPITALS) or listed([*CAPITALS, ALL])}")
    if not named:
        raise lesson(f"nobody is told. Write to: {ALL}, or to: [seoul, tokyo].")
    return [capital for capital in CAPITALS if capital in named]


def receivers(description: str) -> Any:
    """The type of the capitals that are told: `all`, one, or a list of them."""
    capital = {"enum": list(CAPITALS)}
    some = {"type": "array", "items": capital, "minItems": 1}
    schema = {"anyOf": [{"enum": [ALL, *CAPITALS]}, some], "description": description}
    return Annotated[list[str], BeforeValidator(_receivers), WithJsonSchema(schema)]
