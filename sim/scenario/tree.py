"""YAML text becomes plain mappings, lists and scalars with the place of each, or a lesson about its syntax.

The text may come from a stranger. Nothing is constructed but plain values; anchors, aliases and tags are refused,
nesting and the number of nodes are limited, and nothing is read by recursion. Words follow YAML 1.2: `yes`, `no`,
`on` and `off` are words, not truth values, and a date is a word until something asks for a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.kernel.errors import ScenarioError
from sim.scenario.places import TOP, Complaints, Path, Place, shown, shown_path
from sim.scenario.syntax import syntax_lesson

MOST_NODES = 20_000
DEEPEST = 12
LONGEST_NUMBER = 40

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_NOT_A_NUMBER = re.compile(r"\.(nan|NaN|NAN)")


@dataclass(slots=True)
class Tree:
    """What a file says: the mapping at its top, its complaints so far, and what was left out because of them."""

    content: dict[str, object]
    complaints: Complaints
    left_out: set[Path] = field(default_factory=set)


@dataclass(slots=True)
class _Open:
    """A mapping or a list whose end has not been reached. `key` is the key whose value comes next."""

    content: dict[str, object] | list[object]
    path: Path
    key: str | None = None
    key_place: Place = TOP
    doubled: bool = False


class _StopError(Exception):
    """Reading cannot go on; the complaint has been made."""


def scalar(text: str) -> object:
    """The value of an unquoted YAML 1.2 scalar: nothing, a truth value, a number, or the text itself."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    return _number(text) if len(text) <= LONGEST_NUMBER else text


def _number(text: str) -> object:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text) or _NOT_A_NUMBER.fullmatch(text):
        return float(text.replace(".", ""))
    return text


@dataclass(slots=True)
class _Reader:
    """Takes one event of the parser after the other and builds the tree."""

    complaints: Complaints
    root: object = None
    documents: int = 0
    nodes: int = 0
    open: list[_Open] = field(default_factory=list)

    def take(self, event: Event) -> None:
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._document(event, place)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.open.pop()
        elif isinstance(event, NodeEvent):
            self._node(event, place)

    def _stop(self, place: Place, message: str) -> None:
        path = self.open[-1].path if self.open else ()
        self.complaints.add_at(place, shown_path(path), message)
        raise _StopError

    def _document(self, event: DocumentStartEvent, place: Place) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(place, "a second document begins here. A file holds one document: remove the line '---'.")
        if event.version is not None and tuple(event.version) != (1, 2):
            self._stop(place, "this file asks for another version of YAML. Remove the line that begins with %YAML.")

    def _node(self, event: NodeEvent, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._stop(place, f"the file has more than {MOST_NODES:,} values. A few hundred are enough.")
        around = self.open[-1] if self.open else None
        if around is not None and isinstance(around.content, dict) and around.key is None:
            self._key(around, event, place)
        else:
            self._value(around, event, place)

    def _key(self, around: _Open, event: NodeEvent, place: Place) -> None:
        if not isinstance(event, ScalarEvent):
            self._stop(place, "a key must be a single word, such as 'title'. Quote it if it holds [ ] { } or *.")
        assert isinstance(event, ScalarEvent)
        self._refuse_specials(event, place, (*around.path, event.value))
        around.key, around.key_place = event.value, place
        around.doubled = event.value in around.content
        if around.doubled:
            path = (*around.path, event.value)
            first = self.complaints.places.keys[path].line
            self.complaints.add_at(
                place,
                shown_path(path),
                f"the key {shown(event.value)} is written twice; the first time in line {first}. "
                "Keep one of the two, or join what stands under them.",
            )

    def _value(self, around: _Open | None, event: NodeEvent, place: Place) -> None:
        path = self._path_of(around)
        if around is None or not around.doubled:
            self.complaints.places.values.setdefault(path, place)
            if around is not None and around.key is not None:
                self.complaints.places.keys.setdefault(path, around.key_place)
        plain = self._refuse_specials(event, place, path)
        value: object
        if isinstance(event, ScalarEvent):
            value = scalar(event.value) if event.style in (None, "") else event.value
        else:
            value = {} if isinstance(event, MappingStartEvent) else []
        self._attach(around, value, keep=plain)
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            if len(self.open) >= DEEPEST:
                self._stop(place, f"the file is nested more than {DEEPEST} levels deep. Six are enough.")
            assert isinstance(value, (dict, list))
            self.open.append(_Open(value, path))

    def _path_of(self, around: _Open | None) -> Path:
        if around is None:
            return ()
        if isinstance(around.content, list):
            return (*around.path, len(around.content))
        assert around.key is not None
        return (*around.path, around.key)

    def _attach(self, around: _Open | None, value: object, *, keep: bool) -> None:
        if around is None:
            self.root = value
        elif isinstance(around.content, list):
            if keep:
                around.content.append(value)
        else:
            if keep and not around.doubled:
                assert around.key is not None
                around.content[around.key] = value
            around.key = None

    def _refuse_specials(self, event: NodeEvent, place: Place, path: Path) -> bool:
        """Complain of anchors, aliases and tags; True where there are none."""
        if isinstance(event, AliasEvent):
            self.complaints.add_at(
                place, shown_path(path), "aliases (*name) are not allowed here. Write the value out again."
            )
            return False
        if event.anchor is not None:
            self.complaints.add_at(
                place, shown_path(path), "anchors (&name) are not allowed here. Remove it and write the value only."
            )
        tag = event.tag if isinstance(event, (ScalarEvent, CollectionStartEvent)) else None
        if tag is not None:
            self.complaints.add_at(
                place,
                shown_path(path),
                f"tags such as {shown(str(tag))} are not allowed here: a file cannot ask for Python objects. "
                "Remove the tag and write a plain word or number.",
            )
            return False
        return True


def _read(text: str, file: str) -> _Reader:
    """All of a YAML text. Raises ScenarioError where it cannot be read to its end."""
    reader = _Reader(Complaints(file))
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except _StopError:
        raise ScenarioError(reader.complaints.sorted()) from None
    except Exception as error:  # the parser itself fails in many ways on what strangers write
        place, lesson = syntax_lesson(error, text)
        reader.complaints.add_at(place, "syntax", lesson)
        raise ScenarioError(reader.complaints.sorted()) from None
    return reader


def read_tree(text: str, file: str, what: str = "a scenario", least: str = "'schema: 1' and a 'horizon:'") -> Tree:
    """The mapping at the top of a YAML text. Raises ScenarioError where there is none, or the text is no YAML.

    `what` the file is, and the least that it must hold, stand in the lessons.
    """
    reader = _read(text, file)
    if reader.root is None:
        reader.complaints.add((), f"the file is empty. Write at least {least}.")
        raise ScenarioError(reader.complaints.sorted())
    if not isinstance(reader.root, dict):
        reader.complaints.add(
            (), f"{what} is a block of keys such as 'title: ...', but this file holds {shown(reader.root)}."
        )
        raise ScenarioError(reader.complaints.sorted())
    return Tree(reader.root, reader.complaints)


def read_value(text: str, file: str) -> object:
    """A single value in YAML, as it is typed in a shell. Raises ScenarioError where it cannot be read."""
    reader = _read(text, file)
    if reader.complaints.problems:
        raise ScenarioError(reader.complaints.sorted())
    return reader.root
