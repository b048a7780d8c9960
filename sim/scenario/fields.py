"""The smallest things that people type into a scenario file, each with a lesson for those who type it wrong."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.kernel.errors import near_matches
from sim.kernel.quantity import Parameter, Quantity
from sim.scenario.numbers import FIRST_DAY, LAST_DAY, LONGEST_TEXT
from sim.scenario.places import shown
from sim.scenario.tree import scalar

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PERCENT = re.compile(r"\s*([-+]?[0-9]+(?:\.[0-9]+)?)\s*%\s*")
_COMMA = re.compile(r"([-+]?[0-9]+),([0-9]+)")
HUNDRED = 100


def lesson(words: str) -> PydanticCustomError:
    """A complaint in full sentences, to be raised while a value is read."""
    return PydanticCustomError("lesson", "{words}", {"words": words})


def _span(quantity: Quantity) -> str:
    return f"Write a number from {quantity.low:g} to {quantity.high:g}; the default is {quantity.default:g}."


def _whole_span(quantity: Quantity) -> str:
    low, high, default = int(quantity.low), int(quantity.high), int(quantity.default)
    return f"Write a whole number from {low} to {high}; the default is {default}."


def not_a_number(value: object, advice: str) -> str:
    """Why something that is not a number will not do as one."""
    if value is None:
        return f"the value is missing. {advice}"
    if isinstance(value, (list, dict)):
        return f"a single number is needed here, not {shown(value)}. {advice}"
    if isinstance(value, str):
        percent, comma = _PERCENT.fullmatch(value), _COMMA.fullmatch(value)
        if percent is not None:
            return f"{shown(value)} is not a number: write {float(percent[1]) / HUNDRED:g} for it. {advice}"
        if comma is not None:
            return f"{shown(value)} has a decimal comma: write {comma[1]}.{comma[2]}. {advice}"
        if isinstance(scalar(value), (int, float)):
            return f"{shown(value)} is in quotes and therefore text. Remove the quotes. {advice}"
    kind = "a truth value" if isinstance(value, bool) else "a word"
    return f"{shown(value)} is {kind}, not a number. {advice}"


def finite(value: object, advice: str) -> float:
    """A number as a float. Raises a lesson for anything else, and for infinity and what is not a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise lesson(not_a_number(value, advice))
    if isinstance(value, float) and not math.isfinite(value):
        raise lesson(f"{value:g} is not a finite number. {advice}")
    return float(value)


def number(quantity: Quantity) -> Any:
    """The type of a declared number: its range is enforced, and told to editors."""

    def read(value: object) -> float:
        if isinstance(value, list) and isinstance(quantity, Parameter):
            raise lesson(
                f"a single number is needed here, not a list. {_span(quantity)} To let it differ between worlds, "
                f"write {quantity.key}: [{quantity.low:g}, {quantity.high:g}] under uncertain."
            )
        found = finite(value, _span(quantity))
        complaint = quantity.complaint(found)
        if complaint is not None:
            raise lesson(complaint)
        return found

    schema = {
        "type": "number",
        "minimum": quantity.low,
        "maximum": quantity.high,
        "default": quantity.default,
        "title": quantity.label,
        "description": f"{quantity.help} Unit: {quantity.unit}. Source: {quantity.source} ({quantity.grade}).",
    }
    return Annotated[float, BeforeValidator(read), WithJsonSchema(schema)]


def whole_number(quantity: Quantity) -> Any:
    """The type of a declared whole number."""

    def read(value: object) -> int:
        found = finite(value, _whole_span(quantity))
        exact = value if isinstance(value, int) else int(found)
        if exact != found and isinstance(value, float):
            raise lesson(f"{found:g} is not a whole number. {_whole_span(quantity)}")
        if not int(quantity.low) <= exact <= int(quantity.high):
            side = "small" if exact < quantity.low else "large"
            raise lesson(f"{exact} is too {side} ({quantity.unit}). {quantity.help} {_whole_span(quantity)}")
        return exact

    schema = {
        "type": "integer",
        "minimum": int(quantity.low),
        "maximum": int(quantity.high),
        "default": int(quantity.default),
        "title": quantity.label,
        "description": quantity.help,
    }
    return Annotated[int, BeforeValidator(read), WithJsonSchema(schema)]


def any_number(description: str) -> Any:
    """The type of a number whose range depends on something else in the file."""

    def read(value: object) -> float:
        return finite(value, "Write a number.")

    return Annotated[float, BeforeValidator(read), WithJsonSchema({"type": "number", "description": description})]


def read_day(value: object) -> date:
    """A day of the calendar. Raises a lesson for what is none."""
    advice = "Write the day as YYYY-MM-DD, for example 2019-08-22."
    if isinstance(value, date):
        return value
    if value is None:
        raise lesson(f"the day is missing. {advice}")
    if not isinstance(value, str):
        raise lesson(f"{shown(value)} is not a day. {advice}")
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise lesson(f"{shown(value)} is not a day. {advice}")
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise lesson(f"{shown(value)} is outside the years {FIRST_DAY.year} to {LAST_DAY.year}. {advice}")
    if not 1 <= month <= len(calendar.month_name) - 1:
        raise lesson(f"{shown(value)} is not in the calendar: a year has no month {month}. {advice}")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise lesson(
            f"{shown(value)} is not in the calendar: {calendar.month_name[month]} {year} has {longest} days. {advice}"
        )
    return date(year, month, day)


def day(description: str) -> Any:
    """The type of a day of the calendar."""
    schema = {"type": "string", "format": "date", "description": description}
    return Annotated[date, BeforeValidator(read_day), WithJsonSchema(schema)]


def text(description: str, longest: int = LONGEST_TEXT, *, lines: bool = False) -> Any:
    """The type of a text that people read: no control characters, not too long; one line, or `lines` kept apart."""

    def read(value: object) -> str:
        if value is None:
            raise lesson("the text is missing. Write some words.")
        if isinstance(value, bool | int | float):
            raise lesson(f"{shown(value)} is not text. Put it in quotes: '{shown(value)}'.")
        if not isinstance(value, str):
            raise lesson(f"some words are needed here, not {shown(value)}.")
        found = [" ".join(line.split()) for line in (value.splitlines() if lines else [value])]
        if not all(line.isprintable() for line in found):
            raise lesson("the text holds a character that cannot be shown. Write it without.")
        words = "\n".join(found).strip()
        if len(words) > longest:
            raise lesson(f"the text is {len(words)} letters long. Write at most {longest}.")
        return words

    schema = {"type": "string", "maxLength": longest, "description": description}
    return Annotated[str, BeforeValidator(read), WithJsonSchema(schema)]


def word_of(known: Iterable[str], what: str, description: str, *, others: bool = False) -> Any:
    """The type of a word from a list. With `others`, further words are left to a later check."""
    words = tuple(known)

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise lesson(f"{shown(value)} is not {what}.{listed(words)}")
        if not others and value not in words:
            raise lesson(f"{shown(value)} is not {what}.{near_matches(value, words) or listed(words)}")
        return value

    enum: dict[str, Any] = {"enum": list(words)}
    schema = {"anyOf": [enum, {"type": "string"}]} if others else enum
    return Annotated[str, BeforeValidator(read), WithJsonSchema({**schema, "description": description})]


FEW = 24


def listed(words: Iterable[str], command: str = "trilateral schema") -> str:
    """A closing sentence that lists what may be written, where that is short enough to read; else who lists it."""
    known = sorted(words)
    if not known:
        return " None is known."
    if len(known) > FEW:
        return f" There are {len(known)} to choose from; '{command}' lists them."
    return f" Write one of: {', '.join(known)}."
