"""Who does the work of a study: this process, several of this machine, or a Dask cluster, behind one interface.

An executor takes pieces of work and hands back what comes of each as it comes, in any order, with its place. What a
piece yields depends on the piece alone, so all executors give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol, TypeVar

from sim.engine.processes import pool_of
from sim.kernel.errors import RunError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2
TRIES = 3


class Executor(Protocol):
    """Does pieces of work."""

    def run(
        self, work: Callable[[T], R], pieces: Iterable[T], *, lost: Callable[[T], R] | None = None
    ) -> Iterator[tuple[int, R]]:
        """What `work` makes of each piece, as it comes, with the place of the piece.

        A piece whose process dies is tried again, and after some tries what `lost` makes of it is handed back; where
        that is None, RunError is raised. What `work` itself raises is raised here.
        """
        ...


class Serial:
    """One piece after the other, here."""

    def run(
        self, work: Callable[[T], R], pieces: Iterable[T], *, lost: Callable[[T], R] | None = None
    ) -> Iterator[tuple[int, R]]:
        for place, piece in enumerate(pieces):
            yield place, work(piece)


class Processes:
    """Several processes of this machine. Pieces are handed out a few ahead, so that memory stays bounded."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(
        self, work: Callable[[T], R], pieces: Iterable[T], *, lost: Callable[[T], R] | None = None
    ) -> Iterator[tuple[int, R]]:
        waiting = iter(enumerate(pieces))
        broken = True
        while broken:
            suspects: dict[int, T] = {}
            with pool_of(self.workers) as submit:
                yield from self._until_broken(submit, work, waiting, suspects)
            broken = bool(suspects)
            for place, piece in suspects.items():
                yield place, self._alone(work, piece, lost)

    def _alone(self, work: Callable[[T], R], piece: T, lost: Callable[[T], R] | None) -> R:
        """A piece that was in hand when a process died, by itself, so that others do not suffer for it."""
        for _ in range(TRIES):
            try:
                with pool_of(1) as submit:
                    found: R = submit(work, piece).result()
                    return found
            except BrokenProcessPool:
                continue
        return given_up(lost, piece)

    def _until_broken(
        self,
        submit: Callable[..., Future[Any]],
        work: Callable[[T], R],
        waiting: Iterator[tuple[int, T]],
        suspects: dict[int, T],
    ) -> Iterator[tuple[int, R]]:
        """Work until nothing is left or a process dies; then `suspects` holds the pieces that were in hand."""
        running: dict[Future[Any], tuple[int, T]] = {}
        while True:
            for place, piece in islice(waiting, AHEAD * self.workers - len(running)):
                try:
                    running[submit(work, piece)] = place, piece
                except BrokenProcessPool:
                    suspects[place] = piece
                    break
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                place, piece = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects[place] = piece
                else:
                    yield place, future.result()
            if suspects:
                suspects.update(running.values())
                return


def given_up(lost: Callable[[T], R] | None, piece: T) -> R:
    """What is handed back for a piece that no process survived."""
    if lost is None:
        raise RunError(
            f"a process died {TRIES} times over the same work; it may have run out of memory. "
            "Ask for fewer worlds, or for fewer --workers."
        )
    return lost(piece)


def local(workers: int) -> Executor:
    """The executor for so many processes of this machine."""
    return Serial() if workers == 1 else Processes(workers)
