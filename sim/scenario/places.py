"""Where each key and value of a file stands, so that every complaint can point at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.kernel.errors import Problem

Path = tuple[str | int, ...]
LONGEST_SHOWN = 60
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both counted from 1 as editors do."""

    line: int
    column: int


TOP = Place(1, 1)


@dataclass(slots=True)
class Places:
    """The place of every key and of every value of one file, by path: ("actors", "seoul", "resolve").

    `moved` holds the paths, as the file has them, of list entries that moved up when an earlier one was left out.
    """

    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    moved: dict[Path, Path] = field(default_factory=dict)

    def known(self, path: Sequence[str | int]) -> Path:
        """The path as the file has it: steps that the file leaves out are left out here too.

        A lever forced once may be written without the list around it, so a step `0` need not be in the file.
        """
        found: Path = ()
        for step in path:
            if (*found, step) in self.values:
                found = (*found, step)
        return found

    def of_value(self, path: Sequence[str | int]) -> Place:
        return self.values.get(self.known(path), TOP)

    def of_key(self, path: Sequence[str | int]) -> Place:
        found = self.known(path)
        return self.keys.get(found) or self.of_value(found)

    def drop_entry(self, path: Path) -> None:
        """Forget one entry of a list; the later ones move up by one and keep their places."""
        renamed = {old: new for old in self.values if (new := _moved_up(old, path)) is not None}
        self.moved = {new: self.moved.get(old, old) for old, new in renamed.items() if self.moved.get(old, old) != new}
        self.keys = {renamed[old]: place for old, place in self.keys.items() if old in renamed}
        self.values = {renamed[old]: place for old, place in self.values.items() if old in renamed}

    def shown(self, path: Sequence[str | int]) -> str:
        """A path in words, as the file has it."""
        known = self.known(path)
        return shown_path(self.moved.get(known, known) or path)


def _moved_up(path: Path, gone: Path) -> Path | None:
    """A path after the entry `gone` has left its list; None for what has gone with it."""
    depth = len(gone) - 1
    step, index = path[depth] if len(path) > depth and path[:depth] == gone[:depth] else None, gone[depth]
    if not isinstance(step, int) or not isinstance(index, int) or step < index:
        return path
    return None if step == index else (*gone[:depth], step - 1, *path[depth + 1 :])


@dataclass(slots=True)
class Complaints:
    """What has been found wrong with one file so far."""

    file: str
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Sequence[str | int], message: str, *, at_key: bool = False) -> None:
        """Complain about the value at `path`, or about its key where the key itself is the mistake."""
        place = self.places.of_key(path) if at_key else self.places.of_value(path)
        self.add_at(place, self.places.shown(path), message)

    def add_at(self, place: Place, key: str, message: str) -> None:
        self.problems.append(Problem(printable(self.file), place.line, place.column, key, message))

    def sorted(self) -> list[Problem]:
        """The problems in the order of the file, each once; of very many, the first."""
        ordered = list(dict.fromkeys(sorted(self.problems, key=lambda found: (found.line, found.column, found.key))))
        if len(ordered) <= MOST_SHOWN:
            return ordered
        last = ordered[MOST_SHOWN]
        more = f"and {len(ordered) - MOST_SHOWN} more mistakes from here on. Mend those above and check again."
        return [*ordered[:MOST_SHOWN], Problem(last.file, last.line, last.column, "file", more)]


def printable(text: str, longest: int = 400) -> str:
    """Text from a stranger on one line, without control characters, and not too long."""
    clean = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text[: longest + 1])
    return clean if len(clean) <= longest else clean[:longest] + "..."


def shown(value: object) -> str:
    """A value from a file as it can be quoted in a message."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, (list, tuple)):
        return "a list"
    return f"'{printable(str(value), LONGEST_SHOWN)}'" if isinstance(value, str) else printable(str(value))


def shown_path(path: Sequence[str | int]) -> str:
    """A path as people write it: actors.seoul.resolve, or the whole file where it is empty."""
    return ".".join(printable(str(step), LONGEST_SHOWN) for step in path) or "file"
