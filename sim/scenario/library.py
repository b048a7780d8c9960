"""The folder of scenarios that come along, and how a scenario is found by its name or its path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.kernel.errors import ScenarioError, near_matches
from sim.scenario.places import shown
from sim.scenario.text import decoded, read_bytes, refusal
from sim.scenario.tree import read_tree

FOLDER = "scenarios"
RECORD = "history_2018_2023"  # what happened, as a script
ENDINGS = (".yaml", ".yml")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.ya?ml)?")


@dataclass(frozen=True, slots=True)
class Card:
    """A scenario of the folder as a list shows it. `path` is its file."""

    name: str
    title: str
    question: str
    path: Path


def scenarios_folder() -> Path | None:
    """The folder of scenarios: beside the package as in a checkout, else below the present folder."""
    candidates = (Path(__file__).resolve().parents[2] / FOLDER, Path.cwd() / FOLDER)
    return next((folder for folder in candidates if any(_files(folder))), None)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file())


def scenario_names() -> list[str]:
    """The names of the scenarios that come along, `baseline` first."""
    folder = scenarios_folder()
    names = [path.stem for path in _files(folder)] if folder is not None else []
    return sorted(names, key=lambda name: (name != "baseline", name))


def library() -> list[Card]:
    """Every scenario that comes along, with title and question; a file in error shows its name only."""
    folder = scenarios_folder()
    return [_card(folder / path.name) for path in _files(folder)] if folder is not None else []


def _card(path: Path) -> Card:
    try:
        content = read_tree(decoded(read_bytes(path, path.name), path.name), path.name).content
    except ScenarioError:
        content = {}
    title, question = (" ".join(str(content.get(key) or "").split()) for key in ("title", "question"))
    return Card(path.stem, title or path.stem, question, path)


def located(path_or_name: str | Path) -> Path:
    """The file of a scenario. Raises ScenarioError, with near matches, where there is none."""
    path = Path(path_or_name)
    words = str(path_or_name)
    try:
        if path.exists() and not (path.is_dir() and NAME.fullmatch(words)):
            return path
    except (OSError, ValueError):
        raise refusal(words, "this cannot be the name of a file. Check what was typed.") from None
    named = _in_folder(words, scenarios_folder()) if NAME.fullmatch(words) else None
    if named is not None:
        return named
    if path.is_dir():
        return path
    beside = [found.stem if path.parent != Path() else found.name for found in _files(path.parent)]
    near = near_matches(path.stem, dict.fromkeys([*scenario_names(), *beside]))
    raise refusal(
        words,
        f"there is no such file, and no scenario of that name comes along.{near} "
        "Write the path of a .yaml file, or a name that 'trilateral scenarios' lists.",
    )


def file_here(name: str) -> Path | None:
    """The file of the present folder that a bare name means, such as my_case.yaml for my_case; None for a path."""
    path = Path(name)
    if path.name != name or path.suffix in ENDINGS:
        return None
    try:
        return _in_folder(name, Path())
    except (OSError, ValueError):
        return None


def unfit_name(name: str) -> str:
    """Why a new scenario cannot have this name, and what to write instead; empty where it can."""
    advice = "Write a plain name, such as: trilateral new my_scenario"
    if not name.strip():
        return f"a scenario needs a name. {advice}"
    if name.startswith("."):
        return f"{shown(name)} begins with a dot, so the file would be hidden. {advice}"
    if "/" in name or "\\" in name:
        return f"{shown(name)} names a folder: the file is written here. {advice}"
    if not name.isprintable():
        return f"{shown(name)} holds a character that cannot be shown. {advice}"
    if name in scenario_names():
        return (
            f"{shown(name)} is a scenario that comes along, and a file of that name here would hide it. "
            f"Choose another name, such as my_{name}; to build on it, write extends: {name} in your file."
        )
    return ""


def extended_file(name: str, beside: Path | None) -> Path | None:
    """The file that `extends: name` means: beside the extending file first, then in the folder of scenarios.

    Only names are looked up, never paths, so that a file from a stranger cannot reach elsewhere.
    """
    if NAME.fullmatch(name) is None:
        return None
    own = _in_folder(name, beside.parent) if beside is not None else None
    if own is not None and beside is not None and own.resolve() == beside.resolve():
        own = None
    return own or _in_folder(name, scenarios_folder())


def _in_folder(name: str, folder: Path | None) -> Path | None:
    if folder is None:
        return None
    candidates = [folder / name] if name.endswith(ENDINGS) else [folder / f"{name}{ending}" for ending in ENDINGS]
    return next((path for path in candidates if path.is_file()), None)


def no_such_scenario(name: str, beside: Path | None) -> str:
    """Why `extends: name` leads nowhere."""
    if NAME.fullmatch(name) is None:
        return f"{shown(name)} is not the name of a scenario. Write a name without folders, such as extends: baseline."
    if beside is not None and beside.stem == Path(name).stem:
        return "a file cannot extend itself. Write the name of another scenario, or leave extends out."
    neighbours = _files(beside.parent) if beside is not None else ()
    known = {*scenario_names(), *(path.stem for path in neighbours if path != beside)}
    return (
        f"there is no scenario {shown(name)} beside this file or among those that come along."
        f"{near_matches(name, known)} Write the name of another scenario file, such as extends: baseline."
    )
