"""What a scenario lays down, as one world sees it: parameters, levers, plans, shocks and the luck of each week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sim.kernel.catalogue import catalogue
from sim.kernel.records import Lever
from sim.scenario.scenario import Policy, Scenario
from tests.reference.choice import Order, Plan, Row, rows_of
from tests.reference.world import CAPITALS, Parameters

NEVER = 1.0
Strike = tuple[str, float, str | None]


class Luck(Protocol):
    """Where the luck of one world comes from."""

    def draw(self, stream: str, week: int) -> list[float]:
        """The numbers of a stream in a week."""

    def clocks(self, capital: str, levers: list[Lever], week: int) -> list[float]:
        """The clocks of the levers of a capital in a week."""


@dataclass
class Setting:
    """Everything about one world that does not change from week to week."""

    p: Parameters
    start: date
    tables: list[list[Row]]
    plans: list[Plan]
    shocks: Mapping[int, list[Strike]]
    mode: str
    level: int
    record_until: int

    def first_day(self, week: int) -> date:
        return self.start + timedelta(days=7 * week)

    def chance(self, luck: Luck, stream: str, week: int) -> list[float]:
        """Luck that decides whether something happens; while the record is replayed nothing happens by itself."""
        dealt = luck.draw(stream, week)
        return dealt if week >= self.record_until else [NEVER] * len(dealt)


def setting_of(scenario: Scenario, values: Mapping[str, float]) -> Setting:
    """The setting of one world. `values` holds what this world drew, the doses of forced levers included."""
    p = {key: scenario.values.get(key, record.default) for key, record in catalogue().parameters.items()}
    p.update(values)
    tables, plans = [], []
    for capital in CAPITALS:
        own = [lever for lever in scenario.custom_levers if lever.owner == capital]
        tables.append(rows_of(capital, [*catalogue().levers_of(capital), *own], p))
        plans.append(_plan(scenario, scenario.policies[capital], values))
    record_until = _week(scenario, scenario.agents_from) if scenario.agents_from else 0
    mode, level = scenario.decision_mode, scenario.level
    return Setting(p, scenario.start, tables, plans, _shocks(scenario), mode, level, record_until)


def _plan(scenario: Scenario, policy: Policy, values: Mapping[str, float]) -> Plan:
    orders: dict[int, list[Order]] = defaultdict(list)
    lifts: dict[int, list[str]] = defaultdict(list)
    for forced in policy.force:
        doses = {part: values.get(f"{forced.lever}.{part}", dose) for part, dose in forced.doses.items()}
        orders[_week(scenario, forced.at)].append(Order(forced.lever, doses))
        if forced.until is not None:
            lifts[_week(scenario, forced.until)].append(forced.lever)
    decides = policy.policy == "agent"
    first = _week(scenario, scenario.agents_from) if scenario.agents_from else 0
    return Plan(first if decides else float("inf"), policy.ban, first, orders, lifts)


def _week(scenario: Scenario, day: date) -> int:
    return (day - scenario.start).days // 7


def _shocks(scenario: Scenario) -> Mapping[int, list[Strike]]:
    found: dict[int, list[Strike]] = defaultdict(list)
    for event in scenario.shocks:
        first = _week(scenario, event.at)
        lasting = event.until is not None and catalogue().shocks[event.shock].lasts
        last = _week(scenario, event.until) if lasting else first  # type: ignore[arg-type]
        for week in range(max(first, 0), min(last, scenario.weeks - 1) + 1):
            found[week].append((event.shock, event.size, event.option))
    return found
