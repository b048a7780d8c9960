"""Planted boxes are found, and nothing is found where there is nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim import SimError
from sim.study.discovery.box import Box
from sim.study.discovery.discover import Discovery, Doubt, discover
from sim.study.discovery.sample import Sample, sample_of
from sim.study.discovery.search import Method
from sim.study.executors import Processes

KEYS = ("a", "b", "c")
TRIALS = {"permutations": 99, "resamples": 20}


def planted(seed: int, worlds: int, inside: float, outside: float) -> Sample:
    """Worlds that are of interest with one chance where a is above 0.7 and b below 0.4, with another elsewhere."""
    luck = np.random.default_rng(seed)
    inputs = {key: luck.random((1, worlds)) for key in KEYS}
    box = (inputs["a"] > 0.7) & (inputs["b"] < 0.4)
    return sample_of(inputs, (luck.random((1, worlds)) < np.where(box, inside, outside)).astype(float))


@cache
def found_in(worlds: int, inside: float, outside: float, method: Method) -> Discovery:
    return discover(planted(3, worlds, inside, outside), method=method, **TRIALS)


def assert_planted(box: Box, tolerance: float) -> None:
    assert set(box.keys) == {"a", "b"}
    assert box.limits("a") == (pytest.approx(0.7, abs=tolerance), None)
    assert box.limits("b") == (None, pytest.approx(0.4, abs=tolerance))


@pytest.mark.slow
@pytest.mark.parametrize("method", Method)
def test_a_certain_box_is_found_with_its_limits_and_no_other_input(method: Method) -> None:
    discovery = found_in(1200, 1.0, 0.0, method)
    (found,) = discovery.boxes
    assert_planted(found.box, 0.03)
    assert found.tested.density.value > 0.93
    assert found.tested.coverage.value > 0.93
    assert found.p_value == pytest.approx(0.01)
    assert min(found.again.values()) > 0.9


@pytest.mark.parametrize("method", Method)
def test_a_box_is_found_where_luck_decides_too(method: Method) -> None:
    discovery = found_in(2400, 0.8, 0.2, method)
    found = discovery.boxes[0]
    if method is Method.PRIM:
        assert_planted(found.box, 0.07)
    assert set(found.box.keys) == {"a", "b"}  # a tree may cut the region in two, and takes the denser part first
    inside = found.box.inside(discovery.test.keys, discovery.test.x)
    in_region = (discovery.test.x[:, 0] > 0.7) & (discovery.test.x[:, 1] < 0.4)
    assert in_region[inside].mean() > 0.9
    assert found.tested.density.low < 0.8 < found.tested.density.high
    assert found.tested.lift.low > 2.0
    assert discovery.rejected is None or not discovery.rejected.stable


def test_two_boxes_are_found_one_after_the_other() -> None:
    luck = np.random.default_rng(5)
    inputs = {key: luck.random((1, 2000)) for key in ("a", "b")}
    cases = ((inputs["a"] > 0.8) | (inputs["b"] < 0.15)).astype(float)
    discovery = discover(sample_of(inputs, cases), **TRIALS)
    assert len(discovery.boxes) >= 2
    assert {found.box.keys for found in discovery.boxes[:2]} == {("a",), ("b",)}
    assert discovery.together.value > 0.95


@pytest.mark.parametrize("method", Method)
def test_noise_holds_no_stable_box(method: Method) -> None:
    alarms = 0
    for seed in range(5):
        luck = np.random.default_rng(seed)
        inputs = {key: luck.random((1, 400)) for key in KEYS}
        noise = sample_of(inputs, (luck.random((1, 400)) < 0.3).astype(float))
        alarms += bool(discover(noise, method=method, seed=seed, **TRIALS).boxes)
    assert alarms == 0


@pytest.mark.slow
@pytest.mark.parametrize("method", Method)
def test_luck_that_all_points_share_is_no_box(method: Method) -> None:
    """Each luck is met at every point, and decides nearly everything: 2,400 worlds, but 20 witnesses."""
    alarms = 0
    for seed in range(40):
        luck = np.random.default_rng(seed)
        inputs = {key: luck.random((120, 1)) for key in KEYS}
        chance = np.where(luck.random((1, 20)) < 0.4, 0.8, 0.1)
        noise = sample_of(inputs, (luck.random((120, 20)) < chance).astype(float))
        alarms += bool(discover(noise, method=method, seed=seed, **TRIALS).boxes)
    assert alarms <= 2


def test_worlds_that_a_sweep_repeats_are_no_new_witnesses() -> None:
    """Three swept cases play the same 200 worlds, in which luck alone decides: shuffling must keep them together."""
    alarms = 0
    for seed in range(5):
        luck = np.random.default_rng(seed)
        inputs = {"swept": np.array([[0.1], [0.5], [0.9]]), "a": np.repeat(luck.random((1, 200)), 3, axis=0)}
        cases = np.repeat(luck.random((1, 200)) < 0.3, 3, axis=0).astype(float)
        alarms += bool(discover(sample_of(inputs, cases), seed=seed, **TRIALS).boxes)
    assert alarms == 0


def test_a_doubtful_box_says_why() -> None:
    luck = np.random.default_rng(0)
    noise = sample_of({"a": luck.random((1, 400))}, (luck.random((1, 400)) < 0.3).astype(float))
    rejected = discover(noise, **TRIALS).rejected
    assert rejected is not None
    assert set(rejected.doubts) & {Doubt.NOTHING_HELD, Doubt.LIFT, Doubt.CHANCE}


def test_the_same_call_gives_the_same_boxes_whoever_does_the_work() -> None:
    sample = planted(3, 400, 1.0, 0.0)
    one, two = discover(sample, **TRIALS), discover(sample, executor=Processes(2), **TRIALS)
    assert [found.box for found in one.boxes] == [found.box for found in two.boxes]
    assert [(found.p_value, found.again, found.tested) for found in one.boxes] == [
        (found.p_value, found.again, found.tested) for found in two.boxes
    ]


@pytest.mark.slow
def test_a_wanted_density_takes_the_widest_box_that_has_it() -> None:
    sample = planted(3, 800, 0.9, 0.1)
    dense, wide = (discover(sample, density=density, **TRIALS).boxes[0] for density in (0.8, 0.4))
    assert dense.candidates.density[dense.place] >= 0.8
    assert wide.candidates.density[wide.place] >= 0.4
    assert wide.tested.coverage.value > dense.tested.coverage.value


def test_a_density_that_no_box_has_is_refused_with_the_best_there_is() -> None:
    with pytest.raises(SimError, match=r"no box reaches a density of 0\.99.*lower --density"):
        discover(planted(3, 800, 0.3, 0.1), density=0.99, **TRIALS)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_what_never_or_always_happens_is_not_searched(share: float) -> None:
    sample = sample_of({"a": np.random.default_rng(0).random((1, 400))}, np.full((1, 400), share))
    discovery = discover(sample, **TRIALS)
    assert not discovery.searched
    assert discovery.base.value == share
    assert discovery.boxes == ()


def test_too_few_points_are_refused() -> None:
    luck = np.random.default_rng(0)
    few = sample_of({"a": np.array([[0.1], [0.5], [0.9]])}, (luck.random((3, 300)) < 0.5).astype(float))
    with pytest.raises(SimError, match=r"only 3 points.*better 500"):
        discover(few, **TRIALS)


def test_nothing_varied_is_refused_with_what_to_write() -> None:
    with pytest.raises(SimError, match=r"nothing was varied.*uncertain:"):
        sample_of({"a": np.full((1, 50), 0.5)}, np.ones((1, 50)))


def test_the_halves_share_no_luck_and_no_point() -> None:
    luck = np.random.default_rng(0)
    point, replicate = np.arange(100.0)[:, None], np.arange(60.0)[None, :]
    inputs = {"designed": point + np.zeros((1, 60)), "sampled": replicate + np.zeros((100, 1))}
    sample = sample_of(inputs, (luck.random((100, 60)) < 0.5).astype(float))
    first, second = sample.halves(luck)
    for column in range(2):
        assert not set(first.x[:, column]) & set(second.x[:, column])
