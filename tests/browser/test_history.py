"""The History page in a real browser: dragged, chosen from, shared, and read with the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

People = Callable[..., Any]


def opened(page: Any, address: str, query: str = "") -> Any:
    page.goto(f"{address}/history{query}")
    page.wait_for_selector(".history[data-settled]", timeout=60_000)
    return page


def settled(page: Any) -> str:
    return str(page.locator(".history").get_attribute("data-settled"))


def wait(page: Any, before: str) -> None:
    """Wait until the fans are those of the day that was asked for last."""
    page.wait_for_selector(f".history:not([data-settled='{before}'])", timeout=30_000)


def test_a_branch_is_dragged_chosen_from_and_shared(people: People, real_address: str) -> None:
    page = opened(people(1400, 900), real_address, "?day=2019-10-07")
    answer = page.locator(".answer")
    assert "within a year of 7 October 2019; in history it did not" in answer.text_content()
    assert page.locator(".announce").text_content() == answer.text_content()
    assert page.locator("[aria-live]").count() == 1

    before = settled(page)
    page.get_by_role("slider", name="Branch day, in weeks").press("ArrowLeft")
    wait(page, before)
    assert "30 September 2019" in answer.text_content()
    assert "day=2019-09-30" in page.evaluate("location.search")

    before = settled(page)
    grip = page.locator(".charts .branch-grip").nth(1)
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 40, box["y"] + 60, steps=4)
    page.mouse.up()
    wait(page, before)
    assert "day=2019-09-30" not in page.evaluate("location.search")

    before = settled(page)
    page.get_by_role("button", name="six weeks before the pact was to end").click()
    wait(page, before)
    before = settled(page)
    page.get_by_role("button", name="Add").click()
    wait(page, before)
    assert "With your choices" in answer.text_content()
    assert page.locator(".ghost[d]").count() > 0
    assert page.evaluate("location.search") == "?day=2019-10-07&seoul.gsomia_suspend_notice=ban"

    shared = opened(people(1400, 900), real_address, page.evaluate("location.search"))
    assert shared.locator(".answer").text_content() == answer.text_content()
    shared.get_by_role("button", name="Open in Explore").click()
    shared.wait_for_selector(".page[data-settled]:not(.history)", timeout=30_000)
    assert "History until 2019-10-07" in shared.get_by_role("combobox", name=re.compile("Scenario")).input_value()


def test_points_and_events_are_read_with_the_keyboard_on_a_phone(people: People, real_address: str) -> None:
    page = opened(people(390, 844, has_touch=True, color_scheme="dark"), real_address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tip = page.locator(".tip")
    point = page.locator(".real[tabindex='0']").first
    point.focus()
    first = tip.text_content()
    assert "Source: " in first
    page.keyboard.press("ArrowRight")
    assert tip.text_content() != first
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator(".happening").last.tap()
    assert "Confidence: " in tip.text_content()

    count = page.locator(".happening").count()
    page.get_by_text("Kinds of events").click()
    page.get_by_role("checkbox", name="North Korea").uncheck()
    assert 0 < page.locator(".happening").count() < count
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show as table").click()
    assert page.locator(".charts").is_hidden()
    visitors = page.get_by_role("table", name="Korean visitors to Japan: what was measured")
    assert visitors.locator("tbody tr").count() > 20
