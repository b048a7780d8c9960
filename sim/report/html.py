"""Documents as one page for a browser or a printer: everything inside, nothing asked of any network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

from sim.kernel.plain import plain
from sim.report.charts.save import svg
from sim.report.document import Chart, Document, Section, Table
from sim.report.paper import cell_text, head_text, stands_right
from sim.report.words import counted

GENERATOR = "trilateral"
STYLE = "report.css"
SHORT_TABLE = 25
WIDE_TABLE = 7
TALL = 0.62
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
DRAWN = frozenset(
    ("svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "linearGradient", "stop", "clipPath")
)
KINDS = {"compare": "Comparison", "discovery": "Scenario discovery", "responses": "Best responses"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document and a word for it that no other chapter of the page has, for anchors and names of files."""

    name: str
    document: Document


def page(title: str, style: str, body: Iterable[str]) -> str:
    """A whole page that loads nothing and runs nothing. `body` is HTML whose words are escaped."""
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="generator" content="{GENERATOR}">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def report_page(chapters: Sequence[Chapter]) -> str:
    """The whole page. All words of documents are escaped; drawings are cut down to shapes and text."""
    title = chapters[0].document.title
    return page(title, page_style(title), _body(title, chapters))


def page_style(title: str) -> str:
    """The rules of style; on paper, the title stands on top of every page and the page's number below."""
    head = f'@top-left {{ content: "{_css_text(title)}"; font: 8pt sans-serif; color: #444444; }}'
    foot = '@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #444444; }'
    page = f"@page {{ size: A4; margin: 20mm 16mm 18mm; {head} {foot} }}"
    return f"{files('sim.report').joinpath(STYLE).read_text(encoding='utf-8')}{page}\n"


def _css_text(words: str) -> str:
    """Words inside a string of a style sheet: all but plain letters and digits by their number."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}" for letter in words)


def _body(title: str, chapters: Sequence[Chapter]) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{escape(title)}</h1>"
    charts = sum(isinstance(item, Chart) for chapter in chapters for item in _items(chapter.document))
    size = f"{counted(len(chapters), 'document')} with {counted(charts, 'chart')}"
    yield f'<p class="made">{size}. Read the limits before you use the findings.</p>'
    yield "</header>"
    yield from _contents(chapters)
    yield "<main>"
    for chapter in chapters:
        yield from _chapter(chapter, len(chapters) == 1)
    yield "</main>"


def _items(document: Document) -> Iterator[Table | Chart]:
    for section in document.sections:
        yield from section.items


def _contents(chapters: Sequence[Chapter]) -> Iterator[str]:
    yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>'
    for chapter in chapters:
        yield f'<li><a href="#{_anchor(chapter)}">{escape(_heading(chapter.document, len(chapters) == 1))}</a><ul>'
        for number, heading in enumerate(_headings(chapter.document), start=1):
            yield f'<li><a href="#{_anchor(chapter, number)}">{escape(heading)}</a></li>'
        yield "</ul></li>"
    yield "</ul></nav>"


def _heading(document: Document, alone: bool) -> str:
    """What kind of document it is, and its title where that is not the page's own."""
    kind = KINDS.get(document.kind, document.kind.capitalize())
    return kind if alone else f"{kind}: {document.title}"


def _headings(document: Document) -> list[str]:
    """The parts of a chapter in the order in which they come."""
    return [heading for heading, _ in document_parts(document)]


def _anchor(chapter: Chapter, number: int | None = None) -> str:
    place = escape(chapter.name, quote=True)
    return place if number is None else f"{place}-{number}"


def _chapter(chapter: Chapter, alone: bool) -> Iterator[str]:
    document = chapter.document
    yield f'<section class="document" aria-labelledby="{_anchor(chapter)}">'
    yield f'<h2 id="{_anchor(chapter)}">{escape(_heading(document, alone))}</h2>'
    if document.question:
        yield f'<p class="question">{escape(document.question)}</p>'
    for number, (heading, content) in enumerate(document_parts(document), start=1):
        yield f'<section class="{"findings" if content is document.findings else "part"}">'
        yield f'<h3 id="{_anchor(chapter, number)}">{escape(heading)}</h3>'
        yield from pieces(content)
        yield "</section>"
    yield "</section>"


def document_parts(document: Document) -> list[tuple[str, Any]]:
    """Headings with what stands under them: sentences, a section, or what made the document."""
    parts: list[tuple[str, Any]] = [
        ("What was found", document.findings),
        ("What was run", document.setup),
        *((section.heading, section) for section in document.sections),
        ("What this cannot tell", document.limits),
        ("What made these numbers", document.provenance),
    ]
    return [(heading, content) for heading, content in parts if content]


def pieces(content: Any) -> Iterator[str]:
    """A section's sentences, tables and charts, a list of sentences, or what made a document; all words escaped."""
    if isinstance(content, Section):
        yield from (f"<p>{escape(sentence)}</p>" for sentence in content.sentences)
        for item in content.items:
            yield from _table(item) if isinstance(item, Table) else _chart(item)
    elif isinstance(content, Mapping):
        yield from _provenance(content)
    else:
        yield "<ul>"
        yield from (f"<li>{escape(sentence)}</li>" for sentence in content)
        yield "</ul>"


def _chart(chart: Chart) -> Iterator[str]:
    told = escape(chart.caption, quote=True)
    drawing = _drawing(chart)
    kind = "chart tall" if _is_tall(drawing) else "chart"
    shown = ElementTree.tostring(drawing, encoding="unicode")
    yield f'<figure><div class="{kind}" role="img" aria-label="{told}">{shown}</div>'
    yield f"<figcaption>{escape(chart.caption)}</figcaption></figure>"


def _is_tall(drawing: ElementTree.Element) -> bool:
    """Whether a chart needs a page of its own on paper."""
    return float(drawing.get("height", 0)) > TALL * float(drawing.get("width", 1))


def _drawing(chart: Chart) -> ElementTree.Element:
    """A chart as SVG with shapes and text alone: a document may come from a stranger."""
    root = ElementTree.fromstring(svg(chart.spec))
    _cut_down(root)
    return root


def _cut_down(element: ElementTree.Element) -> None:
    """Leave out whatever could load or run something: elements that draw nothing, links, handlers, addresses."""
    element.tag = _bare(element.tag)
    element.attrib = {_bare(name): value for name, value in element.attrib.items() if _harmless(_bare(name), value)}
    for child in list(element):
        if _bare(child.tag) in DRAWN:
            _cut_down(child)
        else:
            element.remove(child)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _harmless(name: str, value: str) -> bool:
    inside = value.replace("url(#", "")
    return not name.startswith("on") and name not in ("href", "src", "style") and "url(" not in inside


def _table(table: Table) -> Iterator[str]:
    kinds = ["table", *(["short"] if len(table.rows) <= SHORT_TABLE else [])]
    kinds += ["wide"] if len(table.columns) > WIDE_TABLE else []
    title = escape(table.title, quote=True)
    numeric = [stands_right([row[place] for row in table.rows]) for place in range(len(table.columns))]
    yield f'<div class="{" ".join(kinds)}"><div class="scroll" role="region" tabindex="0" aria-label="{title}"><table>'
    yield f"<caption>{title}</caption><thead><tr>"
    for column, right in zip(table.columns, numeric, strict=True):
        yield f'<th scope="col"{_side(right)}>{escape(head_text(column))}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = [escape(cell_text(column, cell)) for column, cell in zip(table.columns, row, strict=True)]
        first = f'<th scope="row"{_side(numeric[0])}>{cells[0]}</th>'
        rest = (f"<td{_side(right)}>{cell}</td>" for cell, right in zip(cells[1:], numeric[1:], strict=True))
        yield f"<tr>{first}{''.join(rest)}</tr>"
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'
    yield "</div>"


def _side(right: bool) -> str:
    return ' class="number"' if right else ""


def _provenance(made: Mapping[str, Any]) -> Iterator[str]:
    yield "<dl>"
    for name, value in flat_lines("", plain(made)):
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"


def flat_lines(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Nested words and numbers as lines with a name each."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield from flat_lines(f"{name}, {key}" if name else str(key), inside)
    elif isinstance(value, list) and any(isinstance(item, (Mapping, list)) for item in value):
        for place, item in enumerate(value, start=1):
            yield from flat_lines(f"{name} {place}", item)
    elif isinstance(value, list):
        yield name, ", ".join(str(item) for item in value)
    elif value is not None:
        yield name, str(value)
