"""What is known of the dispute: dated events and observations, each with its source and how well it is known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from sim.kernel.errors import SimError, near_matches

FOLDER = Path(__file__).parent
VALIDATION_FROM = date(2020, 7, 1)


class Confidence(StrEnum):
    """How well a fact is known. `high`: read in a public page or simple arithmetic on published figures; `medium`:
    well known but not checked against a page, or derived from a rounded figure; `low`: remembered or converted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class EvidenceError(SimError):
    """Something was asked of the evidence that it does not hold, or that may not be read."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. `act` is what was done, `family` the kind of act; `intensity` is a judgement
    on a scale from -10 (conflict) to 10 (cooperation), given to the act and not to its outcome."""

    day: date
    actor: str
    act: str
    family: str
    direction: str
    intensity: float
    description: str
    source: str
    confidence: Confidence

    @property
    def key(self) -> str:
        """The event's name: its day and act, such as `2019-08-22.gsomia_notice`."""
        return f"{self.day}.{self.act}"

    @property
    def known_from(self) -> date:
        """The first day on which somebody could know it."""
        return self.day


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of a series over the days from `first` to `last`; `value` is None where a source says it in words.

    `lag` are the days from the last day to its publication: customs and tourist offices count for weeks, polls are out
    at once. It is a typical one for the series, a judgement, and keeps a fit from reading what was not yet printed.
    """

    series: str
    first: date
    last: date
    value: float | None
    unit: str
    source: str
    confidence: Confidence
    note: str = ""
    lag: int = 0

    @property
    def key(self) -> str:
        """The observation's name: its series and last day, such as `kr_visitors_to_japan_yoy.2019-08-31`."""
        return f"{self.series}.{self.last}"

    @property
    def known_from(self) -> date:
        """The first day on which somebody could know it: the one after its last, or after its publication."""
        return self.last + timedelta(days=1 + self.lag)

    @property
    def number(self) -> float:
        """The value of an observation that has one. Raises EvidenceError where its source says it in words."""
        if self.value is None:
            raise EvidenceError(f"{self.key} is known in words only: {self.note or self.source}.")
        return self.value


@dataclass(frozen=True)
class Archive:
    """Everything known before the day `until` (None: everything there is), in the order of dates.

    What an archive does not hold it cannot give: whoever fits a model is handed an archive that ends where the fit
    ends, and there is no way from it to what came later.
    """

    events: tuple[Event, ...]
    observations: tuple[Observation, ...]
    until: date | None = None

    def before(self, day: date) -> Archive:
        """What was known before a day: earlier events, and observations that had been published.

        Raises EvidenceError where this archive ends before that day already.
        """
        if self.until is not None and day > self.until:
            raise EvidenceError(f"this archive ends before {self.until}; nothing can be read on to {day}.")
        return replace(
            self,
            events=tuple(event for event in self.events if event.known_from < day),
            observations=tuple(item for item in self.observations if item.known_from <= day),
            until=day,
        )

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The names of all series, in the order of letters."""
        return tuple(sorted({item.series for item in self.observations}))

    def of(self, series: str) -> tuple[Observation, ...]:
        """The observations of a series in the order of dates; none where all of them came later.

        Raises EvidenceError for a series that no archive holds.
        """
        found = tuple(item for item in self.observations if item.series == series)
        if not found and series not in archive().series:
            raise EvidenceError(f"there is no series '{series}'.{near_matches(series, archive().series)}")
        return found

    def acts(self, *names: str, actor: str | None = None) -> tuple[Event, ...]:
        """The events in which one of these acts was done, by anybody or by one actor."""
        return tuple(
            event for event in self.events if event.act in names and (actor is None or event.actor == actor)
        )

    @property
    def last_day(self) -> date:
        """The last day of which this archive knows anything. Raises EvidenceError where it is empty."""
        days = [event.day for event in self.events] + [item.last for item in self.observations]
        if not days:
            raise EvidenceError(f"nothing at all is known before {self.until}.")
        return max(days)


@cache
def archive() -> Archive:
    """All that is known, to the end of the record."""
    families = {row["act"]: row["family"] for row in _rows("acts.csv")}
    events = [
        Event(
            date.fromisoformat(row["day"]),
            row["actor"],
            row["act"],
            families[row["act"]],
            row["direction"],
            float(row["intensity"]),
            row["description"],
            row["source"],
            Confidence(row["confidence"]),
        )
        for row in _rows("events.csv")
    ]
    lags = {row["series"]: int(row["lag"]) for row in _rows("series.csv")}
    observations = [
        Observation(
            row["series"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]),
            float(row["value"]) if row["value"] else None,
            row["unit"],
            row["source"],
            Confidence(row["confidence"]),
            row["note"],
            lags[row["series"]],
        )
        for row in _rows("observations.csv")
    ]
    return Archive(
        tuple(sorted(events, key=lambda event: (event.day, event.actor, event.act))),
        tuple(sorted(observations, key=lambda item: (item.last, item.series))),
    )


def for_fitting() -> Archive:
    """What a fitted set that comes along may be fitted to: everything before the validation data begin."""
    return archive().before(VALIDATION_FROM)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
