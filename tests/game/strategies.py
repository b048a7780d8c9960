"""Random games that are right: they could have come out of a room file."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from sim.game.setup.form import series_of
from sim.game.setup.opening import first_monday, weeks_left
from sim.game.setup.records import (
    HANDS,
    PHASES,
    Capital,
    Condition,
    Criterion,
    Inject,
    Line,
    Objective,
    Options,
    Question,
    Role,
    Setup,
    Team,
)
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.scenario.strategies import numbers, some_words, words

SCENARIO = "baseline"
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


@cache
def world(name: str = SCENARIO) -> Scenario:
    """The scenario that random games play."""
    return load_scenario(name)


def pages() -> st.SearchStrategy[str]:
    """Text of several lines, as it comes out of a file."""
    return st.lists(words(), max_size=4).map(lambda lines: "\n".join(lines).strip())


@st.composite
def orders(draw: st.DrawFn, capital: str, weeks: int, most: int = 3) -> tuple[Line, ...]:
    """Lines of a capital's order: each lever once, in a week of the move, with some dose."""
    levers = [lever for lever in catalogue().levers_of(capital) if not lever.is_hold]
    chosen = draw(st.lists(st.sampled_from(levers), max_size=most, unique_by=lambda lever: lever.key))
    return tuple(
        Line(
            lever.key,
            {part.key: draw(st.just(1.0) | numbers(0.01, 1.0)) for part in lever.parts},
            draw(st.integers(1, weeks)),
        )
        for lever in chosen
    )


@st.composite
def thresholds(draw: st.DrawFn) -> dict[str, Any]:
    """An outcome, and how high it must be: something that is neither always nor never so."""
    outcome = draw(st.sampled_from(list(catalogue().outcomes.values())))
    low, high = outcome.low, outcome.high
    span = high - low
    lower, upper = sorted(draw(st.tuples(numbers(0.01, 0.99), numbers(0.01, 0.99))))
    bounds = {"at_least": low + lower * span, "at_most": low + upper * span}
    kept = draw(st.sampled_from((("at_least",), ("at_most",), ("at_least", "at_most"))))
    return {"outcome": outcome.key, **{name: bounds[name] for name in kept}}


@st.composite
def objectives(draw: st.DrawFn) -> Objective:
    return Objective(draw(KEYS), draw(some_words()), points=draw(numbers(0, 100)), **draw(thresholds()))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    return Question(draw(KEYS), draw(some_words()), **draw(thresholds()))


@st.composite
def teams(draw: st.DrawFn, capital: str, weeks: int) -> Team:
    role = st.builds(Role, some_words(), pages())
    return Team(
        capital,
        draw(some_words()),
        draw(pages()),
        roles=tuple(draw(st.lists(role, max_size=3))),
        objectives=tuple(draw(st.lists(objectives(), max_size=2, unique_by=lambda wanted: wanted.key))),
        standing=draw(orders(capital, weeks)),
        hand=draw(st.sampled_from(list(HANDS))),
    )


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    series = series_of(catalogue())
    key = draw(st.sampled_from(list(series)))
    low, high = series[key]
    value = low + draw(numbers(0.01, 0.99)) * (high - low)
    return Condition(key, above=value) if draw(st.booleans()) else Condition(key, below=value)


@st.composite
def injects(draw: st.DrawFn, moves: int) -> Inject:
    shock = draw(st.none() | st.sampled_from(list(catalogue().shocks.values())))
    to = draw(st.sets(st.sampled_from(CAPITALS), min_size=1))
    armed = draw(st.sampled_from(("deck", "move", "when")))
    return Inject(
        draw(KEYS),
        draw(some_words()),
        draw(pages()),
        to=tuple(capital for capital in CAPITALS if capital in to),
        shock=shock.key if shock is not None else None,
        size=draw(numbers(shock.size.low, shock.size.high)) if shock is not None else None,
        option=draw(st.sampled_from(shock.choices)) if shock is not None and shock.choices else None,
        at_move=draw(st.integers(1, moves)) if armed == "move" else None,
        when=draw(conditions()) if armed == "when" else None,
    )


def mondays() -> st.SearchStrategy[date]:
    """Mondays of the world, on which a game may open."""
    first, clock = first_monday(world()), world().clock
    return st.integers(0, (clock.end - first).days // 7).map(lambda weeks: first + timedelta(weeks=weeks))


@st.composite
def setups(draw: st.DrawFn) -> Setup:
    """A whole game of the scenario `baseline`."""
    moves = tuple(draw(st.lists(st.integers(1, 13), min_size=1, max_size=6)))
    opens = draw(mondays().filter(lambda day: sum(moves) <= weeks_left(world(), day)))
    start, most = sorted(draw(st.tuples(numbers(0, 20), numbers(0, 20))))
    return Setup(
        title=draw(some_words()),
        scenario=SCENARIO,
        opens=opens,
        moves=moves,
        teams={capital: draw(teams(capital, min(moves))) for capital in CAPITALS},
        summary=draw(words()),
        length=draw(words()),
        minutes=draw(st.dictionaries(st.sampled_from(list(PHASES)), numbers(0, 20_160))),
        capital=Capital(start, draw(numbers(0, 20)), most),
        options=draw(
            st.builds(
                Options,
                levers_a_move=st.integers(1, 6),
                adjudicated=st.booleans(),
                forecasts=st.integers(0, 10),
                statements=st.integers(0, 20),
                names=st.booleans(),
                leaks=st.booleans(),
            )
        ),
        injects=tuple(draw(st.lists(injects(len(moves)), max_size=3, unique_by=lambda inject: inject.key))),
        questions=tuple(draw(st.lists(questions(), max_size=3, unique_by=lambda asked: asked.key))),
        script=tuple(draw(st.lists(pages(), max_size=3))),
        rubric=tuple(
            draw(
                st.lists(
                    st.builds(Criterion, some_words(), numbers(0, 100), words(), words(), words()),
                    max_size=2,
                )
            )
        ),
        watch=tuple(draw(st.lists(st.sampled_from(list(catalogue().outcomes)), unique=True))),
    )
