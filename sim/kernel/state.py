"""State that is declared before it is touched: named rows in one aligned arena, the world axis last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALIGNMENT = 64
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One state quantity. `rows` names its members, for example the two capitals; a plain field has one row.

    `low` and `high` are bounds that hold at the end of every week in every world. `recorded` fields come back
    as weekly series named `key` or `key.row`.
    """

    key: str
    label: str
    unit: str
    low: float
    high: float
    help: str
    rows: tuple[str, ...] = ()
    initial: float | tuple[float, ...] = 0.0
    recorded: bool = False

    @property
    def row_keys(self) -> tuple[str, ...]:
        return tuple(f"{self.key}.{row}" for row in self.rows) if self.rows else (self.key,)


def aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """Zeros whose first byte sits on a cache line (NumPy promises only 16 bytes; 64 is measurably faster)."""
    size = int(np.prod(shape)) * dtype.itemsize
    raw = np.zeros(size + ALIGNMENT, dtype=np.uint8)
    offset = -raw.ctypes.data % ALIGNMENT
    return raw[offset : offset + size].view(dtype).reshape(shape)


class State:
    """All state of one chunk of worlds. `state.hostility` is a view: (world,) or (row, world).

    Recorded fields stand first, so that recording a week is one copy of `arena[:recorded_rows]`.
    """

    def __init__(self, fields: Sequence[Field], worlds: int, dtype: np.dtype[Any]) -> None:
        ordered = sorted(fields, key=lambda field: not field.recorded)
        self.fields = {field.key: field for field in ordered}
        self.row_keys = tuple(key for field in ordered for key in field.row_keys)
        self.recorded_keys = tuple(key for field in ordered if field.recorded for key in field.row_keys)
        self.recorded_rows = len(self.recorded_keys)
        self.arena = aligned((len(self.row_keys), worlds), dtype)
        start = 0
        for field in ordered:
            count = max(1, len(field.rows))
            view = self.arena[start : start + count] if field.rows else self.arena[start]
            view[...] = np.reshape(field.initial, (-1, 1)) if field.rows else field.initial
            object.__setattr__(self, field.key, view)
            start += count

    def __setattr__(self, name: str, value: object) -> None:
        # `state.x += y` writes in place and then hands back the same array, which is no rebinding.
        if self.__dict__.get(name) is value:
            return
        if "arena" in self.__dict__ and name in self.__dict__:
            raise AttributeError(f"write into state.{name}[...] instead of rebinding it")
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Array:
        raise AttributeError(f"no state field '{name}' is declared")

    def row(self, key: str) -> Array:
        """One row by its name, shape (world,)."""
        return np.asarray(self.arena[self.row_keys.index(key)])

    def out_of_bounds(self, slack: float = 1e-5) -> list[str]:
        """Names of rows that left their declared bounds in some world (non-finite worlds are counted elsewhere)."""
        bad = []
        for key, row in zip(self.row_keys, self.arena, strict=True):
            field = self.fields[key.split(".", 1)[0]]
            finite = row[np.isfinite(row)]
            reach = slack * max(1.0, abs(field.low), abs(field.high) if np.isfinite(field.high) else 1.0)
            if finite.size and (finite.min() < field.low - reach or finite.max() > field.high + reach):
                bad.append(key)
        return bad
