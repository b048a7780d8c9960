"""The few big things of the dispute: in how many worlds each happened after a branch, and when it did in history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.records import ONCE
from sim.kernel.state import Array
from sim.report.words import SAME
from sim.report.words import day as in_words
from sim.results import Difference, mean_difference
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.results import Results

Segment = tuple[str, bool]
Days = Callable[[Scenario], tuple[date, ...]]
SALE_ORDERED, PAID_OUT = 4.0, 6.0
LAPSED, SETTLED = 3.0, 1.0
WORTH_SAYING = 0.01
PAYMENT = "seoul.third_party_payment"


@dataclass(frozen=True, slots=True)
class BigThing:
    """Something that can happen: `clause` says it in a sentence. `begins` gives where it begins, (week, world), and
    `days` when it began in a record; `lever` is the one that does it, where one lever does."""

    key: str
    clause: str
    begins: Callable[[Results], Array]
    days: Days
    once: bool = False
    lever: str = ""

    @property
    def label(self) -> str:
        """The clause as a row of a table."""
        return self.clause[0].upper() + self.clause[1:]


def by_lever(key: str, clause: str, lever: str) -> BigThing:
    """A lever is pulled: in worlds by the capital's own choice or by force, in history as the record forces it."""
    capital = lever.split(".", 1)[0]
    rows = [record.key for record in catalogue().levers_of(capital)]
    once = catalogue().levers[lever].cooldown >= ONCE

    def begins(results: Results) -> Array:
        return np.asarray(_values(results, f"move.{capital}") == rows.index(lever))

    def days(record: Scenario) -> tuple[date, ...]:
        return tuple(forced.at for forced in record.policies[capital].force if forced.lever == lever)

    return BigThing(key, clause, begins, days, once, lever)


def by_level(key: str, clause: str, series: str, level: float, days: Days) -> BigThing:
    """A series rises to a level."""

    def begins(results: Results) -> Array:
        there = _values(results, series) >= level
        before = np.concatenate([np.zeros_like(there[:1]), there[:-1]])
        return np.asarray(there & ~before)

    return BigThing(key, clause, begins, days)


def _values(results: Results, series: str) -> Array:
    values = results.series[series].values
    if values is None:
        raise ValueError(f"{series} was streamed: its worlds were not kept")
    return values


def _never(record: Scenario) -> tuple[date, ...]:
    return ()


def _payment(record: Scenario) -> tuple[date, ...]:
    """In the record the dispute over the rulings is settled by Seoul's own payment."""
    return tuple(forced.at for forced in record.policies["seoul"].force if forced.lever == PAYMENT)


def _by_court(key: str, clause: str, stage: float) -> BigThing:
    """Either of the two cases is the first to reach a stage."""

    def days(record: Scenario) -> tuple[date, ...]:
        reached = [event.at for event in record.shocks if event.shock == "court_stage" and event.size >= stage]
        return tuple(reached[:1])

    return replace(by_level(key, clause, "court_highest", stage, days), once=True)


def big_things() -> tuple[BigThing, ...]:
    """The big things, in the order in which a reader looks for them."""
    return (
        by_lever("notice", "Seoul gives notice to end the pact", "seoul.gsomia_notice"),
        by_lever("suspend", "Seoul suspends its notice", "seoul.gsomia_suspend_notice"),
        by_level("lapse", "the pact lapses", "pact_state", LAPSED, _never),
        by_lever("normalise", "Seoul makes the pact whole again", "seoul.gsomia_normalise"),
        by_lever("controls", "Tokyo puts export controls on the three chemicals", "tokyo.export_controls"),
        by_lever("whitelist", "Tokyo takes Korea off its white list", "tokyo.whitelist_removal"),
        by_lever("delist", "Seoul takes Japan off its own list", "seoul.delist_japan"),
        by_lever("ease", "Tokyo eases the licences", "tokyo.ease_licences"),
        by_lever("restore", "Tokyo restores Korea's trade status", "tokyo.restore_trade_status"),
        _by_court("order", "a court orders the sale of a company's assets", SALE_ORDERED),
        _by_court("cash_out", "the plaintiffs are paid from a sale", PAID_OUT),
        by_lever("retaliation", "Tokyo answers with a retaliation package", "tokyo.retaliation_package"),
        by_level("settlement", "the dispute over the rulings is settled", "settled", SETTLED, _payment),
    )


@dataclass(frozen=True, slots=True)
class Course:
    """One big thing after a branch.

    `share` is that of the worlds in which it begins between the branch and the end of the run; `free` the same without
    the reader's choices, and `difference` the paired change, where choices were made. `before`, `within` and `later`
    are the days on which it began in history: last before the branch, first in the same time, first after that.
    """

    thing: BigThing
    share: float
    before: date | None
    within: date | None
    later: date | None
    free: float | None = None
    difference: Difference | None = None

    @property
    def done(self) -> bool:
        """Whether it was done before and cannot be done again."""
        return self.before is not None and self.thing.once

    @property
    def history(self) -> str:
        """What history did, for a table."""
        if self.within is not None:
            return f"on {in_words(self.within)}"
        if self.later is not None:
            return f"not in this time; on {in_words(self.later)}"
        return "not again" if self.before is not None else "did not happen"


def courses(results: Results, record: Scenario, branch: date, free: Results | None = None) -> tuple[Course, ...]:
    """Every big thing after the Monday of a branch: its share of worlds, and its days in the record."""
    week = results.clock.week_of(branch)
    return tuple(_course(thing, results, record, week, free) for thing in big_things())


def _course(thing: BigThing, results: Results, record: Scenario, week: int, free: Results | None) -> Course:
    here = thing.begins(results)[week:].any(axis=0)
    unmoved = thing.begins(free)[week:].any(axis=0) if free is not None else None
    monday, end = results.clock.first_day(week), results.clock.end
    days = thing.days(record)
    return Course(
        thing,
        float(here.mean()),
        before=max((day for day in days if day < monday), default=None),
        within=min((day for day in days if monday <= day <= end), default=None),
        later=min((day for day in days if day > end), default=None),
        free=float(unmoved.mean()) if unmoved is not None else None,
        difference=mean_difference(np.subtract(here, unmoved, dtype=np.float64)) if unmoved is not None else None,
    )


def sentence(found: Sequence[Course], branch: date, end: date, chosen: Collection[str] = ()) -> list[Segment]:
    """What a reader sees: how often the pact lapses, how often worlds do what history did next, and what changes with
    the levers that the reader has chosen."""
    by_key = {course.thing.key: course for course in found}
    pieces: list[Segment] = [*_clause(by_key["lapse"], f" {_stretch(branch, end)}"), (".", False)]
    other = _next_in_history(found) or _likeliest(found)
    if other is not None:
        pieces += [(" ", False), *_clause(other, ""), (".", False)]
    return [*pieces, *(_changes(found, chosen) if chosen else ())]


def _stretch(branch: date, end: date) -> str:
    days = (end - branch).days + 1
    years = {364: "within a year of", 728: "within two years of"}
    if days in years:
        return f"{years[days]} {in_words(branch)}"
    return f"between {in_words(branch)} and {in_words(end)}"


def _clause(course: Course, stretch: str) -> Iterator[Segment]:
    yield (of_worlds(course.share if course.free is None else course.free), True)
    yield (f" {course.thing.clause}{stretch}; in history it ", False)
    yield (f"did, on {in_words(course.within)}" if course.within else "did not", True)


def of_worlds(share: float) -> str:
    """'In 31 of 100 worlds'; 0 or 100 only where all worlds agree."""
    if 0 < share < 0.01:
        return "In fewer than 1 of 100 worlds"
    return "In more than 99 of 100 worlds" if 0.99 < share < 1 else f"In {round(100 * share)} of 100 worlds"


def _next_in_history(found: Sequence[Course]) -> Course | None:
    """The first big thing that history did after the branch."""
    came = [course for course in found if course.within is not None]
    return min(came, key=lambda course: course.within or date.max) if came else None


def _likeliest(found: Sequence[Course]) -> Course | None:
    """Where history did nothing big: what most worlds do instead."""
    others = [course for course in found if course.thing.key != "lapse" and course.share >= WORTH_SAYING]
    return max(others, key=lambda course: course.share) if others else None


def _changes(found: Sequence[Course], chosen: Collection[str]) -> Iterator[Segment]:
    """What the reader's choices change besides the levers chosen, the largest two."""
    others = [(one.thing.clause, one.difference) for one in found if one.thing.lever not in chosen]
    apart = [(clause, gap) for clause, gap in others if gap is not None and gap.verdict != SAME]
    if not apart:
        yield (" Your choices change nothing else below by more than chance.", True)
        return
    yield (" With your choices, ", False)
    for place, (clause, gap) in enumerate(sorted(apart, key=lambda change: -abs(change[1].difference))[:2]):
        low, high = sorted((100 * abs(gap.low), 100 * abs(gap.high)))
        more = "more" if gap.difference > 0 else "fewer"
        yield (" and " if place else "", False)
        yield (f"{clause} in {max(1, round(100 * abs(gap.difference)))} {more} of 100 worlds", True)
        yield (f" ({low:.0f} to {high:.0f})", False)
    yield (".", False)
