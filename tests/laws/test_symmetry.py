"""Laws of symmetry: where both capitals are told by the same numbers, swapping their names swaps what happens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.kernel.week import Week
from tests.contracts.records import fill
from tests.laboratory import act, all_fields, bench

WORLDS = 64
MIRRORS = (("seoul", "tokyo"), ("korean_public", "japanese_public"))
SYMMETRIC = (
    "hostility.climate", "fatigue.tire", "fatigue.remember", "abandonment.feel", "salience.stir", "hard_line.swing",
    "approval.judge", "mediation.accumulate", "mediation.be_heard", "friction.quarrel",
)
ONE_SIDED = {
    "hostility.account": {"court_news": 0.0, "probe_near_islands": 0.0, "court_highest": 0.0, "treaty_clock": 0.0},
}


def even_parameters() -> dict[str, float]:
    """Every parameter that the two sides have in common, set to the mean of both."""
    parameters = catalogue().parameters
    even = {}
    for one, other in MIRRORS:
        for key, parameter in parameters.items():
            twin = key.replace(f"{one}.", f"{other}.", 1)
            if key.startswith(f"{one}.") and twin in parameters:
                even[key] = even[twin] = 0.5 * (parameter.default + parameters[twin].default)
    return even


def swapped(week: Week, luck: dict[str, Array]) -> Week:
    """The same week with the names of Seoul and Tokyo exchanged."""
    mirror = bench(worlds=WORLDS, inputs=even_parameters(), luck={key: rows[::-1] for key, rows in luck.items()})
    for field in all_fields():
        rows = list(field.rows)
        there, here = getattr(mirror.state, field.key), getattr(week.state, field.key)
        there[...] = here
        if "seoul" in rows and "tokyo" in rows:
            there[rows.index("seoul")] = here[rows.index("tokyo")]
            there[rows.index("tokyo")] = here[rows.index("seoul")]
    mirror.state.us_bias[...] = -week.state.us_bias
    return mirror


@pytest.mark.parametrize("phase", [*SYMMETRIC, *ONE_SIDED])
@given(seed=st.integers(0, 2**32 - 1))
def test_swapping_names_swaps_outcomes(phase: str, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(2, WORLDS))
    luck = {"approval.noise": noise} if phase.startswith("approval") else {}
    week = bench(worlds=WORLDS, inputs=even_parameters(), luck=luck)
    fill({field.key: getattr(week.state, field.key) for field in all_fields()}, seed)
    for key, value in ONE_SIDED.get(phase, {}).items():
        getattr(week.state, key)[...] = value
    mirror = swapped(week, luck)
    act(phase, week)
    act(phase, mirror)
    again = swapped(mirror, luck)
    for key, row, back in zip(week.state.row_keys, week.state.arena, again.state.arena, strict=True):
        np.testing.assert_allclose(back, row, rtol=1e-9, atol=1e-12, err_msg=key)


def test_the_numbers_of_both_sides_are_made_even() -> None:
    assert len(even_parameters()) > 20
