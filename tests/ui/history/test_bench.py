"""From a branch to the message that the page draws, on the model itself with few worlds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.data.archive import archive
from sim.data.fitted import fitted
from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario
from sim.ui.engine import CachedEngine
from sim.ui.history.bench import GHOST_QUANTILES, HistoryBench, Wish, read_wish
from sim.ui.history.choices import read_setting
from sim.ui.history.panels import LAUNCHES, fans, history_charts
from sim.ui.pack import unpack

BAN = {"day": "2019-10-07", "seoul.gsomia_suspend_notice": "ban"}


@pytest.fixture(scope="module")
def bench() -> HistoryBench:
    return HistoryBench(load_scenario("history_2018_2023"), archive(), fitted(), catalogue(), CachedEngine(), worlds=24)


def frame(bench: HistoryBench, words: object = None, has: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    setting, refused = read_setting(words or {}, bench.record, bench.desk)
    return unpack(bench.frame(setting, Wish(has=has), refused))


def test_the_record_is_described_once(bench: HistoryBench) -> None:
    first, _ = frame(bench)
    told = first["description"]
    assert {chart["key"] for chart in told["charts"]} >= {"visitors_change", "approval.seoul", LAUNCHES, "cohesion"}
    assert len(told["happenings"]) > 100
    assert [item["state"] for item in told["pact"]["real"]] == [0, 1, 2, 0]
    assert told["landmarks"][0] == {"day": "2019-06-24", "label": "a week before the export controls"}
    assert "description" not in frame(bench, has=first["record"])[0]


def test_before_the_branch_every_world_walks_the_record(bench: HistoryBench) -> None:
    head, arrays = frame(bench)
    in_force, notice = arrays["pact"][0], arrays["pact"][1]
    # Notice was given on 22 August 2019, in week 42.
    assert np.all(in_force[:42] == 1)
    assert np.all(notice[43 : head["branch"]] == 1)
    assert 0 < arrays["pact"][:, -1].max() < 1


def test_choices_change_nothing_before_the_branch(bench: HistoryBench) -> None:
    free, _ = frame(bench)
    head, arrays = frame(bench, BAN)
    ghosts = [name for name in arrays if name.startswith("ghost.") and name != "ghost.pact"]
    assert len(ghosts) == sum(len(chart.lines) for chart in bench.charts)
    for name in ghosts:
        moved = arrays[name.removeprefix("ghost.")][GHOST_QUANTILES]
        np.testing.assert_array_equal(moved[:, : head["branch"]], arrays[name][:, : head["branch"]])
    suspended = {row["key"]: row for row in head["rows"]}["suspend"]
    unmoved = {row["key"]: row for row in free["rows"]}["suspend"]
    assert (suspended["words"], suspended["free"]) == ("0%", unmoved["words"])
    assert head["choices"][0]["words"] == "Seoul: Suspend the notice, taken away from the branch on"
    assert head["link"] == BAN


def test_without_choices_there_is_no_ghost(bench: HistoryBench) -> None:
    head, arrays = frame(bench)
    assert head["moved"] == 0
    assert not [name for name in arrays if name.startswith("ghost.")]
    assert all(row["change"] == row["free"] == "" for row in head["rows"])


def test_every_world_has_its_own_draw_of_the_fitted_set(bench: HistoryBench) -> None:
    setting, _ = read_setting({}, bench.record, bench.desk)
    results = bench.engine.run(bench.free(setting), bench.worlds, bench.found)
    key = next(key for key in bench.found.keys if key in bench.free(setting).values)
    np.testing.assert_allclose(results.inputs[key], bench.found.for_worlds(np.arange(24))[key])
    assert bench.free(setting).values[key] == bench.found.values[key]


def test_what_the_record_has_done_once_is_told_apart(bench: HistoryBench) -> None:
    head, _ = frame(bench)
    assert "Tokyo takes Korea off its white list (2 August 2019)" in head["done"]
    assert "whitelist" not in {row["key"] for row in head["rows"]}


def test_a_pull_is_marked_on_its_day_and_a_refused_one_is_said(bench: HistoryBench) -> None:
    head, _ = frame(bench, {"day": "2019-10-07", "tokyo.gesture": "2019-11-04", "tokyo.export_controls": "2019-12-02"})
    assert [(mark["day"], mark["capital"]) for mark in head["events"]] == [("2019-11-04", "tokyo")]
    assert "once only" in head["refused"][0]


def test_launches_are_summed_over_thirteen_weeks() -> None:
    # One launch a week in world 0, none in world 1: after week 12 the sum stays at 13 and 0, the median at 6.5.
    weekly = np.stack([np.ones(30), np.zeros(30)], axis=1)
    charts = [chart for chart in history_charts(catalogue(), ()) if chart.key == LAUNCHES]
    results: Any = SimpleNamespace(series={"provocation": SimpleNamespace(values=weekly)})
    median = fans(charts, results)[LAUNCHES][2]
    np.testing.assert_allclose(median[[0, 5, 12, 13, 29]], [0.5, 3.0, 6.5, 6.5, 6.5])


def test_axes_reach_to_the_farthest_reading(bench: HistoryBench) -> None:
    shown = {line.series: chart for chart in bench.charts for line in chart.lines}
    for reading in bench.readings:
        chart = shown[reading.series]
        value = reading.value * chart.style.factor
        assert chart.low <= value <= (chart.high if chart.high is not None else value)


@pytest.mark.parametrize("raw", [None, 3, "x", []])
def test_no_wish_is_none(raw: object) -> None:
    assert read_wish(raw) is None


def test_a_broken_wish_asks_for_nothing() -> None:
    assert read_wish({"serial": "x", "words": 3}) == Wish()
