"""The deck of a room file: injects, what they shock, when they come; and the questions of forecast slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.game.setup.draft import Draft
from sim.game.setup.form import series_of
from sim.game.setup.records import Condition, Inject, Question
from sim.game.setup.thresholds import check_threshold
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS, Shock
from sim.scenario.fields import listed
from sim.scenario.places import Path, shown


def read_injects(draft: Draft) -> tuple[Inject, ...]:
    """The deck, in the order of the file."""
    return tuple(
        _inject(draft, ("injects", index), written) for index, written in enumerate(_entries(draft, "injects"))
    )


def read_questions(draft: Draft) -> tuple[Question, ...]:
    """The questions for forecast slips, in the order of the file."""
    found = []
    for index, written in enumerate(_entries(draft, "questions")):
        draft.once(("questions", index), "key", written["key"])
        check_threshold(draft, ("questions", index), written)
        found.append(Question(**written))
    return tuple(found)


def _entries(draft: Draft, section: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = draft.own.get(section, [])
    return found


def _inject(draft: Draft, path: Path, written: Mapping[str, Any]) -> Inject:
    draft.once(path, "key", written["key"])
    shock = draft.known.shocks.get(written.get("shock", ""))
    if shock is None:
        _complain_of_no_shock(draft, path, written)
    else:
        _check_size(draft, path, shock, written)
        _check_option(draft, path, shock, written)
    if "at_move" in written and "when" in written:
        draft.complain(
            (*path, "when"),
            "an inject comes either in a move or when the world is in a state. Remove at_move or when, or write two.",
            at_key=True,
        )
    if draft.moves and written.get("at_move", 1) > len(draft.moves):
        draft.complain(
            (*path, "at_move"),
            f"there is no move {written['at_move']}: the game has {len(draft.moves)}. "
            f"Write a move from 1 to {len(draft.moves)}.",
        )
    return Inject(
        key=written["key"],
        title=written["title"],
        text=written["text"],
        to=tuple(written.get("to", CAPITALS)),
        shock=written.get("shock"),
        size=written.get("size", shock.size.default if shock is not None else None),
        option=written.get("option"),
        at_move=written.get("at_move"),
        when=_condition(draft, (*path, "when"), written["when"]) if "when" in written else None,
    )


def _complain_of_no_shock(draft: Draft, path: Path, written: Mapping[str, Any]) -> None:
    for name in ("size", "option"):
        if name in written and (*path, "shock") not in draft.tree.left_out:
            draft.complain(
                (*path, name),
                f"{name} belongs to a shock, and none is named. Write shock: too, or remove it.",
                at_key=True,
            )


def _check_size(draft: Draft, path: Path, shock: Shock, written: Mapping[str, Any]) -> None:
    complaint = shock.size.complaint(written["size"]) if "size" in written else None
    if complaint is not None:
        draft.complain((*path, "size"), f"{shock.key}: {complaint}")


def _check_option(draft: Draft, path: Path, shock: Shock, written: Mapping[str, Any]) -> None:
    option = written.get("option")
    if shock.option is None and option is not None:
        draft.complain((*path, "option"), f"{shock.key} needs no option. Remove it.", at_key=True)
    elif shock.option is not None and option is None:
        if not {(*path, "option"), (*path, shock.option)} & draft.tree.left_out:
            choices = " or ".join(f"option: {choice}" for choice in shock.choices)
            draft.complain(path, f"{shock.key} does not say which {shock.option} it concerns. Write {choices}.")
    elif option is not None and option not in shock.choices:
        near = near_matches(option, shock.choices) or listed(shock.choices)
        draft.complain((*path, "option"), f"{shown(option)} is not a {shock.option} for {shock.key}.{near}")


def _condition(draft: Draft, path: Path, written: Mapping[str, Any]) -> Condition:
    low, high = series_of(draft.known)[written["series"]]
    asked = {name: written[name] for name in ("above", "below") if name in written}
    if not asked and not any((*path, name) in draft.tree.left_out for name in ("above", "below")):
        draft.complain(path, f"it does not say where {written['series']} must be. Write above: or below: and a number.")
    for name, value in asked.items():
        if not (low <= value < high if name == "above" else low < value <= high):
            holds = value < low if name == "above" else value > high
            draft.complain(
                (*path, name),
                f"{written['series']} runs from {low:g} to {high:g}, so it is {'always' if holds else 'never'} {name} "
                f"{value:g}. Write a number between.",
            )
    if len(asked) == 2 and asked["above"] >= asked["below"]:
        draft.complain(
            (*path, "below"), f"no number is above {asked['above']:g} and below {asked['below']:g}. Swap the two."
        )
    return Condition(**written)
