"""The debrief of a game as one page for a projector, a printer or a shelf: nothing asked of any network."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from sim.game.debrief.debrief import Debrief
from sim.report.document import Document, Section
from sim.report.game.debrief_document import debrief_document
from sim.report.game.debrief_replay import replay
from sim.report.game.sheet import bullets, heading, paragraph, words
from sim.report.html import page, page_style, pieces

PAGE_STYLE = "debrief.css"
REPLAY = "Move by move"
LIMITS = "What this cannot say"


def debrief_page(found: Debrief, *, for_class: bool = False) -> str:
    """The whole page. It loads nothing, runs nothing, and all words are escaped. The form for the class leaves out what
    was taken down, what the white cell wrote to one table, and the forecasts of single persons."""
    document = debrief_document(found, for_class=for_class)
    body = (*_glance(document), *_contents(document), "<main>", *_parts(document, found, for_class), "</main>")
    return page(document.title, page_style(document.title) + _own_style(), body)


def _own_style() -> str:
    return files("sim.report.game").joinpath(PAGE_STYLE).read_text(encoding="utf-8")


def _glance(document: Document) -> Iterator[str]:
    """The first page: what a teacher projects."""
    yield "<header>"
    yield heading(1, document.title)
    yield paragraph(document.question, "question")
    yield "</header>"
    yield f'<section class="findings">{bullets(document.findings)}</section>'
    yield '<section class="part glance">'
    yield from pieces(document.sections[0])
    yield "</section>"


def _contents(document: Document) -> Iterator[str]:
    yield '<nav aria-labelledby="contents"><h2 id="contents">More</h2><ul>'
    for place, title in enumerate(_headings(document)):
        yield f'<li><a href="#part-{place}">{words(title)}</a></li>'
    yield "</ul></nav>"


def _headings(document: Document) -> list[str]:
    return [*(section.heading for section in document.sections[1:]), REPLAY, "What was run", LIMITS, "What made this"]


def _parts(document: Document, found: Debrief, for_class: bool) -> Iterator[str]:
    contents = [
        *(list(_section(section)) for section in document.sections[1:]),
        list(replay(found, for_class=for_class)),
        list(pieces(document.setup)),
        list(pieces(document.limits)),
        list(pieces(document.provenance)),
    ]
    for place, (title, content) in enumerate(zip(_headings(document), contents, strict=True)):
        yield f'<section class="part"><h2 id="part-{place}">{words(title)}</h2>'
        yield from content
        yield "</section>"


def _section(section: Section) -> Iterator[str]:
    """A section's sentences as a list, then its tables and charts."""
    if section.sentences:
        yield bullets(section.sentences)
    yield from pieces(Section(section.heading, (), section.items))
