"""What notebooks show of a run, a comparison and a scenario."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sim import Comparison, Results, Scenario, compare, load_scenario, run, with_changes
from sim.report.words import comparison_summary, summary, what_was_run

NASTY = 'Notice <b>now</b> & "then"'
EMPTY_TAGS: set[str] = {"br", "hr"}
LOADS = re.compile(r"(src|href)=|url\(|@import|<script|<link|https?:")


@pytest.fixture(scope="module")
def results() -> Results:
    return run(with_changes(load_scenario("notice_2019"), {"weeks": 60, "title": NASTY}), worlds=24)


@pytest.fixture(scope="module")
def comparison(results: Results) -> Comparison:
    other = with_changes(results.scenario, {"title": "<i>Arm</i>", "washington.engagement": 0.9})
    return compare(results.scenario, other, worlds=24)


class Reader(HTMLParser):
    """Reads a page as its reader does, and minds that whatever is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag not in EMPTY_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str | None) -> Reader:
    assert page is not None
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_a_run_shows_its_words_and_every_outcome(results: Results) -> None:
    text = read(results._repr_html_()).text
    for words in (NASTY, results.scenario.question, what_was_run(results), summary(results)):
        assert words in text
    for outcome in results.outcomes.values():
        assert any(line.startswith(outcome.label) for line in text)


def test_titles_are_words_and_not_markup(results: Results, comparison: Comparison) -> None:
    for shown in (results, comparison, results.scenario):
        page = shown._repr_html_()
        assert page is not None
        assert "<b>" not in page
        assert "<i>" not in page
        assert "Notice &lt;b&gt;now&lt;/b&gt; &amp; &quot;then&quot;" in page


def test_a_comparison_shows_verdicts_and_intervals(comparison: Comparison) -> None:
    (arm,) = comparison.arms
    text = read(comparison._repr_html_()).text
    assert comparison_summary(comparison.baseline, arm) in text
    assert "95% interval" in text
    assert sum(line.startswith(("higher", "lower", "cannot tell apart")) for line in text) == len(arm.outcomes)


def test_a_scenario_shows_what_it_assumes(results: Results) -> None:
    page = read(results.scenario._repr_html_())
    assert any(line.startswith("Forced in Seoul: ") and "(22 August 2019)" in line for line in page.text)
    assert any("schema: 1" in line for line in page.text)
    assert "details" in page.tags


@pytest.mark.parametrize("kind", ["results", "comparison", "scenario"])
def test_pages_need_no_network_and_bring_no_paper(kind: str, results: Results, comparison: Comparison) -> None:
    shown = {"results": results, "comparison": comparison, "scenario": results.scenario}[kind]
    page = shown._repr_html_()
    assert page is not None
    assert not LOADS.search(page.split("<pre>")[0])
    assert "<style" not in page
    assert not re.search(r"(?<![-\w])color:", page), "ink is the notebook's"
    assert set(re.findall(r"background:([^;\"]+)", page)) <= {"none", "#0072B2"}


def test_worlds_that_broke_down_are_told(results: Results) -> None:
    broken = replace(results, health=replace(results.health, non_finite=3))
    assert any("3 of 24 worlds broke down" in line for line in read(broken._repr_html_()).text)


def test_streamed_runs_are_shown_too() -> None:
    streamed = run(with_changes(load_scenario("baseline"), {"weeks": 4}), worlds=8, stream=True)
    assert streamed.scenario.title in read(streamed._repr_html_()).text


def test_ipython_shows_the_page(results: Results, comparison: Comparison) -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="IPython is not installed")
    for shown in (results, comparison, results.scenario):
        data, _ = formatters.DisplayFormatter().format(shown)
        assert data["text/html"] == shown._repr_html_()
        assert len(data["text/plain"]) < 300 or isinstance(shown, Scenario)
