"""What broken files must teach: which problems, each in its place, and the words that its lesson must hold."""

from __future__ import annotations

from collections.abc import Sequence

from sim.kernel.errors import Problem


def told_in_place(name: str, found: Sequence[Problem], expected: Sequence[tuple[str, str, str]]) -> None:
    """The problems of a file are the expected ones in their order: place, key, and words with `; ` between them."""
    assert [problem.key for problem in found] == [key for _, key, _ in expected]
    for problem, (place, key, words) in zip(found, expected, strict=True):
        where = place if ".yaml:" in place else f"{name}:{place}"
        assert str(problem).startswith(f"{where}: {key}: ")
        for word in words.split("; "):
            assert word in problem.message
