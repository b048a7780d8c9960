"""Which parameters a piece of a scenario file sets, samples or sweeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.kernel.catalogue import catalogue
from sim.scenario.sections import SECTIONS, paths

BY_KEY = ("uncertain", "sweep")


def parameters_in(content: Mapping[str, object]) -> Iterator[str]:
    """The keys of the parameters that stand in a scenario file, or in a piece of one."""
    if not any(block in content for block in (*SECTIONS, *BY_KEY)):
        return
    for path, record in paths(catalogue()):
        if _holds(content, path) or any(_holds(content, (block, record.key)) for block in BY_KEY):
            yield record.key


def _holds(content: object, path: tuple[str | int, ...]) -> bool:
    for step in path:
        if not isinstance(content, Mapping) or step not in content:
            return False
        content = content[step]
    return True
