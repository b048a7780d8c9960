"""Several processes that share the chunks of a run, and stop with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any


@contextmanager
def processes(workers: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """A `map` over several processes, in order. Where a run is broken off, work that has not begun never does."""
    with pool_of(workers) as submit:

        def share(work: Callable[..., Any], *arguments: Any) -> Iterator[Any]:
            futures = [submit(work, *words) for words in zip(*arguments, strict=True)]
            return (future.result() for future in futures)

        yield share


@contextmanager
def pool_of(workers: int) -> Iterator[Callable[..., Future[Any]]]:
    """A `submit` to several processes. Where the work is broken off, what has not begun never does."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context(_way_of_birth()), initializer=_die_with_parent)
    with _interrupts_held_back():
        for _ in range(workers):
            pool.submit(_wake)  # they load the model while their parent is still busy with the first piece

    def submit(work: Callable[..., Any], *words: Any) -> Future[Any]:
        with _interrupts_held_back():
            return pool.submit(work, *words)

    try:
        yield submit
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _way_of_birth() -> str:
    """A copy of this process is ready a second earlier than a new one, but safe only where one thread runs."""
    alone = threading.active_count() == 1
    return "fork" if alone and sys.platform == "linux" else "spawn"


def _die_with_parent() -> None:
    """A worker whose parent is killed would wait for work for ever; this one ends as well."""
    parent = parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _wake() -> None:
    """Load what a chunk needs."""
    import_module("sim.engine.chunk")


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes born here are deaf to Ctrl-C, which is their parent's to answer; each would show a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
