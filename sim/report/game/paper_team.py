"""What a team finds on its table: its brief and aims, role cards, levers, order forms and proposal forms."""

from __future__ import annotations

from collections.abc import Iterator

from sim.game.setup.records import Setup, Team
from sim.kernel.catalogue import catalogue
from sim.kernel.records import Lever
from sim.report.game.paper_words import asks, doses, span
from sim.report.game.sheet import LEFT_TO_WRITE, blank, bullets, card, form, grid, heading, paragraph, sheet
from sim.report.words import CAPITAL_NAMES, counted, rests

PROPOSALS = 3
ORDER_RULES = (
    "A government does one thing a week. Give each lever of your order its own week of the move.",
    "The dose is from 0 to 1: 1 is the full measure, 0.5 half of it. The cost is the lever's cost times the dose.",
    "A lever rests after use, as its last column says, and some can be pulled in some weeks of the year only.",
    "What you seal happens. What you promised and did not seal does not.",
)


def team_sheets(setup: Setup, team: Team) -> Iterator[str]:
    """All sheets of one team, each beginning on a page of its own."""
    owner = f"{setup.title} · {team.title}"
    yield sheet(owner, "What you know and what you want", *_brief(setup, team))
    if team.roles:
        yield sheet(owner, "Role cards", *_roles(team))
    yield sheet(owner, "What your government can do", *_levers(setup, team))
    yield sheet(owner, "Order forms", *(_order(setup, team, move) for move in range(len(setup.moves))))
    yield sheet(owner, "Proposals", *_proposals(team))


def _brief(setup: Setup, team: Team) -> Iterator[str]:
    yield paragraph(team.brief)
    yield heading(3, "What you want when the game ends")
    yield grid(
        "Objectives of your team; keep them to yourselves",
        ("Points", "Objective", "Measured by"),
        ((f"{item.points:g}", item.text, asks(item)) for item in team.objectives),
    )
    yield heading(3, "Political capital")
    terms = setup.capital
    yield paragraph(
        f"You begin with {terms.start:g} points and get about {terms.income:g} for each further move, more if your "
        f"government is popular and less if it is not. You can save up to {terms.most:g}. An order is paid for in full."
    )
    yield heading(3, "If you seal nothing")
    yield paragraph(_standing(team))
    if setup.questions:
        yield heading(3, "Questions for forecast slips")
        yield grid(
            "Write how likely a yes is, in percent; the order forms have room for the slips",
            ("No.", "Question"),
            ((f"Q{place}", item.text) for place, item in enumerate(setup.questions, start=1)),
        )


def _standing(team: Team) -> str:
    levers = catalogue().levers
    lines = [
        f"{levers[line.lever].label}, dose {max(line.doses.values()):g}, week {line.week}"
        for line in team.standing
        if line.lever in levers
    ]
    return f"Your standing order is carried out in every move: {'; '.join(lines) if lines else 'nothing is done'}."


def _roles(team: Team) -> Iterator[str]:
    yield paragraph("Cut along the dashed lines; each member takes one.", "hint")
    yield '<div class="cards">'
    yield from (card(role.title, paragraph(role.card)) for role in team.roles)
    yield "</div>"


def _levers(setup: Setup, team: Team) -> Iterator[str]:
    yield bullets(ORDER_RULES)
    levers = [lever for lever in catalogue().levers_of(team.capital) if not lever.is_hold]
    yield grid(
        f"At most {counted(setup.options.levers_a_move, 'lever')} in a move",
        ("Lever", "What happens", "Needs and dates", "Cost", "Dose", "Again"),
        (_lever(lever) for lever in levers),
        "levers",
    )


def _lever(lever: Lever) -> tuple[str, ...]:
    seen = "Nobody outside sees it unless it leaks." if lever.sealed else ""
    needs = f"{lever.needs} {lever.clock}".strip()
    return (
        lever.label,
        f"{lever.sentence} {seen}".strip(),
        needs,
        f"{lever.political_cost:g}",
        doses(lever),
        rests(lever),
    )


def _order(setup: Setup, team: Team, move: int) -> str:
    """One order form: levers, reasoning, statements and slips."""
    options = setup.options
    lines = [(f"{place}", *[LEFT_TO_WRITE] * 4) for place in range(1, options.levers_a_move + 1)]
    parts = [
        grid(f"Weeks: 1 to {setup.moves[move]}", ("", "Lever", "Dose", "Week", "Cost"), lines, "write order"),
        blank("Political capital: we have ........ we spend ........ we keep ........", 0),
        blank("Why, in one line", 2),
    ]
    if options.statements:
        parts.append(blank(f"Public statements, at most {options.statements} (calm, firm or sharp)", 2))
    if options.forecasts and setup.questions:
        slips = " | ".join(["Q......: ......... %"] * options.forecasts)
        parts.append(blank(f"Forecast slips, how likely a yes is: {slips}", 0))
    parts.append(blank("Sealed by the head at (time), signature", 1))
    return form(f"{CAPITAL_NAMES[team.capital]} · {span(setup, move)}", *parts)


def _proposals(team: Team) -> Iterator[str]:
    others = " / ".join(name for capital, name in CAPITAL_NAMES.items() if capital != team.capital)
    yield paragraph("Fill in, cut off, hand over. The answer goes on the same slip; the teacher keeps it.", "hint")
    for _ in range(PROPOSALS):
        yield form(
            f"Proposal from {CAPITAL_NAMES[team.capital]} to {others}",
            blank("We offer, in words", 2),
            grid(
                "Who does what (or leaves it undone), by when",
                ("Who", "Lever", "Does / does not", "Dose", "By move"),
                [tuple([LEFT_TO_WRITE] * 5)] * 2,
                "write",
            ),
            blank("Accepted / refused by, and why", 1),
        )
