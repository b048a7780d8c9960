"""What the store keeps: rooms, their acts in order, and the keys of their seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

KeyKind = Literal["seat", "white", "observer", "pass"]


@dataclass(frozen=True)
class StoredRoom:
    """A room as it was opened. `setup` is JSON text; `created` and `closed` are seconds since 1970."""

    code: str
    created: float
    setup: str
    seed: int
    closed: float | None


@dataclass(frozen=True)
class StoredAct:
    """An accepted act. `number` counts 1, 2, ... in its room; `at` is in seconds since 1970."""

    number: int
    at: float
    by: str
    kind: str
    data: Mapping[str, Any]
    request: str


class NewAct(Protocol):
    """What an act must have to be kept; a number that it may have is not looked at.

    Two acts of one sender with the same `request` are one act sent twice; an empty `request` is never the same.
    """

    @property
    def at(self) -> float: ...
    @property
    def by(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def request(self) -> str: ...


@dataclass(frozen=True)
class Key:
    """What somebody with a token may be in a room. Times are seconds since 1970; `once` keys open a single time."""

    token_hash: str
    code: str
    seat: str
    kind: KeyKind
    at: float
    expires: float | None
    once: bool
    used: float | None
