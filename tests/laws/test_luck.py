"""Laws of luck: a world is the same to the last bit whoever else is run beside it, and arms share their luck."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from sim import compare, load_scenario, run, with_changes
from sim.engine import chunk as chunks
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK, SPAN, DrawCache, Draws, Law, Stream
from sim.results import Results
from sim.scenario.scenario import Scenario
from tests.laboratory import same_bits, whole_blocks

ROOT = Path(__file__).parents[2]
WEEKS = 60
MANY = 3000
ENSEMBLES = (1, 100, 128, 200, 1000, 2047)
UNCERTAIN = {"uncertain.seoul.resolve": [0.2, 0.9], "uncertain.relations.rally": [0.4, 1.6]}


@cache
def crisis(weeks: int = WEEKS) -> Scenario:
    """The baseline with two uncertain inputs, short but past the first year of draws and up to December 2019."""
    return with_changes(load_scenario("baseline"), {"weeks": weeks, **UNCERTAIN})


@cache
def large() -> Results:
    return run(crisis(), worlds=MANY)


def assert_same_worlds(few: Results, many: Results) -> None:
    """Every world of the smaller run equals that of the larger one, in every series, outcome and input."""
    for key, series in few.series.items():
        assert same_bits(series.values.copy(), many.series[key].values[: few.weeks, : few.worlds].copy()), key
    for key, drawn in few.inputs.items():
        assert same_bits(drawn.copy(), many.inputs[key][: few.worlds].copy()), key
    if few.weeks == many.weeks:
        for key, outcome in few.outcomes.items():
            assert same_bits(outcome.values.copy(), many.outcomes[key].values[: few.worlds].copy()), key


@pytest.mark.parametrize("worlds", ENSEMBLES)
def test_worlds_do_not_depend_on_how_many_there_are(worlds: int) -> None:
    assert_same_worlds(run(crisis(), worlds=worlds), large())


@pytest.mark.parametrize("size", [128, 384])
def test_worlds_do_not_depend_on_chunks(size: int) -> None:
    with patch.object(chunks, "CHUNK", size):
        assert_same_worlds(run(crisis(), worlds=1100), large())


def test_worlds_do_not_depend_on_processes() -> None:
    assert_same_worlds(run(crisis(), worlds=1100, workers=2), large())


def test_worlds_are_the_same_the_second_time_and_from_kept_luck() -> None:
    kept = DrawCache(limit_bytes=200_000_000)
    for _ in range(2):
        assert_same_worlds(run(crisis(), worlds=300, cache=kept), large())


def test_a_cache_too_small_for_anything_does_no_harm() -> None:
    assert_same_worlds(run(crisis(), worlds=130, cache=DrawCache(limit_bytes=1000)), large())


@pytest.mark.parametrize("weeks", [1, 52, 53])
def test_a_shorter_run_is_the_beginning_of_a_longer_one(weeks: int) -> None:
    assert_same_worlds(run(crisis(), worlds=200, weeks=weeks), large())


def test_another_seed_is_other_luck() -> None:
    other = run(crisis(), worlds=BLOCK, seed=1)
    assert not same_bits(other.series["cohesion"].values.copy(), large().series["cohesion"].values[:, :BLOCK].copy())


def test_arms_that_are_the_same_differ_by_nothing() -> None:
    same = replace(crisis(), title="the same again")
    arm = compare(crisis(), same, worlds=BLOCK).arms[0]
    assert {(found.difference, found.mc_error, found.verdict) for found in arm.outcomes.values()} == {
        (0.0, 0.0, "cannot tell apart")
    }


def test_arms_share_their_luck() -> None:
    """A policy that comes in week 40 leaves the forty weeks before as they were."""
    changed = with_changes(crisis(), {"levers.washington.force.private_message": {"at": crisis().clock.first_day(40)}})
    arm = run(changed, worlds=200)
    differs = np.zeros(WEEKS, dtype=bool)
    for key, series in arm.series.items():
        differs |= (series.values != large().series[key].values[:, :200]).any(axis=1)
    assert differs.argmax() == 40


def test_an_uncertain_input_does_not_shift_another() -> None:
    fewer = with_changes(load_scenario("baseline"), {"weeks": 1, "uncertain.relations.rally": [0.4, 1.6]})
    alone = run(fewer, worlds=200).inputs["relations.rally"]
    assert same_bits(alone.copy(), large().inputs["relations.rally"][:200].copy())


OWN_LEVER = {
    "levers.tokyo.define.hotline": {
        "label": "Hotline",
        "sentence": "Tokyo opens a hotline.",
        "tempo": "routine",
        "features": {"concession": 0.2},
        "political_cost": 0.3,
        "cooldown": 8,
    }
}


def test_a_lever_of_ones_own_that_is_banned_is_as_if_it_were_not() -> None:
    banned = with_changes(crisis(), {**OWN_LEVER, "levers.tokyo.ban": ["hotline"]})
    assert_same_worlds(run(banned, worlds=BLOCK), large())


def test_a_lever_of_ones_own_is_used_and_has_luck_of_its_own() -> None:
    with_own = with_changes(crisis(), OWN_LEVER)
    assert run(with_own, worlds=256).pulls["tokyo.hotline"].sum() > 0.0
    own, plain = (CrisisModel(scenario, BLOCK) for scenario in (with_own, crisis()))
    assert own.decision.clocks == plain.decision.clocks
    assert own.decision.own_clocks[1][0].key not in {stream.key for stream in plain.decision.clocks}


@pytest.mark.parametrize("law", list(Law))
def test_a_new_last_row_leaves_the_others_as_they_were(law: Law) -> None:
    for span in (0, SPAN):
        few = Draws(7, whole_blocks(2, 1)).week(Stream("trial", 3, law, "A trial."), span)
        more = Draws(7, whole_blocks(2, 1)).week(Stream("trial", 4, law, "A trial."), span)
        assert same_bits(few.copy(), more[:3].copy())


def test_draws_belong_to_their_address() -> None:
    streams = [Stream(name, 2, Law.UNIFORM, "A trial.") for name in ("one", "two")]
    found = {
        (seed, block, stream.key, week): Draws(seed, whole_blocks(block, 1)).week(stream, week).tobytes()
        for seed in (7, 8)
        for block in (0, 1)
        for stream in streams
        for week in (0, 1, SPAN)
    }
    assert len(set(found.values())) == len(found)
    assert Draws(7, whole_blocks(0, 2)).week(streams[0], 0)[:, BLOCK:].tobytes() == found[7, 1, "one", 0]


def test_streams_never_share_an_address() -> None:
    addresses = [stream.address for stream in catalogue().streams.values()]
    assert len(set(addresses)) == len(addresses)


def test_a_world_with_uncertain_inputs_is_the_world_that_has_these_inputs_for_certain() -> None:
    """A world of a run with an uncertain parameter and dose equals the same world of a run with what it drew."""
    forced = {"levers.tokyo.force.export_controls": {"at": "2019-07-01", "dose": 0.5}}
    start = {"weeks": WEEKS, "levers.tokyo.policy": "script", **forced}
    unsure = {"uncertain.tokyo.export_controls.dose": [0.2, 1.0], "uncertain.relations.hostility_half_life": [12, 52]}
    spread = run(with_changes(load_scenario("baseline"), {**start, **unsure}), worlds=BLOCK)
    controlled = np.flatnonzero(spread.series["export_controls"].values[-1] > 0.0)
    assert controlled.size > 10
    for world in controlled[[1, -1]]:
        half_life = float(spread.inputs["relations.hostility_half_life"][world])
        dose = float(spread.series["export_controls"].values[-1, world])
        certain = {**start, "relations.hostility_half_life": half_life, "tokyo.export_controls.dose": dose}
        alone = run(with_changes(load_scenario("baseline"), certain), worlds=BLOCK)
        for key, series in alone.series.items():
            found, expected = spread.series[key].values[:, world], series.values[:, world]
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5, err_msg=f"{key} of world {world}")


DIGEST = """
import hashlib
from sim import load_scenario, run, with_changes
results = run(with_changes(load_scenario("baseline"), {"weeks": 30}), worlds=130)
print(hashlib.sha256(b"".join(series.values.tobytes() for _, series in sorted(results.series.items()))).hexdigest())
"""


def test_worlds_do_not_depend_on_how_python_orders_sets() -> None:
    """A new process with another seed of hashing lives the same worlds."""
    found = set()
    for seed in ("1", "2"):
        shell = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", DIGEST], env=shell, cwd=ROOT, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
