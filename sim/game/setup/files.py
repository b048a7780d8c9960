"""Room files: where those of ready games lie, and how one and its scenario are found by a name or a path."""

from __future__ import annotations

import re
from pathlib import Path

from sim.kernel.errors import ScenarioError, near_matches
from sim.scenario.library import ENDINGS, NAME, extended_file, scenarios_folder
from sim.scenario.load import ROOM_FILE
from sim.scenario.text import read_bytes, refusal

FOLDER = "games"
_MARK = re.compile(rf"^{ROOM_FILE}[ \t]*:".encode(), re.MULTILINE)


def games_folder() -> Path | None:
    """The folder of ready games, in that of the scenarios that come along."""
    folder = scenarios_folder()
    return folder / FOLDER if folder is not None and (folder / FOLDER).is_dir() else None


def game_names() -> list[str]:
    """The names of the ready games."""
    return [path.stem for path in game_files()]


def is_room_file(path: str | Path) -> bool:
    """Whether a file is a room file: `game:` stands at its top. What cannot be opened is none."""
    try:
        return is_room_text(read_bytes(Path(path), str(path)))
    except ScenarioError:
        return False


def is_room_text(content: bytes) -> bool:
    """Whether what a file holds is a room file."""
    return _MARK.search(content) is not None


def located_game(path_or_name: str | Path) -> Path:
    """The file of a game. Raises ScenarioError, with near matches, where there is none."""
    path, words = Path(path_or_name), str(path_or_name)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):
        raise refusal(words, "this cannot be the name of a file. Check what was typed.") from None
    named = next((file for file in game_files() if words in (file.stem, file.name)), None)
    if named is not None:
        return named
    near = near_matches(path.stem, game_names())
    raise refusal(
        words,
        f"there is no such file, and no ready game of that name.{near} "
        "Write the path of a room file, or a name that 'trilateral game list' shows.",
    )


def scenario_file(name: str, room_file: Path | None) -> Path | None:
    """The file of the scenario that a room file names: beside it first, then among those that come along.

    A room file of the same name is passed over. Only names are looked up, never paths.
    """
    found = extended_file(name, room_file)
    return found if found is None or not is_room_file(found) else extended_file(name, None)


def game_files() -> list[Path]:
    """The files of the ready games, in the order of their names."""
    folder = games_folder()
    found = folder.iterdir() if folder is not None else ()
    return sorted(path for path in found if path.suffix in ENDINGS and NAME.fullmatch(path.name) and path.is_file())
