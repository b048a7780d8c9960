"""What a player wishes to do, and what a player is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """An act that a player would like to do: its kind, and what it brings along."""

    do: str
    data: Mapping[str, Any] = field(default_factory=dict)


Bot = Callable[[Plain, Random], list[Wish]]
"""Looks at its own view and says what it would do now. The same view and luck bring the same wishes."""
