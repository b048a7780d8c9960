"""Laws of bargaining: the more the two positions overlap, the likelier a settlement and the rarer its end."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laboratory import act, bench

WORLDS = 201
ROOM = np.linspace(-1.0, 1.0, WORLDS)
STEPS = np.linspace(0.0, 0.0599, 120)


def chance_of(kind: str, talks: float, sharpness: float, offer_weeks: float = 0.0) -> np.ndarray:
    """The weekly chance of settling or of a break, by overlap: the share of evenly spread luck that brings it."""
    luck = np.repeat(STEPS, WORLDS)
    week = bench(
        worlds=luck.size,
        state={
            "win_set_overlap": np.tile(ROOM, STEPS.size), "talks": talks, "offer_weeks": offer_weeks,
            "settled": float(kind == "relapse"), "settlement_kind": float(kind == "relapse"),
        },
        inputs={"settlement.sharpness": sharpness, "settlement.talks_kept": 0.98},
        luck={"settlement.luck": np.stack([luck, luck])},
    )
    act("settlement.bargain", week)
    found = week.state.settled if kind == "settle" else week.state.relapse
    return np.asarray(found.reshape(STEPS.size, WORLDS).mean(axis=0))


@given(talks=st.floats(0.1, 1.0), sharpness=st.floats(0.02, 0.3))
def test_more_overlap_never_makes_a_settlement_less_likely(talks: float, sharpness: float) -> None:
    chances = chance_of("settle", talks, sharpness)
    assert (np.diff(chances) >= 0.0).all()
    assert chances[-1] > chances[0]


@given(sharpness=st.floats(0.02, 0.3))
def test_more_overlap_never_makes_a_relapse_likelier(sharpness: float) -> None:
    chances = chance_of("relapse", 0.5, sharpness)
    assert (np.diff(chances) <= 0.0).all()
    assert chances[0] > chances[-1]


def test_livelier_talks_never_make_a_settlement_less_likely() -> None:
    ladder = [chance_of("settle", talks, 0.08) for talks in (0.0, 0.3, 0.6, 0.9)]
    assert all((more >= less).all() for less, more in itertools.pairwise(ladder))
    assert not ladder[0].any()


@pytest.mark.parametrize(("weeks", "possible"), [(12.0, True), (13.0, False), (1000.0, False)])
def test_without_a_fresh_offer_nothing_is_settled(weeks: float, possible: bool) -> None:
    assert chance_of("settle", 1.0, 0.08, offer_weeks=weeks).any() == possible


def test_what_is_settled_is_not_settled_again_and_what_broke_can_be() -> None:
    week = bench(
        worlds=2,
        state={"win_set_overlap": 1.0, "talks": 1.0, "offer_weeks": 0.0, "settled": np.array([0.0, 1.0])},
        luck={"settlement.luck": np.array([0.0, 0.99])},
    )
    act("settlement.bargain", week)
    assert (week.state.settled == 1.0).all()
    assert (week.state.settlement_kind == np.array([1.0, 0.0])).all()
