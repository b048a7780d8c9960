"""A game as plain words and numbers for the store, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.game.setup.errors import SetupError
from sim.game.setup.records import HANDS, WEEKS_OF_A_MOVE, Setup
from sim.kernel.plain import plain
from sim.kernel.records import CAPITALS

_SETUP = TypeAdapter(Setup)
DAMAGED = "The game as it was stored is damaged: {why}. Take it from a backup."


def to_plain(setup: Setup) -> dict[str, Any]:
    """A game in mappings, lists, text, numbers and truth values, as JSON has them."""
    return {name: plain(value) for name, value in _without_records(setup).items()}


def _without_records(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _without_records(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {name: _without_records(item) for name, item in value.items()}
    return [_without_records(item) for item in value] if isinstance(value, tuple) else value


def from_plain(content: object) -> Setup:
    """The game that `to_plain` has put into plain words. Raises SetupError where it is damaged."""
    if not isinstance(content, Mapping) or not isinstance(content.get("teams"), Mapping):
        raise SetupError(DAMAGED.format(why="it has no teams"))
    if set(content["teams"]) != set(CAPITALS):
        raise SetupError(DAMAGED.format(why=f"its teams are not {', '.join(CAPITALS)}"))
    try:
        setup = _SETUP.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "all of it"
        raise SetupError(DAMAGED.format(why=f"{place} cannot be read ({first['msg'].lower()})")) from None
    for why in _contradictions(setup):
        raise SetupError(DAMAGED.format(why=why))
    return setup


def _contradictions(setup: Setup) -> Iterator[str]:
    """What every game must be for its rules and its world to make sense of it."""
    shortest, longest = WEEKS_OF_A_MOVE
    if not setup.moves or not all(shortest <= weeks <= longest for weeks in setup.moves):
        yield f"a move has {shortest} to {longest} weeks, and a game has one move at least"
    if setup.opens.weekday() != 0:
        yield f"moves begin on Mondays, and {setup.opens} is none"
    for capital, team in setup.teams.items():
        if team.capital != capital:
            yield f"the table of {capital} says that it is that of {team.capital}"
        if team.hand not in HANDS:
            yield f"{capital} is played by {team.hand}, which nobody knows"
        if any(line.capital != capital or not line.doses for line in team.standing):
            yield f"the standing order of {capital} holds what is not its own to do"
    if not all(set(inject.to) <= set(CAPITALS) for inject in setup.injects):
        yield "an inject is told to a capital that there is not"
