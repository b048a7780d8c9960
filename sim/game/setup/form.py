"""The form of a room file, built from the catalogue: what may be written where, and the JSON Schema of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from sim.game.setup.homes import unknown_key
from sim.game.setup.kinds import key, moves, receivers, yes_or_no
from sim.game.setup.numbers import (
    AT_MOVE,
    FORECASTS,
    FORMAT,
    INCOME,
    LEVERS_A_MOVE,
    LONGEST_BRIEF,
    LONGEST_CARD,
    LONGEST_LINE,
    LONGEST_TITLE,
    MINUTES,
    MOST,
    POINTS,
    START,
    STATEMENTS,
    WEEK,
)
from sim.game.setup.records import HANDS, PHASES
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.records import CAPITALS
from sim.scenario.blocks import Member, block, list_of, may_be_empty
from sim.scenario.decisions import ALL_PARTS
from sim.scenario.fields import any_number, day, lesson, number, text, whole_number, word_of
from sim.scenario.places import shown
from sim.scenario.schema import FULL, outcome_word, schema_of
from sim.scenario.shape import Form

MISSING = {
    "lever": "the lever is missing. Write lever: and one of the names that 'trilateral levers' lists.",
    "outcome": "the outcome is missing. Write outcome: and one of the names that 'trilateral outcomes' lists.",
    "series": "the series is missing. Write series: and the weekly series that arms it, for example hostility.seoul.",
}
LISTS = {
    "roles": "Begin each with a dash: - {title: President, card: what it wants}.",
    "objectives": "Begin each with a dash: - {key: keep_pact, text: Keep the pact., outcome: p_lapse, at_most: 0}.",
    "standing": "Begin each with a dash: - {lever: quiet_channel, dose: 0.5}.",
    "injects": "Begin each with a dash: - {key: launch, title: A launch, text: what happened}.",
    "questions": "Begin each with a dash: - {key: notice, text: Will it?, outcome: p_notice, at_least: 1}.",
    "rubric": "Begin each with a dash: - {title: Reasoning, points: 5, weak: .., fair: .., good: ..}.",
}


def _line(description: str) -> Any:
    return text(description, LONGEST_LINE)


def _title(description: str) -> Any:
    return text(description, LONGEST_TITLE)


def _pages(description: str, longest: int = LONGEST_CARD) -> Any:
    return text(description, longest, lines=True)


def _must(kind: Callable[[str], Any], description: str) -> Member:
    """A key that its block cannot do without."""
    return Member(kind(description), description, required=True)


def _format(value: object) -> object:
    if value != FORMAT or isinstance(value, bool):
        raise lesson(f"{shown(value)} is no known form of room files. Write game: {FORMAT}.")
    return value


def _minutes() -> Any:
    members = {phase: Member(number(replace(MINUTES, help=meaning)), meaning) for phase, meaning in PHASES.items()}
    return may_be_empty(block("Minutes", members, "How long each phase lasts, in minutes; 0 or left out: no timer."))


def _capital() -> Any:
    members = {"start": Member(number(START)), "income": Member(number(INCOME)), "most": Member(number(MOST))}
    return may_be_empty(block("Capital", members, "Political capital: what a team may spend on its orders."))


def _options() -> Any:
    members = {
        "levers_a_move": Member(whole_number(LEVERS_A_MOVE)),
        "adjudicated": Member(yes_or_no("Whether moves wait for the white cell to accept, choose or overrule.")),
        "forecasts": Member(whole_number(FORECASTS)),
        "statements": Member(whole_number(STATEMENTS)),
        "names": Member(yes_or_no("Whether people show their names.")),
        "leaks": Member(yes_or_no("Whether secrets may leak.")),
    }
    return may_be_empty(block("Options", members, "What the room allows."))


def _bounds() -> dict[str, Member]:
    return {
        "at_least": Member(any_number("Met where the outcome is this or more.")),
        "at_most": Member(any_number("Met where the outcome is this or less.")),
    }


def _role() -> Any:
    members = {
        "title": _must(_title, "What the role is called."),
        "card": _must(_pages, "What stands on its card."),
    }
    return block("Role", members, "A card for one member of the team; the first is its head.")


def _objective(known: Catalogue) -> Any:
    members = {
        "key": _must(key, "A name for it."),
        "text": _must(_line, "What is wanted, in words."),
        "outcome": Member(outcome_word(known), required=True),
        **_bounds(),
        "points": Member(number(POINTS)),
    }
    return block("Objective", members, "What a team wants of the world when the game ends.")


def _standing(capital: str, known: Catalogue) -> Any:
    levers = [lever for lever in known.levers_of(capital) if not lever.is_hold]
    parts = {part.key: Member(number(replace(FULL, label=part.label))) for lever in levers for part in lever.parts}
    members = {
        "lever": Member(
            word_of([lever.name for lever in levers], "a lever", "The name of a lever of this capital.", others=True),
            required=True,
        ),
        ALL_PARTS: Member(number(replace(FULL, label="All parts alike"))),
        **parts,
        "week": Member(whole_number(WEEK)),
    }
    return block(f"Standing{capital.capitalize()}", members, "A lever of the standing order.")


def _team(capital: str, known: Catalogue) -> Any:
    members = {
        "title": Member(_title("What the team is called.")),
        "brief": Member(_pages("What the team reads before the first move.", LONGEST_BRIEF)),
        "hand": Member(
            word_of(HANDS, "a way of playing", "; ".join(f"{word}: {what}" for word, what in HANDS.items()))
        ),
        "roles": Member(list_of(_role())),
        "objectives": Member(list_of(_objective(known))),
        "standing": Member(list_of(_standing(capital, known)), "Used in a move in which no order is sealed."),
    }
    name = capital.capitalize()
    return may_be_empty(block(f"Team{name}", members, f"The table of {name}."))


def _teams(known: Catalogue) -> Any:
    members = {capital: Member(_team(capital, known)) for capital in CAPITALS}
    return may_be_empty(block("Teams", members, "The three tables."))


def _condition(known: Catalogue) -> Any:
    members = {
        "series": Member(word_of(series_of(known), "a weekly series", "A weekly series of the world."), required=True),
        "above": Member(any_number("Armed when the series is above this.")),
        "below": Member(any_number("Armed when the series is below this.")),
    }
    return block("Condition", members, "A state of the world at the end of a move that arms the inject.")


def _inject(known: Catalogue) -> Any:
    options = tuple(dict.fromkeys(word for shock in known.shocks.values() for word in shock.choices))
    members = {
        "key": _must(key, "A name for it."),
        "title": _must(_title, "Its headline."),
        "text": _must(_pages, "What is told."),
        "to": Member(receivers("Who is told.")),
        "shock": Member(
            word_of(known.shocks, "a shock", "; ".join(f"{s.key}: {s.label}" for s in known.shocks.values()))
        ),
        "size": Member(any_number("How strong the shock is, in the shock's own range.")),
        "option": Member(word_of(options, "an option of a shock", "Whom or what the shock concerns.", others=True)),
        "at_move": Member(whole_number(AT_MOVE)),
        "when": Member(_condition(known)),
    }
    return block("Inject", members, "An event from the deck of the white cell.")


def _question(known: Catalogue) -> Any:
    members = {
        "key": _must(key, "A name for it."),
        "text": _must(_line, "The question, as people read it."),
        "outcome": Member(outcome_word(known), required=True),
        **_bounds(),
    }
    return block("Question", members, "A question for forecast slips, answered when the game ends.")


def _criterion() -> Any:
    members = {
        "title": _must(_title, "What is marked."),
        "points": Member(number(POINTS), POINTS.help, required=True),
        **{word: _must(_line, f"What {word} work looks like.") for word in ("weak", "fair", "good")},
    }
    return block("Criterion", members, "A row of the marking rubric.")


def _members(known: Catalogue) -> Mapping[str, Member]:
    return {
        "game": Member(
            Annotated[int, BeforeValidator(_format), WithJsonSchema({"const": FORMAT})], "The form of this file."
        ),
        "title": Member(_title("What the game is called.")),
        "summary": Member(text("What the game is about, in one paragraph.")),
        "length": Member(_title("How long a session takes, in words.")),
        "scenario": Member(_title("The scenario that the world plays: a name, or that of a file beside this one.")),
        "opens": Member(day("A Monday: the first day of the first move.")),
        "moves": Member(moves("The weeks of each move.")),
        "minutes": Member(_minutes()),
        "capital": Member(_capital()),
        "options": Member(_options()),
        "watch": Member(list_of(outcome_word(known)), "The outcomes that the report and the debrief show."),
        "teams": Member(_teams(known)),
        "injects": Member(list_of(_inject(known)), "The deck of the white cell."),
        "questions": Member(list_of(_question(known)), "Questions for forecast slips."),
        "script": Member(
            list_of(_pages("What the teacher says and does.")), "Before the first move, then move by move."
        ),
        "rubric": Member(list_of(_criterion()), "What the marking sheet marks."),
    }


def series_of(known: Catalogue) -> dict[str, tuple[float, float]]:
    """The weekly series of the world, each with the lowest and the highest value that it can take."""
    recorded = (field for field in known.fields.values() if field.recorded)
    return {row: (field.low, field.high) for field in recorded for row in field.row_keys}


_BUILT: dict[int, tuple[Catalogue, Form]] = {}


def game_form(known: Catalogue) -> Form:
    """The form of a room file, built once for each catalogue."""
    if id(known) not in _BUILT:
        model = block("RoomFile", _members(known), "A game for a class: a world, three teams, moves, and what is told.")
        form = Form(model, lambda path, names: unknown_key(path, names, known), MISSING, LISTS)
        _BUILT[id(known)] = (known, form)
    return _BUILT[id(known)][1]


def game_schema(known: Catalogue | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of room files, with which an editor completes and checks them."""
    return schema_of(
        game_form(known or catalogue()).model, "Trilateral room", "game", "title", "scenario", "moves", "teams"
    )
