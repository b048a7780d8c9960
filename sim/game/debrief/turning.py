"""What hung on each order: the game again without it, others' orders fixed or others free to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sim.game.debrief.ghosts import game_worlds
from sim.kernel.progress import Progress
from sim.kernel.records import CAPITALS
from sim.scenario.scenario import Forced, Scenario, Turn
from sim.study.turning_points import THEN, TurningPoints, turning_points

LEAST, MOST = 200, 500
BUDGET = 6_000_000
RUNS_AN_ORDER = 3


def orders_of(scenario: Scenario, opens: date) -> list[Forced]:
    """What was ordered in the game: everything forced since its first week."""
    clock = scenario.clock
    first = clock.week_of(opens)
    every = [item for capital in CAPITALS for item in scenario.policies[capital].force]
    return [item for item in every if clock.week_of(item.at) >= first and any(item.doses.values())]


def world_count(scenario: Scenario, orders: int) -> int:
    """How many worlds each order is tried in: fewer in long games with many orders, so that nobody waits long."""
    runs = 1 + RUNS_AN_ORDER * orders
    return min(max(BUDGET // (runs * scenario.weeks), LEAST), MOST)


def cost(scenario: Scenario, opens: date) -> int:
    """World-weeks that the turning points will take, about."""
    orders = len(orders_of(scenario, opens))
    return (1 + RUNS_AN_ORDER * orders) * scenario.weeks * world_count(scenario, orders) if orders else 0


def turning(
    scenario: Scenario, opens: date, outcomes: Sequence[str], progress: Progress | None = None
) -> Mapping[str, TurningPoints]:
    """Every order of the game left undone, in both modes of `turning_points`: the worlds share the lived past up to the
    opening. Nothing where nobody ordered anything. `progress` counts the modes' world-weeks one after the other."""
    orders = orders_of(scenario, opens)
    if not orders:
        return {}
    worlds = game_worlds(scenario, scenario.clock.week_of(opens), world_count(scenario, len(orders)) - 1)
    found = {}
    for place, then in enumerate(THEN):

        def tell(done: int, total: int, place: int = place) -> None:
            if progress is not None:
                progress(place * total + done, len(THEN) * total)

        asked = by_turns(scenario, opens) if then == "agents" else scenario
        found[then] = turning_points(asked, then=then, outcomes=outcomes, worlds=worlds, since=opens, progress=tell)
    return found


def by_turns(scenario: Scenario, opens: date) -> Scenario:
    """The same game, with every capital that people or a script play until the end marked as one that changes hands:
    only such capitals are free to answer once an order is left undone."""
    policies = {
        capital: policy if policy.then or policy.policy == "agent" else replace(policy, then=(Turn(opens, "script"),))
        for capital, policy in scenario.policies.items()
    }
    return replace(scenario, policies=policies)
