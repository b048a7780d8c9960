"""A document as files: `document.json` with all its words, tables as CSV, charts as SVG, PNG and Vega-Lite.

A folder written twice holds the second document. Everything is written beside its place first and then put there,
`document.json` last: a reader never sees half a file, and a folder with a `document.json` is complete.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.kernel.errors import RunError
from sim.kernel.plain import plain, to_json
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.files import DOCUMENT, check_folder

FORM = 1
TABLE_SUFFIX = ".csv"
SPEC_SUFFIX = ".vl.json"
CHART_SUFFIXES = (".svg", ".png", SPEC_SUFFIX)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_STEM = 60
FIT_STEM = re.compile(r"[a-z0-9][a-z0-9_-]*")


def write_document(document: Document, folder: Path) -> None:
    """Write a document. Charts and tables of an earlier document in the folder go; the folder of a run, comparison
    or batch keeps what else it has.

    Raises RunError where the folder is not free for it or the disk refuses; ValueError where two items share a name.
    """
    check_folder(folder)
    files = document_files(document)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".document-", dir=folder))
        try:
            _put(files, waiting, folder)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
    except OSError as error:
        raise RunError(f"the document could not be written to {folder}: {error.strerror or error}") from error


def document_files(document: Document) -> dict[str, bytes]:
    """The files of a document by name, `document.json` last."""
    from sim.report.charts.save import png, svg

    files: dict[str, bytes] = {}
    for item in _items(document):
        if isinstance(item, Table):
            files[item.name + TABLE_SUFFIX] = table_csv(item).encode()
        else:
            drawn = (svg(item.spec).encode(), png(item.spec), (to_json(item.spec) + "\n").encode())
            files |= {item.name + suffix: content for suffix, content in zip(CHART_SUFFIXES, drawn, strict=True)}
    return {**files, DOCUMENT: (to_json(document_object(document, with_files=True)) + "\n").encode()}


def _put(files: Mapping[str, bytes], waiting: Path, folder: Path) -> None:
    for name, content in files.items():
        with (waiting / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    stale = _names_in(folder) - set(files)
    (folder / DOCUMENT).unlink(missing_ok=True)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    for name in files:
        os.replace(waiting / name, folder / name)
    _sync(folder)


def _sync(folder: Path) -> None:
    """Make the new names last through a power cut; not every system can open a folder for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _names_in(folder: Path) -> set[str]:
    """The files of the document that is there already; none where there is none or it cannot be read."""
    try:
        record = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
        items = [item for section in record["sections"] for item in section["items"]]
        stems = [(item["name"], item["type"]) for item in items]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    kinds = {"table": (TABLE_SUFFIX,), "chart": CHART_SUFFIXES}
    return {stem + suffix for stem, kind in stems if _fits(stem) for suffix in kinds.get(kind, ())}


def read_document(folder: Path) -> Document:
    """The document of a folder. Numbers that were not finite come back as None.

    Raises RunError where the folder holds none, or one that cannot be read.
    """
    path = folder / DOCUMENT
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        sections = tuple(_section(section, folder) for section in record["sections"])
        return Document(
            kind=str(record["kind"]),
            title=str(record["title"]),
            question=str(record["question"]),
            findings=_texts(record["findings"]),
            setup=_texts(record["setup"]),
            sections=sections,
            limits=_texts(record["limits"]),
            provenance=dict(record["provenance"]),
        )
    except FileNotFoundError as error:
        missing = Path(error.filename or path).name
        raise RunError(f"{folder} lacks {missing}, so the document in it cannot be read. Make it again.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path} is no document of this program ({error}). Make it again.") from error


def _section(record: Mapping[str, Any], folder: Path) -> Section:
    return Section(
        str(record["heading"]),
        _texts(record["sentences"]),
        tuple(_item(item, folder) for item in record["items"]),
    )


def _item(record: Mapping[str, Any], folder: Path) -> Table | Chart:
    name = str(record["name"])
    if not _fits(name):
        raise ValueError(f"'{name}' is no name of a table or chart")
    if record["type"] == "chart":
        spec = json.loads((folder / (name + SPEC_SUFFIX)).read_text(encoding="utf-8"))
        return Chart(name, str(record["title"]), str(record["caption"]), spec)
    columns = tuple(Column(str(column["label"]), str(column["unit"]), column["digits"]) for column in record["columns"])
    rows = tuple(tuple(row) for row in record["rows"])
    return Table(name, str(record["title"]), columns, rows, str(record["note"]))


def _texts(words: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in words)


def document_object(document: Document, with_files: bool = False) -> dict[str, object]:
    """A document as one JSON object: all its words and tables, and its charts by name and caption.

    `with_files` adds which files hold each table and chart, beside the object.
    """
    return {
        "document": FORM,
        "kind": document.kind,
        "title": document.title,
        "question": document.question,
        "findings": list(document.findings),
        "setup": list(document.setup),
        "sections": [
            {
                "heading": section.heading,
                "sentences": list(section.sentences),
                "items": [_item_object(item, with_files) for item in section.items],
            }
            for section in document.sections
        ],
        "limits": list(document.limits),
        "provenance": plain(document.provenance),
    }


def _item_object(item: Table | Chart, with_files: bool) -> dict[str, object]:
    suffixes = (TABLE_SUFFIX,) if isinstance(item, Table) else CHART_SUFFIXES
    files: dict[str, object] = {"files": [item.name + suffix for suffix in suffixes]} if with_files else {}
    if isinstance(item, Chart):
        return {"type": "chart", "name": item.name, "title": item.title, "caption": item.caption, **files}
    return {
        "type": "table",
        "name": item.name,
        "title": item.title,
        "columns": [{"label": c.label, "unit": c.unit, "digits": c.digits} for c in item.columns],
        "rows": [[plain(cell) for cell in row] for row in item.rows],
        "note": item.note,
        **files,
    }


def table_csv(table: Table) -> str:
    """A table as CSV: numbers exact, a missing number empty, and no text that a spreadsheet would compute."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\n")
    heads = (f"{column.label} ({column.unit})" if column.unit else column.label for column in table.columns)
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return paper.getvalue()


def _cell(value: Any) -> object:
    value = plain(value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return "" if value is None else value


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def file_stem(*words: str) -> str:
    """A name for a table or chart made of any words: small letters, digits and underscores."""
    stem = re.sub(r"[^a-z0-9]+", "_", " ".join(words).lower()).strip("_")[:LONGEST_STEM].rstrip("_")
    return stem or "item"


def _fits(name: str) -> bool:
    return FIT_STEM.fullmatch(name) is not None


def _items(document: Document) -> Iterator[Table | Chart]:
    """Every table and chart, each under a name of its own that is safe as a file's."""
    seen: set[str] = set()
    for section in document.sections:
        for item in section.items:
            if not _fits(item.name):
                raise ValueError(f"'{item.name}' cannot name a file; use file_stem() to make a name")
            if item.name in seen:
                raise ValueError(f"two items are called '{item.name}'")
            seen.add(item.name)
            yield item
