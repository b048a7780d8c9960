"""What a study has to say, before it is printed, written or put on a page: findings, tables, charts and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `digits` are the decimals of its numbers, None where it holds words or ready text."""

    label: str
    unit: str = ""
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under labelled columns. `name` is the stem of its file; numbers stay numbers, to be written exactly."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing. `spec` is Vega-Lite with its data inside; `caption` says in a sentence what is to be seen, for
    those who read and for those who cannot see."""

    name: str
    title: str
    caption: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is found under it in sentences, and the tables and charts that show it."""

    heading: str
    sentences: tuple[str, ...] = ()
    items: tuple[Table | Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a study says. `kind` names it (`batch`, `sensitivity`, `discovery` ...); `findings` are its answers in
    sentences, the clearest first; `setup` what was run; `limits` what it cannot tell; `provenance` what made it."""

    kind: str
    title: str
    question: str
    findings: tuple[str, ...]
    setup: tuple[str, ...]
    sections: tuple[Section, ...]
    limits: tuple[str, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
