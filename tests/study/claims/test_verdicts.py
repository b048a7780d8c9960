"""The rule that turns effects into verdicts, on hand-worked numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.claims.effect import Effect
from sim.study.claims.record import EFFECT, Expect, Measured, Prediction
from sim.study.claims.verdict import Verdict, rule_words, share_as_expected, survives, verdict_of, verdict_of_all

OPPOSITE = {Expect.UP: Expect.DOWN, Expect.DOWN: Expect.UP}


def effect(difference: float, error: float, draws: tuple[float, ...] = ()) -> Effect:
    """An effect whose interval reaches two errors to each side."""
    z = difference / error if error else math.copysign(math.inf, difference) if difference else 0.0
    return Effect(difference, error, difference - 2 * error, difference + 2 * error, z, {}, draws, 1.0)


def expecting(expect: Expect, floor: float = 0.02) -> Prediction:
    return Prediction(Measured("p_lapse"), expect, floor, EFFECT)


@pytest.mark.parametrize(
    ("expect", "difference", "error", "verdict"),
    [
        (Expect.UP, 0.10, 0.02, Verdict.SUPPORTED),  # z 5, above the floor
        (Expect.UP, 0.06, 0.02, Verdict.WEAK),  # z 3
        (Expect.UP, 0.03, 0.02, Verdict.INERT),  # z 1.5
        (Expect.UP, 0.019, 0.001, Verdict.INERT),  # z 19, below the floor
        (Expect.UP, 0.02, 0.001, Verdict.SUPPORTED),  # z 20, at the floor
        (Expect.UP, -0.06, 0.02, Verdict.REVERSED),  # z -3
        (Expect.UP, -0.03, 0.02, Verdict.INERT),  # z -1.5
        (Expect.DOWN, -0.10, 0.02, Verdict.SUPPORTED),
        (Expect.DOWN, 0.10, 0.02, Verdict.REVERSED),
        (Expect.UP, 0.0, 0.0, Verdict.INERT),  # identical arms
        (Expect.UP, 0.5, 0.0, Verdict.SUPPORTED),  # the same in every world
        (Expect.SAME, 0.0, 0.0, Verdict.SUPPORTED),
        (Expect.SAME, 0.005, 0.005, Verdict.SUPPORTED),  # -0.005 to 0.015, within 0.02
        (Expect.SAME, 0.015, 0.005, Verdict.WEAK),  # 0.005 to 0.025 reaches beyond the floor
        (Expect.SAME, -0.05, 0.005, Verdict.REVERSED),
        (Expect.NOT_UP, -0.5, 0.1, Verdict.SUPPORTED),
        (Expect.NOT_UP, 0.005, 0.005, Verdict.SUPPORTED),
        (Expect.NOT_UP, 0.03, 0.02, Verdict.WEAK),  # up to 0.07, z 1.5
        (Expect.NOT_UP, 0.10, 0.02, Verdict.REVERSED),
        (Expect.NOT_DOWN, 0.5, 0.1, Verdict.SUPPORTED),
        (Expect.NOT_DOWN, -0.10, 0.02, Verdict.REVERSED),
        (Expect.UP, math.nan, math.nan, Verdict.UNTESTED),
    ],
)
def test_a_test_by_hand(expect: Expect, difference: float, error: float, verdict: Verdict) -> None:
    assert verdict_of(effect(difference, error), expecting(expect)) is verdict


@given(st.floats(-1, 1), st.floats(0.001, 1), st.floats(0, 0.5))
def test_a_claim_with_its_sign_turned_round_is_never_supported_by_the_same_effect(
    difference: float, error: float, floor: float
) -> None:
    seen = effect(difference, error)
    for expect, opposite in OPPOSITE.items():
        if verdict_of(seen, expecting(expect, floor)) in (Verdict.SUPPORTED, Verdict.WEAK) and difference:
            assert verdict_of(seen, expecting(opposite, floor)) is Verdict.REVERSED


@pytest.mark.parametrize(
    ("each", "survived", "verdict"),
    [
        ([Verdict.SUPPORTED, Verdict.SUPPORTED], None, Verdict.SUPPORTED),
        ([Verdict.SUPPORTED], True, Verdict.SUPPORTED),
        ([Verdict.SUPPORTED], False, Verdict.ONLY_WIRED),
        ([Verdict.SUPPORTED, Verdict.INERT], None, Verdict.PARTLY),
        ([Verdict.SUPPORTED, Verdict.WEAK], False, Verdict.PARTLY),
        ([Verdict.WEAK, Verdict.INERT], None, Verdict.WEAK),
        ([Verdict.INERT, Verdict.INERT], None, Verdict.INERT),
        ([Verdict.SUPPORTED, Verdict.REVERSED], None, Verdict.MIXED),
        ([Verdict.WEAK, Verdict.REVERSED], None, Verdict.MIXED),
        ([Verdict.INERT, Verdict.REVERSED], None, Verdict.REVERSED),
        ([Verdict.UNTESTED], None, Verdict.UNTESTED),
        ([Verdict.SUPPORTED, Verdict.UNTESTED], None, Verdict.PARTLY),
        ([], None, Verdict.UNTESTED),
    ],
)
def test_a_claim_from_its_tests(each: list[Verdict], survived: bool | None, verdict: Verdict) -> None:
    assert verdict_of_all(each, survived) is verdict


def test_the_share_of_draws_counts_those_where_the_measure_exists() -> None:
    seen = effect(0.1, 0.01, (0.2, -0.1, 0.3, math.nan))
    assert share_as_expected(seen, expecting(Expect.UP)) == 2 / 3
    assert share_as_expected(seen, expecting(Expect.DOWN)) == 1 / 3
    assert share_as_expected(effect(0.0, 0.0, (0.0, 0.01, 0.03)), expecting(Expect.SAME)) == 2 / 3
    assert share_as_expected(effect(0.0, 0.0, (-0.5, 0.01, 0.03)), expecting(Expect.NOT_UP)) == 2 / 3
    assert math.isnan(share_as_expected(effect(0.1, 0.01, (math.nan,)), expecting(Expect.UP)))


def test_half_strength_must_keep_the_sign_clearly() -> None:
    assert survives(effect(0.01, 0.004), expecting(Expect.UP))  # z 2.5, whatever the floor
    assert not survives(effect(0.01, 0.006), expecting(Expect.UP))  # z 1.7
    assert not survives(effect(-0.1, 0.01), expecting(Expect.UP))


def test_the_rule_is_told_with_its_numbers() -> None:
    told = " ".join(rule_words())
    for word in ("more than 4 standard errors", "2 to 4", "floor", "reversed", "at half"):
        assert word in told
