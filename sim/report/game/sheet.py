"""Pieces of a printed sheet: paragraphs, tables, lines to write on. Every word is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

LEFT_TO_WRITE = ""


def words(text: str) -> str:
    """Words that are safe on a page."""
    return escape(text, quote=True)


def heading(level: int, text: str) -> str:
    return f"<h{level}>{words(text)}</h{level}>"


def paragraph(text: str, kind: str = "") -> str:
    return f"<p{_kind(kind)}>{words(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{words(item)}</li>' for item in items)}</ul>"


def steps(items: Iterable[str]) -> str:
    """A list whose order matters."""
    return f"<ol>{''.join(f'<li>{words(item)}</li>' for item in items)}</ol>"


def blank(label: str, lines: int = 1) -> str:
    """A label with lines to write on."""
    rules = '<div class="line"></div>' * lines
    return f'<div class="blank"><span class="label">{words(label)}</span>{rules}</div>'


def grid(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table; a cell that is left empty is there to be filled in. Kinds: `write` has tall rows."""
    columns = "".join(f'<th scope="col">{words(column)}</th>' for column in head)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>" for row in rows)
    return (
        f"<table{_kind(kind)}><caption>{words(title)}</caption>"
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: Sequence[str]) -> Iterator[str]:
    yield f'<th scope="row">{words(row[0])}</th>'
    yield from (f"<td>{words(cell)}</td>" for cell in row[1:])


def card(title: str, *content: str) -> str:
    """A card to cut out: dashed edges, never broken over two pages."""
    return f'<article class="card">{heading(3, title)}{"".join(content)}</article>'


def form(title: str, *content: str) -> str:
    """A form to fill in, never broken over two pages."""
    return f'<article class="form">{heading(3, title)}{"".join(content)}</article>'


def sheet(owner: str, title: str, *content: str) -> str:
    """A sheet that begins on a page of its own, with whose it is on top."""
    return f'<section class="sheet"><p class="owner">{words(owner)}</p>{heading(2, title)}{"".join(content)}</section>'


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
