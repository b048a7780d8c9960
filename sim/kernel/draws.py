"""Addressed randomness: every draw belongs to (seed, block, stream, year of the run), whoever asks and however often.

Worlds come in blocks of 128. A block's draws are always made whole, for 52 weeks at a time, from a generator
seeded by its address. World k therefore has the same luck whatever the number of worlds, chunks, processes or
weeks, whichever levers are used, and a new stream never shifts an old one. Within a stream, rows are drawn one
after the other, so a new last row leaves the earlier ones as they were.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

import numpy as np
from numpy.typing import NDArray

BLOCK = 128
SPAN = 52
TINY = 1e-9  # below every clock that can be drawn but zero, and far too large to lift a forbidden lever over holding


class Law(StrEnum):
    """The distribution of a stream: uniform on [0, 1), standard normal, or exponential with mean one."""

    UNIFORM = "uniform"
    NORMAL = "normal"
    EXPONENTIAL = "exponential"


@dataclass(frozen=True, slots=True)
class Stream:
    """A named source of luck: `rows` independent draws per world and week."""

    key: str
    rows: int
    law: Law
    help: str

    @property
    def address(self) -> int:
        return zlib.crc32(self.key.encode())


def _block_draws(stream: Stream, seed: int, block: int, span: int) -> NDArray[np.float32]:
    generator = np.random.Generator(
        np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(block, stream.address, span)))
    )
    shape = (stream.rows, SPAN, BLOCK)
    if stream.law is Law.UNIFORM:
        return generator.random(shape, dtype=np.float32)
    if stream.law is Law.NORMAL:
        return generator.standard_normal(shape, dtype=np.float32)
    return np.maximum(generator.standard_exponential(shape, dtype=np.float32), np.float32(TINY))


class DrawCache:
    """Keeps the luck of recent runs, so that moving a slider does not draw it again (it is the same luck)."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[tuple[object, ...], NDArray[np.float32]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> NDArray[np.float32] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[object, ...], values: NDArray[np.float32]) -> None:
        with self._lock:
            if key in self._kept or values.nbytes > self._limit:
                return
            self._kept[key] = values
            self._bytes += values.nbytes
            while self._bytes > self._limit:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.nbytes


class _Whose:
    """Whose luck each world has, (world,): the blocks it comes from, and the column of each world in them."""

    def __init__(self, luck: NDArray[np.int64]) -> None:
        self.address = luck.tobytes()
        self.blocks, place = np.unique(luck // BLOCK, return_inverse=True)
        columns = place * BLOCK + luck % BLOCK
        whole = np.array_equal(columns, np.arange(self.blocks.size * BLOCK))
        self.columns = None if whole else columns

    def draws(self, stream: Stream, seed: int, span: int) -> NDArray[np.float32]:
        """The draws of 52 weeks, (row, week, world)."""
        table = np.empty((stream.rows, SPAN, self.blocks.size * BLOCK), dtype=np.float32)
        for place, block in enumerate(self.blocks.tolist()):
            columns = slice(place * BLOCK, (place + 1) * BLOCK)
            table[:, :, columns] = _block_draws(stream, seed, block, span)
        return table if self.columns is None else np.take(table, self.columns, axis=2)


class Draws:
    """The luck of one chunk of worlds: `week(stream, t)` is a (row, world) array in float32.

    `luck` (world,) says whose luck each world has, and `later`, by week, whose it has from then on; blocks are drawn
    whole and their columns handed out.
    """

    def __init__(
        self,
        seed: int,
        luck: NDArray[np.int64],
        cache: DrawCache | None = None,
        later: Mapping[int, NDArray[np.int64]] | None = None,
    ) -> None:
        self.seed = seed
        self.luck = luck
        self._cache = cache
        changes = sorted((later or {}).items())
        self._changes = [week for week, _ in changes]
        self._whose = [_Whose(luck), *(_Whose(then) for _, then in changes)]
        self._open: dict[str, tuple[tuple[int, bytes], NDArray[np.float32]]] = {}

    @property
    def worlds(self) -> int:
        return int(self.luck.size)

    def week(self, stream: Stream, week: int) -> NDArray[np.float32]:
        """The draws of one week, shape (stream.rows, worlds)."""
        span, offset = divmod(week, SPAN)
        whose = self._whose[bisect_right(self._changes, week)]
        opened = self._open.get(stream.key)
        if opened is None or opened[0] != (span, whose.address):
            opened = ((span, whose.address), self._span(stream, span, whose))
            self._open[stream.key] = opened
        return opened[1][:, offset, :]

    def _span(self, stream: Stream, span: int, whose: _Whose) -> NDArray[np.float32]:
        key = (self.seed, whose.address, stream, span)
        kept = self._cache.get(key) if self._cache is not None else None
        if kept is not None:
            return kept
        table = whose.draws(stream, self.seed, span)
        table.setflags(write=False)
        if self._cache is not None:
            self._cache.put(key, table)
        return table


def blocks_for(worlds: int) -> int:
    """How many whole blocks hold so many worlds."""
    return -(-worlds // BLOCK)
