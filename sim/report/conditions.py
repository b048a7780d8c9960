"""What two compared scenarios do not share besides the policy, so that a difference is not taken for the policy's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.words import counted, joined

if TYPE_CHECKING:
    from sim.results import Comparison
    from sim.scenario.scenario import Scenario, ShockEvent

SHOCKS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Conditions:
    """How an arm was run beside its baseline. `resized` says what of its own it gave up for the baseline's size and
    luck; `differs` what else than the policy differs: the first day, the day from which agents decide, the shocks."""

    title: str
    resized: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def notes(self) -> list[str]:
        """What a reader should know before taking a difference for the policy's."""
        notes = []
        if self.resized:
            notes.append(f"it is run as the baseline is: {joined(self.resized)}.")
        if self.differs:
            notes.append(f"the two also differ in {joined(self.differs)}: the difference is not the policy alone.")
        return notes


def conditions_of(comparison: Comparison, arms: Iterable[Scenario] = ()) -> list[Conditions]:
    """One record for every arm. `arms` are the scenarios as they were before they took the baseline's weeks."""
    baseline = comparison.baseline.scenario
    asked = list(arms) or [arm.results.scenario for arm in comparison.arms]
    return [
        Conditions(own.title, tuple(_resized(baseline, own, comparison.baseline.seed)), tuple(_differs(baseline, own)))
        for own in asked
    ]


def _resized(baseline: Scenario, own: Scenario, seed: int) -> Iterable[str]:
    if own.weeks > baseline.weeks:
        yield f"cut to {counted(baseline.weeks, 'week')} instead of its own {own.weeks:,}"
    elif own.weeks < baseline.weeks:
        yield f"stretched to {counted(baseline.weeks, 'week')} instead of its own {own.weeks:,}"
    if own.seed != seed:
        yield f"with the luck of seed {seed} instead of its own {own.seed}"


def _differs(baseline: Scenario, own: Scenario) -> Iterable[str]:
    if own.start != baseline.start:
        yield f"start ({baseline.start} in the baseline, {own.start} here)"
    before, here = (_freed(scenario, baseline.weeks) for scenario in (baseline, own))
    if before != here:
        yield f"agents_from ({before} in the baseline, {here} here)"
    shocks = _shocks(baseline, own)
    if shocks:
        yield shocks
    if own.luck != baseline.luck:
        yield "whose luck world 0 has"


def _freed(scenario: Scenario, weeks: int) -> str:
    """From when on agents decide, within so many weeks."""
    day = scenario.agents_from
    if day is None or day <= scenario.start:
        return "the first day"
    return str(day) if scenario.clock.week_of(day) < weeks else "never"


def _shocks(baseline: Scenario, own: Scenario) -> str:
    """Shocks of the weeks that both have which only one of them meets, the first few by name."""
    first, last = max(baseline.start, own.start), min(baseline.clock.end, own.clock.end)
    ours, theirs = ({event for event in item.shocks if first <= event.at <= last} for item in (own, baseline))
    sides = ((theirs - ours, "only in the baseline"), (ours - theirs, "only here"))
    found = [f"{_named(events)} {where}" for events, where in sides if events]
    return f"shocks ({'; '.join(found)})" if found else ""


def _named(events: Iterable[ShockEvent]) -> str:
    ordered = sorted(events, key=lambda event: (event.at, event.shock, event.option or ""))
    names = [f"{event.shock} on {event.at}" for event in ordered[:SHOCKS_NAMED]]
    more = len(ordered) - SHOCKS_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
