"""What outcomes are worth: declared spans, weights in a capital's own sign, and what other weights would choose."""

from __future__ import annotations

import numpy as np
import pytest

from sim import SimError
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.study.choice.sway import sway
from sim.study.choice.worth import SPANS, check_weight_words, weight_record, weights_of, worth


def test_every_outcome_has_a_span_and_a_reason() -> None:
    assert set(SPANS) == set(catalogue().outcomes)
    for span in SPANS.values():
        assert span.span > 0
        assert span.reason


def test_good_is_what_the_outcome_says_is_better() -> None:
    for key, outcome in catalogue().outcomes.items():
        if outcome.better:
            assert SPANS[key].good == (1 if outcome.better == "higher" else -1), key


@pytest.mark.parametrize("capital", CAPITALS)
def test_default_weights_are_the_analysts_bundle(capital: str) -> None:
    weights = weights_of(capital)
    assert weights.used.sum() == pytest.approx(1.0)
    assert weights.written["trilateral_cohesion"] == 0.30
    assert weights.written["deterrence_gap"] == 0.20
    assert sum(weight for key, weight in weights.written.items() if "loss" in key) == pytest.approx(0.20)
    assert weights.written["p_settlement"] == 0.15


@pytest.mark.parametrize("capital", CAPITALS)
def test_moving_everything_over_its_span_is_worth_a_hundred_points(capital: str) -> None:
    weights = weights_of(capital)
    worlds = {key: np.array([0.0, SPANS[key].good * SPANS[key].span]) for key in weights.outcomes}
    found = worth(worlds, weights)
    assert found[1] - found[0] == pytest.approx(100.0)


def test_each_capital_has_its_own_losses_and_approval() -> None:
    worlds = {key: np.zeros(2) for key in SPANS} | {"economic_loss_korea": np.array([0.0, 200.0])}
    seoul, tokyo = (worth(worlds, weights_of(capital)) for capital in ("seoul", "tokyo"))
    assert seoul[1] == pytest.approx(-20.0)
    assert tokyo[1] == 0.0


def test_a_negative_weight_wishes_for_the_opposite() -> None:
    worlds = {key: np.zeros(2) for key in SPANS} | {"economic_loss_japan": np.array([0.0, 1750.0])}
    spiteful = weights_of("seoul", {"economic_loss_japan": -1.0})
    assert worth(worlds, spiteful)[1] == pytest.approx(50.0)  # half of all weight, the whole span


def test_a_capitals_own_word_counts_more_than_the_general_one() -> None:
    words = {"seoul.p_lapse": 0.5, "p_lapse": 0.1}
    assert weights_of("seoul", words).written["p_lapse"] == 0.5
    assert weights_of("tokyo", words).written["p_lapse"] == 0.1


def test_a_weight_of_nought_takes_an_outcome_out() -> None:
    assert "p_settlement" not in weights_of("tokyo", {"p_settlement": 0.0}).outcomes


def test_a_weight_is_a_declared_record() -> None:
    record = weight_record("washington", "us_effort")
    assert (record.low, record.default, record.high) == (-1.0, 0.15, 1.0)
    assert record.unit
    assert "effort" in record.source


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        ({"p_laps": 0.3}, "Did you mean p_lapse"),
        ({"soul.p_lapse": 0.3}, "'soul' is no capital. Did you mean seoul"),
        ({"seoul.cohesion": 0.3}, "there is no outcome 'cohesion'"),
    ],
)
def test_unknown_words_teach(words: dict[str, float], lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        check_weight_words(words)


def test_a_weight_out_of_range_teaches() -> None:
    with pytest.raises(SimError, match="outside the range -1 to 1"):
        weights_of("seoul", {"p_lapse": 3.0})


def test_weights_that_are_all_nought_teach() -> None:
    nothing = dict.fromkeys(weights_of("tokyo").outcomes, 0.0)
    with pytest.raises(SimError, match="every weight of tokyo is 0"):
        weights_of("tokyo", nothing)


def test_the_best_in_everything_is_best_for_all_weights() -> None:
    shares = np.array([[0.0, 0.5, 1.0], [0.0, 0.1, 0.2]])
    found = sway(shares, np.array([0.5, 0.5]), ("one", "two"), within=0.5)
    assert found.best.tolist() == [0.0, 0.0, 1.0]
    assert all(one.low == 0.0 and one.high == 1.0 and one.below is None for one in found.alone)


def test_each_best_in_one_of_two_outcomes_shares_the_weights() -> None:
    shares = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = sway(shares, np.array([0.7, 0.3]), ("one", "two"), within=0.0)
    assert found.best == pytest.approx([0.5, 0.5], abs=0.03)
    first, second = found.alone
    assert (first.low, first.high, first.below, first.above) == (pytest.approx(0.5, abs=0.01), 1.0, 1, None)
    assert (second.low, second.high, second.below, second.above) == (0.0, pytest.approx(0.5, abs=0.01), None, 1)


def test_signs_of_weights_are_kept() -> None:
    shares = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert sway(shares, np.array([-0.5, 0.5]), ("one", "two"), within=0.0).best[1] == 1.0
