"""Documents on a terminal: findings first, numbers whole, charts left to files."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sim.report.document import Column, Document, Section, Table
from sim.report.paper import cell_text, document_report, stands_right
from tests.report.test_write_document import DOCUMENT


def shown(document: Document, width: int) -> str:
    out = io.StringIO()
    Console(width=width, file=out).print(document_report(document, width))
    return out.getvalue()


def test_findings_come_first_and_limits_last() -> None:
    text = shown(DOCUMENT, 100)
    places = [
        text.index(words) for words in ("A title", "What was found", "What was run", "Effects", "What this cannot")
    ]
    assert places == sorted(places)
    assert "A chart" in text
    assert "$schema" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_numbers_are_never_broken(width: int) -> None:
    columns = (Column("Outcome of a rather long name"), *(Column(f"Number {place}", "", 1) for place in range(4)))
    table = Table("t", "T", columns, (("Trilateral cohesion", 77.6, 1234.4, -12.3, None),))
    text = shown(Document("x", "T", "", (), (), (Section("S", (), (table,)),)), width)
    for number in ("77.6", "1,234", "-12.3"):
        assert number in text
    assert max(len(line) for line in text.splitlines()) <= width


def test_long_tables_say_how_much_is_left() -> None:
    table = Table("t", "T", (Column("A"),), tuple((place,) for place in range(31)))
    text = shown(Document("x", "T", "", (), (), (Section("S", (), (table,)),)), 80)
    assert "and 1 more row" in text
    assert "rows" not in text


@pytest.mark.parametrize(
    ("digits", "cell", "text"),
    [
        (2, 1.2345, "1.23"),
        (None, 0.000123456, "0.0001235"),
        (None, 12_345, "12,345"),
        (None, 0.0, "0"),
        (None, 1234567.8, "1,234,568"),
        (1, None, "-"),
        (1, float("nan"), "-"),
        (None, True, "yes"),
        (None, "words", "words"),
    ],
)
def test_cells_are_written_for_readers(digits: int | None, cell: object, text: str) -> None:
    assert cell_text(Column("A", "", digits), cell) == text


def test_columns_of_numbers_stand_to_the_right() -> None:
    assert stands_right([1, 2.5, None])
    assert stands_right(["1,234", "-0.5", "< 0.1", "-", "43%"])
    assert not stands_right(["2019-07-01"])
    assert not stands_right(["1", "one"])
    assert not stands_right([])


def test_marks_of_the_terminal_stay_words() -> None:
    document = Document("x", "[bold]not bold[/bold]", "", ("[red]",), (), ())
    text = shown(document, 80)
    assert "[bold]not bold[/bold]" in text
    assert "[red]" in text
