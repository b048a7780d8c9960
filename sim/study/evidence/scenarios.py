"""What the scenarios that come along use: the parameters they set, and the events that they play on their dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.data.archive import Event
from sim.scenario.library import Card, library
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Forced, Scenario
from sim.scenario.text import decoded, read_bytes
from sim.scenario.tree import read_tree
from sim.study.evidence.entry import How, Use
from sim.study.evidence.fragments import parameters_in
from sim.study.evidence.likeness import event_of_move, event_of_shock


def scenario_uses() -> Iterator[tuple[str, Use]]:
    """Every parameter that a scenario's own file sets, and every event of which it plays the like within a week.

    What a file takes over from the scenario that it extends is a use of that one.
    """
    loaded = {card.name: load_scenario(card.path) for card in library()}
    for card in library():
        content = _content(card)
        yield from ((key, Use(How.SET, card.name)) for key in parameters_in(content))
        yield from _played(card.name, loaded[card.name], loaded.get(str(content.get("extends"))))


def _content(card: Card) -> dict[str, object]:
    return read_tree(decoded(read_bytes(card.path, card.name), card.name), card.name).content


def _played(name: str, scenario: Scenario, extended: Scenario | None) -> Iterator[tuple[str, Use]]:
    taken_over = _forced(extended) if extended is not None else ()
    for move in _forced(scenario):
        if move not in taken_over:
            yield from _use(name, move.lever, move.at, event_of_move(move.lever, move.at))
    for shock in scenario.shocks:
        if extended is None or shock not in extended.shocks:
            yield from _use(name, shock.shock, shock.at, event_of_shock(shock))


def _forced(scenario: Scenario) -> tuple[Forced, ...]:
    return tuple(move for policy in scenario.policies.values() for move in policy.force)


def _use(name: str, key: str, day: date, event: Event | None) -> Iterator[tuple[str, Use]]:
    if event is not None:
        yield event.key, Use(How.PLAYED, name, f"{key} on {day}")
