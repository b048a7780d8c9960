"""The simulator as the page uses it: runs with cached luck, and recent results kept, so that going back is free."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from threading import Lock, Semaphore

from sim.data.fitted import Fitted
from sim.engine.run import run
from sim.kernel.draws import DrawCache
from sim.results import Difference, Results, compare_results
from sim.scenario.sample import worlds_drawn
from sim.scenario.scenario import Scenario

LUCK_BYTES = 256 * 2**20
RESULT_BYTES = 192 * 2**20
BYTES_A_NUMBER = 4
AT_ONCE = 2
Key = tuple[str, int, int, str]


class CachedEngine:
    """One for the whole server. Results are values, so that readers of one scenario can share them."""

    def __init__(self) -> None:
        self._luck = DrawCache(LUCK_BYTES)
        self._kept: OrderedDict[Key, tuple[Results, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._places = Semaphore(AT_ONCE)

    def run(self, scenario: Scenario, worlds: int, found: Fitted | None = None) -> Results:
        """The results of so many worlds of a scenario, from memory where they are still there; each with its own draw
        of a fitted set where there is one."""
        key = (scenario.digest, scenario.seed, worlds, found.name if found is not None else "")
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        which = worlds if found is None else worlds_drawn(found, replace(scenario, worlds=worlds))
        with self._places:
            results = run(scenario, worlds=which, cache=self._luck)
        self._keep(key, results)
        return results

    def differences(self, baseline: Results, arm: Results) -> Mapping[str, Difference]:
        """What changed, world by world, with its 95% interval."""
        return compare_results(baseline, arm).arms[0].outcomes

    def _keep(self, key: Key, results: Results) -> None:
        size = results.worlds * results.weeks * len(results.series) * BYTES_A_NUMBER
        with self._lock:
            if key in self._kept or size > RESULT_BYTES:
                return
            self._kept[key] = (results, size)
            self._bytes += size
            while self._bytes > RESULT_BYTES:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped
