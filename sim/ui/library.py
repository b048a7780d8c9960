"""The scenarios a reader can open: those in the folder by name, and files of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sim.kernel.errors import ScenarioError
from sim.scenario.load import load_scenario, load_text, scenario_names
from sim.scenario.scenario import Scenario

FIRST = "baseline"
OPENED = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A scenario on the page and the name by which a link can find it again; files of a reader's own have none."""

    name: str
    scenario: Scenario


def names() -> list[str]:
    """All scenarios of the folder, the baseline first."""
    return sorted(scenario_names(), key=lambda name: (name != FIRST, name))


def title_of(name: str) -> str:
    """A scenario's title for the list; its bare name where its file cannot be read."""
    try:
        return load_scenario(name).title
    except ScenarioError:
        return name


def open_named(name: str) -> Opened:
    """A scenario of the folder. Raises ScenarioError where its file is not in order."""
    return Opened(name, load_scenario(name))


def open_bytes(content: bytes, file: str) -> tuple[Opened | None, tuple[str, ...]]:
    """A reader's own file: the scenario, or every problem in it as a lesson."""
    try:
        return Opened(OPENED, load_text(content, file)), ()
    except ScenarioError as error:
        return None, tuple(str(problem) for problem in error.problems)
