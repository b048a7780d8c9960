"""In which share of worlds a lever might have been pulled, week by week: law, preconditions and bans, no cooldown."""

from __future__ import annotations

from functools import cache
from unittest.mock import patch

import numpy as np
import pytest

from sim import load_scenario, run, with_changes
from sim.engine import chunk as chunks
from sim.kernel.records import CAPITALS
from sim.results import Results
from sim.scenario.scenario import Scenario
from tests.laboratory import interrupted

# 29 October 2018 is day 0. Notice is legal from 26 June (day 240, in week 34) to 25 August 2019 (day 300, in week 42);
# the notice of 22 August (day 297) falls into week 42, and it runs out on 23 November (day 390, in week 55).
OPENS, CLOSES, ENDS = 34, 42, 55
WEEKS, WORLDS = 60, 40


def quiet(**changes: object) -> Scenario:
    """Sixty weeks in which the capitals only do what is forced on them."""
    nobody = {f"levers.{capital}.policy": "script" for capital in CAPITALS}
    told = {f"levers.{key.replace('__', '.')}": value for key, value in changes.items()}
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS, **nobody, **told})


@cache
def noticed() -> Results:
    return run(
        quiet(seoul__force__gsomia_notice="{at: 2019-08-22}", tokyo__ban="[gesture]"),
        worlds=WORLDS,
    )


def weeks_of(results: Results, lever: str) -> list[int]:
    share = results.permitted[lever]
    assert set(np.unique(share)) <= {0.0, 1.0}
    return np.flatnonzero(share).tolist()


def test_notice_is_permitted_in_its_yearly_window_only() -> None:
    results = run(quiet(), worlds=WORLDS)
    assert weeks_of(results, "seoul.gsomia_notice") == list(range(OPENS, CLOSES + 1))
    assert not results.permitted["seoul.gsomia_suspend_notice"].any()


def test_suspension_is_permitted_while_a_notice_runs() -> None:
    assert weeks_of(noticed(), "seoul.gsomia_suspend_notice") == list(range(CLOSES + 1, ENDS + 1))
    assert weeks_of(noticed(), "seoul.gsomia_normalise") == list(range(ENDS + 1, WEEKS))


def test_a_cooldown_forbids_nothing_and_a_ban_all() -> None:
    results = run(quiet(seoul__force__quiet_channel="{at: 2018-11-05}"), worlds=WORLDS)
    assert results.pulls["seoul.quiet_channel"][1] == 1.0
    assert weeks_of(results, "seoul.quiet_channel") == list(range(WEEKS))
    assert weeks_of(noticed(), "tokyo.gesture") == []
    assert weeks_of(results, "tokyo.gesture") == list(range(WEEKS))


def test_levers_are_those_of_the_pulls_and_holding_always_is() -> None:
    results = noticed()
    assert list(results.permitted) == list(results.pulls)
    assert all(share.shape == (WEEKS,) for share in results.permitted.values())
    assert all(weeks_of(results, f"{capital}.hold") == list(range(WEEKS)) for capital in CAPITALS)


def test_nothing_is_pulled_more_often_than_it_is_permitted() -> None:
    results = run(load_scenario("baseline"), worlds=128)
    for lever, share in results.permitted.items():
        assert (results.pulls[lever] <= share).all(), lever
    assert 0.0 < results.permitted["tokyo.export_controls"].mean() < 1.0


@pytest.mark.parametrize("stream", [False, True])
def test_chunks_and_processes_count_the_same(stream: bool) -> None:
    scenario = with_changes(load_scenario("baseline"), {"weeks": 30})
    whole = run(scenario, worlds=1200)
    with patch.object(chunks, "CHUNK", 256):
        parts = run(scenario, worlds=1200, workers=2, stream=stream)
    for lever, share in whole.permitted.items():
        np.testing.assert_array_equal(parts.permitted[lever], share, err_msg=lever)


def test_broken_worlds_are_not_counted() -> None:
    """Controls need a court order, which worlds get in different weeks; three worlds break in the first week."""
    scenario, broken = with_changes(load_scenario("baseline"), {"weeks": 10}), [0, 5, 7]
    alone = [run(scenario, worlds=world + 1).permitted["tokyo.export_controls"] * (world + 1) for world in range(12)]
    by_world = np.diff(np.stack(alone), axis=0, prepend=0.0)

    def strike(model: object) -> None:
        model.state.hostility[0, broken] = np.nan  # type: ignore[attr-defined]

    with interrupted(strike):
        results = run(scenario, worlds=12)
    assert results.health.non_finite == len(broken)
    expected = np.delete(by_world, broken, axis=0).mean(axis=0)
    np.testing.assert_allclose(results.permitted["tokyo.export_controls"], expected, atol=1e-12)
