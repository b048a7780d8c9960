"""Documents as Markdown: whatever the words are, a reader of Markdown sees these words and nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sim.report.charts.dots import Dot, dot_chart
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.markdown import escaped, markdown, write_markdown

TABLE = Table(
    "sizes",
    "How large",
    (Column("What"), Column("Size", "pp", 2)),
    (("a | b", 1.234), ("*c*", None)),
    "A note.",
)
CHART = Chart(
    "dots", "Dots", "Nothing is to be seen.", dot_chart([Dot("a", 1.0, 0.5, 1.5, "1")], title="T", label="L", unit="")
)
DOCUMENT = Document(
    "test",
    "A title with a_key",
    "A question?",
    ("It was *found* that <b>x</b>.",),
    ("Ten worlds.",),
    (Section("A heading", ("A sentence.",), (TABLE, CHART)),),
    ("It cannot tell.",),
    {"seed": 7},
)
WORDS = st.text(st.characters(codec="ascii", exclude_categories=("Cc",)), min_size=1).filter(
    lambda text: text.strip() != ""
)


def shown(source: str) -> str:
    """What a reader of one paragraph of Markdown sees, or a mark where it is no plain paragraph."""
    tokens = MarkdownIt("commonmark").parse(source)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return "not a paragraph"
    inside = tokens[1].children or []
    return "".join(token.content if token.type.startswith("text") else f"<{token.type}>" for token in inside)


@given(WORDS)
@example("1. first")
@example("a_b_c and _d_ and **e**")
@example("# heading")
@example("x &amp; y")
@example("![picture](http://somewhere)")
def test_words_stay_words(words: str) -> None:
    assert shown(escaped(words)) == " ".join(words.split())


def test_a_page_has_its_parts_in_order() -> None:
    page = markdown(DOCUMENT, "pictures")
    parts = ["# A title with a_key", "## What was found", "## What was run", "## A heading", "## What this cannot tell"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "![Dots](pictures/dots.svg)" in page
    assert "seed: 7" in page


def test_a_table_keeps_its_cells_apart() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(DOCUMENT, "pictures"))
    cells = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type in ("th_open", "td_open")]
    assert cells == ["What", "Size (pp)", "a | b", "1.23", "\\*c\\*", "-"]


def test_charts_are_written_beside_the_page(tmp_path: Path) -> None:
    write_markdown(DOCUMENT, tmp_path / "page.md", "pictures")
    assert (tmp_path / "pictures" / "dots.svg").read_text().startswith("<svg")
    assert (tmp_path / "page.md").read_text() == markdown(DOCUMENT, "pictures")
