"""A Dask cluster that does the work of a study: other machines, or other processes of this one."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sim.kernel.errors import RunError
from sim.kernel.versions import versions
from sim.study.executors import AHEAD, TRIES, given_up

T = TypeVar("T")
R = TypeVar("R")
SECONDS_TO_ANSWER = 15
SECONDS_FOR_WORKERS = 60
ADVICE = "Start one with: dask scheduler, and on each machine: dask worker tcp://ADDRESS:8786 --nthreads 1"


class Cluster:
    """The workers of a Dask scheduler, such as `tcp://10.0.0.5:8786`. Pieces are handed out a few ahead.

    Where a worker dies, its pieces go to others. Raises RunError where the scheduler does not answer, has no workers,
    or its workers have other versions, which could give other bits.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def run(
        self, work: Callable[[T], R], pieces: Iterable[T], *, lost: Callable[[T], R] | None = None
    ) -> Iterator[tuple[int, R]]:
        with _connected(self.address) as client:
            yield from _hand_out(client, work, pieces, lost)


def _hand_out(
    client: Any, work: Callable[[T], R], pieces: Iterable[T], lost: Callable[[T], R] | None
) -> Iterator[tuple[int, R]]:
    waiting = enumerate(pieces)
    running: dict[Any, tuple[int, T]] = {}
    tries: Counter[int] = Counter()
    coming = _distributed().as_completed(loop=client.loop)

    def submit(place: int, piece: T) -> None:
        future = client.submit(work, piece, pure=False)
        running[future] = place, piece
        coming.add(future)

    def top_up() -> None:
        threads = max(sum(client.nthreads().values()), 1)
        for place, piece in islice(waiting, max(AHEAD * threads - len(running), 0)):
            submit(place, piece)

    top_up()
    while running:
        future = next(coming)
        place, piece = running.pop(future)
        error = future.exception()
        if error is None:
            yield place, future.result()
        elif not _died(error):
            raise error
        else:
            tries[place] += 1
            if tries[place] < TRIES:
                submit(place, piece)
            else:
                yield place, given_up(lost, piece)
        top_up()


def _died(error: BaseException) -> bool:
    """Whether a piece failed because its worker went away, and not because of what it is."""
    distributed = _distributed()
    return isinstance(error, distributed.KilledWorker | distributed.CancelledError)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler. What is under way is called off where the work is broken off."""
    distributed = _distributed()
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # its words on errors are ours to say
    try:
        client = distributed.Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (TimeoutError, OSError, ValueError) as error:
        raise RunError(f"no Dask scheduler answers at {address} ({error}). {ADVICE}") from error
    try:
        _check_workers(client, address)
        yield client
    finally:
        client.close(timeout=SECONDS_TO_ANSWER)


def _check_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS_FOR_WORKERS)
    except TimeoutError:
        raise RunError(f"the scheduler at {address} has no workers. {ADVICE}") from None
    here = versions()
    for worker, there in client.run(_versions, on_error="return").items():
        if there != here:
            raise RunError(
                f"the worker {worker} has other versions than this machine ({_told(there)} there, {_told(here)} here), "
                "so its numbers could differ. Install the same ones there."
            )


def _versions() -> dict[str, str]:
    return versions()


def _told(found: Any) -> str:
    return ", ".join(f"{name} {number}" for name, number in found.items()) if isinstance(found, dict) else str(found)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise RunError(
            "--scheduler needs Dask, which is not installed. Run: pip install 'trilateral[cluster]'"
        ) from None
    return distributed
