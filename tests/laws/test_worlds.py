"""Laws of worlds told one by one: whose luck each has and what is given in it, and nothing else, makes its path."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import SimError, load_scenario, run, with_changes
from sim.kernel.worlds import Worlds
from sim.results import Results
from sim.scenario.scenario import Scenario
from tests.laboratory import same_bits

WEEKS = 56
RESOLVE = "seoul.resolve"
DOSE = "tokyo.export_controls.dose"


def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, "uncertain.relations.rally": [0.4, 1.6]})


@pytest.fixture(scope="module")
def large() -> Results:
    return run(crisis(), worlds=1300)


def paths(results: Results) -> np.ndarray:
    return np.stack([np.asarray(series.values) for series in results.series.values()])


def test_worlds_in_a_row_are_the_worlds_of_a_number(large: Results) -> None:
    later = run(crisis(), worlds=Worlds.consecutive(200, first=300))
    assert same_bits(paths(later), paths(large)[:, :, 300:500].copy())
    assert same_bits(later.inputs["relations.rally"].copy(), large.inputs["relations.rally"][300:500].copy())


@settings(max_examples=5)
@given(st.lists(st.integers(0, 1299), min_size=1, max_size=300))
def test_any_worlds_in_any_order_keep_their_luck(large: Results, luck: list[int]) -> None:
    found = run(crisis(), worlds=Worlds(np.array(luck)))
    assert same_bits(paths(found), paths(large)[:, :, luck].copy())


def test_worlds_of_one_luck_differ_by_what_is_given() -> None:
    """Three resolves under the same 64 lucks: the same resolve gives the same path, another one another."""
    resolve = np.repeat([0.3, 0.3, 0.9], 64)
    found = paths(run(crisis(), worlds=Worlds(np.tile(np.arange(64), 3), {RESOLVE: resolve})))
    assert same_bits(found[:, :, :64].copy(), found[:, :, 64:128].copy())
    assert (found[:, :, :64] != found[:, :, 128:]).any(axis=(0, 1)).mean() > 0.5


def test_the_same_whatever_the_processes() -> None:
    worlds = Worlds(np.tile(np.arange(40), 60), {RESOLVE: np.linspace(0.2, 0.9, 2400)})
    assert same_bits(paths(run(crisis(), worlds=worlds)), paths(run(crisis(), worlds=worlds, workers=2)))


def test_what_is_given_comes_before_what_is_uncertain_and_is_reported() -> None:
    rally = np.linspace(0.5, 1.5, 50)
    found = run(crisis(), worlds=Worlds(np.arange(50), {"relations.rally": rally}))
    assert (found.inputs["relations.rally"] == rally).all()


def test_doses_of_forced_levers_can_be_given() -> None:
    forced = with_changes(crisis(), {"levers.tokyo.force.export_controls": {"at": "2019-07-04"}})
    dose = np.tile([0.0, 1.0], 60)
    found = run(forced, worlds=Worlds(np.repeat(np.arange(60), 2), {DOSE: dose}))
    assert (found.inputs[DOSE] == dose).all()
    boycott = np.asarray(found.outcomes["boycott_peak"].values)
    assert boycott[1::2].mean() > boycott[::2].mean() + 5.0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seoul.resolv": [0.5, 0.5]}, "Did you mean seoul.resolve"),
        ({RESOLVE: [0.5, 9.0]}, "9 is outside the range"),
        ({RESOLVE: [np.nan, 0.5]}, "outside the range"),
        ({DOSE: [0.5, 0.5]}, "neither a parameter nor the dose of a lever"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, list[float]], words: str) -> None:
    with pytest.raises(SimError, match=words):
        run(crisis(), worlds=Worlds(np.arange(2), given))


def test_a_value_for_every_world_is_needed() -> None:
    with pytest.raises(ValueError, match="given for 3 worlds of 2"):
        Worlds(np.arange(2), {RESOLVE: [0.1, 0.2, 0.3]})
