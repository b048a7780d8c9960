"""Laws of conservation: stocks change by what comes in and what goes out, and by nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.kernel.week import Week
from tests.laboratory import act, bench

MATERIALS = ("hydrogen_fluoride", "photoresist", "polyimide")
WORLDS = 32
NUMBERS = st.floats(0.0, 1.0, width=32)


def parameter(name: str) -> Array:
    return np.array([[catalogue().parameters[f"industry.{material}_{name}"].default] for material in MATERIALS])


def supply_week(seed: int, shock: float = 0.0) -> Week:
    luck = np.random.default_rng(seed)
    limit = parameter("diversification_limit")
    return bench(
        worlds=WORLDS,
        state={
            "inventory": luck.choice([0.0, 0.1, 1.0, 5.0, 13.0], (3, WORLDS)),
            "diversification": limit * luck.random((3, WORLDS)),
            "licence_flow": luck.choice([0.0, 0.3, 1.0], (3, WORLDS)),
            "export_controls": luck.choice([0.0, 0.4, 1.0], WORLDS),
            "whitelist_removed": luck.choice([0.0, 1.0], WORLDS),
            "pressed.seoul": luck.random(WORLDS),
            "supply_shock": shock,
        },
    )


@given(seed=st.integers(0, 2**32 - 1), shock=NUMBERS)
def test_stocks_change_by_supply_less_use(seed: int, shock: float) -> None:
    """Two-sided: use = Japan's licensed share + other suppliers + drawn from stock + what production goes without."""
    week = supply_week(seed, shock)
    before = week.state.inventory * (1.0 - shock)
    act("industry.supply", week)
    state = week.state
    missing = parameter("japan_share") * (1.0 - state.licence_flow)
    change = state.inventory - before
    drawn = np.maximum(-change, 0.0)
    added = np.maximum(change, 0.0)
    gap = np.maximum(missing - state.diversification, 0.0)
    spare = np.maximum(state.diversification - missing, 0.0)
    unmet = gap - drawn
    kept = catalogue().parameters["industry.restocking"].default
    room = catalogue().parameters["industry.stock_weeks"].default - before
    np.testing.assert_allclose(drawn, np.minimum(gap, before), atol=1e-12)
    np.testing.assert_allclose(added, np.minimum(kept * spare, room), atol=1e-12)
    np.testing.assert_allclose(state.production_loss, unmet.max(axis=0), atol=1e-12)
    assert (drawn * added == 0.0).all()
    assert (unmet[state.inventory > 0.0] < 1e-12).all()
    assert (state.inventory >= 0.0).all()


@given(seed=st.integers(0, 2**32 - 1))
def test_losses_add_up(seed: int) -> None:
    """What a week costs is added to the totals, no more and no less; nothing of the kind is ever a gain."""
    luck = np.random.default_rng(seed)
    week = supply_week(seed)
    week.state.production_loss[...] = luck.random(WORLDS)
    week.state.visitors_change[...] = -luck.random(WORLDS)
    week.state.beer_change[...] = -luck.random(WORLDS)
    week.state.retaliation[...] = luck.random((3, WORLDS))
    week.state.loss_korea[...] = before_korea = luck.random(WORLDS) * 100
    week.state.loss_japan[...] = before_japan = luck.random(WORLDS) * 100
    act("industry.count_losses", week)
    np.testing.assert_allclose(week.state.loss_korea - before_korea, week.state.loss_rate[0], rtol=1e-9)
    np.testing.assert_allclose(week.state.loss_japan - before_japan, week.state.loss_rate[1], rtol=1e-9)
    assert (week.state.loss_rate >= 0.0).all()


def test_peace_costs_nothing() -> None:
    week = bench(worlds=2, state={"licence_flow": 1.0})
    act("industry.count_losses", week)
    assert not week.state.loss_rate.any()


@given(seed=st.integers(0, 2**32 - 1))
def test_licensed_trade_lies_between_none_and_normal(seed: int) -> None:
    luck = np.random.default_rng(seed)
    week = bench(
        worlds=WORLDS,
        state={
            "export_controls": luck.choice([0.0, 0.5, 1.0], WORLDS),
            "control_weeks": luck.choice([0.0, 5.0, 30.0, 200.0], WORLDS),
            "first_licence": luck.uniform(0.0, 13.0, (3, WORLDS)),
            "licence_easing": luck.random(WORLDS),
        },
    )
    act("licensing.carry_out", week)
    flow = week.state.licence_flow
    assert (flow >= 0.0).all()
    assert (flow <= 1.0).all()
    assert (flow[:, week.state.export_controls == 0.0] == 1.0).all()
    assert (flow >= 1.0 - week.state.export_controls - 1e-12).all()
