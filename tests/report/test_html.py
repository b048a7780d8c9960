"""The page: asks for nothing, runs nothing, says everything to those who cannot see, and keeps its order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.kernel.errors import RunError
from sim.report.document import Chart, Section
from sim.report.gather import chapters_of, write_report
from sim.report.html import Chapter, _cut_down, report_page
from sim.report.write_document import write_document
from tests.report.chart_samples import TROUBLE, every_kind
from tests.report.test_write_document import DOCUMENT

EMPTY = {"meta", "br", "img", "link", "input", "hr"}
LOADING = {"src", "srcset", "href", "xlink:href", "data", "poster", "action", "formaction", "background"}
FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use", "foreignobject"}


class Page(HTMLParser):
    """What is on a page, tag by tag; complains where tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    charts = tuple(Chart(name, name, f"Caption of {name}: {TROUBLE}", spec) for name, spec in every_kind().items())
    evil = replace(
        DOCUMENT,
        title=f"Title {TROUBLE}",
        question=f"Question {TROUBLE}",
        findings=(f"Finding {TROUBLE}",),
        sections=(*DOCUMENT.sections, Section(f"Heading {TROUBLE}", (f"Sentence {TROUBLE}",), charts)),
        provenance={TROUBLE: {"nested": [TROUBLE, {"deep": TROUBLE}]}},
    )
    return report_page([Chapter("main", evil), Chapter("second", DOCUMENT)])


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def addresses(page: Page) -> Iterator[str]:
    for _, attributes in page.tags:
        for name, value in attributes.items():
            if name in LOADING:
                yield value
            yield from re.findall(r"url\(([^)]*)\)", value)


def test_asks_for_nothing_from_anywhere(text: str, page: Page) -> None:
    assert all(address.startswith("#") for address in addresses(page))
    assert not re.search(r"@import|https?:", text)
    assert not re.search(r"url\((?!#)", text)
    policy = next(item["content"] for item in page.all("meta") if item.get("http-equiv"))
    assert policy.startswith("default-src 'none'")


def test_nothing_runs(page: Page) -> None:
    assert not {tag for tag, _ in page.tags} & FORBIDDEN
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_words_of_strangers_are_shown_as_they_are(page: Page) -> None:
    said = [words for _, words in page.words]
    for start in ("Title", "Question", "Finding", "Heading", "Sentence"):
        assert f"{start} {TROUBLE}" in said
    assert any(TROUBLE in words for tag, words in page.words if tag == "dd")
    assert any(TROUBLE in words for tag, words in page.words if tag == "dt")


def test_title_on_paper_is_no_way_out_of_the_style(text: str) -> None:
    rule = re.search(r'@top-left \{ content: "([^"]*)"', text)
    assert rule is not None
    assert re.fullmatch(r"([A-Za-z0-9]|\\[0-9a-f]{6})*", rule[1])
    assert text.count("</style>") == 1


def test_every_chart_is_told_to_those_who_cannot_see(page: Page) -> None:
    charts = [item for item in page.all("div") if item.get("role") == "img"]
    assert len(charts) == len(page.all("svg")) == len(page.all("figcaption")) == len(every_kind()) + 2
    assert {item["aria-label"] for item in charts} >= {f"Caption of {name}: {TROUBLE}" for name in every_kind()}


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_contents_lead_to_every_heading(page: Page) -> None:
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = [item["href"].removeprefix("#") for item in page.all("a")]
    assert len(set(places)) == len(places)
    assert set(links) <= set(places)
    assert len(links) == len(set(links)) == sum(tag in ("h2", "h3") for tag, _ in page.tags) - 1


def test_tables_say_what_their_heads_stand_for(page: Page) -> None:
    assert {item.get("scope") for item in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table")) == 2


def test_says_its_language_and_fits_small_screens(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert any(item.get("name") == "viewport" for item in page.all("meta"))


def test_dark_light_and_paper_are_provided_for(text: str) -> None:
    for rule in ("prefers-color-scheme: dark", "@media print", "size: A4", "break-inside: avoid"):
        assert rule in text


def test_same_documents_same_page(text: str) -> None:
    assert report_page([Chapter("main", DOCUMENT)]) == report_page([Chapter("main", DOCUMENT)])


def test_drawings_lose_what_could_load_or_run() -> None:
    drawing = ElementTree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">'
        '<script>alert(2)</script><a xlink:href="javascript:alert(3)"><path d="M0,0"/></a><foreignObject/>'
        '<image xlink:href="https://example.com/x.png"/><rect style="fill:url(https://example.com)" width="3"/>'
        '<g fill="url(#own)" stroke="url(https://example.com)"><text>kept</text></g></svg>'
    )
    _cut_down(drawing)
    left = ElementTree.tostring(drawing, encoding="unicode")
    assert left == '<svg><rect width="3" /><g fill="url(#own)"><text>kept</text></g></svg>'


class TestFolders:
    def test_finds_the_folders_own_and_the_studies_below(self, batch_folder: Path, tmp_path: Path) -> None:
        folder = tmp_path / "batch"
        shutil.copytree(batch_folder, folder)
        write_document(DOCUMENT, folder / "studies" / "sensitivity")
        write_document(replace(DOCUMENT, kind="discovery"), folder / "studies" / "discovery")
        found = chapters_of(folder)
        assert [chapter.document.kind for chapter in found] == ["batch", "discovery", "sensitivity"]
        assert [chapter.name for chapter in found] == ["main", "studies_discovery", "studies_sensitivity"]
        written = write_report(folder, folder / "report.html")
        assert folder / "charts" / "studies_sensitivity_chart_1.png" in written
        assert all(path.stat().st_size > 0 for path in written)

    def test_finds_documents_alone(self, tmp_path: Path) -> None:
        write_document(DOCUMENT, tmp_path)
        assert [chapter.document for chapter in chapters_of(tmp_path)] == [DOCUMENT]

    def test_names_that_meet_are_told_apart(self, tmp_path: Path) -> None:
        for name in (".", "a b", "a_b", "main"):
            write_document(DOCUMENT, tmp_path / name)
        names = [chapter.name for chapter in chapters_of(tmp_path)]
        assert len(set(names)) == 4

    @pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
    def test_other_folders_are_refused_with_what_to_write(self, make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        make(tmp_path / "there")
        with pytest.raises(RunError, match="Name a folder that a command made with --out"):
            chapters_of(tmp_path / "there")

    def test_a_folder_of_folders_of_results_names_one(self, tmp_path: Path) -> None:
        (tmp_path / "calm").mkdir()
        (tmp_path / "calm" / "manifest.json").write_text("{}", encoding="utf-8")
        with pytest.raises(RunError, match=r"name one of them, such as .*calm\."):
            chapters_of(tmp_path)

    def test_a_manifest_of_something_else_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_text(json.dumps({"name": "an app"}), encoding="utf-8")
        with pytest.raises(RunError, match="not that of a run, a comparison or a batch"):
            chapters_of(tmp_path)


def trilateral(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), list(words))


class TestCommand:
    def test_writes_the_page_and_the_charts_beside_it(self, run_folder: Path, tmp_path: Path) -> None:
        done = trilateral("report", str(run_folder), "--out", str(tmp_path / "new" / "page.html"))
        assert done.exit_code == 0, done.output
        assert done.stdout == f"Written to {tmp_path / 'new' / 'page.html'}.\n"
        page = Page((tmp_path / "new" / "page.html").read_text(encoding="utf-8"))
        assert not {tag for tag, _ in page.tags} & FORBIDDEN
        drawn = {path.suffix for path in (tmp_path / "new" / "charts").iterdir()}
        assert drawn == {".svg", ".png"}

    def test_puts_the_page_into_the_folder_and_over_an_earlier_one(self, tmp_path: Path) -> None:
        for title in ("Before", "After"):
            write_document(replace(DOCUMENT, title=title), tmp_path)
            assert trilateral("report", str(tmp_path)).exit_code == 0
        assert "<h1>After</h1>" in (tmp_path / "report.html").read_text(encoding="utf-8")

    def test_a_comparison_is_a_page_too(self, comparison_folder: Path) -> None:
        (chapter,) = chapters_of(comparison_folder)
        assert chapter.document.kind == "compare"

    def test_leaves_strange_files_alone(self, run_folder: Path, tmp_path: Path) -> None:
        (tmp_path / "thesis.html").write_text("<p>mine</p>", encoding="utf-8")
        done = trilateral("report", str(run_folder), "--out", str(tmp_path / "thesis.html"))
        assert done.exit_code == 2
        assert "is no report of this program" in done.stderr
        assert (tmp_path / "thesis.html").read_text(encoding="utf-8") == "<p>mine</p>"

    def test_a_folder_in_the_place_of_the_page_is_refused(self, run_folder: Path, tmp_path: Path) -> None:
        done = trilateral("report", str(run_folder), "--out", str(tmp_path))
        assert done.exit_code == 2
        assert "Name a file for the report" in done.stderr

    def test_bad_input_teaches(self, tmp_path: Path) -> None:
        done = trilateral("report", str(tmp_path / "nothing"))
        assert done.exit_code == 2
        assert "is not there. Name a folder that a command made with --out" in done.stderr
        assert "Traceback" not in done.output
