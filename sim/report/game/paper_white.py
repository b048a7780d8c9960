"""What the teacher keeps: inject cards, the white cell's script and table, the debrief and the marking sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.game.setup.records import Inject, Setup
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.report.game.paper_words import asks, span, windows
from sim.report.game.sheet import LEFT_TO_WRITE, bullets, card, grid, heading, paragraph, sheet, steps
from sim.report.words import CAPITAL_NAMES, joined

STUDENTS = 24
MOVES_ON_A_PAGE = 5
JUDGING = (
    "Read the three orders. Strike out what needs or dates forbid, what is still at rest, and what is not paid for.",
    "Ask what the best, the middle and the worst result would be for each public measure, and write all three down.",
    "Take the middle one, or throw a die: 1 the worst, 2 to 5 the middle, 6 the best. Do not choose what makes the "
    "better story.",
    "If you overrule, write the reason. It is read out in the debrief.",
    "Tell all teams what became public. A sealed lever (quiet channel, private message) stays hidden on a throw of 2 "
    "to 6 and leaks on a 1.",
    "Give each team its new political capital.",
)
ASKED = (
    "What happened? One sentence a team, no excuses.",
    "Why? What did you believe about the others, and what was so?",
    "Which result was a good decision, and which was luck?",
    "Which one step would you take back, and what would have followed?",
    "What did the real governments do, and what did they know that you did not?",
    "Whom did we not hear? What would the plaintiffs say about our result?",
    "What does a game or a model like this leave out?",
)


def white_sheets(setup: Setup) -> Iterator[str]:
    """All sheets of the teacher, each beginning on a page of its own."""
    owner = f"{setup.title} · White cell (teacher)"
    if setup.script:
        yield sheet(owner, "Script", *_script(setup))
    yield sheet(owner, "Judging moves without a computer", steps(JUDGING), *_legal(setup))
    for first in range(0, len(setup.moves), MOVES_ON_A_PAGE):
        moves = range(first, min(first + MOVES_ON_A_PAGE, len(setup.moves)))
        yield sheet(owner, "Adjudication", _adjudication(setup, moves))
    if setup.injects:
        yield sheet(owner, "Injects: when, to whom, what for", *_deck(setup))
        yield sheet(f"{setup.title} · Injects", "Inject cards", *_cards(setup))
    yield sheet(owner, "Debrief", *_debrief(setup))
    if setup.rubric:
        yield sheet(owner, "Marking", *_marking(setup))


def _script(setup: Setup) -> Iterator[str]:
    """The opening, one text a move, and the hotwash."""
    for place, text in enumerate(setup.script):
        last = place == len(setup.moves) + 1
        yield heading(3, "Opening" if place == 0 else "Hotwash" if last else span(setup, place - 1))
        yield paragraph(text)


def _legal(setup: Setup) -> Iterator[str]:
    yield heading(3, "Dates that bind")
    yield bullets(windows(setup))


def _adjudication(setup: Setup, moves: Sequence[int]) -> str:
    head = ("Move", *CAPITAL_NAMES.values(), "Best / middle / worst, result, reason", "Capital left: S, T, W")
    rows = ((span(setup, move), *[LEFT_TO_WRITE] * 5) for move in moves)
    return grid("What each did, what came of it, and why", head, rows, "write judged")


def _deck(setup: Setup) -> Iterator[str]:
    yield grid(
        "Play what helps the talk; nobody has to use all of them",
        ("Card", "To", "Arrives", "What it does in the model"),
        ((item.title, _to(item), _arrives(item), _shock(item)) for item in setup.injects),
    )


def _to(item: Inject) -> str:
    return "all" if set(item.to) == set(CAPITALS) else joined([CAPITAL_NAMES[capital] for capital in item.to])


def _arrives(item: Inject) -> str:
    if item.at_move is not None:
        return f"with move {item.at_move}"
    if item.when is None:
        return "when you play it"
    bounds = [("above", item.when.above), ("below", item.when.below)]
    return f"when {item.when.series} is " + joined([f"{word} {value:g}" for word, value in bounds if value is not None])


def _shock(item: Inject) -> str:
    if item.shock is None:
        return "nothing: it is told"
    known = catalogue().shocks.get(item.shock)
    label = known.label if known is not None else item.shock
    size = f", {item.size:g} {known.size.unit}" if known is not None and item.size is not None else ""
    return f"{label}{size}"


def _cards(setup: Setup) -> Iterator[str]:
    yield paragraph("Cut along the dashed lines and hand over when the time comes.", "hint")
    yield '<div class="cards">'
    yield from (card(item.title, paragraph(f"To: {_to(item)}", "hint"), paragraph(item.text)) for item in setup.injects)
    yield "</div>"


def _debrief(setup: Setup) -> Iterator[str]:
    yield heading(3, "Questions to lead it with")
    yield steps(ASKED)
    yield heading(3, "Objectives")
    yield grid(
        "Tick what came true; on paper the class settles by argument what cannot be reckoned",
        ("Team", "Objective", "Measured by", "Points", "Met?"),
        (
            (CAPITAL_NAMES[team.capital], item.text, asks(item), f"{item.points:g}", LEFT_TO_WRITE)
            for team in setup.teams.values()
            for item in team.objectives
        ),
    )
    if setup.questions:
        yield heading(3, "Forecast slips")
        yield grid(
            "Answers of the game",
            ("No.", "Question", "Yes means", "Answer"),
            (
                (f"Q{place}", item.text, asks(item), LEFT_TO_WRITE)
                for place, item in enumerate(setup.questions, start=1)
            ),
        )


def _marking(setup: Setup) -> Iterator[str]:
    most = sum(item.points for item in setup.rubric)
    yield grid(
        f"What is marked: {most:g} points in all",
        ("Criterion", "Points", "Weak", "Fair", "Good"),
        ((item.title, f"{item.points:g}", item.weak, item.fair, item.good) for item in setup.rubric),
    )
    head = ("Student or team", *(f"{item.title} ({item.points:g})" for item in setup.rubric), f"Sum ({most:g})")
    yield grid("Marks", head, [tuple([LEFT_TO_WRITE] * len(head))] * STUDENTS, "write marks")
