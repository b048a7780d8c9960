"""Laws of opportunity: chances are chances, and cutting a week in two does not change how often a door opens."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.decision.doors import HIGHEST_CABINET, HIGHEST_ROUTINE, Doors
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import retention, weekly_probability
from tests.contracts.records import fill
from tests.laboratory import all_fields, bench

WORLDS = 64


def chances(seed: int) -> tuple[np.ndarray, np.ndarray]:
    week = bench(worlds=WORLDS)
    fill({field.key: getattr(week.state, field.key) for field in all_fields()}, seed)
    return Doors(week.inputs).chances(week)


@given(st.integers(0, 2**32 - 1))
def test_doors_open_sometimes_never_always(seed: int) -> None:
    cabinet, routine = chances(seed)
    lowest = catalogue().parameters["decision.lowest_gate"].default
    assert cabinet.shape == routine.shape == (3, WORLDS)
    assert (cabinet >= 0.0).all()
    assert (cabinet <= HIGHEST_CABINET + 1e-6).all()
    assert (routine >= lowest - 1e-6).all()
    assert (routine <= HIGHEST_ROUTINE + 1e-6).all()


@given(st.floats(0.0, 0.999))
def test_two_half_weeks_open_a_door_as_often_as_one_week(chance: float) -> None:
    """With half the step, a door of 1 - sqrt(1 - p) is as likely to open once or more as p."""
    half = 1.0 - np.sqrt(1.0 - chance)
    np.testing.assert_allclose(1.0 - (1.0 - half) ** 2, chance, atol=1e-12)


@given(st.floats(0.0, 5.0))
def test_hazards_compound(hazard: float) -> None:
    """Escaping a week is escaping both of its halves: chances come from hazards by compounding."""
    week, half = weekly_probability(np.array(hazard)), weekly_probability(np.array(hazard / 2.0))
    np.testing.assert_allclose(1.0 - week, (1.0 - half) ** 2, atol=1e-12)


@given(st.floats(0.5, 200.0))
def test_a_half_life_halves(half_life: float) -> None:
    """What is left after a half-life is one half, however it is cut into weeks."""
    np.testing.assert_allclose(retention(np.array(half_life)) ** half_life, 0.5, rtol=1e-12)
    np.testing.assert_allclose(retention(np.array(2.0 * half_life)) ** 2, retention(np.array(half_life)), rtol=1e-12)
