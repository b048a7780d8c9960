"""When a game begins, and how long it can go on."""

from __future__ import annotations

from datetime import date, timedelta

from sim.game.setup.draft import Draft
from sim.game.setup.kinds import MOVES_ADVICE
from sim.game.setup.numbers import MOST_WEEKS
from sim.scenario.scenario import Scenario

WEEK = 7


def first_monday(scenario: Scenario) -> date:
    """The Monday on which a game of this scenario opens unless told otherwise: where its agents begin to decide, else
    where it begins; a day in the middle of a week waits for the next Monday."""
    free = scenario.agents_from
    day = free if free is not None and scenario.clock.holds(free) else scenario.start
    monday = monday_from(day)
    return monday if scenario.clock.holds(monday) else monday - timedelta(days=WEEK)


def monday_from(day: date) -> date:
    """The first Monday that is not before a day."""
    return day + timedelta(days=-day.weekday() % WEEK)


def weeks_left(scenario: Scenario, opens: date) -> int:
    """How many weeks can be played from a day on before the world is as old as a world can be."""
    return MOST_WEEKS - scenario.clock.week_of(opens)


def read_opening(draft: Draft) -> None:
    """Settle the first day and the moves of a draft, and complain where they do not fit the scenario."""
    draft.moves = tuple(draft.own.get("moves", ()))
    if draft.lacks("moves"):
        draft.complain(("moves",), f"moves is missing: how many are played, and how long is each? {MOVES_ADVICE}")
    opens: date | None = draft.own.get("opens")
    fits = opens is None or (_is_monday(draft, opens) and _in_horizon(draft, opens))
    if draft.scenario is None or not fits:
        return
    draft.opens = opens or first_monday(draft.scenario)
    left, asked = weeks_left(draft.scenario, draft.opens), sum(draft.moves)
    if asked > left:
        draft.complain(
            ("moves",),
            f"the moves last {asked} weeks, but a world lives {MOST_WEEKS} weeks at most, and from {draft.opens} on "
            f"{left} are left. Write fewer or shorter moves, or open earlier.",
        )


def _is_monday(draft: Draft, opens: date) -> bool:
    if opens.weekday() == 0:
        return True
    before = opens - timedelta(days=opens.weekday())
    draft.complain(
        ("opens",),
        f"{opens} is a {opens:%A}, and moves begin on Mondays. Write {before} or {before + timedelta(days=WEEK)}.",
    )
    return False


def _in_horizon(draft: Draft, opens: date) -> bool:
    if draft.scenario is None or draft.scenario.clock.holds(opens):
        return True
    clock = draft.scenario.clock
    side = "before its scenario begins" if opens < clock.start else "after its scenario ends"
    draft.complain(
        ("opens",),
        f"the game would open on {opens}, {side}: {draft.own['scenario']} runs from {clock.start} to {clock.end}. "
        "Choose a Monday within it, or name another scenario.",
    )
    return False
