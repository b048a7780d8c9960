"""The record up to a day, and everybody free from there: history as it stood before it was known how it went on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sim.kernel.errors import RunError
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Policy, Scenario, ShockEvent
from sim.study.hindcast.calendar import foreseen


def branched(day: date, weeks: int | None = None, record: str | Scenario = RECORD) -> Scenario:
    """The record is replayed up to the Monday of a day's week, and from there all three capitals decide.

    `weeks` are those after that Monday; None goes to the end of the record. What was done and what happened before
    stays as it is, and so do measures that stand and shocks under way (an epidemic, an inquiry); a shock under way
    keeps the end that the record gives it, which nobody knew on that day. Of what came later only what stood in the
    calendar stays (`calendar.CALENDAR`): everything else was not known.
    Raises RunError where the day lies outside the record, or fewer than one week would follow.
    """
    whole = record if isinstance(record, Scenario) else load_scenario(record)
    clock = whole.clock
    if not clock.holds(day):
        raise RunError(
            f"{day} lies outside the record, which runs from {clock.start} to {clock.end}. Choose a day within it."
        )
    week = clock.week_of(day)
    follow = clock.weeks - week if weeks is None else weeks
    if follow < 1:
        raise RunError(f"weeks is {follow}: at least 1 week must follow {day}. Write a whole number from 1 on.")
    monday = clock.first_day(week)
    end = monday + timedelta(days=7 * follow)
    return replace(
        whole,
        title=f"History until {monday}, then free",
        question=f"What might have followed from what was done and known before {monday}?",
        weeks=week + follow,
        agents_from=monday,
        policies={capital: _freed(policy, monday) for capital, policy in whole.policies.items()},
        shocks=tuple(event for event in _known(whole, monday) if event.at < end),
        expect=(),
    )


def _freed(policy: Policy, monday: date) -> Policy:
    """A capital that did what the record says and then decides; what it did stands until it takes it back."""
    done = tuple(_still_standing(item, monday) for item in policy.force if item.at < monday)
    return replace(policy, policy="agent", force=done, then=())


def _still_standing(item: Forced, monday: date) -> Forced:
    return replace(item, until=None) if item.until is not None and item.until >= monday else item


def _known(record: Scenario, monday: date) -> Iterator[ShockEvent]:
    """What had happened before a Monday, and what stood in the calendar for later."""
    for event in record.shocks:
        known = event if event.at < monday else foreseen(event, monday)
        if known is not None:
            yield known
