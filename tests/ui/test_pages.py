"""Every page runs without error, from fresh, from a link, after a wish of the browser's, and with files handed in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sim.ui import launch, server
from sim.ui.pack import unpack
from sim.ui.pages import explore, pages
from tests.ui import toy

ROOT = Path(__file__).parents[2]
SECONDS = 60


def explore_page() -> None:
    from sim.ui.pages.explore import PAGE

    PAGE.render()


@pytest.fixture(autouse=True)
def _toy_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Real scenarios and real vocabulary, with the toy's walks in place of the model."""
    st.cache_resource.clear()
    monkeypatch.setattr(explore, "engine", lambda: VocabularyEngine())
    yield
    st.cache_resource.clear()


class VocabularyEngine(toy.ToyEngine):
    """The toy's numbers under the names that the real catalogue records."""

    def run(self, scenario: Any, worlds: int) -> Any:
        from dataclasses import replace

        from sim.kernel.catalogue import catalogue

        results = super().run(scenario, worlds)
        series = dict(results.series)
        template = next(iter(series.values()))
        for field in catalogue().fields.values():
            for row in field.row_keys if field.recorded else ():
                series.setdefault(row, template)
        return replace(results, series=series)


def fresh(**query: str) -> AppTest:
    page = AppTest.from_function(explore_page, default_timeout=SECONDS)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def message(page: AppTest) -> tuple[dict[str, Any], dict[str, Any]]:
    (part,) = page.get("bidi_component")
    return unpack(part.proto.bytes)


def wish(page: AppTest, words: dict[str, Any], **more: Any) -> AppTest:
    head, _ = message(page)
    sent = {"serial": head["serial"] + 1, "scenario": head["scenarioId"], "charts": head["charts"], "words": words}
    page.session_state[explore.KEY] = {"wish": {**sent, **more}}
    return page.run()


def test_explore_opens_with_the_baseline() -> None:
    page = fresh()
    assert not page.exception
    head, arrays = message(page)
    assert head["link"] == {"scenario": "baseline"}
    assert arrays["cohesion"].shape[0] == 5


def test_another_scenario_can_be_chosen() -> None:
    page = fresh()
    page.selectbox(key=explore.NAME).set_value("notice_2019").run()
    assert not page.exception
    assert message(page)[0]["link"] == {"scenario": "notice_2019"}


def test_moved_sliders_come_back_as_the_setting() -> None:
    page = wish(fresh(), {"seoul.resolve": 0.9})
    head, _ = message(page)
    assert head["moved"] == 1
    assert head["setting"]["values"] == {"seoul.resolve": 0.9}


def test_a_setting_waits_for_its_scenario() -> None:
    page = wish(fresh(), {"seoul.resolve": 0.9})
    page.selectbox(key=explore.NAME).set_value("notice_2019").run()
    assert message(page)[0]["moved"] == 0
    page.selectbox(key=explore.NAME).set_value("baseline").run()
    assert message(page)[0]["setting"]["values"] == {"seoul.resolve": 0.9}


def test_a_link_restores_what_it_holds() -> None:
    link = {"scenario": "notice_2019", "seoul.resolve": "0.9", "tokyo.policy": "hold", "worlds": "500", "seed": "11"}
    page = fresh(**link)
    assert not page.exception
    assert message(page)[0]["link"] == link


def test_a_bad_link_is_followed_as_far_as_it_goes() -> None:
    page = fresh(**{"scenario": "../secrets", "seoul.resolve": "9", "nonsense": "<b>", "worlds": "-3"})
    assert not page.exception
    head, _ = message(page)
    assert head["link"] == {"scenario": "baseline", "seoul.resolve": "1", "worlds": "100"}
    assert len(head["refused"]) == 3


@pytest.mark.parametrize("raw", [7, "x", {"wish": 3}, {"wish": {"words": 3, "charts": [1], "serial": None}}])
def test_no_message_of_a_browser_breaks_the_page(raw: Any) -> None:
    page = fresh()
    page.session_state[explore.KEY] = raw
    assert not page.run().exception


def test_an_own_file_is_opened() -> None:
    page = fresh()
    page.file_uploader[0].set_value(("mine.yaml", b"schema: 1\ntitle: Mine\nextends: baseline\n", "application/yaml"))
    page.run()
    assert not page.exception
    assert page.selectbox(key=explore.NAME).value == ""
    assert message(page)[0]["scenario"]["title"] == "Mine"


def test_every_problem_of_a_bad_file_is_shown_as_plain_text() -> None:
    page = fresh()
    content = b"schema: 1\ntitle: '![x](http://evil.test/a.png)'\nextends: baseline\nactors: {seoul: {resolv: 1}}\n"
    page.file_uploader[0].set_value(("mine.yaml", content, "application/yaml"))
    page.run()
    assert not page.exception
    assert [text.value for text in page.text if "resolv" in text.value]
    assert message(page)[0]["scenarioId"].startswith("baseline.")


def test_the_router_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    page = AppTest.from_file(str(server.SCRIPT), default_timeout=SECONDS).run()
    assert not page.exception


def test_every_page_declares_itself() -> None:
    found = pages()
    assert found[0].path == "explore"
    assert len({page.path for page in found}) == len({page.place for page in found}) == len(found)


def test_the_launcher_is_an_app_that_streamlit_finds() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    for file in (ROOT / "app.py", launch.INSTALLED):
        assert discover_asgi_app(file).import_string == "app:app"


def test_the_server_keeps_to_this_computer_and_tells_no_one() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


def test_the_option_that_keeps_reruns_short_still_exists() -> None:
    from streamlit import config

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert "runner.postScriptGC" in config.get_config_options()


def test_every_answer_refuses_to_be_framed() -> None:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"SAMEORIGIN")]})

    async def send(message: Any) -> None:
        sent.append(message)

    guard = server.middleware()[0]
    with pytest.raises(StopIteration):
        guard.cls(app)({"type": "http"}, None, send).send(None)
    assert dict(sent[0]["headers"]) == {
        b"x-frame-options": b"SAMEORIGIN",
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
    }
