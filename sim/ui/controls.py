"""What a reader can move on the Explore page: a slider for every disposition and every lever, made from the records."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sim.kernel.catalogue import Catalogue
from sim.kernel.clock import Clock
from sim.kernel.quantity import Parameter, Role
from sim.kernel.records import CAPITALS, ONCE, Lever
from sim.scenario.scenario import Forced, Scenario

OTHERS = "others"
MOST_USED = (
    "seoul.resolve",
    "seoul.orientation",
    "seoul.gsomia_notice",
    "seoul.third_party_payment",
    "seoul.quiet_channel",
    "tokyo.resolve",
    "tokyo.export_controls",
    "tokyo.whitelist_removal",
    "tokyo.gesture",
    "washington.engagement",
    "washington.standstill_proposal",
    "washington.presidential_visit",
)
DOSE_STEP = 0.05
STEPS_ACROSS = 100
WORLD_CHOICES = (100, 200, 500, 1000)
LIVE_WORLDS = 200
EVIDENCE_WORDS = {
    "data": "fitted to or read off data",
    "literature": "range from published work",
    "judgement": "judgement; vary it, do not trust it",
}


@dataclass(frozen=True, slots=True)
class Control:
    """One slider. `value` is where the scenario has it; `spread` the range over which the scenario samples it.

    `lever` names the lever whose dose (or whose part's dose) the slider sets; it is None for a disposition.
    """

    key: str
    group: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    value: float
    help: str
    source: str
    grade: str
    lever: str | None = None
    part: str = ""
    spread: tuple[float, float] | None = None

    def held(self, value: float) -> float:
        """The nearest value that the slider can show."""
        steps = round((value - self.low) / self.step)
        decimals = max(0, -math.floor(math.log10(self.step)) + 1)
        return min(max(round(self.low + steps * self.step, decimals), self.low), self.high)

    def differs(self, value: float) -> bool:
        return abs(value - self.value) > self.step * 1e-6


@dataclass(frozen=True, slots=True)
class LeverCard:
    """What a reader should know of a lever beside its dose: what it is, when it may be pulled, what it needs.

    `at` is the day on which a dose above 0 would force it; `legal` the stretches of days in which its law allows it
    (none means always); `forced` the days on which the scenario itself forces it.
    """

    key: str
    label: str
    sentence: str
    needs: str
    clock: str
    source: str
    grade: str
    once: bool
    at: date
    legal: tuple[tuple[date, date], ...]
    forced: tuple[date, ...]
    banned: bool
    parts: tuple[str, ...]

    def nearest_legal(self, day: date, clock: Clock) -> date:
        """The day nearest to a wished one on which the lever may be forced within the scenario."""
        stretches = self.legal or ((clock.start, clock.end),)
        return min((min(max(day, opens), closes) for opens, closes in stretches), key=lambda held: abs(held - day))


@dataclass(frozen=True, slots=True)
class Desk:
    """All that can be moved for one scenario: sliders and levers by key, and the policy of each capital."""

    controls: Mapping[str, Control]
    levers: Mapping[str, LeverCard]
    policies: Mapping[str, str]

    def of(self, group: str) -> tuple[Control, ...]:
        """A group's sliders, the most used first, then dispositions before levers."""
        return tuple(control for control in self.controls.values() if control.group == group)


def desk_for(scenario: Scenario, catalogue: Catalogue) -> Desk:
    """Everything a reader can move in a scenario."""
    cards = {lever.key: _card(lever, scenario, catalogue) for lever in _levers(scenario, catalogue)}
    levers = [lever for lever in _levers(scenario, catalogue) if lever.window is None or cards[lever.key].legal]
    found = [*_dispositions(scenario, catalogue), *_doses(levers, scenario)]
    ordered = sorted(found, key=_most_used_first)
    policies = {capital: policy.policy for capital, policy in scenario.policies.items()}
    return Desk({control.key: control for control in ordered}, cards, policies)


def is_most_used(control: Control) -> bool:
    return control.key in MOST_USED


def _most_used_first(control: Control) -> int:
    return MOST_USED.index(control.key) if control.key in MOST_USED else len(MOST_USED)


def _group(place: str) -> str:
    return place if place in CAPITALS else OTHERS


def _levers(scenario: Scenario, catalogue: Catalogue) -> Iterator[Lever]:
    for capital in CAPITALS:
        yield from (lever for lever in catalogue.levers_of(capital) if not lever.is_hold)
        yield from (lever for lever in scenario.custom_levers if lever.owner == capital)


def _dispositions(scenario: Scenario, catalogue: Catalogue) -> Iterator[Control]:
    for parameter in catalogue.parameters.values():
        if parameter.role is Role.DISPOSITION and parameter.low < parameter.high:
            yield _disposition(parameter, scenario)


def _disposition(parameter: Parameter, scenario: Scenario) -> Control:
    uncertain = scenario.uncertain.get(parameter.key)
    value = scenario.values.get(parameter.key, parameter.default)
    if uncertain is not None:
        value = _middle(uncertain.low, uncertain.high, uncertain.mode, uncertain.mean)
    return Control(
        key=parameter.key,
        group=_group(parameter.place),
        label=parameter.label,
        unit=parameter.unit,
        low=parameter.low,
        high=parameter.high,
        step=handy_step(parameter.low, parameter.high),
        value=min(max(value, parameter.low), parameter.high),
        help=parameter.help,
        source=parameter.source,
        grade=str(parameter.grade),
        spread=(uncertain.low, uncertain.high) if uncertain is not None else None,
    )


def _middle(low: float, high: float, mode: float | None, mean: float | None) -> float:
    if mode is not None:
        return mode
    return mean if mean is not None and low <= mean <= high else (low + high) / 2


def handy_step(low: float, high: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides a range into about a hundred."""
    raw = (high - low) / STEPS_ACROSS
    power = 10.0 ** math.floor(math.log10(raw))
    factor = next(factor for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * 0.999)
    return float(f"{factor * power:.6g}")


def _doses(levers: Iterable[Lever], scenario: Scenario) -> Iterator[Control]:
    for lever in levers:
        forced = forced_by(scenario, lever.key)
        for part in lever.parts:
            dose = lever.dose_of(part)
            whole = len(lever.parts) == 1
            uncertain = scenario.uncertain.get(f"{lever.key}.{part.key}")
            yield Control(
                key=lever.key if whole else f"{lever.key}.{part.key}",
                group=lever.owner,
                label=lever.label if whole else f"{lever.label}: {part.label.lower()}",
                unit=dose.unit,
                low=dose.low,
                high=dose.high,
                step=DOSE_STEP,
                value=forced[0].doses.get(part.key, dose.high) if forced else dose.low,
                help=lever.sentence,
                source=lever.source,
                grade=str(lever.grade),
                lever=lever.key,
                part=part.key,
                spread=(uncertain.low, uncertain.high) if uncertain is not None and forced else None,
            )


def forced_by(scenario: Scenario, lever: str) -> tuple[Forced, ...]:
    """The times a scenario forces a lever, earliest first."""
    policy = scenario.policies.get(lever.split(".", 1)[0])
    return tuple(forced for forced in policy.force if forced.lever == lever) if policy is not None else ()


def _card(lever: Lever, scenario: Scenario, catalogue: Catalogue) -> LeverCard:
    days = tuple(forced.at for forced in forced_by(scenario, lever.key))
    legal = _legal(lever, scenario.clock, catalogue)
    return LeverCard(
        key=lever.key,
        label=lever.label,
        sentence=lever.sentence,
        needs=lever.needs,
        clock=lever.clock,
        source=lever.source,
        grade=str(lever.grade),
        once=lever.cooldown >= ONCE,
        at=days[0] if days else _first_day(legal, scenario),
        legal=legal,
        forced=days,
        banned=lever.name in scenario.policies[lever.owner].ban,
        parts=tuple(part.key for part in lever.parts),
    )


def _first_day(legal: tuple[tuple[date, date], ...], scenario: Scenario) -> date:
    """The first day on which a lever may be forced: when the agents take over, or the next day its law allows."""
    free = min(max(scenario.agents_from or scenario.start, scenario.start), scenario.clock.end)
    for opens, closes in legal:
        if closes >= free:
            return max(opens, free)
    return free


def _legal(lever: Lever, clock: Clock, catalogue: Catalogue) -> tuple[tuple[date, date], ...]:
    """The stretches of the horizon in which a lever's legal window is open; empty where its law is silent."""
    if lever.window is None:
        return ()
    window = catalogue.windows[lever.window]
    found: list[tuple[date, date]] = []
    for offset in range(7 * clock.weeks):
        day = clock.start + timedelta(days=offset)
        if not window.opens(day):
            continue
        if found and found[-1][1] == day - timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)
