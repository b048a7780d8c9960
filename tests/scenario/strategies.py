"""Random scenarios that are right, in the words of the small catalogue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sim.kernel.records import CAPITALS, ONCE, Lever, Tempo, channels_of
from sim.scenario.scenario import MODES, TURNS, Expectation, Forced, Luck, Policy, Scenario, ShockEvent, Turn
from sim.scenario.uncertain import Uncertain
from tests.scenario.small import SHOCKS, small_catalogue

KNOWN = small_catalogue()


def words(longest: int = 40) -> st.SearchStrategy[str]:
    """Text as it comes out of a file: one line, nothing that cannot be shown, no spaces at the ends."""
    letters = st.text(st.characters(codec="utf-8"), max_size=longest)
    return letters.map(lambda text: " ".join("".join(filter(str.isprintable, text)).split()))


def some_words() -> st.SearchStrategy[str]:
    return words().map(lambda text: text or "x")


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: value + 0.0)


@st.composite
def spreads(draw: st.DrawFn, low: float, high: float) -> Uncertain:
    first, middle, last = sorted(draw(st.tuples(*[numbers(low, high)] * 3)))
    dist = draw(st.sampled_from(("uniform", "normal", "triangular")))
    if dist == "normal":
        return Uncertain(dist, first, last, mean=middle, sd=draw(numbers(0.01, 10.0)))
    if dist == "triangular":
        return Uncertain(dist, first, last, mode=middle)
    return Uncertain(dist, first, last)


@st.composite
def own_levers(draw: st.DrawFn) -> tuple[Lever, ...]:
    levers = []
    for capital, letter, following in zip(CAPITALS, "KJU", (12, 9, 3), strict=True):
        names = draw(st.lists(st.from_regex(r"own_[a-z0-9_]{0,8}", fullmatch=True), max_size=2, unique=True))
        for index, name in enumerate(names):
            features = draw(st.dictionaries(st.sampled_from(channels_of(capital)), numbers(-1, 1), max_size=3))
            levers.append(
                Lever(
                    key=f"{capital}.{name}",
                    code=f"{letter}{following + index}",
                    label=draw(some_words()),
                    sentence=draw(some_words()),
                    tempo=draw(st.sampled_from(list(Tempo))),
                    features={channel: value for channel, value in features.items() if value != 0.0},
                    political_cost=draw(numbers(0, 10)),
                    cooldown=draw(st.integers(0, ONCE)),
                    clock="",
                    source=draw(some_words()),
                )
            )
    return tuple(levers)


@st.composite
def policies(draw: st.DrawFn, start: date, days: st.SearchStrategy[date], levers: list[Lever]) -> Policy:
    policy = draw(st.sampled_from(("agent", "script", "hold")))
    usable = [lever for lever in levers if lever.window is None and not lever.is_hold]
    chosen = draw(st.lists(st.sampled_from(usable), unique_by=lambda lever: lever.key, max_size=3))
    banned = frozenset(
        lever.name for lever in draw(st.lists(st.sampled_from(usable), max_size=3)) if lever not in chosen
    )
    if policy == "hold":
        return Policy(policy, (), banned)
    force = []
    for lever in chosen:
        for at in draw(st.lists(days, min_size=1, max_size=2, unique_by=lambda day: (day - start).days // 7)):
            doses = {part.key: draw(st.just(1.0) | numbers(0, 1)) for part in lever.parts}
            lasting = draw(st.none() | st.integers(7, 2_000)) if lever.lift else None
            force.append(Forced(lever.key, at, doses, at + timedelta(lasting) if lasting else None))
    turns = draw(st.lists(days, max_size=2, unique_by=lambda day: (day - start).days // 7))
    return Policy(policy, tuple(force), banned, tuple(Turn(at, draw(st.sampled_from(TURNS))) for at in turns))


@st.composite
def shock_events(draw: st.DrawFn, days: st.SearchStrategy[date]) -> ShockEvent:
    shock, at = draw(st.sampled_from(SHOCKS)), draw(days)
    lasting = draw(st.none() | st.integers(7, 900)) if shock.lasts else None
    option = draw(st.sampled_from(shock.choices)) if shock.option else None
    return ShockEvent(shock.key, at, draw(numbers(0, 1)), at + timedelta(lasting) if lasting else None, option)


@st.composite
def lucks(draw: st.DrawFn, start: date, days: st.SearchStrategy[date]) -> tuple[Luck, ...]:
    chosen = draw(st.lists(days, max_size=2, unique_by=lambda day: (day - start).days // 7))
    return tuple(Luck(at, draw(st.integers(0, 1_000_000))) for at in chosen)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    start, weeks = draw(st.dates(date(1990, 1, 1), date(2080, 1, 1))), draw(st.integers(1, 520))
    days = st.integers(0, 7 * weeks - 1).map(lambda count: start + timedelta(count))
    own = draw(own_levers())
    decided = {
        capital: draw(
            policies(start, days, [*KNOWN.levers_of(capital), *(lever for lever in own if lever.owner == capital)])
        )
        for capital in CAPITALS
    }
    forced = {
        f"{item.lever}.{part}": (0.0, 1.0)
        for policy in decided.values()
        for item in policy.force
        for part in item.doses
    }
    inputs = {key: (p.low, p.high) for key, p in KNOWN.parameters.items()} | forced
    values = draw(st.dictionaries(st.sampled_from(list(KNOWN.parameters)), st.floats(0, 1)))
    low_high: dict[str, Any] = {key: (p.low, p.high, p.default) for key, p in KNOWN.parameters.items()}
    scaled = {key: low_high[key][0] + share * (low_high[key][1] - low_high[key][0]) for key, share in values.items()}
    chosen = draw(st.lists(st.sampled_from(list(inputs)), unique=True, max_size=3))
    swept = draw(st.lists(st.sampled_from(list(inputs)), unique=True, max_size=2))
    return Scenario(
        title=draw(words()),
        question=draw(words(300)),
        sources=tuple(draw(st.lists(words(120), max_size=3))),
        start=start,
        weeks=weeks,
        worlds=draw(st.integers(1, 1_000_000)),
        seed=draw(st.integers(0, 2**63 - 1)),
        agents_from=draw(st.none() | days),
        values={key: value for key, value in scaled.items() if value != low_high[key][2]},
        uncertain={key: draw(spreads(*inputs[key])) for key in chosen},
        decision_mode=draw(st.sampled_from(list(MODES))),
        level=draw(st.integers(0, 8)),
        policies=decided,
        custom_levers=own,
        shocks=tuple(draw(st.lists(shock_events(days), max_size=3, unique_by=lambda e: (e.shock, e.at, e.option)))),
        luck=draw(lucks(start, days)),
        sweep={key: tuple(draw(st.lists(numbers(*inputs[key]), min_size=1, max_size=4, unique=True))) for key in swept},
        watch=tuple(draw(st.lists(st.sampled_from(list(KNOWN.outcomes)), unique=True))),
        expect=tuple(
            Expectation(outcome, *sorted((draw(numbers(0, 1)), draw(numbers(0, 1)))))
            for outcome in draw(st.lists(st.sampled_from(list(KNOWN.outcomes)), max_size=2))
        ),
    )
