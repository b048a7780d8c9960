"""The rolling hindcast: forecasts from every origin under every protocol, kept as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sim.data.archive import Archive
from sim.data.fitted import Fitted
from sim.kernel.errors import RunError, near_matches
from sim.kernel.progress import Progress
from sim.study.executors import Executor, Serial
from sim.study.hindcast.forecast import Piece, check_no_leak, check_worlds, forecast, identity, targets
from sim.study.hindcast.judged import judged
from sim.study.hindcast.kept import Kept
from sim.study.hindcast.origins import origins
from sim.study.hindcast.past import Past, whole_past
from sim.study.hindcast.protocols import CHEAP, HELD_FROM, REFIT, SHIPPED, Protocol

Fit = Callable[[Archive], Fitted]
ASKED = {"cheap": (CHEAP, SHIPPED), "refit": (REFIT,), "both": (CHEAP, SHIPPED, REFIT)}
STRIDE = 4
SECONDS = 60.0


@dataclass(frozen=True)
class Plan:
    """What to do. `fit` makes a fitted set of an archive, `held` is used in place of the one that is held fixed,
    `shipped` is the set that comes along. After `minutes` no further refit is begun; None sets no end."""

    protocol: str
    worlds: int
    seed: int
    fit: Fit
    origins: tuple[date, ...] = field(default_factory=origins)
    shipped: Fitted | None = None
    held: Fitted | None = None
    minutes: float | None = None

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """The protocols that are asked for. Raises RunError for a word that names none."""
        if self.protocol not in ASKED:
            raise RunError(
                f"--protocol {self.protocol}: write cheap, refit or both.{near_matches(self.protocol, ASKED)}"
            )
        return ASKED[self.protocol]


def hindcast(
    plan: Plan,
    kept: Kept,
    *,
    past: Past | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Any]:
    """Make the forecasts that are not kept yet, score all, and hand back everything as plain words and numbers.

    `progress(done, total)` counts forecasts. Raises EvidenceError where a fit would know what is to be foretold.
    """
    check_worlds(plan.worlds)
    protocols, known = plan.protocols, past or whole_past()
    work = _Work(plan, kept, known, executor or Serial(), progress)
    if CHEAP in protocols:
        held = plan.held or kept.held_fit() or plan.fit(known.archive.before(HELD_FROM))
        kept.hold_fit(held)
        work.do(CHEAP, held, plan.origins)
    if SHIPPED in protocols and plan.shipped is not None:
        work.do(SHIPPED, plan.shipped, tuple(day for day in plan.origins if day >= plan.shipped.until))
    if REFIT in protocols:
        _refit(plan, kept, work, clock)
    found = judged(kept, known)
    kept.write(**found)
    return {**kept.content(), **found}


def _refit(plan: Plan, kept: Kept, work: _Work, clock: Callable[[], float]) -> None:
    """A fit and a forecast at one origin after the other, spread over the years, until the time is over."""
    began = clock()
    for origin in spread(plan.origins):
        if (REFIT.key, REFIT.arms[0].key, origin) in kept.forecasts:
            continue
        if plan.minutes is not None and clock() - began >= SECONDS * plan.minutes:
            return
        work.do(REFIT, plan.fit(work.past.archive.before(origin)), (origin,))


def spread(days: Sequence[date]) -> Iterator[date]:
    """Every fourth day, then those in the middle between them, then the others: whenever one stops, what was done is
    spread over the years."""
    for first in (0, 2, 1, 3):
        yield from days[first::STRIDE]


class _Work:
    """Makes forecasts and counts them."""

    def __init__(self, plan: Plan, kept: Kept, past: Past, executor: Executor, progress: Progress | None) -> None:
        self.plan, self.kept, self.past, self.executor, self.progress = plan, kept, past, executor, progress
        later = len([day for day in plan.origins if plan.shipped is not None and day >= plan.shipped.until])
        sizes = {CHEAP.key: len(plan.origins) * len(CHEAP.arms), SHIPPED.key: later, REFIT.key: len(plan.origins)}
        self.done, self.total = 0, sum(sizes[protocol.key] for protocol in plan.protocols)

    def do(self, protocol: Protocol, fitted: Fitted, days: Sequence[date]) -> None:
        """Forecast from these days with these parameters, where that is not done yet."""
        if protocol is not REFIT:
            self.kept.drop_other_fits(protocol.key, identity(fitted))
        wanted = [(arm.key, day) for day in days for arm in protocol.arms]
        missing = [(arm, day) for arm, day in wanted if (protocol.key, arm, day) not in self.kept.forecasts]
        if not protocol.may_look_back:
            for _, day in missing:
                check_no_leak(fitted, day)
        self._count(len(wanted) - len(missing))
        pieces = (
            Piece(protocol.key, arm, day, fitted, self.plan.worlds, self.plan.seed, targets(self.past, day))
            for arm, day in missing
        )
        for _, found in self.executor.run(forecast, pieces):
            self.kept.add(found)
            self._count(1)

    def _count(self, done: int) -> None:
        self.done += done
        if self.progress is not None:
            self.progress(self.done, self.total)
