"""Designs spread points as their kind promises, and teach where a table of points is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import load_scenario, with_changes
from sim.kernel.errors import RunError
from sim.scenario.uncertain import Uncertain
from sim.study.batch import family_of, name_of
from sim.study.design import crossed, factorial, listed, points_in, sampled

SPREADS = {"a": Uncertain("uniform", 2.0, 4.0), "b": Uncertain("triangular", 0.0, 1.0, mode=0.5)}


def test_each_with_each() -> None:
    found = factorial({"a": (1, 2), "b": (5, 6, 7)})
    assert [tuple(row) for row in zip(found["a"], found["b"], strict=True)] == [
        (1, 5), (1, 6), (1, 7), (2, 5), (2, 6), (2, 7),
    ]  # fmt: skip
    assert points_in({}) == 1


@given(st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_a_hypercube_has_one_point_in_every_stratum(count: int, seed: int) -> None:
    """Of n points, one lies in every n-th of each distribution."""
    found = sampled("lhs", SPREADS, count, seed)
    strata = np.floor((found["a"] - 2.0) / 2.0 * count)
    assert sorted(strata) == list(range(count))
    assert (found["b"] >= 0).all()
    assert (found["b"] <= 1).all()


def test_a_sobol_design_is_balanced() -> None:
    found = sampled("sobol", SPREADS, 64, 3)
    assert (found["a"] < 3.0).sum() == 32
    assert ((found["a"] < 3.0) & (found["b"] < 0.5)).sum() == 16


def test_a_sobol_design_of_another_number_is_refused() -> None:
    with pytest.raises(RunError, match=r"power of two. Write --points 128 or 256"):
        sampled("sobol", SPREADS, 100, 1)


def test_the_same_seed_gives_the_same_points() -> None:
    one, two, other = (sampled("lhs", SPREADS, 20, seed) for seed in (1, 1, 2))
    assert (one["a"] == two["a"]).all()
    assert (one["a"] != other["a"]).any()


def test_every_point_with_every_other() -> None:
    found = crossed({"a": np.array([1.0, 2.0])}, {"b": np.array([3.0, 4.0, 5.0])})
    assert found["a"].tolist() == [1, 1, 1, 2, 2, 2]
    assert found["b"].tolist() == [3, 4, 5, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seoul.resolv\n0.5\n", r":1: there is no input 'seoul.resolv'.*Did you mean seoul.resolve"),
        ("seoul.resolve\n\n0.5\n7\n", r":4: seoul.resolve: 7 is outside the range"),
        ("seoul.resolve,tokyo.resolve\n0.5\n", r":2: 1 values under 2 columns"),
        ("seoul.resolve\nmuch\n", r":2: seoul.resolve: 'much' is not a number"),
        ("seoul.resolve\nnan\n", r":2: seoul.resolve: nan is outside"),
        ("seoul.resolve,seoul.resolve\n0.5,0.5\n", r":1: the column seoul.resolve stands twice"),
        ("seoul.resolve\n", r"holds no points"),
        ("", r"holds no points"),
    ],
)
def test_a_wrong_table_is_explained(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "points.csv"
    file.write_text(text)
    with pytest.raises(RunError, match=words):
        listed(file, load_scenario("baseline"))


def test_a_table_of_points() -> None:
    assert name_of("a b/Ünd.yaml", {"nd"}) == "nd_2"


def test_points_are_read_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("seoul.resolve, tokyo.resolve\n0.5,0.6\n0.7,0.8\n")
    family = family_of("x", "x.yaml", load_scenario("baseline"), design=str(file))
    assert len(family) == 2
    assert family.values_of(1) == {"seoul.resolve": 0.7, "tokyo.resolve": 0.8}
    assert family.packed


def test_a_table_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be read as a table"):
        listed(tmp_path / "none.csv", load_scenario("baseline"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"luck": "good"}, "--luck good: there is no such luck"),
        ({"design": "lhs"}, "calls nothing uncertain"), ({"points": 5}, "--points goes with --design sobol or lhs"),
    ],
)
def test_a_design_that_makes_no_sense_is_explained(options: dict[str, object], words: str) -> None:
    with pytest.raises(RunError, match=words):
        family_of("x", "x.yaml", load_scenario("baseline"), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "own"),
    [({}, False), ({"luck": "own"}, True), ({"design": "lhs"}, True), ({"design": "lhs", "luck": "common"}, False)],
)
def test_spread_points_have_luck_of_their_own_unless_asked(options: dict[str, str], own: bool) -> None:
    unsure = with_changes(load_scenario("baseline"), {"uncertain.seoul.resolve": [0.2, 0.9]})
    assert family_of("x", "x.yaml", unsure, **options).own_luck is own  # type: ignore[arg-type]
