"""Scenarios to open: the folder's by name, and a reader's own, whose every mistake is a lesson."""

from __future__ import annotations

import pytest

from sim.kernel.catalogue import catalogue
from sim.ui import library
from sim.ui.controls import desk_for


def test_the_baseline_comes_first() -> None:
    assert library.names()[0] == "baseline"


@pytest.mark.parametrize("name", library.names())
def test_every_scenario_of_the_folder_opens_with_a_title_and_sliders(name: str) -> None:
    opened = library.open_named(name)
    assert opened.scenario.title == library.title_of(name) != name
    assert desk_for(opened.scenario, catalogue()).controls


def test_an_own_file_opens_without_a_name() -> None:
    opened, problems = library.open_bytes(b"schema: 1\ntitle: Mine\nextends: baseline\n", "mine.yaml")
    assert not problems
    assert opened is not None
    assert (opened.name, opened.scenario.title) == ("", "Mine")


def test_every_problem_of_an_own_file_is_told() -> None:
    content = b"schema: 1\ntitle: Mine\nextends: baseline\nactors:\n  seoul: {resolv: 0.5}\n  tokyo: {resolve: 7}\n"
    opened, problems = library.open_bytes(content, "mine.yaml")
    assert opened is None
    assert len(problems) == 2
    assert "mine.yaml:5" in problems[0]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"[" * 3000, b"a: &a [x]\nb: [*a, *a]\n", b"", b"extends: ../../etc/passwd\n"]
)
def test_a_hostile_file_is_refused_with_words(content: bytes) -> None:
    opened, problems = library.open_bytes(content, "x.yaml")
    assert opened is None
    assert problems
