"""A game on paper: everything that a class needs when screens fail, as one page to print."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from sim.game.setup.records import Setup
from sim.report.game.paper_team import PROPOSALS, team_sheets
from sim.report.game.paper_white import white_sheets
from sim.report.game.paper_words import minutes, span
from sim.report.game.sheet import bullets, grid, heading, paragraph, steps, words
from sim.report.html import STYLE, page

PACK_STYLE = "paper_pack.css"
HOW_TO_PLAY = (
    "Put each team at a table with its sheets. Members read the brief, take a role card each, and agree on what they "
    "want.",
    "In a move teams talk, write proposals, and fill in an order form. The head folds it, signs it, and puts it on the "
    "teacher's desk. From then on it is sealed.",
    "The teacher opens all orders at once. If a computer is at hand, type the orders in at the teams' seats and let "
    "the model answer; if not, judge with the sheet for it.",
    "The teacher reads out what became public. Each team notes what it has left and what it now believes.",
    "After the last move: the debrief. Keep all forms; they are what is marked.",
)
CARE = (
    "The dispute is about people who were forced to work in the war and about their families. Nobody plays them. Speak "
    "of them with respect, whatever your government's line is; nobody is asked to defend what was done to them. Dates "
    "and numbers on the cards are from the record; what a card calls likely or wise is a judgement."
)


def paper_pack(setup: Setup, scenario_title: str) -> str:
    """The whole pack as one page of A4 sheets. It loads nothing, runs nothing, and all words are escaped."""
    sheets = (piece for team in setup.teams.values() for piece in team_sheets(setup, team))
    body = (*_cover(setup, scenario_title), *sheets, *white_sheets(setup))
    return page(f"{setup.title}: paper pack", _style(), body)


def _style() -> str:
    """The rules of all documents, and those of the pack."""
    common = files("sim.report").joinpath(STYLE).read_text(encoding="utf-8")
    return common + files("sim.report.game").joinpath(PACK_STYLE).read_text(encoding="utf-8")


def _cover(setup: Setup, scenario_title: str) -> Iterator[str]:
    facts = [f"Scenario: {scenario_title}", f"Length: {setup.length}" if setup.length else ""]
    yield "<header>"
    yield f"<h1>{words(setup.title)}</h1>"
    yield paragraph(" · ".join(fact for fact in facts if fact), "made")
    yield "</header>"
    yield paragraph(setup.summary)
    yield paragraph(CARE, "care")
    yield heading(3, "How to play on paper")
    yield steps(HOW_TO_PLAY)
    yield _timetable(setup)
    yield heading(3, "What to print")
    yield from _contents(setup)


def _timetable(setup: Setup) -> str:
    phases = minutes(setup)
    head = ("Move", *(f"{phase.capitalize()} (min)" for phase in phases), "Begun at")
    rows = ((span(setup, move), *(f"{phases[phase]:g}" for phase in phases), "") for move in range(len(setup.moves)))
    total = sum(phases.values()) * len(setup.moves)
    title = f"Timetable: {total:g} minutes of moves" if total else "Timetable: no timers; agree on the hours"
    return grid(title, head, rows)


def _contents(setup: Setup) -> Iterator[str]:
    moves = len(setup.moves)
    rows = [
        ("Brief, levers", "one for each team, or one for every two members", "open on the table"),
        ("Role cards", "one set for each team", "cut, dealt out"),
        ("Order forms", f"one set of {moves} for each team", "one for each move; sealed means folded and signed"),
        ("Proposal slips", f"one sheet of {PROPOSALS} for each team, and some to spare", "cut"),
        ("Script, judging, adjudication, injects", "one", "with the teacher, out of sight"),
        ("Inject cards", "one, or three of those that go to all", "cut, out of sight"),
        ("Debrief, marking", "one", "with the teacher"),
    ]
    yield grid("Sheets of this pack", ("Sheet", "Copies", "Where it lies"), rows)
    yield heading(3, "You also need")
    yield bullets(("Scissors, pens, one die, a clock that all can see.", "Three tables far apart."))
