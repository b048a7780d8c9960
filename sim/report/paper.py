"""A document on a terminal: what was found first, then what was run, tables, limits. Charts are left to files."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from sim.kernel.plain import plain
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.words import MISSING, number

BULLET = "•"
ROWS_SHOWN = 30
SIGNIFICANT = 4
LONGEST_WORD = 14
GAP = 2
NUMBER_TEXT = re.compile(r"[<>]? ?[+-]?[\d,.]+%?|" + re.escape(MISSING))


def document_report(document: Document, width: int) -> RenderableType:
    """All that a document says, for a terminal so many cells wide."""
    parts: list[RenderableType] = [_heading(document)]
    if document.findings:
        parts.append(_listed("What was found", document.findings))
    if document.setup:
        parts.append(_listed("What was run", document.setup))
    parts += [part for section in document.sections for part in _section(section, width)]
    charts = [item for section in document.sections for item in section.items if isinstance(item, Chart)]
    if document.limits:
        parts.append(_listed("What this cannot tell", document.limits))
    if charts:
        titles = "; ".join(chart.title for chart in charts)
        parts.append(Text(f"Charts, written with --out: {titles}.", style="dim"))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _heading(document: Document) -> RenderableType:
    lines = [Text(document.title, style="bold")]
    if document.question:
        lines.append(Text(document.question, style="italic"))
    return Group(*lines)


def _listed(title: str, sentences: Iterable[str]) -> RenderableType:
    rows = Grid.grid(padding=(0, 1, 0, 0))
    rows.add_column(no_wrap=True, width=1)
    rows.add_column()
    for sentence in sentences:
        rows.add_row(Text(BULLET), Text(sentence))
    return Group(Text(title, style="bold"), rows)


def _section(section: Section, width: int) -> list[RenderableType]:
    """A section's sentences and tables; nothing where it holds charts alone."""
    tables = [item for item in section.items if isinstance(item, Table)]
    if not tables and not section.sentences:
        return []
    parts: list[RenderableType] = [Text(section.heading, style="bold underline")]
    parts += [Text(sentence) for sentence in section.sentences]
    return [Group(*parts), *(_table(table, width) for table in tables)]


def _table(table: Table, width: int) -> RenderableType:
    shown = table.rows[:ROWS_SHOWN]
    needed = [_needed(column, [row[place] for row in shown]) for place, column in enumerate(table.columns)]
    roomy = sum(needed) + GAP * len(needed) <= width
    grid = Grid(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    for place, column in enumerate(table.columns):
        side: JustifyMethod = "right" if stands_right([row[place] for row in shown]) else "left"
        least = needed[place] if roomy else None
        grid.add_column(Text(head_text(column)), justify=side, overflow="fold", min_width=least)
    for row in shown:
        grid.add_row(*(Text(cell_text(column, cell)) for column, cell in zip(table.columns, row, strict=True)))
    parts: list[RenderableType] = [Text(table.title, style="bold"), grid]
    left = len(table.rows) - len(shown)
    if left:
        parts.append(Text(f"and {left:,} more {'row' if left == 1 else 'rows'}", style="dim"))
    if table.note:
        parts.append(Text(table.note, style="dim"))
    return Group(*parts)


def _needed(column: Column, cells: Sequence[Any]) -> int:
    """How wide a column must be so that no number is broken, and no word that is not very long."""
    words = [*head_text(column).split(), *(cell_text(column, cell) for cell in cells if is_number(cell))]
    words += [word for cell in cells if isinstance(cell, str) for word in cell.split()]
    return min(max((len(word) for word in words), default=1), LONGEST_WORD)


def head_text(column: Column) -> str:
    """A column's label with its unit."""
    return f"{column.label} ({column.unit})" if column.unit else column.label


def stands_right(cells: Sequence[Any]) -> bool:
    """Whether a column holds nothing but numbers, as such or as ready text, so that it stands to the right."""
    return bool(cells) and all(
        is_number(cell) or (isinstance(cell, str) and NUMBER_TEXT.fullmatch(cell) is not None) for cell in cells
    )


def is_number(cell: Any) -> bool:
    """Whether a cell is a number or a missing one."""
    return cell is None or (isinstance(plain(cell), (int, float)) and not isinstance(cell, bool))


def cell_text(column: Column, cell: Any) -> str:
    """A cell as a reader wants it: numbers with the column's decimals, a dash where there is none."""
    cell = plain(cell)
    if cell is None:
        return MISSING
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)) and column.digits is not None:
        return number(float(cell), column.digits)
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return _short(cell)
    return str(cell)


def _short(value: float) -> str:
    """A number of no declared precision in few digits, without powers of ten where they can be helped."""
    digits = SIGNIFICANT - 1 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:,.{max(digits, 0)}f}".rstrip("0").rstrip(".") if digits > 0 else f"{value:,.0f}"
