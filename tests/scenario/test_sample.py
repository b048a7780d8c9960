"""Uncertain inputs are sampled per world, in their range, and one never shifts another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.catalogue import Catalogue
from sim.kernel.draws import Draws
from sim.scenario.load import load_text
from sim.scenario.sample import sampled_values
from sim.scenario.uncertain import Uncertain
from tests.laboratory import whole_blocks
from tests.scenario.strategies import spreads
from tests.scenario.texts import FULL

LUCK = np.linspace(0.0, 1.0, 20_001, endpoint=False, dtype=np.float32)


@pytest.mark.parametrize(
    ("spread", "mean", "sd"),
    [
        (Uncertain("uniform", 0.4, 0.9), 0.65, 0.5 / np.sqrt(12)),
        (Uncertain("normal", -10.0, 10.0, mean=0.5, sd=0.2), 0.5, 0.2),
        (
            Uncertain("normal", 0.5, 10.0, mean=0.5, sd=0.2),
            0.5 + 0.2 * np.sqrt(2 / np.pi),
            0.2 * np.sqrt(1 - 2 / np.pi),
        ),
        (Uncertain("triangular", 0.0, 1.0, mode=0.3), 1.3 / 3, np.sqrt((1 + 0.09 - 0.3) / 18)),
        (Uncertain("triangular", 0.0, 1.0, mode=1.0), 2 / 3, np.sqrt(1 / 18)),
    ],
)  # moments worked out by hand from the densities
def test_moments(spread: Uncertain, mean: float, sd: float) -> None:
    values = spread.sample(LUCK)
    assert values.mean() == pytest.approx(mean, abs=2e-3)
    assert values.std() == pytest.approx(sd, abs=2e-3)


@given(spreads(-3.0, 5.0), st.lists(st.floats(0.0, 1.0, exclude_max=True), min_size=1))
def test_samples_stay_inside_and_keep_the_order_of_luck(spread: Uncertain, luck: list[float]) -> None:
    ordered = np.sort(np.array(luck))
    values = spread.sample(ordered)
    assert np.isfinite(values).all()
    assert (spread.low <= values).all()
    assert (values <= spread.high).all()
    assert (np.diff(values) >= -1e-12 * (1.0 + np.abs(values[1:]))).all()


@pytest.mark.parametrize("dist", ["uniform", "normal", "triangular"])
def test_a_range_of_one_point(dist: str) -> None:
    assert (Uncertain(dist, 0.3, 0.3, mean=0.3, sd=0.1, mode=0.3).sample(LUCK) == 0.3).all()


def test_defaults_values_and_samples(small: Catalogue) -> None:
    scenario = load_text(FULL, "file.yaml", small)
    values = sampled_values(scenario, small, Draws(7, whole_blocks(0, 2)))
    assert set(values) == {*small.parameters, "tokyo.export_controls.dose"}
    assert values["washington.engagement"].tolist() == [0.4]
    assert values["gsomia.use"].tolist() == [0.5]
    for key in scenario.uncertain:
        assert values[key].shape == (256,)
        assert len(np.unique(values[key])) > 200


def test_another_uncertain_input_does_not_shift_the_others(small: Catalogue) -> None:
    scenario = load_text(FULL, "file.yaml", small)
    more = replace(scenario, uncertain={"gsomia.use": Uncertain("uniform", 0, 1), **scenario.uncertain})
    first, second = (sampled_values(each, small, Draws(7, whole_blocks(0, 1))) for each in (scenario, more))
    for key in scenario.uncertain:
        assert (first[key] == second[key]).all()


def test_a_world_has_its_value_whatever_the_number_of_worlds(small: Catalogue) -> None:
    scenario = load_text(FULL, "file.yaml", small)
    few, many = (
        sampled_values(scenario, small, Draws(7, whole_blocks(0, blocks)))["seoul.resolve"] for blocks in (1, 3)
    )
    assert (few == many[:128]).all()
