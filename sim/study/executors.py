"""Who does the work of a study: this process, several of this machine, or a Dask cluster, behind one interface.

An executor takes pieces of work and hands back what comes of each as it comes, in any order, with its place. What a
piece yields depends on the piece alone, so all executors give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import Any, Protocol, TypeVar

from sim.engine.processes import pool_of

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2


class Executor(Protocol):
    """Does pieces of work."""

    def run(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[tuple[int, R]]:
        """What `work` makes of each piece, as it comes, with the place of the piece."""
        ...


class Serial:
    """One piece after the other, here."""

    def run(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[tuple[int, R]]:
        for place, piece in enumerate(pieces):
            yield place, work(piece)


class Processes:
    """Several processes of this machine. Pieces are handed out a few ahead, so that memory stays bounded."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[tuple[int, R]]:
        waiting = enumerate(pieces)
        with pool_of(self.workers) as submit:
            running: dict[Future[Any], int] = {}
            while True:
                for place, piece in islice(waiting, AHEAD * self.workers - len(running)):
                    running[submit(work, piece)] = place
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()


def local(workers: int) -> Executor:
    """The executor for so many processes of this machine."""
    return Serial() if workers == 1 else Processes(workers)
