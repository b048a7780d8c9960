"""A room file on its way to a game: what it says, the scenario that it names, and what is wrong with it so far."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sim.kernel.catalogue import Catalogue
from sim.kernel.records import Lever
from sim.scenario.places import Path
from sim.scenario.scenario import Scenario
from sim.scenario.tree import Tree


@dataclass(slots=True)
class Draft:
    """A file's own words (already in form). `scenario` is None where it is missing or itself in error; then nothing
    can be said about days and levers of its own."""

    own: dict[str, Any]
    tree: Tree
    known: Catalogue
    scenario: Scenario | None = None
    opens: date | None = None
    moves: tuple[int, ...] = ()
    _first: dict[tuple[Path, Hashable], int] = field(default_factory=dict)

    def complain(self, path: Sequence[str | int], message: str, *, at_key: bool = False) -> None:
        self.tree.complaints.add(path, message, at_key=at_key)

    def lacks(self, *path: str) -> bool:
        """Whether the file does not say something, and has not been told off for it either."""
        around = self.own
        for step in path[:-1]:
            around = around.get(step, {})
        return path[-1] not in around and not any(path[:depth] in self.tree.left_out for depth in range(len(path) + 1))

    def lever(self, key: str) -> Lever | None:
        """A lever of the catalogue or of the scenario's own."""
        own = self.scenario.custom_levers if self.scenario is not None else ()
        return self.known.levers.get(key) or next((lever for lever in own if lever.key == key), None)

    def once(self, path: Path, name: str, word: str) -> None:
        """Complain of a key that stands in an earlier entry of the same list."""
        index = path[-1]
        assert isinstance(index, int)
        first = self._first.setdefault((path[:-1], word), index)
        if first != index:
            line = self.tree.complaints.places.of_value((*path[:-1], first)).line
            self.complain(
                (*path, name),
                f"'{word}' is the {name} of two entries; the first begins in line {line}. "
                "Choose another, or remove one of the two.",
            )
