"""The shocks of a scenario, struck on their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sim.kernel.clock import Clock
from sim.kernel.participant import Participant
from sim.kernel.records import Shock
from sim.kernel.week import Week
from sim.scenario.scenario import ShockEvent


class Events(Participant):
    """Each shock strikes in the week of its date; a lasting one in every week until it ends."""

    KEY = "events"
    LABEL = "Shocks"

    def __init__(self, events: Sequence[ShockEvent], shocks: Mapping[str, Shock], clock: Clock) -> None:
        self._by_week: dict[int, list[tuple[Shock, ShockEvent]]] = defaultdict(list)
        for event in events:
            shock = shocks[event.shock]
            first = clock.week_of(event.at)
            last = clock.week_of(event.until) if event.until is not None and shock.lasts else first
            for index in range(max(first, 0), min(last, clock.weeks - 1) + 1):
                self._by_week[index].append((shock, event))

    def strike(self, week: Week) -> None:
        """Apply this week's shocks in every world."""
        for shock, event in self._by_week.get(week.index, ()):
            shock.apply(week, event.size, event.option)
