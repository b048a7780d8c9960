"""Sentences and cards from known numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sim.kernel.catalogue import catalogue
from sim.report.words import is_event
from sim.ui.answer import HAPPENS, answer, card, outcomes_shown, table_row
from sim.ui.units import DASH, MINUS
from tests.ui.toy import ToyDifference, ToyHealth, ToyOutcome, ToyResults, toy_catalogue, toy_scenario

KNOWN = toy_catalogue()
APART = ToyDifference(0.06, 0.01, 0.04, 0.08, 6.0, "higher")
SAME = ToyDifference(0.01, 0.02, -0.03, 0.05, 0.5, "cannot tell apart")


def outcome(key: str, mean: float, spread: float = 0.0, error: float = 0.02) -> Any:
    record = KNOWN.outcomes[key]
    points = (mean - 2 * spread, mean - spread, mean, mean + spread, mean + 2 * spread)
    return ToyOutcome(key, record.label, record.unit, None, mean, error, *points)  # type: ignore[arg-type]


def results(*outcomes: Any, **changes: Any) -> Any:
    found = {one.key: one for one in outcomes}
    return ToyResults(toy_scenario(watch=tuple(found), **changes), 200, found, {}, {}, ToyHealth())


def said(*outcomes: Any, differences: dict[str, Any] | None = None) -> str:
    return "".join(text for text, _ in answer(results(*outcomes), differences, KNOWN)).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_an_answer_states_what_is_watched() -> None:
    sentence = said(outcome("p_lapse", 0.24), outcome("trilateral_cohesion", 61.0, 4.0))
    assert sentence.strip() == (
        "In 200 worlds played from 1 July 2019 to 27 June 2021, the pact lapses in 24% of them "
        f"and trilateral cohesion averages 61.0 (53.0{DASH}69.0 in nine worlds of ten)."
    )


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "in no world"), (1.0, "in every world"), (0.004, "in 0.4% of them")]
)
def test_shares_are_honest_at_the_ends(share: float, words: str) -> None:
    assert words in said(outcome("p_lapse", share))


def test_an_answer_says_how_much_more_often() -> None:
    sentence = said(outcome("p_lapse", 0.3), differences={"p_lapse": APART})
    assert sentence.endswith(
        "Compared with the scenario as written, the pact lapses 6 points more often (4 to 8 points)."
    )


def test_an_answer_says_what_cannot_be_told_apart() -> None:
    watched = (outcome("p_lapse", 0.3), outcome("hostility", 50.0))
    lower = ToyDifference(-2.5, 0.25, -3.0, -2.0, -10.0, "lower")
    sentence = said(*watched, differences={"p_lapse": SAME, "hostility": lower})
    assert sentence.endswith(
        "hostility is 2.50 lower (2.00 to 3.00). The two cannot be told apart in how often the pact lapses."
    )
    assert "None of these can be told apart" in said(
        *watched, differences=dict.fromkeys(("p_lapse", "hostility"), SAME)
    )


def test_watched_outcomes_come_first_and_unknown_ones_do_not_come() -> None:
    shown = outcomes_shown(results(outcome("hostility", 50.0), outcome("p_notice", 0.5), outcome("p_lapse", 0.1)))
    assert shown == ("hostility", "p_notice", "p_lapse")


def test_a_card_shows_the_change_with_its_interval() -> None:
    found = card(outcome("p_lapse", 0.3), outcome("p_lapse", 0.24), APART, KNOWN)
    assert (found["value"], found["unit"], found["spread"]) == ("30%", "of worlds", "give or take 4 points")
    assert (found["change"], found["interval"], found["good"]) == ("+6 points", "95%: +4 to +8 points", "no")
    assert found["bar"] == {"mean": 0.3, "quantiles": [], "before": 0.24}


def test_a_card_does_not_judge_what_cannot_be_told_apart() -> None:
    found = card(outcome("p_lapse", 0.3), outcome("p_lapse", 0.29), SAME, KNOWN)
    assert (found["change"], found["interval"], found["good"]) == (
        "cannot tell apart",
        f"95%: {MINUS}3 to +5 points",
        "",
    )


def test_a_difference_too_small_to_matter_says_so() -> None:
    tiny = ToyDifference(0.004, 0.001, 0.002, 0.006, 4.0, "higher")
    assert "too small to matter" in str(card(outcome("p_lapse", 0.3), outcome("p_lapse", 0.3), tiny, KNOWN)["change"])


def test_a_share_on_which_all_worlds_agree_has_no_error() -> None:
    assert card(outcome("p_lapse", 1.0, error=0.0), None, None, KNOWN)["spread"] == "without exception"


def test_numbers_that_are_not_finite_do_not_break_a_card() -> None:
    nothing = float("nan")
    found = card(outcome("hostility", nothing, nothing, nothing), None, None, KNOWN)
    assert "nan" not in str(found)


def test_a_row_of_the_table_is_text() -> None:
    row = table_row(outcome("hostility", 50.0, 5.0), ToyDifference(1.5, 0.25, 1.0, 2.0, 6.0, "higher"), KNOWN)
    assert row == ["Hostility", "0-100", "50.0", "40.0", "50.0", "60.0", "+1.50", "higher"]


def test_what_happens_is_said_of_events_that_exist() -> None:
    assert set(HAPPENS) <= {key for key in catalogue().outcomes if is_event(key)}
