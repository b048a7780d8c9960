"""The Explore page in a real browser: dragged, typed into, shared, saved, opened, narrowed, darkened and printed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sim.scenario.load import load_text
from tests.browser.serving import ROOT

pytestmark = pytest.mark.browser

RESOLVE = "seoul.resolve"
NOTICE = "seoul.gsomia_notice"
Visit = Callable[..., Any]


def slider(page: Any, key: str) -> Any:
    return page.locator(f"[id='slider-{key}']")


def point(page: Any, key: str, share: float) -> tuple[float, float]:
    """Where on the screen a share of a slider's track is."""
    slider(page, key).evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    box = slider(page, key).bounding_box()
    return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2


def settled(page: Any) -> int:
    return int(page.locator(".page").get_attribute("data-settled") or 0)


def wait(page: Any, before: int) -> None:
    """Wait until the charts are exact again."""
    page.wait_for_selector(f".page:not([data-settled='{before}'])", timeout=30_000)


def move(page: Any, key: str, value: float) -> None:
    """Put a slider somewhere and let it go."""
    before = settled(page)
    slider(page, key).evaluate(
        f"""(node) => {{ node.value = {value};
        for (const kind of ['input', 'change']) node.dispatchEvent(new Event(kind, {{ bubbles: true }})); }}"""
    )
    wait(page, before)


def words(page: Any) -> dict[str, str]:
    """What the address bar holds."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def test_a_dragged_slider_draws_live_and_settles_when_let_go(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    answer = page.locator(".answer").text_content()
    before, frames = settled(page), int(page.locator(".page").get_attribute("data-frames"))
    page.mouse.move(*point(page, RESOLVE, 0.7))
    page.mouse.down()
    for step in range(20):
        page.mouse.move(*point(page, RESOLVE, 0.7 + 0.01 * step))
        page.wait_for_timeout(30)
    assert int(page.locator(".page").get_attribute("data-frames")) > frames
    assert settled(page) == before
    page.mouse.up()
    wait(page, before)
    assert page.locator(".answer").text_content() != answer
    assert "Compared with the scenario as written" in page.locator(".answer").text_content()
    assert "moved" in page.locator(f"[data-key='{RESOLVE}']").get_attribute("class")
    assert words(page)[RESOLVE] == slider(page, RESOLVE).input_value()


def test_a_shared_link_opens_the_same_page(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    move(page, RESOLVE, 0.9)
    move(page, NOTICE, 1)
    page.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit(link)
    assert slider(other, RESOLVE).input_value() == "0.9"
    assert other.locator(".answer").text_content() == page.locator(".answer").text_content()
    other.reload()
    other.wait_for_selector(".page[data-settled]")
    assert slider(other, NOTICE).input_value() == "1"


def test_a_broken_link_is_explained(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=9&seoul.resolv=1")
    corrected, unknown = page.locator(".notes li").all_text_contents()
    assert corrected == "seoul.resolve goes from 0 to 1; 1 is used."
    assert "Did you mean seoul.resolve" in unknown
    assert slider(page, RESOLVE).input_value() == "1"


def test_reset_goes_back_to_the_scenario_as_written(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=0.9&tokyo.policy=hold")
    button = page.locator(".reset")
    assert button.text_content() == "Reset 2 moved"
    before = settled(page)
    button.click()
    wait(page, before)
    assert words(page) == {"scenario": "notice_2019"}
    assert button.is_disabled()
    assert slider(page, RESOLVE).input_value() == "0.7"


def test_a_lever_is_dated_within_its_legal_season(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    move(page, NOTICE, 1)
    dated = page.locator(f"[data-key='{NOTICE}'] input[type=date]")
    assert dated.input_value() == "2019-07-01"
    before = settled(page)
    dated.fill("2019-10-01")
    dated.dispatch_event("change")
    wait(page, before)
    assert words(page)[f"{NOTICE}.at"] == "2019-08-25"
    assert "25 August 2019 is used" in page.locator(".notes").text_content()


def test_the_keyboard_moves_sliders_and_reads_charts(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    before = settled(page)
    slider(page, RESOLVE).focus()
    page.keyboard.press("ArrowRight")
    wait(page, before)
    assert words(page)[RESOLVE] == "0.71"
    chart = page.get_by_role("img", name=re.compile("Trilateral cohesion over time"))
    head = page.locator(".tile", has_text="Trilateral cohesion").locator(".now")
    at_the_end = head.text_content()
    chart.focus()
    page.keyboard.press("Home")
    assert head.text_content() != at_the_end
    page.keyboard.press("Escape")
    assert head.text_content() == at_the_end


def test_what_is_drawn_is_also_said(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    tree = page.locator(".page").aria_snapshot()
    assert "nine worlds of ten" in tree
    assert 'slider "Resolve of Seoul, Seoul"' in tree
    assert "State of the pact over time" in tree
    assert page.locator(".announce").text_content() == page.locator(".answer").text_content()
    assert page.locator("[aria-live]").count() == 1


def test_everything_can_be_read_as_a_table(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=0.9")
    page.get_by_role("button", name="Show as table").click()
    assert page.locator(".charts").is_hidden()
    outcomes = page.get_by_role("table", name="Outcomes over all worlds")
    assert "The pact lapses" in outcomes.text_content()
    assert page.get_by_role("table", name=re.compile("Hostility, Seoul")).locator("tbody tr").count() == 9
    page.get_by_role("button", name="Show as charts").click()
    assert page.locator(".charts").is_visible()


def test_charts_can_be_chosen(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    count = page.locator(".tile").count()
    before = settled(page)
    page.locator(".tools summary").click()
    page.get_by_role("checkbox", name="Boycott of Japanese goods").check()
    wait(page, before)
    assert page.locator(".tile").count() == count + 1
    boycott = page.locator(".tile", has_text="Boycott of Japanese goods")
    assert boycott.locator("path.median").get_attribute("d").startswith("M")


def test_more_worlds_are_run_when_asked(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    before = settled(page)
    page.locator(".running select").select_option("500")
    wait(page, before)
    assert "In 500 worlds" in page.locator(".answer").text_content()
    assert words(page)["worlds"] == "500"


def choose_scenario(page: Any, title: str) -> None:
    page.get_by_role("combobox", name=re.compile("Scenario")).click()
    page.get_by_role("option", name=title).click()


def test_another_scenario_brings_its_own_page(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=0.9")
    assert "mark" in page.locator(".charts").inner_html()
    choose_scenario(page, "Baseline")
    page.wait_for_function("location.search === '?scenario=baseline'")
    assert slider(page, RESOLVE).input_value() == "0.7"
    move(page, RESOLVE, 0.9)
    assert "Compared with the scenario as written" in page.locator(".answer").text_content()
    choose_scenario(page, "Notice in August")
    page.wait_for_function("location.search === '?scenario=notice_2019&seoul.resolve=0.9'")


def test_saving_gives_a_file_that_opens(visit: Visit, real_address: str, tmp_path: Path) -> None:
    page = visit(f"{real_address}/?scenario=notice_2019")
    move(page, RESOLVE, 0.9)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    saved = load_text(path.read_bytes(), path.name)
    assert saved.values[RESOLVE] == 0.9
    page.get_by_test_id("stPopoverButton").click()
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_function("location.search === ''")
    assert slider(page, RESOLVE).input_value() == "0.9"
    assert page.locator(".tools button", has_text="Copy link").is_disabled()


def test_a_strangers_file_is_only_text(visit: Visit, real_address: str, tmp_path: Path) -> None:
    nasty = "<img src=x onerror=window.hacked=1>![x](http://evil.test/x.png)"
    good = tmp_path / "good.yaml"
    good.write_text(f"schema: 1\ntitle: '{nasty}'\nquestion: '{nasty}'\nsources: ['{nasty}']\nextends: baseline\n")
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"schema: 1\ntitle: '{nasty}'\nextends: baseline\nactors:\n  seoul: {{'{nasty}': 1, resolve: 7}}\n")
    page = visit(real_address)
    page.get_by_test_id("stPopoverButton").click()
    page.locator("input[type=file]").set_input_files(bad)
    lessons = page.locator("[data-testid=stText]")
    lessons.first.wait_for()
    assert "bad.yaml:5" in " ".join(lessons.all_text_contents())
    page.locator("input[type=file]").set_input_files(good)
    page.wait_for_function("location.search === ''")
    assert nasty in page.locator(".question").text_content()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_nothing_spills_over_the_edge(visit: Visit, toy_address: str, size: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=0.9", size)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    assert page.locator(".page").bounding_box()["width"] <= page.viewport_size["width"]


def test_on_a_phone_the_outcomes_stay_in_sight_while_sliders_move(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019", "phone")
    slider(page, NOTICE).evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    cards, thumb = page.locator(".cards").bounding_box(), slider(page, NOTICE).bounding_box()
    assert 0 <= cards["y"] < cards["y"] + cards["height"] < thumb["y"] < page.viewport_size["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_paper(visit: Visit, toy_address: str, scheme: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019&seoul.resolve=0.9", color_scheme=scheme)
    for part in (".answer", ".question", ".card .spread", ".control .value", ".tile-head .now i", ".axis"):
        assert contrast(page, part) >= 4.5, part


def contrast(page: Any, part: str) -> float:
    """The contrast of a text with the page behind it, after WCAG 2."""
    text, paper = page.locator(part).first.evaluate(
        """(node) => {
          const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const plain = (colour) => { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); return [...paint.getImageData(0, 0, 1, 1).data]; };
          const style = getComputedStyle(node);
          const paper = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
          return [plain(node instanceof SVGElement ? style.fill : style.color), plain(paper)];
        }"""  # noqa: E501
    )
    light, dark = sorted((luminance(text), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_paper_has_no_sliders(visit: Visit, toy_address: str) -> None:
    page = visit(f"{toy_address}/?scenario=notice_2019")
    page.emulate_media(media="print")
    assert page.locator(".levers").is_hidden()
    assert page.locator(".answer").is_visible()
    assert page.locator(".tile").first.is_visible()


def test_the_app_as_it_is_started(visit: Visit, real_address: str) -> None:
    page = visit(real_address)
    move(page, RESOLVE, 0.9)
    move(page, "tokyo.export_controls", 1)
    assert words(page) == {"scenario": "baseline", RESOLVE: "0.9", "tokyo.export_controls": "1"}
    assert page.locator(".card").count() == 6
    assert page.locator(".strips .row").count() > 10
    assert page.locator(".tile .median").first.get_attribute("d").count("L") == 103


@pytest.mark.skipif("TRILATERAL_SCREENSHOTS" not in os.environ, reason="TRILATERAL_SCREENSHOTS names no folder")
@pytest.mark.parametrize(("name", "size", "scheme"), [("explore", "wide", "light"), ("explore_phone", "phone", "dark")])
def test_pictures_for_the_documents(visit: Visit, real_address: str, name: str, size: str, scheme: str) -> None:
    address = f"{real_address}/?scenario=baseline&seoul.gsomia_notice=1&washington.engagement=0.8&worlds=500"
    page = visit(address, size, color_scheme=scheme, device_scale_factor=1.5)
    page.wait_for_timeout(500)
    folder = ROOT / os.environ["TRILATERAL_SCREENSHOTS"]
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
