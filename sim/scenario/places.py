"""Where each key and value of a file stands, so that every complaint can point at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sim.kernel.errors import Problem

Path = tuple[str | int, ...]
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both counted from 1 as editors do."""

    line: int
    column: int


TOP = Place(1, 1)


@dataclass(slots=True)
class Places:
    """The place of every key and of every value of one file, by path: ("actors", "seoul", "resolve")."""

    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

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
        self.keys = dict(_moved_up(self.keys, path))
        self.values = dict(_moved_up(self.values, path))


def _moved_up(places: Mapping[Path, Place], gone: Path) -> Iterator[tuple[Path, Place]]:
    *around, index = gone
    depth = len(around)
    for path, place in places.items():
        step = path[depth] if len(path) > depth and path[:depth] == tuple(around) else None
        if not isinstance(step, int) or not isinstance(index, int) or step < index:
            yield path, place
        elif step > index:
            yield (*around, step - 1, *path[depth + 1 :]), place


@dataclass(slots=True)
class Complaints:
    """What has been found wrong with one file so far."""

    file: str
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Sequence[str | int], message: str, *, at_key: bool = False) -> None:
        """Complain about the value at `path`, or about its key where the key itself is the mistake."""
        place = self.places.of_key(path) if at_key else self.places.of_value(path)
        self.add_at(place, shown_path(path), message)

    def add_at(self, place: Place, key: str, message: str) -> None:
        self.problems.append(Problem(printable(self.file), place.line, place.column, key, message))

    def sorted(self) -> list[Problem]:
        """All problems in the order of the file, each once."""
        ordered = sorted(self.problems, key=lambda problem: (problem.line, problem.column, problem.key))
        return list(dict.fromkeys(ordered))


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
