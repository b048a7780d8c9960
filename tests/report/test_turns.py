"""Who decides by turns, and luck that changes hands, are told wherever a scenario is."""

from __future__ import annotations

from datetime import date
from io import StringIO

from rich.console import Console

from sim import load_scenario, run
from sim.report.notebook import scenario_page
from sim.report.tables import heading
from sim.report.turns import turns_and_luck
from sim.scenario.scenario import Luck, Policy, Scenario, Turn

PLAYED = Scenario(
    title="Played",
    start=date(2019, 7, 1),
    weeks=30,
    policies={"seoul": Policy(then=(Turn(date(2019, 8, 5), "script"), Turn(date(2019, 10, 28), "agent")))},
    luck=(Luck(date(2019, 9, 2), 37), Luck(date(2019, 9, 30), 0)),
)
SENTENCES = [
    "Seoul decides for itself at first; from 5 August 2019 on it only does what is forced and from 28 October 2019 on "
    "it decides for itself.",
    "World 0 has its own luck at first; from 2 September 2019 on that of world 37 and from 30 September 2019 on its "
    "own again.",
]


def test_they_are_told_in_sentences_and_only_where_there_are_any() -> None:
    assert list(turns_and_luck(PLAYED)) == SENTENCES
    assert list(turns_and_luck(load_scenario("baseline"))) == []


def test_a_notebook_and_a_run_tell_them() -> None:
    assert all(sentence in scenario_page(PLAYED) for sentence in SENTENCES)
    console = Console(width=300, file=StringIO(), record=True)
    console.print(heading(run(PLAYED, worlds=1)))
    told = console.export_text()
    assert all(sentence in told for sentence in SENTENCES)
