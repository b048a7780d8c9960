"""The whole: forecasts are kept, leaks refused, known forecasters score as they must."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.data.archive import Archive, EvidenceError
from sim.data.fitted import Fitted
from sim.engine.chunk import Task, run_chunk
from sim.kernel.errors import RunError
from sim.kernel.plain import plain
from sim.kernel.worlds import Worlds
from sim.study.hindcast.arms import ABLATIONS, ARMS, FULL
from sim.study.hindcast.branch import branched
from sim.study.hindcast.forecast import Forecast, Piece, check_no_leak, forecast, targets
from sim.study.hindcast.hindcast import Plan, hindcast, spread
from sim.study.hindcast.judged import expected, judged, truths
from sim.study.hindcast.kept import FILE, Kept
from sim.study.hindcast.origins import HORIZONS, origins
from sim.study.hindcast.past import whole_past
from sim.study.hindcast.protocols import HELD_FROM
from sim.study.hindcast.questions import QUESTIONS
from sim.study.hindcast.readings import SERIES
from sim.study.hindcast.references import REFERENCES

BRINK = date(2019, 10, 7)
KEYS = ("korean_public.boycott_trigger", "decision.learning_rate")


def fitted_until(day: date) -> Fitted:
    draws = np.array([[0.8, 0.4], [0.9, 0.5], [1.0, 0.6]])
    return Fitted("made_up", KEYS, draws, day, day, "none", 1, 0.0, "0")


def said(chances: np.ndarray[Any, Any], protocol: str = "refit") -> Kept:
    """Forecasts with these chances, (question, horizon, origin)."""
    kept = Kept(2, 1)
    silent = {series.key: (None,) * len(HORIZONS) for series in SERIES}
    for column, day in enumerate(origins()):
        told = {item.key: tuple(row) for item, row in zip(QUESTIONS, chances[..., column].tolist(), strict=True)}
        kept.add(Forecast(protocol, FULL.key, day, day, day, "", "none", 2, 0, told, silent))
    return kept


def overall(content: dict[str, Any], score: str) -> dict[str, dict[str, Any]]:
    rows = content["protocols"][0]["skills"]
    return {
        row["against"]: row
        for row in rows
        if (row["score"], row["question"], row["horizon"]) == (score, "all", "all")
    }


def test_a_perfect_forecaster_scores_perfectly() -> None:
    truth = truths(whole_past())
    content = judged(said(np.nan_to_num(truth)), whole_past())
    assert all(row["ours"] == 0.0 and row["skill"] == 1.0 for row in overall(content, "brier").values())
    assert overall(content, "log")["climatology"]["ours"] == pytest.approx(-np.log(0.99))
    protocol = content["protocols"][0]
    assert protocol["reliability"]["slope"] == pytest.approx(1.0)
    assert protocol["cells"] == int(np.isfinite(truth).sum())
    # All marks are passed but the last, for certainty that the pact would not lapse is what it forbids.
    assert [mark["passed"] for mark in protocol["marks"]] == [True, True, True, True, False]


def test_a_forecaster_of_base_rates_has_no_skill_against_them() -> None:
    base = expected(REFERENCES[0], whole_past())
    content = judged(said(base), whole_past())
    for score in ("log", "brier"):
        row = overall(content, score)["climatology"]
        assert (row["skill"], row["low"], row["high"], row["better"]) == (0.0, 0.0, 0.0, 0.0)
        assert row["ours"] == row["theirs"]
    assert content["protocols"][0]["marks"][0]["passed"] is False


def test_a_forecaster_who_is_always_wrong_fails() -> None:
    content = judged(said(1.0 - np.nan_to_num(truths(whole_past()))), whole_past())
    assert overall(content, "log")["climatology"]["ours"] == pytest.approx(-np.log(0.01))
    assert content["protocols"][0]["reliability"]["slope"] == pytest.approx(-1.0)
    assert [mark["passed"] for mark in content["protocols"][0]["marks"]] == [False, False, False, False, False]


def test_forecasts_in_sample_are_shown_and_not_scored() -> None:
    kept = said(np.full((len(QUESTIONS), len(HORIZONS), len(origins())), 0.5), "cheap")
    for key, item in list(kept.forecasts.items()):
        kept.forecasts[key] = replace(item, until=HELD_FROM)
    protocol = judged(kept, whole_past())["protocols"][0]
    assert protocol["in_sample"] == [date(2019, 1, 7), date(2019, 4, 1)]
    assert len(protocol["origins"]) == 17
    assert protocol["cells"] == int(np.isfinite(truths(whole_past())[..., 2:]).sum())


def test_few_origins_give_no_interval_and_no_verdict() -> None:
    kept = said(np.nan_to_num(truths(whole_past())))
    kept.forecasts = {key: item for key, item in kept.forecasts.items() if key[2] <= BRINK}
    content = judged(kept, whole_past())
    row = overall(content, "brier")["climatology"]
    assert row["skill"] == 1.0
    assert np.isnan([row["low"], row["high"], row["better"], row["in_blocks"]["low"]]).all()
    assert [mark["passed"] for mark in content["protocols"][0]["marks"]] == [None] * 5


def test_what_was_fitted_to_later_data_is_refused() -> None:
    check_no_leak(fitted_until(BRINK), BRINK)
    with pytest.raises(EvidenceError, match="knows data up to 2019-10-08, and the forecast is made on 2019-10-07"):
        check_no_leak(fitted_until(date(2019, 10, 8)), BRINK)
    hidden = replace(fitted_until(BRINK), last_observation=date(2020, 1, 1))
    with pytest.raises(EvidenceError, match="2020-01-01"):
        check_no_leak(hidden, BRINK)
    leaking = Plan("refit", 2, 1, lambda archive: fitted_until(date(2020, 7, 1)), (BRINK,))
    with pytest.raises(EvidenceError, match="would foretell what it was fitted to"):
        hindcast(leaking, Kept(2, 1))


def test_a_refit_is_handed_what_was_known_and_no_more() -> None:
    handed: list[Archive] = []

    def fit(archive: Archive) -> Fitted:
        handed.append(archive)
        assert archive.until is not None
        return fitted_until(archive.until)

    hindcast(Plan("refit", 2, 1, fit, origins()[:2]), Kept(2, 1))
    assert [archive.until for archive in handed] == [date(2019, 1, 7), date(2019, 4, 1)]
    assert all(event.day < archive.until for archive in handed for event in archive.events if archive.until)


def test_a_tiny_hindcast_from_end_to_end(tmp_path: Path) -> None:
    plan = Plan(
        "cheap",
        4,
        1,
        lambda archive: fitted_until(archive.until or BRINK),
        (HELD_FROM,),
        shipped=fitted_until(HELD_FROM),
    )
    told: list[tuple[int, int]] = []
    content = hindcast(plan, Kept(4, 1, tmp_path), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)  # one origin with five arms, and with the shipped set
    written = json.loads((tmp_path / FILE).read_text())
    assert written == plain(content)
    assert [item["key"] for item in content["protocols"]] == ["cheap", "shipped"]
    assert content["protocols"][1]["origins"] == [HELD_FROM]
    assert [row["arm"] for row in content["protocols"][0]["ablations"][:4]] == [arm.key for arm in ABLATIONS]
    chances = [value for row in content["forecasts"] for told in row["chances"].values() for value in told]
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    # Going on finds everything done, and fits nothing again.
    again = Kept.resumed(4, 1, tmp_path)
    assert hindcast(replace(plan, fit=never), again)["forecasts"] == content["forecasts"]
    with pytest.raises(RunError, match="was made with --worlds 4, and --worlds 5 is asked for now"):
        Kept.resumed(5, 1, tmp_path)
    # Begun anew, a protocol loses its own forecasts and leaves the others alone.
    beside = Kept.beside(4, 1, tmp_path, ["refit"])
    assert set(beside.forecasts) == set(again.forecasts)
    assert {key[0] for key in Kept.beside(4, 1, tmp_path, ["cheap"]).forecasts} == {"shipped"}


def never(archive: Archive) -> Fitted:
    raise AssertionError("a fit was made")


def test_an_interrupt_loses_nothing_and_time_ends_refits(tmp_path: Path) -> None:
    days = origins()[:3]

    def fit(archive: Archive) -> Fitted:
        assert archive.until is not None
        if archive.until == days[2]:
            raise KeyboardInterrupt
        return fitted_until(archive.until)

    with pytest.raises(KeyboardInterrupt):
        hindcast(Plan("refit", 2, 1, fit, days), Kept(2, 1, tmp_path))
    kept = Kept.resumed(2, 1, tmp_path)
    assert [key[2] for key in kept.forecasts] == [days[0]]  # the first of every four, then the one in the middle
    seconds = iter([0.0, 0.0, 61.0])
    plan = Plan("refit", 2, 1, lambda archive: fitted_until(archive.until or BRINK), days, minutes=1.0)
    content = hindcast(plan, kept, clock=lambda: next(seconds))
    assert content["protocols"][0]["origins"] == [days[0], days[2]]


def test_refits_are_spread_over_the_years() -> None:
    assert sorted(spread(origins())) == list(origins())
    assert list(spread(origins()))[:5] == [origins()[place] for place in (0, 4, 8, 12, 16)]


@pytest.mark.parametrize("worlds", [1, 2049])
def test_too_few_and_too_many_worlds_are_refused(worlds: int) -> None:
    with pytest.raises(RunError, match="forecasts are made of 2 to 2048 worlds"):
        hindcast(Plan("cheap", worlds, 1, never), Kept(worlds, 1))


def test_a_word_that_names_no_protocol_is_refused() -> None:
    with pytest.raises(RunError, match=r"--protocol refits: write cheap, refit or both. Did you mean refit"):
        hindcast(Plan("refits", 2, 1, never), Kept(2, 1))


def test_the_same_forecast_twice() -> None:
    piece = Piece("cheap", "full", BRINK, fitted_until(HELD_FROM), 8, 1, targets(whole_past(), BRINK))
    assert forecast(piece) == forecast(piece)


def test_each_arm_takes_out_what_it_says() -> None:
    branch = replace(branched(BRINK, 13), seed=3)
    week = branch.weeks - 13

    def lived(arm: str) -> dict[str, np.ndarray[Any, Any]]:
        record = run_chunk(Task(ARMS[arm].of(branch), 3, Worlds.consecutive(32))).record
        return {key: record[key] for key in record.keys if key.startswith(("move.", "fatigue.", "belief_high."))}

    full = lived("full")
    assert (lived("no_fatigue")["fatigue.seoul"] == 0.0).all()
    washington = lived("no_washington")["move.washington"]
    assert (washington[week:] == 0).all()
    assert np.array_equal(washington[:week], full["move.washington"][:week])
    assert full["move.washington"][week:].any()
    beliefs = lived("no_beliefs")["belief_high.tokyo"]
    assert np.ptp(beliefs) == 0.0
    assert np.ptp(full["belief_high.tokyo"]) > 0.0
    assert not np.array_equal(lived("no_strategy")["move.seoul"], full["move.seoul"])


def test_a_parameter_that_an_arm_sets_is_not_drawn() -> None:
    drawn = fitted_until(BRINK).for_worlds(np.arange(4))
    assert set(ARMS["no_beliefs"].given(drawn)) == {"korean_public.boycott_trigger"}
    assert set(ARMS["full"].given(drawn)) == set(KEYS)
