"""One world: its state in plain numbers, its parameters, and the small sums that every mechanism needs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Field, State

SEOUL, TOKYO, WASHINGTON = range(3)
ALLIES = (SEOUL, TOKYO)
CAPITALS = ("seoul", "tokyo", "washington")
MATERIALS = ("hydrogen_fluoride", "photoresist", "polyimide")
Parameters = Mapping[str, float]


class World:
    """All state of one world by field name: a number, or a list of numbers for a field of several rows."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)

    @classmethod
    def at_the_start(cls) -> World:
        """Every declared field at its declared initial value."""
        return cls(**{key: _initial(field) for key, field in catalogue().fields.items()})

    @classmethod
    def read(cls, state: State, column: int) -> World:
        """One world of a vectorised state."""
        return cls(**_fields(state, column))

    def same_as(self, state: State, column: int, tolerance: float) -> list[str]:
        """Rows in which this world differs from a column of a vectorised state, with both values."""
        found = []
        mine = vars(self)
        for key, there in _fields(state, column).items():
            here = mine.get(key, there)
            if here == there:
                continue
            names = state.fields[key].row_keys
            pairs = zip(here, there, strict=True) if isinstance(here, list) else ((here, there),)
            for name, (one, other) in zip(names, pairs, strict=True):
                if not close(one, other, tolerance):
                    found.append(f"{name}: {one!r} here, {other!r} there")
        return found


def _fields(state: State, column: int) -> dict[str, float | list[float]]:
    """The fields of one world in plain numbers."""
    numbers: list[float] = state.arena[:, column].tolist()
    found: dict[str, float | list[float]] = {}
    first = 0
    for key, field in state.fields.items():
        last = first + max(1, len(field.rows))
        found[key] = numbers[first:last] if field.rows else numbers[first]
        first = last
    return found


def _initial(field: Field) -> float | list[float]:
    if not field.rows:
        return float(field.initial)  # type: ignore[arg-type]
    several = isinstance(field.initial, tuple)
    return [float(x) for x in field.initial] if several else [float(field.initial)] * len(field.rows)


def close(here: float, there: float, tolerance: float) -> bool:
    """Equal to an absolute tolerance below 1 and to a relative one above."""
    return abs(here - there) <= tolerance * max(1.0, abs(here), abs(there))


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return low if value < low else min(value, high)


def retention(half_life: float) -> float:
    """The share of a stock that is left a week later."""
    return float(2.0 ** (-1.0 / half_life))


def weekly_chance(hazard: float) -> float:
    """The chance that something with this weekly hazard happens within the week."""
    return -math.expm1(-hazard)


def logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def days_of(first_day: date) -> list[date]:
    """The seven days of the week that begins on `first_day`."""
    return [first_day + timedelta(days=offset) for offset in range(7)]
