"""Where the intelligence pact stood in law, from what was done, and what could lawfully follow within a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from sim.data.archive import Archive
from sim.institutions.gsomia import notice_is_legal
from sim.kernel.clock import days_to_anniversary
from sim.study.hindcast.past import Past

ANNIVERSARY = (11, 23)
STEPS = ("gsomia_notice", "gsomia_suspend_notice", "gsomia_normalise")


class Standing(StrEnum):
    """Where the pact stands."""

    IN_FORCE = "in force"
    NOTICE = "notice"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"


def standing(known: Archive, day: date) -> Standing:
    """Where the pact stood at the beginning of a day, from what Seoul had done before it."""
    now, ends = Standing.IN_FORCE, date.max
    for event in known.acts(*STEPS, actor="seoul"):
        if event.day >= day:
            break
        if ends <= event.day:
            now = Standing.LAPSED
        if event.act == "gsomia_notice" and now is Standing.IN_FORCE:
            now, ends = Standing.NOTICE, _end_of_term(event.day)
        elif event.act == "gsomia_suspend_notice" and now is Standing.NOTICE:
            now, ends = Standing.SUSPENDED, date.max
        elif event.act == "gsomia_normalise":
            now, ends = Standing.IN_FORCE, date.max
    return Standing.LAPSED if ends <= day else now


def lapses(past: Past) -> tuple[date, ...]:
    """The days on which a notice that nobody had suspended ended the pact."""
    ends = [_end_of_term(event.day) for event in past.archive.acts("gsomia_notice", actor="seoul")]
    after = [day for day in ends if day < past.until]
    return tuple(day for day in after if standing(past.archive, day) is Standing.LAPSED)


def may_be_ended(past: Past, first: date, weeks: int) -> bool:
    """Whether Seoul could lawfully give notice, or revive one, within a window."""
    now = standing(past.archive, first)
    return now in (Standing.NOTICE, Standing.SUSPENDED) or (now is Standing.IN_FORCE and _season(first, weeks))


def may_lapse(past: Past, first: date, weeks: int) -> bool:
    """Whether the pact could lawfully go out of force within a window: at once where a suspended notice is revived,
    else on an anniversary for which notice stands or can still be given."""
    now = standing(past.archive, first)
    terms = [day for day in _days(first, weeks) if (day.month, day.day) == ANNIVERSARY]
    if now is Standing.IN_FORCE:
        return any(_season(first, (day - first).days // 7) for day in terms)
    return now is Standing.SUSPENDED or (now is Standing.NOTICE and bool(terms))


def may_be_kept(past: Past, first: date, weeks: int) -> bool:
    """Whether a notice could be suspended or taken back within a window: one stands, or can be given in it."""
    now = standing(past.archive, first)
    return now is not Standing.IN_FORCE or _season(first, weeks)


def _season(first: date, weeks: int) -> bool:
    return any(notice_is_legal(day) for day in _days(first, weeks))


def _days(first: date, weeks: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(7 * weeks))


def _end_of_term(day: date) -> date:
    return day + timedelta(days=days_to_anniversary(day, *ANNIVERSARY))
