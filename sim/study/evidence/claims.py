"""Which parameters the claims of the articles vary, read from their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import sim.study.claims
from sim.kernel.catalogue import catalogue
from sim.scenario.text import decoded, read_bytes
from sim.scenario.tree import read_tree
from sim.study.evidence.entry import How, Use
from sim.study.evidence.fragments import parameters_in

FOLDER = Path(sim.study.claims.__path__[0]) / "articles"


def claim_uses() -> Iterator[tuple[str, Use]]:
    """Every parameter that a switch turns down, or that an arm of a claim or of a conflict sets."""
    for path in sorted(FOLDER.glob("*.yaml")):
        content = read_tree(decoded(read_bytes(path, path.name), path.name), path.name).content
        for block in ("claims", "conflicts"):
            for claim in _mappings(content.get(block)):
                if "id" in claim:
                    use = Use(How.CLAIM, str(claim["id"]), str(claim.get("title", claim.get("claim", ""))))
                    yield from ((key, use) for key in _parameters(claim))


def _parameters(claim: Mapping[str, object]) -> Iterator[str]:
    for piece in _mappings(claim):
        yield from parameters_in(piece)
        if piece.get("parameter") in catalogue().parameters:
            yield str(piece["parameter"])


def _mappings(content: object) -> Iterator[Mapping[str, object]]:
    """Every mapping in a piece of a file, itself included."""
    if isinstance(content, Mapping):
        yield content
    inside = content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ()
    for item in inside:
        yield from _mappings(item)
