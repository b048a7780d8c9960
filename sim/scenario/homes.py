"""Where a key that stands in the wrong place belongs, and which known key a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import near_matches
from sim.scenario.blocks import Block
from sim.scenario.fields import listed
from sim.scenario.places import Path, shown, shown_path
from sim.scenario.schema import document
from sim.scenario.sections import ONE_LEVEL, SECTIONS, paths

MOST_HOMES = 3
VERY_NEAR = 0.8
NO_END = "Only a standing measure (export controls, for example) and a lasting shock can end: remove 'until'."


def keys_of(model: type[Block]) -> list[str]:
    """The keys that may be written in a block."""
    return [info.alias or name for name, info in model.model_fields.items()]


def homes(word: str, known: Catalogue) -> list[str]:
    """The places of a file in which `word` is a known key, in words."""
    found = [shown_path(path[:-1]) for path, parameter in paths(known) if parameter.name == word]
    found += [
        f"levers.{lever.owner}.force" for lever in known.levers.values() if lever.name == word and not lever.is_hold
    ]
    found += ["actors"] if any(path[:2] == ("actors", word) for path, _ in paths(known)) else []
    found += ["institutions"] if any(path[:2] == ("institutions", word) for path, _ in paths(known)) else []
    found += ["shocks"] if word in known.shocks else []
    found += ["watch (as an entry of its list)"] if word in known.outcomes else []
    found += _structure().get(word, [])
    return found + (["the top of the file"] if word in keys_of(document(known)) else [])


@cache
def _structure() -> Mapping[str, list[str]]:
    """Keys of the form itself that are often put a level too high or too low."""
    capital = ["levers, below a capital"]
    return {
        "start": ["horizon"],
        "weeks": ["horizon"],
        "mode": ["decision"],
        "level": ["decision"],
        "policy": capital,
        "then": capital,
        "force": capital,
        "ban": capital,
        "define": capital,
        "outcome": ["expect, as in {outcome: .., between: [.., ..]}"],
        "between": ["expect, as in {outcome: .., between: [.., ..]}"],
    }


def unknown_key(path: Path, allowed: Iterable[str], known: Catalogue) -> str:
    """A lesson for a key that is not known where it stands."""
    word, around = str(path[-1]), path[:-1]
    names = list(allowed)
    where = f"in {shown_path(around)}" if around else "at the top of a scenario file"
    if word == "<<":
        return "merging with << is not possible here. Write the values out, or let the whole file extend another."
    if word == "until" and ("force" in around or "shocks" in around):
        return f"this passes at once and has no end. {NO_END}"
    elsewhere = [place for place in homes(word, known) if place != shown_path(around)]
    if elsewhere:
        return f"{shown(word)} is not known {where}: this key belongs under {' or '.join(elsewhere[:MOST_HOMES])}."
    near = near_matches(word, names)
    return (
        f"{shown(word)} is not known {where}.{near or _near_elsewhere(word, known) or listed(names, _lister(around))}"
    )


def _lister(around: Path) -> str:
    """The command that lists what may be written in a block."""
    first = str(around[0]) if around else ""
    if first in SECTIONS:
        return (
            f"trilateral parameters {around[-1]}" if len(around) > 1 or first in ONE_LEVEL else "trilateral parameters"
        )
    return "trilateral shocks" if first == "shocks" else "trilateral schema"


def _near_elsewhere(word: str, known: Catalogue) -> str:
    names: list[Any] = [parameter.name for parameter in known.parameters.values()]
    names += [lever.name for lever in known.levers.values()] + list(known.shocks)
    near = get_close_matches(word, list(dict.fromkeys(names)), n=1, cutoff=VERY_NEAR)
    return f" {near[0]} is a key, but it belongs under {' or '.join(homes(near[0], known))}." if near else ""
