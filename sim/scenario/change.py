"""Changes to a scenario, one key at a time: a slider in the app, or `--set KEY=VALUE` in the shell.

A change is a small file that extends the scenario: it is read, checked and complained of in the same way.
Keys are parameters (`seoul.resolve`), doses of forced levers (`tokyo.export_controls.dose`) or paths of the file
(`levers.seoul.policy`, `horizon.weeks`, `uncertain.seoul.resolve`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.errors import ScenarioError, near_matches
from sim.scenario.compose import compose
from sim.scenario.homes import keys_of
from sim.scenario.layer import Layer
from sim.scenario.numbers import FORMAT
from sim.scenario.places import Complaints, Path, Place, shown
from sim.scenario.scenario import Scenario
from sim.scenario.schema import document
from sim.scenario.sections import path_of
from sim.scenario.shape import fitted
from sim.scenario.text import decoded
from sim.scenario.tree import Tree, read_value
from sim.scenario.write import forced_document

AGENTS_FROM: Path = ("agents_from",)
TEXTS = (("title",), ("question",))
SHORT_FORMS: Mapping[str, Path] = {"start": ("horizon", "start"), "weeks": ("horizon", "weeks")}
KEYED_BY_INPUT = ("uncertain", "sweep")
FIXED = ("schema", "extends")
FORCED_LEVER = 4


def with_changes(
    scenario: Scenario, changes: Mapping[str, object], known: Catalogue | None = None, *, source: str = "change"
) -> Scenario:
    """The scenario with some things changed. Values that are text are read as they would be in a file.

    None takes away a forced lever, an uncertainty or `agents_from`. A parameter or dose that is set is no longer
    uncertain; lists (`shocks`, `watch`, a `ban`) are replaced as a whole.
    Raises ScenarioError with every problem; `source` stands for the file, and the line counts the changes.
    """
    vocabulary = known or catalogue()
    tree = Tree({"schema": FORMAT}, Complaints(source))
    fixed_doses: set[str] = set()
    written: dict[Path, str] = {}
    for number, (key, value) in enumerate(changes.items(), start=1):
        place = Place(number, 1)
        try:
            if _is_dose(key, scenario, vocabulary):
                _enter_dose(tree, scenario, key, value, place)
                fixed_doses.add(key)
            else:
                path = _path(key, vocabulary)
                _only_once(written, path, key)
                _keep_the_record(scenario, path, value)
                _enter(tree, scenario, path, value, place)
        except ScenarioError as error:
            tree.complaints.add_at(place, shown_key(key), error.problems[0].message)
        except LookupError as error:
            tree.complaints.add_at(place, shown_key(key), str(error.args[0]))
    own = fitted(tree, vocabulary)
    layer = Layer(own, scenario, vocabulary, tree.complaints, tree.left_out, change=True, fixed_doses=fixed_doses)
    changed = compose(layer, scenario.title)
    if changed is None:
        raise ScenarioError(tree.complaints.sorted())
    return changed


def shown_key(key: str) -> str:
    """A key as it can be quoted in front of a message."""
    return shown(key).strip("'")


def _is_dose(key: str, scenario: Scenario, known: Catalogue) -> bool:
    lever_key, _, part_key = key.rpartition(".")
    lever = known.levers.get(lever_key) or next((own for own in scenario.custom_levers if own.key == lever_key), None)
    return lever is not None and any(part.key == part_key for part in lever.parts)


def _path(key: str, known: Catalogue) -> Path:
    """Where a change stands in a file. Raises LookupError, with a lesson, for what is not known."""
    if key in known.parameters:
        return path_of(known.parameters[key], known)
    if key in SHORT_FORMS:
        return SHORT_FORMS[key]
    first, _, rest = key.partition(".")
    top = [name for name in keys_of(document(known)) if name not in FIXED]
    if first not in top:
        near = near_matches(key, [*known.parameters, *top, *SHORT_FORMS])
        raise LookupError(
            f"{shown(key)} can neither be set nor changed.{near} Write a parameter (seoul.resolve=0.7), a dose "
            "(tokyo.export_controls.dose=0.5) or a path of the file (levers.seoul.policy=hold); "
            "'trilateral parameters' lists the parameters."
        )
    if first in KEYED_BY_INPUT and rest:
        return first, rest
    return tuple(key.split("."))


def _only_once(written: dict[Path, str], path: Path, key: str) -> None:
    """Remember what is set. Raises LookupError where another change has set the same under another name."""
    if path in written:
        raise LookupError(f"{shown(written[path])} means the same and is set as well. Write one of the two.")
    written[path] = key


def _keep_the_record(scenario: Scenario, path: Path, value: object) -> None:
    """Raises LookupError for another day from which agents decide, where the scenario has lost what it needs for it.

    A file leaves out the record from its own day on when it is read, so only a record that fills the whole horizon
    can still be cut anywhere.
    """
    day = scenario.agents_from
    if path != AGENTS_FROM or value is None or (isinstance(value, str) and not value.strip()):
        return
    if day is None:
        why = "this scenario plays no record: its agents decide from the first day"
    elif day <= scenario.clock.end:
        why = f"the record from {day} on was left out when this file was read, and what follows is written for that day"
    else:
        return
    raise LookupError(
        f"{why}. Write a file that extends the record and names the day: extends: history_2018_2023 and, "
        "say, agents_from: 2019-08-19."
    )


def _enter_dose(tree: Tree, scenario: Scenario, key: str, value: object, place: Place) -> None:
    """Give a forced lever another dose on all its days. Raises LookupError where it is not forced."""
    lever_key, _, part = key.rpartition(".")
    capital, name = lever_key.split(".", 1)
    path: Path = ("levers", capital, "force", name)
    entries = _entries(tree, scenario, path)
    if not entries:
        raise LookupError(
            f"{lever_key} is not forced here, so it has no dose to change. Force it first: "
            f"levers.{capital}.force.{name}={{at: {scenario.start}, {part}: 1}}."
        )
    _write(tree, path, [{**entry, part: _plain(value)} for entry in entries], place)


def _enter(tree: Tree, scenario: Scenario, path: Path, value: object, place: Place) -> None:
    """Write one change into the small file. Part of a forced lever changes it on all its days."""
    if path in TEXTS and isinstance(value, str):
        _write(tree, path, value, place)
    elif path[0] == "levers" and path[2:3] == ("force",) and len(path) == FORCED_LEVER + 1:
        entries = _entries(tree, scenario, path[:-1]) or [{}]
        _write(tree, path[:-1], [{**entry, str(path[-1]): _plain(value)} for entry in entries], place)
    else:
        _write(tree, path, _plain(value), place)


def _entries(tree: Tree, scenario: Scenario, path: Path) -> list[dict[str, Any]]:
    """The days of a forced lever, as changed so far or as in the scenario."""
    written: Any = tree.content
    for step in path:
        written = written.get(step) if isinstance(written, dict) else None
    if isinstance(written, dict):
        return [written]
    if isinstance(written, list):
        return [entry for entry in written if isinstance(entry, dict)]
    policy = scenario.policies.get(str(path[1]))
    return [dict(forced_document(forced)) for forced in policy.force if forced.name == path[3]] if policy else []


def _plain(value: object) -> object:
    """A value as a file would hold it; text is read as YAML. Raises ScenarioError where it cannot be read."""
    if not isinstance(value, str):
        return _unwrapped(value)
    return read_value(decoded(value.encode("utf-8", errors="replace"), "value"), "value")


def _unwrapped(value: object) -> object:
    """Plain mappings, lists and scalars from what Python code may hand over."""
    if isinstance(value, Mapping):
        return {str(key): _unwrapped(inside) for key, inside in value.items()}
    if isinstance(value, np.generic | np.ndarray):
        return _unwrapped(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [_unwrapped(item) for item in value]
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _write(tree: Tree, path: Path, value: object, place: Place) -> None:
    """Put a value at a path of the small file and remember which change it came from."""
    around: dict[str, Any] = tree.content
    for depth, step in enumerate(path[:-1]):
        inside = around.get(str(step))
        if not isinstance(inside, dict):
            inside = around[str(step)] = {}
        around = inside
        tree.complaints.places.values.setdefault(path[: depth + 1], place)
    around[str(path[-1])] = value
    _remember(tree, path, value, place)


def _remember(tree: Tree, path: Path, value: object, place: Place) -> None:
    tree.complaints.places.values[path] = place
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        _remember(tree, (*path, step), item, place)
