"""Laws of permission: no agent ever does what is forbidden, out of season, still cooling down, or banned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest

from sim import load_scenario, with_changes
from sim.decision.decide import Decision
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK, TINY, Draws, Stream
from sim.kernel.state import Array
from sim.kernel.week import Week

SCENARIOS = ("baseline", "notice_2019", "liquidation_and_retaliation", "mutual_compromise")
HASTY_WEEKS = 60
HOLDING = 1.0


@contextmanager
def watched() -> Iterator[list[str]]:
    """Note every pull of a lever whose preconditions did not hold or that was not free again."""
    sins: list[str] = []
    choose = Decision.choose

    def watching(decision: Decision, week: Week) -> None:
        worlds = week.state.arena.shape[1]
        allowed: dict[str, Array] = {}
        for key, lever in catalogue().levers.items():
            free = week.state.row(f"wait.{key}") <= 1.0
            allowed[key] = free & (np.broadcast_to(np.asarray(lever.possible(week)), (worlds,)) > 0)
        choose(decision, week)
        for key, lever in catalogue().levers.items():
            for part in lever.parts:
                pulled = week.state.row(f"moves.{key}.{part.key}") > 0.0
                sins.extend([f"{key} in week {week.index}"] * int((pulled & ~allowed[key]).any()))

    with patch.object(Decision, "choose", watching):
        yield sins


@contextmanager
def hasty_clocks() -> Iterator[None]:
    """Every door is open and the clocks of all levers ring at once, those of holding excepted."""
    real = Draws.week

    def week(draws: Draws, stream: Stream, index: int) -> Array:
        if stream.key == "decision.doors":
            return np.zeros((stream.rows, draws.worlds), dtype=np.float32)
        if stream.key.startswith("decision.clocks"):
            clocks = np.full((stream.rows, draws.worlds), TINY, dtype=np.float32)
            clocks[0] = HOLDING
            return clocks
        return real(draws, stream, index)

    with patch.object(Draws, "week", week):
        yield


@pytest.mark.parametrize("name", SCENARIOS)
def test_agents_do_only_what_is_allowed(name: str) -> None:
    scenario = load_scenario(name)
    with watched() as sins:
        model = CrisisModel(scenario, BLOCK)
        for _ in range(model.clock.weeks):
            model.step()
    forced = {
        f"{item.lever} in week {scenario.clock.week_of(item.at)}"
        for policy in scenario.policies.values()
        for item in policy.force
    }
    assert set(sins) - forced == set()


def test_a_forbidden_lever_is_not_pulled_even_when_its_clock_rings_at_once() -> None:
    with watched() as sins, hasty_clocks():
        model = CrisisModel(load_scenario("baseline"), BLOCK)
        for _ in range(HASTY_WEEKS):
            model.step()
    assert sins == []


def test_a_clock_is_never_nothing() -> None:
    """The largest value of a forbidden lever over the shortest clock stays far below that of holding."""
    assert np.exp(-60.0 + 20.0) / TINY < 1e-6


@pytest.mark.parametrize("policy", ["script", "hold"])
def test_who_does_not_decide_does_nothing(policy: str) -> None:
    changes = {f"levers.{capital}.policy": policy for capital in ("seoul", "tokyo", "washington")}
    model = CrisisModel(with_changes(load_scenario("baseline"), changes), BLOCK)
    for _ in range(HASTY_WEEKS):
        model.step()
        assert not model.state.moves.any()


def test_a_ban_is_a_ban() -> None:
    banned = sorted(lever.name for lever in catalogue().levers_of("tokyo") if not lever.is_hold)
    scenario = with_changes(load_scenario("baseline"), {"levers.tokyo.ban": banned})
    model = CrisisModel(scenario, BLOCK)
    for _ in range(HASTY_WEEKS):
        model.step()
        assert not model.state.move[1].any()
    assert model.state.move.shape == (3, BLOCK)
