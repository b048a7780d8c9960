"""The History page runs from a link and after anything a browser sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sim.data.archive import archive
from sim.data.fitted import fitted
from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario
from sim.ui.engine import CachedEngine
from sim.ui.history.bench import HistoryBench
from sim.ui.pack import unpack
from sim.ui.pages import history

SECONDS = 60


def history_page() -> None:
    from sim.ui.pages.history import PAGE

    PAGE.render()


@pytest.fixture(autouse=True)
def _few_worlds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    st.cache_resource.clear()
    small = HistoryBench(load_scenario("history_2018_2023"), archive(), fitted(), catalogue(), CachedEngine(), worlds=8)
    monkeypatch.setattr(history, "bench", lambda: small)
    yield
    st.cache_resource.clear()


def message(page: AppTest) -> dict[str, Any]:
    assert not page.exception
    (part,) = page.get("bidi_component")
    return unpack(part.proto.bytes)[0]


def test_a_link_restores_the_branch_and_a_wish_moves_it() -> None:
    page = AppTest.from_function(history_page, default_timeout=SECONDS)
    for key, value in {"day": "2019-08-14", "washington.press_seoul": "ban", "nonsense": "<b>"}.items():
        page.query_params[key] = value
    head = message(page.run())
    assert head["link"] == {"day": "2019-08-12", "washington.press_seoul": "ban"}
    assert "nonsense" in head["refused"][0]
    wish = {"serial": 5, "has": head["record"], "words": {"day": "2019-06-24"}}
    page.session_state[history.KEY] = {"wish": wish}
    moved = message(page.run())
    assert (moved["serial"], moved["link"]) == (5, {"day": "2019-06-24"})
    for raw in (7, {"wish": 3}, {"wish": {"words": 3, "serial": None}}):
        page.session_state[history.KEY] = raw
        message(page.run())
