"""Scenario files become scenarios, or a list of everything that is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.errors import Problem, ScenarioError
from sim.scenario.compose import compose
from sim.scenario.layer import Layer
from sim.scenario.library import extended_file, located, no_such_scenario, scenario_names
from sim.scenario.numbers import FORMAT
from sim.scenario.places import shown
from sim.scenario.scenario import Scenario
from sim.scenario.shape import fitted
from sim.scenario.text import decoded, read_bytes, refusal
from sim.scenario.tree import Tree, read_tree

__all__ = ["check_file", "load_scenario", "load_text", "notes_on", "scenario_names"]

LONGEST_CHAIN = 12
ROOM_FILE = "game"


def load_scenario(path_or_name: str | Path, known: Catalogue | None = None) -> Scenario:
    """The scenario of a file, or of a name that comes along, such as `baseline`.

    Raises ScenarioError with every problem of the file and of the files that it extends.
    """
    path = located(path_or_name)
    return _load(path, shown_name(path), known or catalogue(), ())


def load_text(text: str | bytes, name: str, known: Catalogue | None = None) -> Scenario:
    """The scenario of a text that is in no file, such as an upload. `name` stands for the file in messages.

    It may extend the scenarios that come along. Raises ScenarioError with every problem.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
    return _read(decoded(content, name), name, None, known or catalogue(), ())


def check_file(path: str | Path, known: Catalogue | None = None) -> list[Problem]:
    """Everything that is wrong with a file; an empty list where nothing is."""
    try:
        load_scenario(path, known)
    except ScenarioError as error:
        return list(error.problems)
    return []


def notes_on(path_or_name: str | Path, known: Catalogue | None = None) -> list[str]:
    """What a file leaves out of the scenario that it extends, because its own horizon begins later.

    Raises ScenarioError where the file is not in order.
    """
    path, vocabulary = located(path_or_name), known or catalogue()
    scenario = _load(path, shown_name(path), vocabulary, ())
    tree = read_tree(decoded(read_bytes(path, path.name), path.name), path.name)
    base = _extended(tree, fitted(tree, vocabulary).get("extends"), path, vocabulary, ())
    if base is None:
        return []
    forced = sum(item.at < scenario.start for policy in base.policies.values() for item in policy.force)
    shocks = sum(event.at < scenario.start for event in base.shocks)
    if not forced and not shocks:
        return []
    lost = f"{forced} forced {'lever' if forced == 1 else 'levers'} and {shocks} {'shock' if shocks == 1 else 'shocks'}"
    return [
        f"it begins on {scenario.start}, later than what it extends ({base.start}): {lost} from before that day are "
        "left out, and the model's numbers start as if nothing had happened. To begin in the middle of a record, keep "
        "the horizon of what you extend and write agents_from."
    ]


def _load(path: Path, file: str, known: Catalogue, chain: tuple[Path, ...]) -> Scenario:
    return _read(decoded(read_bytes(path, file), file), file, path, known, chain)


def _read(text: str, file: str, path: Path | None, known: Catalogue, chain: tuple[Path, ...]) -> Scenario:
    """A scenario from text. `path` is its file if it has one; `chain` holds the files that extend it."""
    tree = read_tree(text, file)
    _refuse_room_file(tree, file)
    own = fitted(tree, known)
    problems: list[Problem] = []
    if "schema" not in own and ("schema",) not in tree.left_out:
        tree.complaints.add(("schema",), f"the file does not say its form. Write schema: {FORMAT} in the first line.")
    base = None
    try:
        base = _extended(tree, own.get("extends"), path, known, chain)
    except ScenarioError as error:
        problems += error.problems
    complete = base is not None or ("extends" not in own and ("extends",) not in tree.left_out)
    layer = Layer(own, base, known, tree.complaints, tree.left_out, complete)
    scenario = compose(layer, Path(file).stem or "scenario")
    if scenario is None:
        raise ScenarioError([*tree.complaints.sorted(), *problems])
    return scenario


def _refuse_room_file(tree: Tree, file: str) -> None:
    """Raise ScenarioError for a file that a class plays: what its world does stands in the scenario that it names."""
    if ROOM_FILE not in tree.content or "schema" in tree.content:
        return
    named = tree.content.get("scenario")
    instead = f" To run its world, take the scenario that it names: {shown(named)}." if named else ""
    raise refusal(
        file,
        f"this is a room file ({ROOM_FILE}: at its top), which a class plays, and no scenario. "
        f"Open it with 'trilateral game new'.{instead}",
        tree.complaints.places.of_key((ROOM_FILE,)),
    )


def _extended(
    tree: Tree, name: str | None, path: Path | None, known: Catalogue, chain: tuple[Path, ...]
) -> Scenario | None:
    """The scenario that a file extends; None where it extends none, or where that is complained of."""
    if name is None:
        return None
    found = extended_file(name, path)
    if found is None:
        tree.complaints.add(("extends",), no_such_scenario(name, path))
        return None
    followed = (*chain, path.resolve()) if path is not None else chain
    if found.resolve() in followed:
        circle = " extends ".join(step.stem for step in (*followed, found))
        tree.complaints.add(("extends",), f"files extend each other in a circle: {circle}. Let one extend no other.")
        return None
    if len(followed) >= LONGEST_CHAIN:
        tree.complaints.add(("extends",), f"more than {LONGEST_CHAIN} files extend each other. Join some of them.")
        return None
    return _load(found, shown_name(found), known, followed)


def shown_name(path: Path) -> str:
    """A path as short as it can be written from the present folder."""
    try:
        return os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)
