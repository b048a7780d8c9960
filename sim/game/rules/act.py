"""An act: something that somebody did in a room. An accepted act is an event of the log; the room is their fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.kernel.errors import SimError

WHITE, HOST, BOARD, OBSERVER = "white", "host", "board", "observer"


class RuleError(SimError):
    """The rules refuse an act; the words say why and what may be done instead."""


@dataclass(frozen=True, slots=True)
class Act:
    """`by` is a seat's id, "white" (the white cell) or "host" (the server: its clock and its engine). `at` is in
    seconds since 1970. `request` is a word of the sender's own by which an act that is sent twice counts once;
    `number` is its place in the log, from 1."""

    kind: str
    by: str
    at: float
    data: Mapping[str, Any] = field(default_factory=dict)
    request: str = ""
    number: int = 0
