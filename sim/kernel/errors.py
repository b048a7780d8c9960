"""Errors that teach: where, what is wrong, why, and what to write instead.

SimError
├── ScenarioError   every problem of a scenario, each with its place in the file
├── CatalogueError  a declaration in the package contradicts itself
└── RunError        a run could not be carried out as asked
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class SimError(Exception):
    """Root of every error that a user may see. `exit_code` is what the command line returns."""

    exit_code = 2


class CatalogueError(SimError):
    """A record of the package is inconsistent (a programming mistake, found at start-up)."""


class RunError(SimError):
    """A run cannot be carried out as asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file: its place, the key, why, and what to write instead."""

    file: str
    line: int
    column: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.key}: {self.message}"


class ScenarioError(SimError):
    """All problems of one or more scenario files, reported together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def near_matches(word: str, known: Iterable[str]) -> str:
    """A closing sentence such as ' Did you mean resolve?', or nothing where no known word is near."""
    found = get_close_matches(str(word), list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(found)}?" if found else ""
