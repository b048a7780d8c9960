"""Documents as files: read back as they were, whole or not at all, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.errors import RunError
from sim.report import write_document as writing
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.write_document import document_object, file_stem, read_document, table_csv, write_document
from tests.report.chart_samples import TROUBLE, every_kind

TABLE = Table(
    "effects",
    "Effects",
    (Column("Input"), Column("Effect", "USD million", 2), Column("Cases")),
    (("Resolve", 1.23456789, 3), (TROUBLE, None, 12_345)),
    "A note.",
)
CHART = Chart("chart_1", "A chart", "What is to be seen.", every_kind()["dots_of_differences"])
DOCUMENT = Document(
    kind="sensitivity",
    title="A title",
    question="A question?",
    findings=("First.", "Second."),
    setup=("104 weeks.",),
    sections=(Section("Effects", ("Words.",), (TABLE, CHART)), Section("Empty")),
    limits=("Not a forecast.",),
    provenance={"seed": 7, "versions": {"numpy": "2"}},
)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_comes_back_as_it_was(tmp_path: Path) -> None:
    write_document(DOCUMENT, tmp_path / "out")
    assert read_document(tmp_path / "out") == DOCUMENT
    assert names_in(tmp_path / "out") == {
        "document.json",
        "effects.csv",
        "chart_1.svg",
        "chart_1.png",
        "chart_1.vl.json",
    }


def test_charts_are_by_name_of_file_in_the_document(tmp_path: Path) -> None:
    write_document(DOCUMENT, tmp_path)
    record = json.loads((tmp_path / "document.json").read_text(encoding="utf-8"))
    table, chart = record["sections"][0]["items"]
    assert chart["files"] == ["chart_1.svg", "chart_1.png", "chart_1.vl.json"]
    assert "spec" not in chart
    assert table["rows"][0] == ["Resolve", 1.23456789, 3]


def test_json_object_names_no_files() -> None:
    found = document_object(DOCUMENT)
    assert "files" not in json.dumps(found)
    assert found["findings"] == ["First.", "Second."]


def test_numbers_that_are_none_are_said_to_be_missing(tmp_path: Path) -> None:
    table = replace(TABLE, rows=(("x", float("nan"), 1), ("y", float("inf"), 2)))
    write_document(replace(DOCUMENT, sections=(Section("One", (), (table,)),)), tmp_path)
    (item,) = read_document(tmp_path).sections[0].items
    assert isinstance(item, Table)
    assert [row[1] for row in item.rows] == [None, None]
    assert cells_of((tmp_path / "effects.csv").read_text(encoding="utf-8"))[1] == ["x", "", "1"]


def test_written_twice_holds_the_second_alone(tmp_path: Path) -> None:
    write_document(DOCUMENT, tmp_path)
    write_document(replace(DOCUMENT, sections=(Section("One", (), (replace(TABLE, name="other"),)),)), tmp_path)
    assert names_in(tmp_path) == {"document.json", "other.csv"}


def test_a_folder_of_results_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "worlds.parquet").write_bytes(b"1")
    write_document(DOCUMENT, tmp_path)
    write_document(DOCUMENT, tmp_path / "studies" / "sensitivity")
    assert {"manifest.json", "worlds.parquet", "document.json", "studies"} <= names_in(tmp_path)


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="holds other files"):
        write_document(DOCUMENT, tmp_path)
    assert names_in(tmp_path) == {"thesis.docx"}


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="is a file"):
        write_document(DOCUMENT, tmp_path / "out")


def test_a_disk_that_refuses_leaves_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_document(DOCUMENT, tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "replace", refuse)
    with pytest.raises(RunError, match="No space left on device"):
        write_document(DOCUMENT, tmp_path)
    assert "document.json" not in names_in(tmp_path)
    assert not [name for name in names_in(tmp_path) if name.startswith(".")]


@pytest.mark.parametrize("name", ["../evil", "a b", "", "Über", ".hidden", "a/b"])
def test_names_that_are_no_names_of_files_are_refused(name: str, tmp_path: Path) -> None:
    wrong = replace(DOCUMENT, sections=(Section("One", (), (replace(TABLE, name=name),)),))
    with pytest.raises(ValueError, match="cannot name a file"):
        write_document(wrong, tmp_path)


def test_two_items_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two items are called 'effects'"):
        write_document(replace(DOCUMENT, sections=(Section("One", (), (TABLE, TABLE)),)), tmp_path)


def test_a_document_that_points_elsewhere_is_not_read(tmp_path: Path) -> None:
    write_document(DOCUMENT, tmp_path)
    path = tmp_path / "document.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"chart_1"', '"../../secret"'), encoding="utf-8")
    with pytest.raises(RunError, match="no document of this program"):
        read_document(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"kind": 1}', "null"])
def test_what_is_no_document_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "document.json").write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="no document of this program"):
        read_document(tmp_path)


def test_a_missing_drawing_is_named(tmp_path: Path) -> None:
    write_document(DOCUMENT, tmp_path)
    (tmp_path / "chart_1.vl.json").unlink()
    with pytest.raises(RunError, match=r"lacks chart_1\.vl\.json"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-A1", "'-A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-0.5", "-0.5"),
        ("+3", "+3"),
        (-0.5, "-0.5"),
        ("plain", "plain"),
        (None, ""),
        (True, "True"),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: str) -> None:
    table = Table("t", "T", (Column("=A"), Column("B")), (("x", cell),))
    head, row = cells_of(table_csv(table))
    assert head[0] == "'=A"
    assert row[1] == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=20))
def test_every_text_survives_the_csv_and_none_is_a_formula(text: str) -> None:
    cell = cells_of(table_csv(Table("t", "T", (Column("A"), Column("B")), (("x", text),))))[1][1]
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text
    try:
        float(text)
    except ValueError:
        assert not cell.startswith(("=", "+", "-", "@", "\t"))


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_words_make_a_name(words: list[str]) -> None:
    name = file_stem(*words)
    write = Table(name, "T", (), ())
    assert list(writing._items(replace(DOCUMENT, sections=(Section("One", (), (write,)),)))) == [write]
