"""How the capitals reason, who decides, and when forced levers are carried out and lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from sim import load_scenario, run, with_changes
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS
from sim.results import Results
from sim.scenario.scenario import Scenario

WORLDS = 128
WEEKS = 60
MODES = (
    {"decision.mode": "equilibrium"},
    {"decision.mode": "independent"},
    {"decision.mode": "level_k", "decision.level": 0},
    {"decision.mode": "level_k", "decision.level": 1},
    {"decision.mode": "level_k", "decision.level": 3},
)
START = load_scenario("baseline").start


def crisis(**changes: object) -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, **changes})


def moves(results: Results) -> np.ndarray:
    return np.stack([results.series[f"move.{capital}"].values for capital in CAPITALS])


def thoughts(results: Results) -> np.ndarray:
    """Moves, and what the capitals believe of each other after them."""
    keys = [f"{key}.{capital}" for capital in CAPITALS for key in ("move", "belief_high")]
    return np.stack([results.series[key].values for key in keys])


def test_ways_of_reasoning_run_and_differ() -> None:
    found = [thoughts(run(crisis(**mode), worlds=WORLDS)) for mode in MODES]
    independent, level_none = found[1], found[2]
    np.testing.assert_array_equal(independent, level_none)
    different = [found[0], found[1], found[3], found[4]]
    for one in range(len(different)):
        for other in range(one):
            assert (different[one] != different[other]).any(), (one, other)


def test_reasoning_comes_to_rest() -> None:
    assert run(crisis(), worlds=WORLDS).health.unconverged < 0.01


def day(week: int) -> object:
    return START + timedelta(weeks=week)


def test_a_forced_lever_is_pulled_on_its_date_in_every_world() -> None:
    """Also where agents decide otherwise, and only once unless they choose it again."""
    results = run(crisis(**{"levers.washington.force.press_tokyo": {"at": day(17)}}), worlds=WORLDS)
    assert results.pulls["washington.press_tokyo"][17] == 1.0
    assert results.health.forced_missed.get("washington.press_tokyo", 0.0) == 0.0


def test_what_cannot_be_carried_out_is_reported() -> None:
    """Suspending a notice that was never given."""
    quiet = {f"levers.{capital}.policy": "script" for capital in CAPITALS}
    results = run(crisis(**quiet, **{"levers.seoul.force.gsomia_suspend_notice": {"at": day(5)}}), worlds=100)
    assert results.health.forced_missed == {"seoul.gsomia_suspend_notice": 1.0}
    assert not results.pulls["seoul.gsomia_suspend_notice"].any()


def test_a_standing_measure_ends_on_its_day() -> None:
    quiet = {f"levers.{capital}.policy": "script" for capital in CAPITALS}
    controls = {"levers.tokyo.force.export_controls": {"at": day(30), "until": day(40), "dose": 0.6}}
    stage = [{"court_stage": {"at": day(1), "case": "pnr", "size": 1}}]
    results = run(crisis(**quiet, **controls, shocks=stage), worlds=WORLDS)
    standing = results.series["export_controls"].values
    assert standing is not None
    weeks = np.arange(WEEKS)
    expected = np.where((weeks >= 30) & (weeks < 40), np.float32(0.6), np.float32(0.0))
    np.testing.assert_array_equal(standing, np.broadcast_to(expected[:, np.newaxis], standing.shape))


def test_until_agents_take_over_only_the_script_is_played() -> None:
    scenario = replace(crisis(), agents_from=day(25))
    results = run(scenario, worlds=WORLDS)
    played = moves(results)
    assert not played[:, :25].any()
    assert played[:, 25:].any()


@pytest.mark.parametrize("wrong", [{"worlds": 0}, {"weeks": 0}, {"workers": 0}, {"seed": -1}])
def test_senseless_requests_are_refused_in_words(wrong: dict[str, int]) -> None:
    with pytest.raises(RunError, match=next(iter(wrong))):
        run(crisis(), **wrong)


def test_progress_counts_every_world_week() -> None:
    seen: list[tuple[int, int]] = []
    run(crisis(), worlds=10, weeks=5, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (50, 50)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
