"""Tables for spreadsheets: everything is in them, numbers stay numbers, and nothing is ever computed."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.report.document import Column, Table
from sim.report.game.marking_sheet import marking_csv, marking_page, marking_table
from sim.report.game.plain_rows import room_tables
from sim.report.game.tables import NUMBER, defused, sheet, tables_zip
from tests.game.played import debriefed, played

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDE_FORMULA = "\uff1d\uff0b\uff0d\uff20"
BOM = b"\xef\xbb\xbf"


def cells(content: bytes, delimiter: str) -> list[str]:
    text = content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet might compute a cell, even one that trims it first."""
    bare = cell.strip(" \n\t\r'\"")
    starts = cell.startswith((*FORMULA, *WIDE_FORMULA)) or (
        not cell.lstrip(' \n\t\r"').startswith("'") and bare.startswith((*FORMULA, *WIDE_FORMULA))
    )
    return starts and NUMBER.fullmatch(bare) is None


@given(st.lists(st.text(alphabet=st.sampled_from("=+-@;\t\r\n,'\" |a1(\uff1d")), min_size=1, max_size=4))
@example(["=1+1", "hello;=1+1", "a\n-x", '";=1"', "  @x", "\t=1"])
@example(["x;;=HYPERLINK(1)", "|=1", "\r\n=1"])
def test_no_cell_is_a_formula_whatever_parts_the_cells(texts: list[str]) -> None:
    table = Table("t", "t", tuple(Column(f"c{place}") for place, _ in enumerate(texts)), (tuple(texts),))
    content = sheet(table)
    for delimiter in ",;\t":
        assert not [cell for cell in cells(content, delimiter) if dangerous(cell)]


def test_numbers_stay_numbers_and_words_are_marked() -> None:
    table = Table(
        "t",
        "t",
        (Column("a"), Column("b"), Column("c"), Column("d")),
        ((-1.5, "-x", True, "-3"), (None, "=1", 0, "ok")),
    )
    assert sheet(table).decode("utf-8-sig").splitlines() == ["a,b,c,d", "-1.5,'-x,yes,-3", ",'=1,0,ok"]
    assert sheet(table).startswith(BOM)
    assert defused("We agree") == "We agree"


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def test_the_zip_holds_everything() -> None:
    room, _ = played()
    files = unzipped(tables_zip(room, debriefed()))
    names = {name.removesuffix(".csv") for name in files}
    assert {"seats", "orders", "messages", "statements", "proposals", "promises", "slips", "beliefs"} <= names
    assert {"outcomes", "series", "forecasts_people", "objectives"} <= names
    for content in files.values():
        assert content.startswith(BOM)
        assert not [cell for cell in cells(content, ",") if dangerous(cell)]
    assert "'=SUM(A1)" in files["seats.csv"].decode()
    assert tables_zip(room, debriefed()) == tables_zip(room, debriefed())


def test_rows_are_what_happened() -> None:
    room, _ = played()
    tables = {table.name: table for table in room_tables(room)}
    assert len(tables["seats"].rows) == len(room.seats)
    assert len(tables["messages"].rows) == len(room.messages) + len(room.notes)
    assert len(tables["slips"].rows) == len(room.slips)
    assert [row[-1] for row in tables["promises"].rows] == [False, True]
    for table in tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
    weeks = [row[3] for row in tables["series"].rows if row[0] == "boycott"]
    assert weeks == list(range(weeks[0], int(room.last_report["week"])))
    values = [row[-1] for row in tables["series"].rows if row[0] == "boycott"][-2:]
    assert values == room.last_report["series"]["boycott"]


def test_a_row_for_each_student() -> None:
    room, _ = played()
    table = marking_table(room, debriefed())
    rows = {row[0]: row for row in table.rows}
    # Name, team, role, head, orders sealed, messages, proposals, kept, broken, slips, Brier
    assert rows["Zebulon Quax"][1:10] == ("Seoul", "Head", True, 2, 1, 1, 0, 1, 2)
    assert rows["Zebulon Quax"][10] == pytest.approx(0.085)
    assert rows["민수"][3:10] == (True, 2, 0, 0, 1, 0, 1)
    assert rows["Zebulon Q"][3:5] == (False, 0)
    assert [column.label for column in table.columns][11:] == ["Reasoning (of 10)", "Marks", "Remarks"]
    assert all(row[11:] == ("", "", "") for row in table.rows)
    assert marking_table(room).rows[0][10] is None


def test_the_marking_sheet_is_printed_and_saved() -> None:
    room, _ = played()
    page = marking_page(room, debriefed())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "landscape" in page
    saved = marking_csv(room, debriefed())
    assert saved.startswith(BOM)
    assert not [cell for cell in cells(saved, ",") if dangerous(cell)]
