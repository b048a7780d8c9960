"""From a scenario to the plan of the three capitals: who decides from when, and what is forced when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.decision.plan import CapitalPlan, Order, Plan
from sim.kernel.catalogue import Catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario


def plan_of(scenario: Scenario, catalogue: Catalogue, values: Mapping[str, Array], dtype: np.dtype[Any]) -> Plan:
    """Who decides, what is forced and what is lifted, by week. `values` holds sampled doses by `lever.part`."""
    capitals = tuple(_capital(scenario, catalogue, capital, values, dtype) for capital in CAPITALS)
    return Plan(capitals, scenario.decision_mode, scenario.level)


def _capital(
    scenario: Scenario,
    catalogue: Catalogue,
    capital: str,
    values: Mapping[str, Array],
    dtype: np.dtype[Any],
) -> CapitalPlan:
    clock, policy = scenario.clock, scenario.policies[capital]
    own = tuple(lever for lever in scenario.custom_levers if lever.owner == capital)
    orders: dict[int, list[Order]] = defaultdict(list)
    lifts: dict[int, list[str]] = defaultdict(list)
    for forced in policy.force:
        doses = {
            part: np.asarray(values.get(f"{forced.lever}.{part}", dose), dtype=dtype)
            for part, dose in forced.doses.items()
        }
        orders[clock.week_of(forced.at)].append(Order(forced.lever, doses))
        if forced.until is not None:
            lifts[clock.week_of(forced.until)].append(forced.lever)
    free = frozenset(week for week in range(clock.weeks) if scenario.decides(capital, week))
    levers = (*catalogue.levers_of(capital), *own)
    return CapitalPlan(capital, levers, free, len(own), policy.ban, dict(orders), dict(lifts))
