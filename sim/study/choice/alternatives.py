"""What a capital could do on a day: hold, one lever, or one lever and some weeks later another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.records import CAPITALS, DOSE, Lever
from sim.scenario.scenario import Forced, Policy, Scenario

LAST_WEEKDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Step:
    """A lever that is pulled in a week of the scenario."""

    lever: Lever
    week: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that a capital could do. In worlds where a step is impossible, the capital holds that week."""

    capital: str
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        return "+".join(step.lever.name for step in self.steps)

    @property
    def label(self) -> str:
        """`GSOMIA notice`, or `Hold, then GSOMIA notice`."""
        return ", then ".join(step.lever.label for step in self.steps)

    @property
    def holds(self) -> bool:
        return all(step.lever.is_hold for step in self.steps)


def levers_in(scenario: Scenario, capital: str) -> tuple[Lever, ...]:
    """A capital's levers in the order of their rows in the recorded moves: hold first, the scenario's own last."""
    own = tuple(lever for lever in scenario.custom_levers if lever.owner == capital)
    return (*catalogue().levers_of(capital), *own)


def known_capital(word: str) -> str:
    """A capital's key. Raises RunError where there is no such capital."""
    if word not in CAPITALS:
        raise RunError(f"there is no capital '{word}'.{near_matches(word, CAPITALS)} Write {', '.join(CAPITALS)}.")
    return word


def decision_week(scenario: Scenario, day: date | None, horizon: int, option: str = "--at") -> int:
    """The week in which is decided: that of `day`, else of the day from which the scenario's agents decide.

    Raises RunError where there is no such day, or fewer than `horizon` weeks are left after it.
    """
    clock = scenario.clock
    chosen = scenario.agents_from if day is None else day
    if chosen is None or (day is None and not clock.holds(chosen)):
        raise RunError(
            f"'{scenario.title}' does not say when agents begin to decide, so the day of the decision must be "
            f"written: {option} {clock.first_day(clock.weeks // 2)}, or any day from {clock.start} to {clock.end}."
        )
    if not clock.holds(chosen):
        side = "before the scenario begins" if chosen < clock.start else "after the scenario ends"
        raise RunError(
            f"{option} {chosen} lies {side}: it runs from {clock.start} to {clock.end} ({clock.weeks} weeks). "
            "Choose a day within it, or change its horizon with --weeks."
        )
    week = clock.week_of(chosen)
    if horizon < 1 or week + horizon > clock.weeks:
        raise RunError(
            f"--horizon {horizon}: {clock.weeks - week} weeks are left from {chosen} to the end of the scenario on "
            f"{clock.end}. Write a number from 1 to {clock.weeks - week}, or lengthen it with --weeks."
        )
    return week


def singles(scenario: Scenario, capital: str, week: int) -> tuple[Alternative, ...]:
    """Hold, and each of a capital's levers alone. Levers that the scenario bans are left out."""
    banned = scenario.policies[capital].ban
    levers = (lever for lever in levers_in(scenario, capital) if lever.name not in banned)
    return tuple(Alternative(capital, (Step(lever, week),)) for lever in levers)


def sequences(few: Sequence[Alternative], hold: Alternative, gap: int) -> tuple[Alternative, ...]:
    """Each ordered pair of a few different levers, the second `gap` weeks after the first; and waiting, that is
    holding first and pulling one of them then."""
    pairs = [(first, second) for first in few for second in few if first.key != second.key]
    waits = [(hold, second) for second in few]
    return tuple(
        Alternative(first.capital, (first.steps[0], Step(second.steps[0].lever, first.steps[0].week + gap)))
        for first, second in [*pairs, *waits]
    )


def doing(scenario: Scenario, alternatives: Iterable[Alternative]) -> Scenario:
    """The scenario in which capitals do these alternatives, at most one each.

    What the scenario itself forces on such a capital in these weeks makes room. In each of the weeks the lever is
    ordered on the first day and holding on the last: the first order that can be carried out counts, so that a capital
    that cannot pull the lever holds instead of doing something else.
    """
    policies: dict[str, Policy] = dict(scenario.policies)
    for alternative in alternatives:
        before = policies[alternative.capital]
        weeks = {step.week for step in alternative.steps}
        kept = [forced for forced in before.force if scenario.clock.week_of(forced.at) not in weeks]
        policy = "script" if before.policy == "hold" else before.policy
        policies[alternative.capital] = replace(before, policy=policy, force=(*kept, *_orders(scenario, alternative)))
    return replace(scenario, policies=policies)


def _orders(scenario: Scenario, alternative: Alternative) -> Iterable[Forced]:
    hold = next(lever for lever in levers_in(scenario, alternative.capital) if lever.is_hold)
    for step in alternative.steps:
        first_day = scenario.clock.first_day(step.week)
        if not step.lever.is_hold:
            yield Forced(step.lever.key, first_day, full(step.lever))
        yield Forced(hold.key, first_day + LAST_WEEKDAY, full(hold))


def full(lever: Lever) -> Mapping[str, float]:
    """The full measure of every part of a lever."""
    return {part.key: DOSE.high for part in lever.parts}
