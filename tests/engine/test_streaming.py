"""Streamed runs say the same as kept ones, as far as bins allow, in whatever order their parts come."""

from __future__ import annotations

from itertools import permutations
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import load_scenario, run, with_changes
from sim.engine import chunk as chunks
from sim.results import Results
from sim.scenario.scenario import Scenario
from sim.summary import LEVELS, MARGIN, SERIES_BINS, Sketch, quantiles

WORLDS = 700
WEEKS = 40
SPAN = (1.0 + 2.0 * MARGIN) / SERIES_BINS


def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": WEEKS})


@pytest.fixture(scope="module")
def both() -> tuple[Results, Results]:
    with patch.object(chunks, "CHUNK", 256):
        return run(crisis(), worlds=WORLDS, stream=False), run(crisis(), worlds=WORLDS, stream=True)


def test_means_agree(both: tuple[Results, Results]) -> None:
    kept, streamed = both
    for key, outcome in kept.outcomes.items():
        assert streamed.outcomes[key].mean == pytest.approx(outcome.mean, rel=1e-6, abs=1e-9)
        assert streamed.outcomes[key].mc_error == pytest.approx(outcome.mc_error, rel=1e-4, abs=1e-9)
    for key, series in kept.series.items():
        np.testing.assert_allclose(streamed.series[key].mean, series.mean, rtol=1e-6, atol=1e-9, err_msg=key)


def test_quantiles_agree_to_one_bin(both: tuple[Results, Results]) -> None:
    """A bin of the sketch is its span over the number of bins; kept quantiles lie between two worlds at most."""
    kept, streamed = both
    for key, series in kept.series.items():
        values = series.values
        assert values is not None
        bins = widths(values[:, :256])
        ordered = np.sort(values.astype(np.float64), axis=1)
        for column, level in enumerate(LEVELS):
            below, above = neighbours(ordered, level)
            found = streamed.series[key].fan[:, column]
            assert (found >= below - bins).all(), (key, level)
            assert (found <= above + bins).all(), (key, level)


def widths(first: np.ndarray) -> np.ndarray:
    """The width of a bin by row, from the first chunk."""
    rows = first.astype(np.float64)
    return np.maximum(rows.max(axis=1) - rows.min(axis=1), 1e-9) * SPAN * (1.0 + 1e-6) + 1e-6


def neighbours(ordered: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The worlds just below and above a quantile."""
    last = ordered.shape[1] - 1
    where = level * last
    return ordered[:, max(int(where) - 1, 0)], ordered[:, min(int(where) + 2, last)]


def test_counts_agree_exactly(both: tuple[Results, Results]) -> None:
    kept, streamed = both
    np.testing.assert_array_equal(kept.pact, streamed.pact)
    assert set(kept.pulls) == set(streamed.pulls)
    for lever, share in kept.pulls.items():
        np.testing.assert_array_equal(share, streamed.pulls[lever], err_msg=lever)
    assert set(kept.permitted) == set(streamed.permitted)
    for lever, share in kept.permitted.items():
        np.testing.assert_array_equal(share, streamed.permitted[lever], err_msg=lever)
    assert kept.health == streamed.health


def test_streamed_runs_keep_no_worlds(both: tuple[Results, Results]) -> None:
    _, streamed = both
    assert streamed.streamed
    assert all(series.values is None for series in streamed.series.values())
    assert all(outcome.values is None for outcome in streamed.outcomes.values())


@pytest.mark.slow
def test_processes_stream_the_same() -> None:
    with patch.object(chunks, "CHUNK", 256):
        one = run(crisis(), worlds=WORLDS, stream=True)
        two = run(crisis(), worlds=WORLDS, stream=True, workers=2)
    for key, series in one.series.items():
        np.testing.assert_allclose(two.series[key].mean, series.mean, rtol=1e-12, err_msg=key)
        np.testing.assert_allclose(two.series[key].fan, series.fan, rtol=1e-9, atol=1e-12, err_msg=key)


def sketches(seed: int, parts: int) -> tuple[Sketch, list[Sketch], np.ndarray]:
    """An empty sketch, one for each of some parts of the same data, and the data."""
    luck = np.random.default_rng(seed)
    data = [luck.gamma(2.0, size=(3, int(luck.integers(1, 60)))) for _ in range(parts)]
    empty = Sketch.start(data[0], SERIES_BINS)
    found = []
    for values in data:
        sketch = Sketch.start(data[0], SERIES_BINS)
        sketch.add(values)
        found.append(sketch)
    return empty, found, np.concatenate(data, axis=1)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_merging_does_not_matter(seed: int) -> None:
    outcomes = []
    for order in permutations(range(3)):
        total, parts, data = sketches(seed, 3)
        for part in order:
            total.merge(parts[part])
        outcomes.append(total)
        np.testing.assert_allclose(total.mean, data.mean(axis=1), rtol=1e-12)
        assert total.worlds == data.shape[1]
    for other in outcomes[1:]:
        np.testing.assert_array_equal(other.counts, outcomes[0].counts)
        np.testing.assert_array_equal(other.quantiles, outcomes[0].quantiles)


@given(st.integers(0, 2**32 - 1), st.integers(2, 400))
def test_quantiles_by_sorting_are_numpys(seed: int, worlds: int) -> None:
    values = np.random.default_rng(seed).normal(size=(4, worlds))
    np.testing.assert_allclose(quantiles(values), np.quantile(values, LEVELS, axis=1).T, rtol=1e-9, atol=1e-12)


def test_one_world_has_a_mean_and_no_error() -> None:
    """As in a kept run: an error cannot be told from a single world."""
    kept, streamed = (run(crisis(), worlds=1, weeks=3, stream=stream) for stream in (False, True))
    for key, outcome in kept.outcomes.items():
        assert streamed.outcomes[key].mean == pytest.approx(outcome.mean, rel=1e-6, abs=1e-9)
        assert np.isnan(outcome.mc_error)
        assert np.isnan(streamed.outcomes[key].mc_error)


def test_nothing_taken_in_has_no_mean() -> None:
    nothing = Sketch.start(np.zeros((2, 3, 0)), SERIES_BINS)
    nothing.add(np.zeros((2, 3, 0)))
    assert np.isnan(nothing.mean).all()
    assert np.isnan(nothing.error).all()
    assert np.isnan(nothing.quantiles).all()
    assert nothing.mean.shape == (2, 3)
