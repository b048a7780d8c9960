"""A world that breaks down is counted and left out of every number; the others never notice."""

from __future__ import annotations

import numpy as np
import pytest

from sim import compare, load_scenario, run, with_changes
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.results import Results
from sim.scenario.scenario import Scenario
from tests.laboratory import interrupted, same_bits

WORLDS = 200
WEEKS = 20
BROKEN = (3, 77, 199)
STRUCK = 10
SUSPENDED = 2.0


def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS})


def strike(model: CrisisModel) -> None:
    if model.week.index == STRUCK:
        model.state.hostility[0, list(BROKEN)] = np.nan
        model.state.pact_state[list(BROKEN)] = SUSPENDED


@pytest.fixture(scope="module")
def sound() -> Results:
    return run(crisis(), worlds=WORLDS)


@pytest.fixture(scope="module", params=[False, True], ids=["kept", "streamed"])
def struck(request: pytest.FixtureRequest) -> Results:
    with interrupted(strike):
        return run(crisis(), worlds=WORLDS, stream=request.param)


def good(values: np.ndarray) -> np.ndarray:
    return np.delete(values, BROKEN, axis=-1)


def test_they_are_counted(struck: Results, sound: Results) -> None:
    assert struck.health.non_finite == len(BROKEN)
    assert sound.health.non_finite == 0


def test_no_outcome_averages_them(struck: Results, sound: Results) -> None:
    for key, outcome in struck.outcomes.items():
        whole = sound.outcomes[key].values
        assert whole is not None
        np.testing.assert_allclose(outcome.mean, good(whole).mean(dtype=np.float64), rtol=1e-6, atol=1e-7, err_msg=key)
        assert np.isfinite([outcome.mc_error, outcome.p5, outcome.p50, outcome.p95]).all()


def test_no_series_averages_them(struck: Results, sound: Results) -> None:
    for key, series in struck.series.items():
        whole = sound.series[key].values
        assert whole is not None
        np.testing.assert_allclose(
            series.mean, good(whole).mean(axis=1, dtype=np.float64), rtol=1e-6, atol=1e-6, err_msg=key
        )
        assert np.isfinite(series.fan).all()


def test_no_count_holds_them(struck: Results, sound: Results) -> None:
    """Shares of states and of pulls are shares of the sound worlds, so the states of the pact add up to one."""
    states = sound.series["pact_state"].values
    assert states is not None
    shares = struck.share("pact_state", (0, 1, 2, 3))
    np.testing.assert_allclose(shares.sum(axis=0), 1.0, rtol=1e-9)
    expected = np.stack([(good(states) == state).mean(axis=1) for state in range(4)])
    np.testing.assert_allclose(shares, expected, rtol=1e-9)
    for lever in catalogue().levers.values():
        if not lever.is_hold:
            moves = sound.series[f"move.{lever.owner}"].values
            assert moves is not None
            row = catalogue().levers_of(lever.owner).index(lever)
            pulled = (good(moves) == row).mean(axis=1)
            np.testing.assert_allclose(struck.pulls[lever.key], pulled, rtol=1e-9, atol=1e-12, err_msg=lever.key)


def test_their_neighbours_never_notice(sound: Results) -> None:
    with interrupted(strike):
        results = run(crisis(), worlds=WORLDS)
    for key, series in results.series.items():
        whole = sound.series[key].values
        assert series.values is not None
        assert whole is not None
        assert same_bits(good(series.values), good(whole)), key


def test_pairs_with_a_broken_world_are_left_out() -> None:
    with interrupted(strike):
        arm = compare(crisis(), crisis(), worlds=WORLDS).arms[0]
    assert {found.difference for found in arm.outcomes.values()} == {0.0}


@pytest.mark.parametrize("streamed", [False, True])
def test_a_run_without_any_sound_world_still_ends(streamed: bool) -> None:
    """Everything broke: that is what the results say, without an error of another kind."""

    def strike_all(model: CrisisModel) -> None:
        model.state.hostility[...] = np.nan

    with interrupted(strike_all):
        results = run(crisis(), worlds=5, weeks=2, stream=streamed)
    assert results.health.non_finite == 5
    assert all(np.isnan(outcome.mean) for outcome in results.outcomes.values())
