"""What stood in the calendar before it happened: the entries of the record that somebody could have written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.scenario.scenario import ShockEvent

EVEN_ODDS = 0.5


@dataclass(frozen=True, slots=True)
class Fixed:
    """An entry of the record whose day was fixed before it came, and since when (None: always, by law).

    `open_until` is the day on which its outcome became known; before it `instead` stands in its place, because the
    day was fixed and what would come of it was not.
    """

    shock: str
    at: date
    option: str | None
    why: str
    since: date | None = None
    open_until: date | None = None
    instead: ShockEvent | None = None

    def known(self, event: ShockEvent, day: date) -> ShockEvent | None:
        """What stood in the calendar on a day: the entry, what stands in its place, or None where nothing did."""
        if self.since is not None and day < self.since:
            return None
        return self.instead if self.open_until is not None and day < self.open_until else event


# Everything that is not listed here was not known before it came, and a branch leaves it out: launches, probes,
# rulings and other steps of courts, scandals, incidents, leaks, ultimatums, visits, the epidemic.
CALENDAR = (
    Fixed("election", date(2019, 7, 21), "tokyo", "half of the upper house is elected every third July, by law"),
    Fixed(
        "distraction",
        date(2020, 2, 3),
        "seoul",
        "campaign for the assembly election of 15 April 2020; the day is set by law",
    ),
    Fixed(
        "distraction",
        date(2020, 7, 6),
        "washington",
        "campaign for the presidential election of 3 November 2020; the day is set by law",
    ),
    Fixed(
        "distraction", date(2020, 10, 26), "washington", "end of the campaign, and handover on 20 January 2021, by law"
    ),
    Fixed(
        "leader_change",
        date(2021, 1, 20),
        "washington",
        "the day is set by law; until the vote was called on 7 November 2020 even odds stand in its place",
        open_until=date(2020, 11, 7),
        instead=ShockEvent("leader_change", date(2021, 1, 20), EVEN_ODDS, option="washington"),
    ),
    Fixed(
        "distraction",
        date(2021, 12, 6),
        "seoul",
        "campaign for the presidential election of 9 March 2022; the day is set by law",
    ),
    Fixed(
        "leader_change",
        date(2022, 5, 10),
        "seoul",
        "the term ends by law; until the vote of 9 March 2022 the model's own election stands in its place",
        open_until=date(2022, 3, 10),
        instead=ShockEvent("election", date(2022, 5, 10), 1.0, option="seoul"),
    ),
    Fixed(
        "leader_change",
        date(2020, 9, 16),
        "tokyo",
        "a resignation, known from the day on which it was announced",
        since=date(2020, 8, 28),
    ),
    Fixed(
        "leader_change",
        date(2021, 10, 4),
        "tokyo",
        "the prime minister did not stand again, known from the day on which he said so",
        since=date(2021, 9, 3),
    ),
    Fixed(
        "court_stage",
        date(2020, 8, 4),
        "pnr",
        "service by public notice: the notice of 1 June 2020 itself named the day on which it takes effect",
        since=date(2020, 6, 1),
    ),
)
_BY_ENTRY = {(item.shock, item.at, item.option): item for item in CALENDAR}


def foreseen(event: ShockEvent, day: date) -> ShockEvent | None:
    """What of a later event of the record stood in the calendar on a day; None where nothing did."""
    fixed = _BY_ENTRY.get((event.shock, event.at, event.option))
    return fixed.known(event, day) if fixed is not None else None
