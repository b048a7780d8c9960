"""What each capital did in each week, as coded from the record: a lever, or holding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sim.data.archive import Archive, Confidence
from sim.decision.table import PACT_LEVERS
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS, Lever, Tempo
from sim.kernel.state import Array
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Policy, Scenario
from sim.study.evidence.likeness import AS_LEVER

FULL_ENOUGH = 0.5
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Move:
    """A lever that a capital pulled in a week. `confidence` is that of the archive's event of that week, None where the
    archive has none; `beside` are levers that it pulled in the same week and that are not coded."""

    capital: str
    week: int
    day: date
    lever: str
    confidence: Confidence | None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Coded:
    """The moves before the day on which the archive ends, and the script that plays them.

    `script` runs for the weeks that were over on that day. `choice` (week, government) holds the rows of the levers
    pulled, 0 for hold.
    """

    script: Scenario
    choice: Array
    moves: tuple[Move, ...]

    @property
    def clock(self) -> Clock:
        """The weeks that are coded."""
        return self.script.clock


def coded_moves(archive: Archive, record: Scenario | None = None, *, moved_by: int = 0) -> Coded:
    """Code the moves of the record, week by week, up to the last week that was over when the archive ends.

    Every forced lever of `record` (that which comes along) with a dose of one half or more is a move, every other week
    is one of holding: a lesser contact is played, and counts as holding. Of several moves of a capital in a week the
    one of higher consequence is coded: a decision of cabinet before routine diplomacy, then the higher political
    cost, then the earlier day. The script has the catalogue's numbers: a fit must not begin from an earlier one's.
    `moved_by` puts every move but those about the pact, which the treaty dates, so many weeks later: a check on dates.
    Raises RunError where the archive ends before the record's first week is over.
    """
    whole = replace(load_scenario(RECORD), values={}) if record is None else record
    weeks = _weeks_over(whole.clock, archive.until)
    policies = {capital: _moved(policy, moved_by) for capital, policy in whole.policies.items()}
    script = replace(whole, weeks=weeks, policies=policies, expect=())
    moves = tuple(_moves(script, archive))
    choice = np.zeros((weeks, len(CAPITALS)), dtype=np.int64)
    for move in moves:
        choice[move.week, CAPITALS.index(move.capital)] = _row(move.lever)
    return Coded(script, choice, moves)


def _weeks_over(clock: Clock, until: date | None) -> int:
    weeks = clock.weeks if until is None else min(clock.week_of(until), clock.weeks)
    if weeks < 1:
        raise RunError(
            f"the archive ends before {until}, and the first week of the record is over on "
            f"{clock.first_day(1)}: no move is known. Hand over an archive that ends later."
        )
    return weeks


def _moved(policy: Policy, weeks: int) -> Policy:
    force = (item if item.name in PACT_LEVERS else replace(item, at=item.at + weeks * WEEK) for item in policy.force)
    return replace(policy, force=tuple(force))


def _moves(script: Scenario, archive: Archive) -> Iterable[Move]:
    clock = script.clock
    for capital in CAPITALS:
        by_week: dict[int, list[Forced]] = defaultdict(list)
        for item in script.policies[capital].force:
            if clock.holds(item.at) and max(item.doses.values()) >= FULL_ENOUGH:
                by_week[clock.week_of(item.at)].append(item)
        for week, items in sorted(by_week.items()):
            first, *others = sorted(items, key=_lesser)
            confidence = _known(archive, first.lever, clock.first_day(week))
            yield Move(capital, week, first.at, first.lever, confidence, tuple(item.lever for item in others))


def _lesser(item: Forced) -> tuple[bool, float, date]:
    lever: Lever = catalogue().levers[item.lever]
    return lever.tempo is not Tempo.STRUCTURAL, -lever.political_cost, item.at


def _known(archive: Archive, lever: str, monday: date) -> Confidence | None:
    """How well the archive knows a use of a lever in the week that begins on a Monday."""
    actors = (lever.split(".", 1)[0], "other")
    found = archive.acts(*AS_LEVER.get(lever, ()))
    return next((e.confidence for e in found if e.actor in actors and monday <= e.day < monday + WEEK), None)


def _row(lever: str) -> int:
    owner = lever.split(".", 1)[0]
    return [item.key for item in catalogue().levers_of(owner)].index(lever)
