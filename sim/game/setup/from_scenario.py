"""Any scenario opens as a game: teams, briefs, objectives, questions and a deck made from the scenario and the
catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sim.game.setup.errors import SetupError
from sim.game.setup.numbers import MOST_MOVES, MOST_WEEKS
from sim.game.setup.opening import first_monday, monday_from
from sim.game.setup.records import WEEKS_OF_A_MOVE, Inject, Objective, Question, Role, Setup, Team
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.records import CAPITALS, Lever, Outcome, Shock, is_event
from sim.scenario.scenario import Scenario

MINUTES = {"brief": 2, "negotiate": 4, "seal": 2, "report": 2}
WATCHED_POINTS, OTHER_POINTS = 2.0, 1.0
MOST_QUESTIONS = 4
MOST_REMEMBERED = 10
# Events that the record before the game may have brought about already, by the lever that did.
BROUGHT_ABOUT = {"p_notice": "seoul.gsomia_notice", "p_suspend": "seoul.gsomia_suspend_notice"}
ROLES = (
    Role("Head of government", "You chair the table and seal the order. Hear everybody before you decide."),
    Role("Foreign minister", "You speak for the table in the channels. Find out what the others can give, and say so."),
    Role(
        "Adviser at home", "You keep an eye on voters and on what each order costs. Say what people at home will say."
    ),
)
OPENING = (
    "Put the room's code on the board and let everybody sit down at one of the three tables. Read the question aloud: "
    "{question} Say that each move is {weeks} weeks of the world, and that what is sealed is carried out."
)
FIRST = "Give the tables time to read. Ask each head to say in one sentence what the table wants, to the table only."
MIDDLE = "Read the headlines aloud. Ask one table what surprised it, without saying what it ordered. Then go on."
LAST = "Say that this is the last move. Collect the forecast slips before the orders are sealed."
DEBRIEF = (
    "Open the debrief. Ask first what each table thought the others wanted, then show what they wanted. "
    "End with the question: what was judgement, and what was luck?"
)


def as_game(scenario: Scenario, name: str, moves: int = 5, weeks: int = 4) -> Setup:
    """A scenario as a game of so many moves of so many weeks; `name` is the scenario's name, which the game keeps.

    It opens where the scenario's agents begin to decide. Raises SetupError for moves that nobody can play.
    """
    known = catalogue()
    opens = _opens(scenario, moves, weeks)
    watch = scenario.watch or tuple(key for key in known.outcomes if is_event(key))
    open_still = {key: outcome for key, outcome in known.outcomes.items() if key not in _settled(scenario, opens)}
    end = opens + timedelta(weeks=moves * weeks, days=-1)
    objectives = tuple(_objectives(scenario, open_still, watch))
    return Setup(
        title=scenario.title,
        scenario=name,
        opens=opens,
        moves=(weeks,) * moves,
        teams={capital: _team(capital, scenario, known, opens, end, objectives) for capital in CAPITALS},
        summary=scenario.question,
        length=f"about {moves * sum(MINUTES.values())} minutes, and the debrief",
        minutes=MINUTES,
        injects=tuple(card for shock in known.shocks.values() for card in _cards(shock)),
        questions=tuple(_questions(open_still, watch)),
        script=tuple(_script(scenario, moves, weeks)),
        watch=watch,
    )


def _opens(scenario: Scenario, moves: int, weeks: int) -> date:
    """The first day of a game: as late as its moves allow."""
    shortest, longest = WEEKS_OF_A_MOVE
    if not (1 <= moves <= MOST_MOVES and shortest <= weeks <= longest):
        raise SetupError(
            f"a game of {moves} moves of {weeks} weeks cannot be played. "
            f"Choose 1 to {MOST_MOVES} moves of {shortest} to {longest} weeks."
        )
    return min(first_monday(scenario), monday_from(scenario.clock.first_day(MOST_WEEKS - moves * weeks)))


def _team(
    capital: str, scenario: Scenario, known: Catalogue, opens: date, end: date, objectives: tuple[Objective, ...]
) -> Team:
    name = capital.capitalize()
    blocks = (
        [f"You are the government in {name}. {scenario.question}".strip()],
        [f"The game runs from {opens:%-d %B %Y} to {end:%-d %B %Y}."],
        list(_remembered(capital, scenario, known, opens)),
        ["What you can do:", *_can_do(capital, scenario, known)],
    )
    brief = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Team(capital, name, brief, roles=ROLES, objectives=objectives)


def _remembered(capital: str, scenario: Scenario, known: Catalogue, opens: date) -> Iterator[str]:
    """What this capital knows of the record before the game: its own moves, what was public of the others', events."""
    levers = {**known.levers, **{lever.key: lever for lever in scenario.custom_levers}}
    forced = [item for policy in scenario.policies.values() for item in policy.force if item.at < opens]
    seen = [
        (item.at, f"{levers[item.lever].owner.capitalize()}: {levers[item.lever].label}.")
        for item in forced
        if levers[item.lever].owner == capital or not levers[item.lever].sealed
    ]
    seen += [(event.at, f"{known.shocks[event.shock].label}.") for event in scenario.shocks if event.at < opens]
    if seen:
        yield "What came before:"
        yield from (f"- {day}: {words}" for day, words in sorted(seen)[-MOST_REMEMBERED:])


def _can_do(capital: str, scenario: Scenario, known: Catalogue) -> Iterator[str]:
    own = [lever for lever in scenario.custom_levers if lever.owner == capital]
    for lever in (*known.levers_of(capital), *own):
        if not lever.is_hold and lever.name not in scenario.policies[capital].ban:
            yield _described(lever)


def _described(lever: Lever) -> str:
    needs = f" Needs: {lever.needs}" if lever.needs else ""
    return f"- {lever.label}: {lever.sentence}{needs}"


def _settled(scenario: Scenario, opens: date) -> set[str]:
    """Events of which the record before the game has decided, so that nobody can wish for them or bet on them."""
    pulled = {item.lever for policy in scenario.policies.values() for item in policy.force if item.at < opens}
    return {event for event, lever in BROUGHT_ABOUT.items() if lever in pulled}


def _objectives(scenario: Scenario, outcomes: Mapping[str, Outcome], watch: tuple[str, ...]) -> Iterator[Objective]:
    """What most readers would call good, as a wish: events avoided or reached, and numbers better than expected."""
    middles = {expected.outcome: (expected.low + expected.high) / 2 for expected in scenario.expect}
    for key, outcome in outcomes.items():
        points = WATCHED_POINTS if key in watch else OTHER_POINTS
        higher = outcome.better == "higher"
        if is_event(key) and outcome.better:
            aim, value = ("To be reached", 1.0) if higher else ("To be avoided", 0.0)
            words = f"{aim}: {_told(outcome)}"
        elif key in middles and outcome.better:
            value = round(middles[key], outcome.digits)
            words = f"{outcome.label}: {'at least' if higher else 'at most'} {value:g} ({outcome.unit})"
        else:
            continue
        bounds = {"at_least": value} if higher else {"at_most": value}
        yield Objective(key=key, text=f"{words}.", outcome=key, points=points, **bounds)


def _questions(outcomes: Mapping[str, Outcome], watch: tuple[str, ...]) -> Iterator[Question]:
    """Questions about watched events; about all events where none is watched."""
    events = [key for key in outcomes if is_event(key)]
    watched = [key for key in watch if key in events]
    for key in (watched or events)[:MOST_QUESTIONS]:
        yield Question(key, f"Will it come about by the end: {_told(outcomes[key])}?", key, at_least=1.0)


def _told(outcome: Outcome) -> str:
    """An event in words: `pact lapsed (whether the intelligence pact was out of force in some week)`."""
    return f"{_lower(outcome.label)} ({_lower(outcome.help).rstrip('.')})"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _cards(shock: Shock) -> Iterator[Inject]:
    """The card of a shock; a shock that concerns one of several has a card for each of them."""
    for choice in shock.choices or (None,):
        key = shock.key if choice is None else f"{shock.key}_{choice}"
        title = shock.label if choice is None else f"{shock.label}: {choice.replace('_', ' ')}"
        yield Inject(key, title, shock.sentence, shock=shock.key, size=shock.size.default, option=choice)


def _script(scenario: Scenario, moves: int, weeks: int) -> Iterator[str]:
    yield OPENING.format(question=scenario.question or scenario.title, weeks=weeks)
    for move in range(moves):
        if move == moves - 1:
            yield LAST
        else:
            yield FIRST if move == 0 else MIDDLE
    yield DEBRIEF
