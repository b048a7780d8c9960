"""The same game in other hands: the model's own governments, and the record of what governments did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sim.game.debrief.ghosts import Course, Lot, Runs, courses, lot
from sim.game.rules.room import Room
from sim.game.world.played import as_scenario
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.results import Results
from sim.scenario.library import RECORD, located
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

SOURCES = (RECORD, "baseline")
KEY = re.compile(r"(\w+):")
DATED = re.compile(r"\bat: (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Event:
    """What really happened on a day: an act of a capital, or a shock that nobody chose (`capital` is then None).
    `note` is what the record's file says of it, which may be nothing."""

    day: date
    capital: str | None
    label: str
    note: str


@dataclass(frozen=True)
class Rival:
    """The same weeks in other hands. `courses` are its public series from the game's first week on, `lots` its outcomes
    of interest."""

    results: Results
    courses: Mapping[str, Course]
    lots: Mapping[str, Lot]


@dataclass(frozen=True)
class History(Rival):
    """The record over the weeks of the game, as the model replays it, with the real events of those weeks. `comparable`
    says whether its outcomes are taken over the same weeks as the game's."""

    comparable: bool
    events: tuple[Event, ...]


def all_agents(room: Room, base: Scenario) -> Scenario:
    """The game as it would be if all three capitals decided for themselves from its first day on. What the white cell
    injected happens too; what governments said does not."""
    hands = dict.fromkeys(CAPITALS, "agent")
    moves = tuple(replace(move, hands=hands, orders={}) for move in room.resolved)
    return as_scenario(replace(room, moves=moves, statements=()), base)


def against_agents(runs: Runs, room: Room, base: Scenario, watch: Sequence[str]) -> Rival:
    """The game in the hands of agents, under the same luck world by world."""
    scenario = all_agents(room, base)
    opens = scenario.clock.week_of(room.setup.opens)
    results = runs.of(scenario, opens)
    return Rival(results, courses(results, opens), {key: lot(results, key) for key in watch})


def against_history(runs: Runs, room: Room, played: Scenario, watch: Sequence[str]) -> History | None:
    """The record over the same weeks; None where the game lies outside it."""
    whole = load_scenario(RECORD)
    opens, end = room.setup.opens, played.clock.end
    if opens < whole.start or end > whole.clock.end:
        return None
    scenario = replace(whole, weeks=whole.clock.week_of(end) + 1, seed=played.seed, luck=played.luck)
    first = scenario.clock.week_of(opens)
    results = runs.of(scenario, first)
    lots = {key: lot(results, key) for key in watch}
    events = tuple(_events(whole, opens, end))
    return History(results, courses(results, first), lots, scenario.start == played.start, events)


def _events(record: Scenario, first: date, last: date) -> Iterator[Event]:
    known, notes = catalogue(), _notes()
    found = [
        Event(item.at, capital, known.levers[item.lever].label, notes.get((item.name, item.at), ""))
        for capital in CAPITALS
        for item in record.policies[capital].force
    ]
    found += [
        Event(item.at, None, known.shocks[item.shock].label, notes.get((item.shock, item.at), ""))
        for item in record.shocks
        if item.until is None or (item.shock, item.at) in notes
    ]
    yield from sorted(
        (event for event in found if first <= event.day <= last),
        key=lambda event: (event.day, event.capital or "", event.label),
    )


def _notes() -> dict[tuple[str, date], str]:
    """What the record's files say of each dated line, by what is dated and its day. A line of a list without a key of
    its own belongs to the last key above it."""
    found: dict[tuple[str, date], str] = {}
    for name in SOURCES:
        key = ""
        for line in located(name).read_text(encoding="utf-8").splitlines():
            content, _, note = line.partition("#")
            dated = DATED.search(content)
            keys = KEY.findall(content[: dated.start()] if dated else content)
            key = keys[-1] if keys else key
            if dated and note.strip():
                found.setdefault((key, date.fromisoformat(dated[1])), note.strip())
    return found
