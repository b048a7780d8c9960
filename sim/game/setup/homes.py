"""Where a key that stands in the wrong place of a room file belongs, and which one a misspelt key was meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sim.game.setup.records import PHASES, Capital, Condition, Criterion, Inject, Options, Team
from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS
from sim.scenario.fields import listed
from sim.scenario.homes import keys_of
from sim.scenario.places import Path, shown, shown_path
from sim.scenario.schema import document

LISTER = "trilateral schema --game"
# Words of many blocks, and of none in particular.
COMMON = ("key", "title", "text", "points", "capital")


def _structure() -> dict[str, str]:
    """The block in which each key of the form is known, for keys of one block only."""
    blocks: dict[str, Sequence[str]] = {
        "teams": CAPITALS,
        "teams, below a capital": [item.name for item in fields(Team)],
        "minutes": list(PHASES),
        "capital": [item.name for item in fields(Capital)],
        "options": [item.name for item in fields(Options)],
        "injects": [item.name for item in fields(Inject)],
        "when, of an inject": [item.name for item in fields(Condition)],
        "rubric": [item.name for item in fields(Criterion)],
        "roles, of a team": ["card"],
        "standing, of a team": ["lever", "dose", "week"],
        "objectives and questions": ["outcome", "at_least", "at_most"],
    }
    return {word: place for place, words in blocks.items() for word in words if word not in COMMON}


def unknown_key(path: Path, allowed: Sequence[str], known: Catalogue) -> str:
    """A lesson for a key that is not known where it stands."""
    word, around = str(path[-1]), path[:-1]
    where = f"in {shown_path(around)}" if around else "at the top of a room file"
    if word == "<<":
        return "merging with << is not possible here. Write the values out."
    if around[:1] == ("injects",) and word in {shock.option for shock in known.shocks.values()}:
        return f"{shown(word)} is not known here: in a room file, whom or what a shock concerns stands under option."
    home = _structure().get(word)
    if home is not None:
        return f"{shown(word)} is not known {where}: this key belongs under {home}."
    if not around and word in keys_of(document(known)):
        return (
            f"{shown(word)} belongs in a scenario file, not in a room file: write a scenario file beside this one, "
            "and name it under scenario."
        )
    near = near_matches(word, allowed)
    return f"{shown(word)} is not known {where}.{near or listed(allowed, LISTER)}"
