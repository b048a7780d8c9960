"""What was known of the dispute before a day: the archive, and the days of North Korean launches of the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sim.data.archive import Archive, EvidenceError, archive
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario

LAUNCH = "dprk_missile"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Past:
    """An archive and the Mondays of the weeks with a launch; one that ends at a day holds nothing later.

    The archive counts launch days by month; on which days of a month they fell stands in the record alone.
    """

    archive: Archive
    launch_weeks: tuple[date, ...]

    def before(self, day: date) -> Past:
        """What was known before a day. Raises EvidenceError where this past ends earlier."""
        weeks = tuple(monday for monday in self.launch_weeks if monday < day)
        return replace(self, archive=self.archive.before(day), launch_weeks=weeks)

    @property
    def until(self) -> date:
        """The day before which everything is known."""
        return self.archive.until or self.archive.last_day + timedelta(days=1)

    def check_knows(self, first: date, weeks: int) -> None:
        """Raises EvidenceError where a window is not over yet: what happened in it is not known."""
        if first + weeks * WEEK > self.until:
            raise EvidenceError(
                f"what happened in the {weeks} weeks from {first} on is not known before {self.until}: "
                "the window is not over. Ask an archive that ends later."
            )


@cache
def whole_past() -> Past:
    """All that is known, to the end of the record."""
    days = {event.at for event in load_scenario(RECORD).shocks if event.shock == LAUNCH}
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    return Past(archive(), tuple(sorted(mondays)))
