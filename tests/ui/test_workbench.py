"""From moved sliders to the message that the page draws."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.scenario import Forced, Policy
from sim.ui.charts import SHOWN_FIRST
from sim.ui.pack import unpack
from sim.ui.setting import Setting, read_setting
from sim.ui.workbench import Wish, Workbench, read_wish
from tests.ui.toy import ToyEngine, ToyHealth, toy_catalogue, toy_scenario

HOT = {"seoul.resolve": 1.0, "seoul.gsomia_notice": 1}


def bench(**changes: Any) -> Workbench:
    return Workbench(toy_scenario(**changes), toy_catalogue(), ToyEngine())


def frame(table: Workbench, words: object = None, **wish: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    setting, refused = read_setting(words or {}, table.desk, table.scenario.clock)
    return unpack(table.frame(setting, Wish(**wish), "notice_2019", refused))


def said(head: dict[str, Any]) -> str:
    return "".join(text for text, _ in head["answer"])


def test_the_first_frame_describes_everything() -> None:
    head, arrays = frame(bench())
    scenario = head["scenario"]
    assert scenario["question"] == toy_scenario().question
    assert scenario["pact"]["renewals"] == ["2019-11-23", "2020-11-23"]
    assert [group["key"] for group in scenario["groups"]] == ["seoul", "tokyo", "washington", "others"]
    assert arrays["cohesion"].shape == (5, 104)
    assert arrays["ghost.cohesion"].shape == (3, 104)


def test_unmoved_there_is_nothing_to_compare() -> None:
    table = bench()
    head, _ = frame(table)
    assert head["moved"] == 0
    assert all(card["change"] == "" and card["bar"]["before"] is None for card in head["cards"])
    assert "Compared" not in said(head)
    assert table.engine.runs == 1  # type: ignore[attr-defined]


def test_a_fan_is_the_run_in_the_page_s_unit() -> None:
    table = bench()
    _, arrays = frame(table, HOT)
    setting, _ = read_setting(HOT, table.desk, table.scenario.clock)
    results = table.engine.run(table.moved(setting), 200)
    np.testing.assert_allclose(arrays["hostility.seoul"], 100 * results.series["hostility.seoul"].fan.T, rtol=1e-6)
    np.testing.assert_allclose(arrays["visitors_change"], 100 * results.series["visitors_change"].fan.T, rtol=1e-5)


def test_the_ghost_is_the_unmoved_run() -> None:
    table = bench()
    _, still = frame(table)
    _, moved = frame(table, HOT)
    np.testing.assert_array_equal(moved["ghost.cohesion"], still["cohesion"][[0, 2, 4]])


def test_the_ghost_is_sent_once() -> None:
    table = bench()
    first, _ = frame(table)
    second, arrays = frame(table, HOT, has=first["ghost"])
    assert "scenario" not in second
    assert not [name for name in arrays if name.startswith("ghost.")]


def test_another_number_of_worlds_is_another_ghost() -> None:
    table = bench()
    first, _ = frame(table)
    second, arrays = frame(table, {"worlds": 500}, has=first["ghost"])
    assert second["ghost"] != first["ghost"]
    assert "ghost.cohesion" in arrays


def test_a_dragged_slider_runs_few_worlds_and_its_release_all() -> None:
    table = bench()
    live, _ = frame(table, {**HOT, "worlds": 1000}, live=True)
    assert live["worlds"] == 200
    assert not live["exact"]
    settled, _ = frame(table, {**HOT, "worlds": 1000})
    assert settled["worlds"] == 1000
    assert settled["exact"]
    assert len(settled["outcomes"]) == len(toy_catalogue().outcomes)


def test_states_of_the_pact_share_all_worlds() -> None:
    _, arrays = frame(bench(), HOT)
    np.testing.assert_allclose(arrays["pact"].sum(axis=0), 1.0, rtol=1e-6)


def test_only_chosen_charts_travel() -> None:
    _, arrays = frame(bench(), charts=("boycott",), has="nothing")
    assert {name for name in arrays if not name.startswith("ghost.")} == {"boycott", "pulls"}


def test_the_answer_speaks_of_what_is_watched() -> None:
    head, _ = frame(bench(), HOT)
    words = said(head)
    assert "In 200 worlds played from 1 July 2019 to 27 June 2021" in words
    assert "the pact lapses" in words
    assert "Compared with the scenario as written" in words
    assert "more often" in words


def test_what_cannot_be_told_apart_is_said() -> None:
    head, _ = frame(bench(), {"seoul.distraction": 0.9})
    assert "None of these can be told apart" in said(head)
    assert {card["verdict"] for card in head["cards"]} == {"cannot tell apart"}


def test_a_change_is_judged_only_where_the_outcome_says_what_is_better() -> None:
    cards = {card["key"]: card for card in frame(bench(watch=("p_notice", "p_lapse")), HOT)[0]["cards"]}
    assert cards["p_lapse"]["good"] == "no"
    assert cards["p_notice"]["good"] == ""


def test_forced_levers_and_shocks_are_marked_in_order() -> None:
    head, _ = frame(bench(), {"seoul.gsomia_notice": 1, "seoul.gsomia_notice.at": "2019-08-22"})
    assert [(event["day"], event["capital"]) for event in head["events"]] == [
        ("2019-07-04", "tokyo"),
        ("2019-08-22", "seoul"),
        ("2019-10-02", "others"),
    ]


def test_a_forced_lever_of_a_capital_that_does_nothing_is_explained() -> None:
    head, _ = frame(bench(), {"tokyo.policy": "hold"})
    assert head["refused"] == ["Tokyo does nothing at all, so its forced levers are not pulled."]
    assert not [event for event in head["events"] if event["capital"] == "tokyo"]


def test_poor_health_is_said_in_plain_words() -> None:
    table = bench()
    table.engine.health = ToyHealth(3, 0.05, {"tokyo.export_controls": 0.4})  # type: ignore[attr-defined]
    notes = " ".join(frame(table)[0]["notes"])
    assert "3 of 200 worlds" in notes
    assert "5%" in notes
    assert "Tokyo's lever “Export controls” was forced" in notes


def test_the_link_holds_the_scenario_and_what_was_moved() -> None:
    head, _ = frame(bench(), {**HOT, "nonsense": 1})
    assert head["link"] == {"scenario": "notice_2019", "seoul.resolve": "1", "seoul.gsomia_notice": "1"}
    assert "nonsense" in head["refused"][0]


def test_strangers_text_travels_as_text() -> None:
    nasty = "<img src=x onerror=alert(1)>"
    head, _ = frame(bench(title=nasty, question=nasty, sources=(nasty,)))
    assert head["scenario"]["question"] == nasty
    assert head["scenario"]["sources"] == [nasty]


def test_a_lever_forced_outside_the_horizon_is_not_drawn() -> None:
    from datetime import date

    force = (Forced("tokyo.export_controls", date(2031, 1, 1), {"dose": 1.0}),)
    head, _ = frame(bench(policies={"tokyo": Policy(force=force)}, shocks=()))
    assert head["events"] == []


def test_what_is_sent_while_dragging_is_small() -> None:
    table = bench()
    first, _ = frame(table)
    message = table.frame(Setting({"seoul.resolve": 0.9}), Wish(has=first["ghost"], live=True), "notice_2019")
    assert len(message) < 64_000


@pytest.mark.parametrize("raw", [None, 3, "x", [], {"serial": "x", "charts": 5, "words": [1]}])
def test_a_wish_that_is_none_is_the_page_as_it_stands(raw: object) -> None:
    assert read_wish(raw) == Wish(charts=SHOWN_FIRST)


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.dictionaries(st.text(), x)))
def test_no_wish_breaks_the_page(raw: object) -> None:
    json.dumps([read_wish(raw).serial, read_wish(raw).charts])
