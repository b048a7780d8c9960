"""Worlds that share a past and part on a day: the lived world and its ghosts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any, Generic, TypeVar

import numpy as np

from sim.engine.chunk import Chunk, Task, run_chunk
from sim.engine.model import CrisisModel
from sim.kernel.draws import BLOCK, DrawCache, Draws, Law, Stream
from sim.kernel.record import Record
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.kernel.worlds import Numbers, Worlds
from sim.scenario.scenario import Scenario

T = TypeVar("T")
GHOSTS = 400
# Whose luck those have who look ahead: no world that is ever lived, so that nothing of the lived future shows.
ELSEWHERE = np.arange(4 * BLOCK, 5 * BLOCK)
TEMPERS = Stream("game.tempers", len(CAPITALS), Law.UNIFORM, "How others' governments are where nobody knows.")
AT_ONCE = 2
# However many ask their advisers, a place is left for the move that everybody waits for.
ADVISERS_AT_ONCE = 1
LUCK_BYTES = 200_000_000
LIVES_KEPT, ANSWERS_KEPT = 3, 96


@dataclass(frozen=True, eq=False, slots=True)
class Lives:
    """What was seen of some worlds. `types` (capital, world) are the leaders at the end, 1 where resolute or engaged;
    `lucks` (world,) whose luck each world has since they parted."""

    scenario: Scenario
    record: Record
    outcomes: dict[str, Array]
    types: Array
    lucks: Numbers
    permitted: dict[str, Array]


def luck_before(scenario: Scenario, week: int) -> int:
    """Whose luck the lived world has in the week before a week."""
    changes = [change.world for change in scenario.luck if scenario.clock.week_of(change.at) < week]
    return changes[-1] if changes else 0


def parting(scenario: Scenario, week: int, lucks: Numbers) -> Worlds:
    """Worlds that all live what world 0 lived, and from a week on have these lucks, (world,)."""
    changes = {scenario.clock.week_of(change.at): change.world for change in scenario.luck}
    shared = {at: np.full_like(lucks, world) for at, world in changes.items() if at < week}
    return Worlds(np.zeros_like(lucks), later={**shared, week: lucks})


class Engine:
    """Runs worlds, a few at once, and keeps the luck and the last answers. Safe for several threads."""

    def __init__(self) -> None:
        self._luck = DrawCache(LUCK_BYTES)
        self._turn, self._adviser = BoundedSemaphore(AT_ONCE), BoundedSemaphore(ADVISERS_AT_ONCE)
        self.lives: Kept[Lives] = Kept(LIVES_KEPT)
        self.answers: Kept[dict[str, Any]] = Kept(ANSWERS_KEPT)

    def live(self, scenario: Scenario, worlds: Worlds, *, unknown_to: str | None = None, since: int = 0) -> Lives:
        """Live these worlds to the end. Where they are `unknown_to` a capital, the other governments' tempers are drawn
        anew in the week `since`, as likely as they are believed to be."""
        types = np.empty((len(CAPITALS), len(worlds)), dtype=np.float32)

        def look(model: CrisisModel) -> None:
            if model.week.index == scenario.weeks:
                types[...] = model.state.type_high[:, : len(worlds)]
            elif unknown_to is not None and model.week.index == since:
                _forget(model, unknown_to)

        with self._adviser if unknown_to is not None else nullcontext(), self._turn:
            chunk = run_chunk(Task(scenario, scenario.seed, worlds), self._luck, look=look)
        return Lives(scenario, chunk.record, dict(chunk.outcomes), types, _last_lucks(worlds), _shares(chunk))


def _last_lucks(worlds: Worlds) -> Numbers:
    return worlds.later[max(worlds.later)] if worlds.later else worlds.luck


def _shares(chunk: Chunk) -> dict[str, Array]:
    return {lever: counts / max(chunk.tally.worlds, 1) for lever, counts in chunk.tally.permitted.items()}


def _forget(model: CrisisModel, capital: str) -> None:
    """Give the other governments tempers that nobody in a capital can tell from the true ones."""
    state, leaders = model.state, model.participants["leaders"]
    luck = Draws(model.week.draws.seed, np.arange(state.arena.shape[1])).week(TEMPERS, model.week.index)
    types = (luck < state.belief_high).astype(state.arena.dtype)
    own = CAPITALS.index(capital)
    types[own] = state.type_high[own]
    leaders.put_in_office(state, types)  # type: ignore[attr-defined]


def eve(scenario: Scenario) -> Lives:
    """The day before a scenario begins, as one week of one world: for games that open on its first day."""
    model = CrisisModel(scenario, 1)
    state = model.state
    record = Record(state.recorded_keys, model.clock, state.arena[np.newaxis, : state.recorded_rows, :1].copy())
    outcomes = {key: np.asarray(found.measure(record), np.float32) for key, found in model.catalogue.outcomes.items()}
    lives = Lives(scenario, record, outcomes, state.type_high[:, :1].copy(), np.zeros(1, dtype=np.int64), {})
    model.release()
    return lives


class Kept(Generic[T]):
    """The last answers by key. Who asks while an answer is being found waits for it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._found: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The answer to a key; where it is not known it is found, once, whoever asks."""
        with self._lock:
            mine = key not in self._found
            answer = self._found.setdefault(key, Future())
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if mine:
            self._settle(key, answer, find)
        return answer.result()

    def _settle(self, key: Hashable, answer: Future[T], find: Callable[[], T]) -> None:
        try:
            answer.set_result(find())
        except BaseException as error:
            with self._lock:
                self._found.pop(key, None)
            answer.set_exception(error)
