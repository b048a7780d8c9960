"""A document as a page of Markdown for a repository: words and tables inside, charts as SVG files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.kernel.plain import plain
from sim.kernel.whole_files import put_whole
from sim.report.charts.save import svg
from sim.report.document import Chart, Document, Section, Table
from sim.report.html import document_parts, flat_lines
from sim.report.paper import cell_text, head_text, stands_right

MARKS = re.compile(r"([\\`*<\[\]])|(?<!\w)(_)|(_)(?!\w)|&(?=#?\w+;)")
BEGINS = re.compile(r"^([#>+~-]|\d+[.)](?=\s|$))")


def write_markdown(document: Document, path: Path, charts: str) -> None:
    """Write a document as Markdown, and its charts as SVG into the folder `charts` beside it.

    What else the folder holds stays. Raises RunError where a chart cannot be drawn or the disk refuses.
    """
    items = [item for section in document.sections for item in section.items]
    drawings = {item.name: svg(item.spec) for item in items if isinstance(item, Chart)}
    for name, drawing in drawings.items():
        put_whole(path.parent / charts / f"{name}.svg", drawing.encode())
    put_whole(path, markdown(document, charts).encode())


def markdown(document: Document, charts: str) -> str:
    """A document as Markdown; its charts are looked for in the folder `charts` beside the page."""
    return "\n\n".join(_page(document, charts)) + "\n"


def _page(document: Document, charts: str) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    if document.question:
        yield f"*{escaped(document.question)}*"
    for heading, content in document_parts(document):
        yield f"## {escaped(heading)}"
        yield from _part(content, charts)


def _part(content: Any, charts: str) -> Iterator[str]:
    """A section's sentences, tables and charts, a list of sentences, or what made a document."""
    if isinstance(content, Section):
        yield from (escaped(sentence) for sentence in content.sentences)
        for item in content.items:
            yield from _table(item) if isinstance(item, Table) else _chart(item, charts)
    elif isinstance(content, Mapping):
        yield "\n".join(f"- {escaped(name)}: {escaped(value)}" for name, value in flat_lines("", plain(content)))
    else:
        yield "\n".join(f"- {escaped(sentence)}" for sentence in content)


def _chart(chart: Chart, charts: str) -> Iterator[str]:
    yield f"![{escaped(chart.title)}]({charts}/{chart.name}.svg)"
    yield f"*{escaped(chart.caption)}*"


def _table(table: Table) -> Iterator[str]:
    right = [stands_right([row[place] for row in table.rows]) for place in range(len(table.columns))]
    lines = [[head_text(column) for column in table.columns]]
    lines += [[cell_text(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    rows = [f"| {' | '.join(escaped(cell, table=True) for cell in line)} |" for line in lines]
    rows.insert(1, f"| {' | '.join('---:' if numbers else '---' for numbers in right)} |")
    yield f"**{escaped(table.title)}**"
    yield "\n".join(rows)
    if table.note:
        yield escaped(table.note)


def escaped(words: str, *, table: bool = False) -> str:
    """Words that Markdown shows as they are, on one line; in a table, bars do not end a cell."""
    line = " ".join(words.split())
    shown = MARKS.sub(lambda found: f"\\{found[0]}", line)
    return shown.replace("|", "\\|") if table else BEGINS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", shown)
