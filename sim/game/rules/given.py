"""What an act brings along, checked: browsers can send anything."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sim.game.rules.act import RuleError
from sim.kernel.errors import near_matches

SHORT, LINE, PARAGRAPH = 40, 280, 2000


def text(data: Mapping[str, Any], key: str, most: int, *, empty: bool = False) -> str:
    """A text without control characters, at most so many characters long."""
    value = data.get(key, "")
    if not isinstance(value, str):
        raise RuleError(f"{key} must be text.")
    kept = "".join(sign for sign in value if sign == "\n" or unicodedata.category(sign)[0] != "C").strip()
    if not kept and not empty:
        raise RuleError(f"{key} is empty. Write something first.")
    if len(kept) > most:
        raise RuleError(f"{key} has {len(kept)} characters; at most {most} fit. Make it shorter.")
    return kept


def line(data: Mapping[str, Any], key: str, most: int, *, empty: bool = False) -> str:
    """A text of one line."""
    return " ".join(text(data, key, most, empty=empty).split())


def number(data: Mapping[str, Any], key: str, low: float, high: float) -> float:
    """A finite number between two bounds."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise RuleError(f"{key} must be a number from {low:g} to {high:g}.")
    if not low <= value <= high:
        raise RuleError(f"{key} is {value:g}; it must lie between {low:g} and {high:g}.")
    return float(value)


def whole(data: Mapping[str, Any], key: str, low: int, high: int) -> int:
    """A whole number between two bounds."""
    value = number(data, key, low, high)
    if value != int(value):
        raise RuleError(f"{key} is {value:g}; it must be a whole number.")
    return int(value)


def word(data: Mapping[str, Any], key: str, known: Collection[str]) -> str:
    """One of some known words."""
    value = data.get(key)
    if not isinstance(value, str) or value not in known:
        raise RuleError(f"{key} must be one of {', '.join(known)}.{near_matches(str(value), known)}")
    return value


def words(data: Mapping[str, Any], key: str, known: Collection[str]) -> tuple[str, ...]:
    """One or several known words, in the order of the known ones."""
    value = data.get(key)
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise RuleError(f"{key} must name at least one of {', '.join(known)}.")
    for item in value:
        word({key: item}, key, known)
    return tuple(item for item in known if item in value)


def rows(data: Mapping[str, Any], key: str, most: int) -> list[Mapping[str, Any]]:
    """A list of blocks, at most so many."""
    value = data.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(row, Mapping) for row in value):
        raise RuleError(f"{key} must be a list of entries.")
    if len(value) > most:
        raise RuleError(f"{key} has {len(value)} entries; at most {most} are allowed here.")
    return list(value)


def block(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A block of named values."""
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise RuleError(f"{key} must be a block of names and values.")
    return value
