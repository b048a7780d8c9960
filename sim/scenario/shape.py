"""A file is held against its form. What does not fit is complained of and left out, so that the rest can be judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import ScenarioError
from sim.scenario.blocks import Block
from sim.scenario.homes import keys_of, unknown_key
from sim.scenario.places import Complaints, Path, shown
from sim.scenario.schema import document
from sim.scenario.tree import Tree

MOST_COMPLAINTS = 200
MISSING = {
    "at": "the day is missing. Write at: and a day, for example at: 2019-08-22.",
    "features": "the features are missing: they say what the lever does. Write, say, features: {concession: 0.2}.",
    "outcome": "the outcome is missing. Write outcome: and one of the names that 'trilateral outcomes' lists.",
    "between": "the range is missing. Write between: [low, high].",
    "from": "the day is missing. Write from: and a day, for example from: 2019-08-22.",
    "world": "the world is missing. Write world: and the number of the world whose luck it is, for example world: 37.",
}
LISTS = {
    "shocks": "Begin each with a dash: - {dprk_missile: {at: 2019-10-02}}.",
    "then": "Begin each with a dash: - {from: 2019-08-05, policy: script}.",
    "luck": "Begin each with a dash: - {from: 2019-09-02, world: 37}.",
    "expect": "Begin each with a dash: - {outcome: p_lapse, between: [0, 1]}.",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its model, the lesson for an unknown key, and lessons for what is missing or no list."""

    model: type[Block]
    unknown: Callable[[Path, list[str]], str]
    missing: Mapping[str, str]
    lists: Mapping[str, str]


def fitted(tree: Tree, known: Catalogue) -> dict[str, Any]:
    """What a scenario file says as far as it fits the form; see `fitted_to`."""
    return fitted_to(tree, Form(document(known), lambda path, names: unknown_key(path, names, known), MISSING, LISTS))


def fitted_to(tree: Tree, form: Form) -> dict[str, Any]:
    """What the file says as far as it fits the form, with numbers and days read; complaints are left in the tree."""
    while True:
        try:
            found: BaseModel = form.model.model_validate(tree.content)
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
            paths = [_complain(tree.complaints, detail, form) for detail in details]
            if len(tree.complaints.problems) > MOST_COMPLAINTS:
                raise ScenarioError(tree.complaints.sorted()) from None
            _remove(tree, paths)
        else:
            return found.model_dump(by_alias=True, exclude_unset=True)


def _complain(complaints: Complaints, detail: ErrorDetails, form: Form) -> Path:
    """Say what is wrong, and return the path of what has to be left out."""
    kind, location = detail["type"], detail["loc"]
    path = complaints.places.known(location)
    if kind == "missing":
        path = complaints.places.known(location[:-1])
        complaints.add(path, _missing(location, form), at_key=True)
    elif kind == "extra_forbidden":
        complaints.add(path, form.unknown(path, _allowed(location, form)), at_key=True)
    elif kind == "lesson":
        complaints.add(path, str(detail["msg"]))
    elif kind == "list_type":
        advice = form.lists.get(str(path[-1]) if path else "") or _as_list(detail["input"])
        complaints.add(path, f"a list is needed here, not {shown(detail['input'])}. {advice}")
    else:
        complaints.add(
            path, f"a block of keys is needed here, not {shown(detail['input'])}. Write key: value below it."
        )
    return complaints.places.known(location[:-1]) if _needed(location, form) else path


def _as_list(value: object) -> str:
    """The advice to put a single value into a list."""
    written = shown(value).strip("'") if isinstance(value, str | int | float) else "one, two"
    return f"Write [{written}]."


def _missing(location: tuple[str | int, ...], form: Form) -> str:
    """A lesson for a key that a block cannot do without."""
    name, model = str(location[-1]), _model_at(location[:-1], form)
    infos = model.model_fields.values() if model is not None else ()
    meaning = next((info.description for info in infos if info.alias == name and info.description), "")
    return form.missing.get(name, f"{name} is missing. {meaning} Write {name}: and a value.")


def _needed(location: tuple[str | int, ...], form: Form) -> bool:
    """Whether a block makes no sense without this key."""
    model = _model_at(location[:-1], form)
    return model is not None and any(
        info.alias == location[-1] and info.is_required() for info in model.model_fields.values()
    )


def _allowed(location: tuple[str | int, ...], form: Form) -> list[str]:
    """The keys that the form allows beside an unknown one."""
    model = _model_at(location[:-1], form)
    return keys_of(model) if model is not None else []


def _model_at(location: tuple[str | int, ...], form: Form) -> type[Block] | None:
    """The block of keys at a place of the form, or None where something else stands there."""
    kind: Any = form.model
    for step in location:
        core = _core(kind)
        kind = _member_of(core, step) if _is_block(core) else (get_args(core) or (None,))[-1]
    found = _core(kind)
    return found if _is_block(found) else None


def _member_of(model: type[Block], step: str | int) -> Any:
    kinds = (info.annotation for info in model.model_fields.values() if info.alias == step)
    return next(kinds, model.OTHERS)


def _is_block(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Block)


def _core(kind: Any) -> Any:
    """The block, list or mapping that a type is about, without what is wrapped around it."""
    if _is_block(kind) or get_origin(kind) in (dict, list):
        return kind
    return next((core for core in map(_core, get_args(kind)) if core is not None), None)


def _remove(tree: Tree, paths: list[Path]) -> None:
    """Leave out what was complained of; list entries from the last, so that the others keep their numbers."""
    gone = set(paths)
    tree.left_out |= gone
    outermost = [path for path in gone if not any(path[:depth] in gone for depth in range(len(path)))]
    for path in sorted(outermost, key=lambda path: tuple(str(step).zfill(6) for step in path), reverse=True):
        _remove_one(tree, path)


def _remove_one(tree: Tree, path: Path) -> None:
    if not path:
        tree.content.clear()
        return
    around: Any = tree.content
    for step in path[:-1]:
        around = around[step]
    del around[path[-1]]
    if isinstance(path[-1], int):
        tree.complaints.places.drop_entry(path)
    elif not around and len(path) > 1 and isinstance(path[-2], int):
        _remove_one(tree, path[:-1])
