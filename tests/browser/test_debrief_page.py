"""The debrief in a real browser: it runs nothing, fetches nothing, fits a phone, and its glance fits a sheet of A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.report.game.debrief_page import debrief_page
from sim.report.game.marking_sheet import marking_page
from tests.game.played import debriefed, played

pytestmark = pytest.mark.browser

A4_WIDTH = 178 * 96 / 25.4  # inside the margins, in CSS pixels
A4_HEIGHT = 259 * 96 / 25.4
GLANCE_ENDS = "document.querySelector('.glance').getBoundingClientRect().bottom + scrollY"


@pytest.fixture(scope="module")
def debrief_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("debrief") / "debrief.html"
    path.write_text(debrief_page(debriefed()), encoding="utf-8")
    return path


def test_names_run_nothing_and_nothing_is_fetched(browser: Any, debrief_file: Path) -> None:
    page = browser.new_page()
    alerts: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(debrief_file.as_uri())
    assert page.locator("summary").count() >= 4
    assert "<script>alert(1)</script>" in page.inner_text("body")
    assert alerts == []
    assert asked == [debrief_file.as_uri()]
    page.close()


def test_the_glance_fits_the_first_sheet(browser: Any, debrief_file: Path) -> None:
    page = browser.new_page(viewport={"width": round(A4_WIDTH), "height": 900})
    page.goto(debrief_file.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate(GLANCE_ENDS) < A4_HEIGHT
    assert page.evaluate("document.documentElement.scrollWidth") <= round(A4_WIDTH) + 1
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


def test_a_phone_needs_no_sideways_scrolling(browser: Any, debrief_file: Path, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    sheet = tmp_path / "marking.html"
    sheet.write_text(marking_page(played()[0], debriefed()), encoding="utf-8")
    page.goto(debrief_file.as_uri())
    wide = (
        "[...document.querySelectorAll('body > *, main > section')].filter(e => e.getBoundingClientRect().right > 391)"
    )
    assert page.evaluate(f"{wide}.length") == 0
    page.goto(sheet.as_uri())
    assert "Zebulon Quax" in page.inner_text("table")
    page.close()
