"""The games that come along, and whatever else may be named to play it: a room file, or any scenario."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.game.setup.files import game_files, game_names, is_room_file
from sim.game.setup.from_scenario import as_game
from sim.game.setup.read import read_game, read_room
from sim.game.setup.records import Setup
from sim.kernel.errors import ScenarioError, near_matches
from sim.scenario.library import located, scenario_names
from sim.scenario.load import load_scenario
from sim.scenario.places import shown
from sim.scenario.scenario import Scenario
from sim.scenario.text import decoded, read_bytes, refusal
from sim.scenario.tree import read_tree


@dataclass(frozen=True, slots=True)
class GameCard:
    """A ready game as a list shows it. `path` is its file."""

    name: str
    title: str
    summary: str
    length: str
    scenario: str
    path: Path


def ready_games() -> list[GameCard]:
    """Every ready game, in the order of its name; a file in error shows its name only."""
    return [_card(path) for path in game_files()]


def game_named(name: str) -> Setup:
    """A ready game by its name. Raises ScenarioError, with near matches, where there is none."""
    if name not in game_names():
        near = near_matches(name, game_names())
        raise refusal(name, f"no ready game is called {shown(name)}.{near} 'trilateral game list' shows them all.")
    return read_game(name)


def opened(path_or_name: str | Path, moves: int = 5, weeks: int = 4) -> tuple[Setup, Scenario]:
    """What can be played under a name or a path, and its world: a ready game, a room file, or any scenario as a game
    of so many moves of so many weeks.

    Raises ScenarioError with everything that is wrong with it, or with near matches where there is no such thing.
    """
    words = str(path_or_name)
    if words in game_names() or is_room_file(path_or_name):
        return read_room(path_or_name)
    try:
        path = located(path_or_name)
    except ScenarioError:
        near = near_matches(Path(words).stem, [*game_names(), *scenario_names()])
        raise refusal(
            words,
            f"there is no such file, and no ready game or scenario of that name.{near} Write the path of a room file "
            "or a scenario file, or a name that 'trilateral game list' or 'trilateral scenarios' shows.",
        ) from None
    scenario = load_scenario(path)
    return as_game(scenario, path.stem, moves, weeks), scenario


def _card(path: Path) -> GameCard:
    try:
        content = read_tree(decoded(read_bytes(path, path.name), path.name), path.name).content
    except ScenarioError:
        content = {}
    title, summary, length, scenario = (
        " ".join(str(content.get(key) or "").split()) for key in ("title", "summary", "length", "scenario")
    )
    return GameCard(path.stem, title or path.stem, summary, length, scenario, path)
