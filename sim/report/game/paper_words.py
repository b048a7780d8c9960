"""What sheets of paper say about a game: its dates, what an objective asks for, and what a lever's order needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sim.game.setup.records import Objective, Question, Setup
from sim.kernel.catalogue import catalogue
from sim.kernel.records import Lever
from sim.report.words import counted, day, is_event, joined

MINUTES_SHOWN = ("brief", "negotiate", "seal", "report")


def span(setup: Setup, move: int) -> str:
    """'Move 1: 5 August 2019 to 25 August 2019, 3 weeks'; moves counted from 0."""
    first, last = setup.first_day(move), setup.first_day(move + 1) - timedelta(days=1)
    return f"Move {move + 1}: {day(first)} to {day(last)}, {counted(setup.moves[move], 'week')}"


def asks(item: Objective | Question) -> str:
    """What an objective or a question asks of an outcome: 'Economic loss, Korea at most 160 (USD million)'."""
    outcome = catalogue().outcomes[item.outcome]
    if is_event(item.outcome):
        return f"{outcome.label}: {'yes' if item.at_least else 'no'}"
    bounds = [("at least", item.at_least), ("at most", item.at_most)]
    asked = joined([f"{words} {value:,g}" for words, value in bounds if value is not None])
    return f"{outcome.label} {asked} ({outcome.unit})"


def doses(lever: Lever) -> str:
    """The doses that an order names: '0 to 1', or one for each part."""
    parts = [part.label for part in lever.parts]
    return "0 to 1" if len(parts) == 1 else f"0 to 1 for each: {', '.join(parts)}"


def minutes(setup: Setup) -> dict[str, float]:
    """Phases that have a timer, with their minutes."""
    return {phase: setup.minutes[phase] for phase in MINUTES_SHOWN if setup.minutes[phase]}


def windows(setup: Setup) -> Iterator[str]:
    """The legal dates of levers that can be pulled in some weeks of the year only."""
    known = catalogue()
    for capital in setup.teams:
        for lever in known.levers_of(capital):
            if lever.window is not None:
                yield f"{lever.label}: {known.windows[lever.window].words}"
