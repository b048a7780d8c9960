"""Whatever a scenario makes happen, on whatever day, worlds stay finite and in bounds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load_scenario, with_changes
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.scenario.scenario import Scenario
from tests.contracts.test_fields import left_bounds

WEEKS = 40
WORLDS = 128
BASELINE = load_scenario("baseline")
LEVERS = [lever for lever in catalogue().levers.values() if not lever.is_hold and lever.window is None]
DOSES = st.sampled_from([0.0, 0.05, 0.5, 1.0])


@st.composite
def shocks(draw: st.DrawFn) -> dict[str, Any]:
    shock = draw(st.sampled_from(list(catalogue().shocks.values())))
    size = shock.size.low + draw(DOSES) * (shock.size.high - shock.size.low)
    words: dict[str, Any] = {"at": BASELINE.start + timedelta(days=draw(st.integers(0, 7 * WEEKS - 1))), "size": size}
    if shock.option is not None:
        words[shock.option] = draw(st.sampled_from(shock.choices))
    return {shock.key: words}


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Some forced levers and shocks on any days, governments that act or do not, fast or slow courts."""
    changes: dict[str, Any] = {"weeks": WEEKS, "courts.pace": draw(st.sampled_from([0.0, 1.0, 3.0]))}
    for lever in draw(st.lists(st.sampled_from(LEVERS), max_size=8, unique_by=lambda lever: lever.key)):
        weeks = draw(st.lists(st.integers(0, WEEKS - 1), min_size=1, max_size=3, unique=True))
        days = [7 * week + draw(st.integers(0, 6)) for week in weeks]
        doses = {part.key: draw(DOSES) for part in lever.parts}
        forced = [{"at": BASELINE.start + timedelta(days=day), **doses} for day in days]
        changes[f"levers.{lever.owner}.force.{lever.name}"] = forced
    for capital in ("seoul", "tokyo", "washington"):
        changes[f"levers.{capital}.policy"] = draw(st.sampled_from(["agent", "agent", "script"]))
    changes["shocks"] = draw(st.lists(shocks(), max_size=12))
    return with_changes(BASELINE, changes)


@settings(max_examples=12)
@given(scenarios())
def test_worlds_stay_whole(scenario: Scenario) -> None:
    assert left_bounds(CrisisModel(scenario, WORLDS)) == []
