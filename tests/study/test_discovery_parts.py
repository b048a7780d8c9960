"""The parts of a scenario discovery against known answers: peeling, intervals, quasi-p, round limits, cases."""

from __future__ import annotations

import builtins
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import SimError
from sim.study.discovery.box import Box, Edge
from sim.study.discovery.interest import Interest, Kind, interest_in
from sim.study.discovery.measures import lift, phi, share, variance
from sim.study.discovery.peel import PEELED, peel
from sim.study.discovery.refine import pruned, quasi_p, rounded
from sim.study.discovery.sample import Sample, sample_of
from sim.study.discovery.workbench import analysis, cart_boxes, prim_boxes


def worlds(seed: int, count: int, levels: int = 0) -> Sample:
    """Worlds with inputs a and b, and c which may have few levels; a above 0.7 makes the case likely."""
    luck = np.random.default_rng(seed)
    inputs = {key: luck.random((1, count)) for key in ("a", "b", "c")}
    if levels:
        inputs["c"] = np.floor(levels * inputs["c"]) / levels
    return sample_of(inputs, (luck.random((1, count)) < np.where(inputs["a"] > 0.7, 0.7, 0.2)).astype(float))


@pytest.mark.parametrize(("seed", "count", "levels"), [(0, 300, 0), (1, 800, 0), (2, 500, 4), (3, 237, 2)])
def test_quick_peeling_makes_the_boxes_of_the_workbench(seed: int, count: int, levels: int) -> None:
    sample = worlds(seed, count, levels)
    quick, slow = peel(sample.keys, sample.x, sample.y), prim_boxes(sample.keys, sample.x, sample.y, PEELED)
    steps = len(quick.inside)
    assert 10 < steps <= len(slow.inside)
    for name in ("lows", "highs", "inside", "hits"):
        assert np.array_equal(getattr(quick, name), getattr(slow, name)[:steps])


def test_a_box_counts_the_worlds_that_its_limits_hold() -> None:
    sample = worlds(0, 500, 4)
    candidates = prim_boxes(sample.keys, sample.x, sample.y)
    for place in range(len(candidates.inside)):
        inside = candidates.box(place).inside(sample.keys, sample.x)
        assert inside.sum() == candidates.inside[place]
        assert sample.y[inside].sum() == candidates.hits[place]


def test_leaves_hold_every_world_once_and_the_split_is_where_it_was_planted() -> None:
    luck = np.random.default_rng(0)
    x = luck.random((1000, 2))
    y = (x[:, 0] > 0.6).astype(float)
    leaves = cart_boxes(("a", "b"), x, y)
    held = sum(leaves.box(place).inside(("a", "b"), x).astype(int) for place in range(len(leaves.inside)))
    assert (np.asarray(held) == 1).all()
    (edge,) = leaves.box(int(np.argmax(leaves.density)))
    assert edge.key == "a"
    assert edge.lower
    assert edge.value == pytest.approx(0.6, abs=0.005)


def test_a_tree_with_nothing_to_split_is_one_leaf() -> None:
    leaves = cart_boxes(("a",), np.linspace(0, 1, 100)[:, None], np.ones(100))
    assert leaves.inside.tolist() == [100]
    assert len(leaves.box(0)) == 0


def test_phi_is_the_correlation_of_two_yes_or_no() -> None:
    luck = np.random.default_rng(0)
    inside, hits = luck.random(200) < 0.3, luck.random(200) < 0.5
    found = phi(np.array([inside.sum()]), np.array([(inside & hits).sum()]), 200.0, float(hits.sum()))
    assert found[0] == pytest.approx(np.corrcoef(inside, hits)[0, 1])


def test_independent_worlds_have_wilsons_interval() -> None:
    hits = np.zeros(400)
    hits[:100] = 1
    every = np.arange(400)
    found = share(hits, np.ones(400, dtype=bool), (np.zeros(400, dtype=int), every))
    known = stats.binomtest(100, 400).proportion_ci(method="wilson")
    assert (found.value, found.low, found.high) == pytest.approx((0.25, known.low, known.high), abs=1e-4)


def test_worlds_that_all_agree_count_once() -> None:
    """Twenty points of fifty equal worlds know as much as twenty worlds."""
    luck = np.random.default_rng(0)
    by_point = (luck.random(20) < 0.4).astype(float)
    point = np.repeat(np.arange(20), 50)
    groups = (point, np.tile(np.arange(50), 20))
    every = np.ones(1000, dtype=bool)
    many = share(by_point[point], every, groups)
    alone = share(by_point, np.ones(20, dtype=bool), (np.zeros(20, dtype=int), np.arange(20)))
    assert many == pytest.approx(alone, abs=0.01)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(300):
        luck = np.random.default_rng(seed)
        chance = np.clip(0.4 + 0.3 * luck.standard_normal((40, 1)) * 0.5 + 0.15 * luck.standard_normal((1, 30)), 0, 1)
        hits = (luck.random((40, 30)) < chance).astype(float).ravel()
        groups = (np.repeat(np.arange(40), 30), np.tile(np.arange(30), 40))
        found = share(hits, np.ones(1200, dtype=bool), groups)
        held += found.low <= 0.4 <= found.high
    assert held / 300 > 0.9


def test_the_variance_is_never_less_than_that_of_independent_rows() -> None:
    influence = np.tile([1.0, -1.0], 50)
    assert variance(influence, (np.repeat(np.arange(50), 2),)) == 100.0


def test_lift_is_how_many_times_as_dense() -> None:
    hits = np.concatenate([np.ones(60), np.zeros(40), np.ones(40), np.zeros(260)])
    inside = np.arange(400) < 100
    found = lift(hits, inside, (np.zeros(400, dtype=int), np.arange(400)))
    assert found.value == pytest.approx(0.6 / 0.25)
    assert 1.9 < found.low < found.value < found.high < 3.0
    assert math.isnan(lift(hits, np.zeros(400, dtype=bool), ()).value)


def test_quasi_p_is_bryants_and_lemperts() -> None:
    sample = worlds(0, 600)
    box = Box((Edge("a", True, 0.7), Edge("b", False, 0.5)))
    inside, without = (part.inside(sample.keys, sample.x) for part in (box, box.without(box.edges[0])))
    known = stats.binom.sf(sample.y[inside].sum() - 1, inside.sum(), sample.y[without].mean())
    assert quasi_p(box, sample)[0] == pytest.approx(known, rel=1e-6)


def test_limits_that_do_nothing_are_given_up() -> None:
    box = Box((Edge("a", True, 0.7), Edge("b", True, 0.05), Edge("c", False, 0.95)))
    assert pruned(box, worlds(0, 600)).keys == ("a",)


def test_limits_become_round_where_that_changes_little() -> None:
    luck = np.random.default_rng(0)
    a = luck.random((1, 2000))
    sample = sample_of({"a": a}, (a > 0.7).astype(float))
    assert rounded(Box((Edge("a", True, 0.69873),)), sample).edges[0].value == 0.7
    (edge,) = rounded(Box((Edge("a", True, 0.64321),)), sample)
    assert edge.value != 0.6
    assert len(f"{edge.value:g}") <= 5


@given(st.floats(0.05, 0.95), st.integers(0, 5))
def test_rounding_never_changes_density_or_coverage_by_more_than_it_may(value: float, seed: int) -> None:
    sample = worlds(seed, 400)
    box = Box((Edge("a", True, value),))
    other = rounded(box, sample)
    for inside, after in [(part.inside(sample.keys, sample.x) for part in (box, other))]:
        hits = sample.y.sum()
        assert abs(sample.y[inside].sum() - sample.y[after].sum()) / hits <= 0.02 + 1e-9
        assert abs(sample.y[inside].mean() - sample.y[after].mean()) <= 0.02 + 1e-9


def test_events_are_of_interest_where_they_happen_or_where_they_do_not() -> None:
    values = np.array([0.0, 1.0, np.nan])
    assert interest_in("p_lapse", values).hits(values).tolist() == [False, True, False]
    assert interest_in("p_lapse", values, fails=True).hits(values).tolist() == [True, False, False]
    assert interest_in("p_lapse", values, below=0.5).kind is Kind.FAILS


def test_the_worst_quarter_is_on_the_side_that_nobody_wants() -> None:
    values = np.arange(100.0)
    cohesion, hostility = (interest_in(key, values) for key in ("trilateral_cohesion", "hostility"))
    assert cohesion == Interest("trilateral_cohesion", Kind.BELOW, pytest.approx(24.75), worst=True)
    assert hostility.hits(values).sum() == 25
    assert hostility.hits(values)[-1]


@pytest.mark.parametrize(
    ("outcome", "asked", "words"),
    [
        ("p_lapsed", {}, "Did you mean p_lapse"),
        ("us_effort", {}, "readers differ.*--above or --below"),
        ("hostility", {"fails": True}, "--not is for what happens.*--above or --below"),
        ("hostility", {"above": 1.0, "below": 2.0}, "Write one of the two"),
        ("p_lapse", {"above": 3.0}, "0 or 1 in each world"),
        ("p_lapse", {"above": 0.5, "fails": True}, "Write --not alone"),
    ],
)
def test_a_question_that_makes_no_sense_is_a_lesson(outcome: str, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(SimError, match=words):
        interest_in(outcome, np.arange(10.0), **asked)


def test_without_the_workbench_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    def missing(name: str, *rest: object) -> object:
        raise builtins.ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(SimError, match=r"pip install 'trilateral\[study\]'"):
        analysis("prim")
