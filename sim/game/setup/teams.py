"""The three tables of a room file: roles, objectives, standing orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.game.setup.draft import Draft
from sim.game.setup.numbers import POINTS, WEEK
from sim.game.setup.records import Line, Objective, Role, Team
from sim.game.setup.thresholds import check_threshold
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS, DOSE, Lever
from sim.scenario.decisions import ALL_PARTS, doses_of
from sim.scenario.fields import listed
from sim.scenario.places import Path, shown

NO_PART = (ALL_PARTS, "lever", "week")


def read_teams(draft: Draft) -> dict[str, Team]:
    """The teams that the file has. A capital without a table is complained of."""
    missing = [capital for capital in CAPITALS if draft.lacks("teams", capital)]
    if missing:
        draft.complain(
            ("teams",),
            f"there is no table for {' and '.join(missing)}. Write {missing[0]}: below teams; "
            "with hand: agent the model's own government plays it.",
            at_key=True,
        )
    return {capital: _team(draft, capital, written) for capital, written in draft.own.get("teams", {}).items()}


def _team(draft: Draft, capital: str, written: Mapping[str, Any]) -> Team:
    around: Path = ("teams", capital)
    objectives = [
        _objective(draft, (*around, "objectives", index), wanted)
        for index, wanted in enumerate(written.get("objectives", ()))
    ]
    return Team(
        capital=capital,
        title=written.get("title") or capital.capitalize(),
        brief=written.get("brief", ""),
        roles=tuple(Role(**role) for role in written.get("roles", ())),
        objectives=tuple(objectives),
        standing=tuple(_standing(draft, capital, written.get("standing", ()))),
        hand=written.get("hand", "human"),
    )


def _objective(draft: Draft, path: Path, written: dict[str, Any]) -> Objective:
    draft.once(path, "key", written["key"])
    check_threshold(draft, path, written)
    return Objective(**{"points": POINTS.default, **written})


def _standing(draft: Draft, capital: str, lines: list[dict[str, Any]]) -> Iterator[Line]:
    for index, written in enumerate(lines):
        path: Path = ("teams", capital, "standing", index)
        lever = draft.lever(f"{capital}.{written['lever']}")
        if lever is None or lever.is_hold:
            draft.complain((*path, "lever"), _no_lever(draft, capital, written["lever"]))
            continue
        draft.once(path, "lever", written["lever"])
        week = written.get("week", int(WEEK.default))
        if draft.moves and week > min(draft.moves):
            draft.complain(
                (*path, "week"),
                f"week {week} lies outside the shortest move, which has {min(draft.moves)}. "
                f"Write a week from 1 to {min(draft.moves)}.",
            )
        yield Line(lever.key, _doses(draft, path, lever, written), week)


def _doses(draft: Draft, path: Path, lever: Lever, written: dict[str, Any]) -> dict[str, float]:
    parts = [part.key for part in lever.parts]
    for name in written:
        if name not in (*parts, *NO_PART):
            draft.complain((*path, name), f"{lever.key} has no part {shown(name)}.{listed(parts)}", at_key=True)
    doses = doses_of(lever, written)
    if not any(dose > DOSE.low for dose in doses.values()):
        draft.complain(
            path, f"{lever.key} is pulled with a dose of 0, which does nothing. Remove it, or give it a dose."
        )
    return doses


def _no_lever(draft: Draft, capital: str, name: str) -> str:
    """Why a word is no lever that a capital can pull, and which one may have been meant."""
    own = draft.scenario.custom_levers if draft.scenario is not None else ()
    names = [lever.name for lever in (*draft.known.levers_of(capital), *own) if lever.owner == capital]
    if name == "hold":
        return "hold means doing nothing: leave it out, and an empty standing order does the same."
    owner, _, rest = name.partition(".")
    if owner == capital and rest in names:
        return f"a standing order names levers without their capital. Write lever: {rest}."
    owners = [other for other in CAPITALS if draft.lever(f"{other}.{name}") is not None]
    whose = f" It is a lever of {' and '.join(owners)}." if owners else ""
    near = near_matches(name, names)
    return f"{capital} has no lever {shown(name)}.{whose}{near or listed(n for n in names if n != 'hold')}"
