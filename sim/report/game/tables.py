"""Everything of a game as tables for a spreadsheet, in one zip: Excel reads it, and computes nothing in it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from sim.game.debrief.debrief import Debrief
from sim.game.rules.room import Room
from sim.kernel.plain import plain
from sim.report.document import Table
from sim.report.game import debrief_tables
from sim.report.game.plain_rows import room_tables
from sim.report.write_document import table_csv

MARK = "\ufeff"  # by which Excel knows UTF-8
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# What a spreadsheet computes, at the beginning of a cell or after a sign that some of them take for the end of one.
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
SPACES = str.maketrans("\t\r", "  ")
COMPUTED = re.compile(f"(^|[;\\n|])([\\s'\"]*)(?=[{STARTS}])")


def tables_zip(room: Room, found: Debrief | None = None) -> bytes:
    """A zip of CSV files. With a debrief, its tables of outcomes, objectives and forecasts come along."""
    tables = [*room_tables(room), *(_reckoned(found) if found is not None else ())]
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as folder:
        for table in tables:
            folder.writestr(zipfile.ZipInfo(f"{table.name}.csv", LONG_AGO), sheet(table), zipfile.ZIP_DEFLATED)
    return paper.getvalue()


def _reckoned(found: Debrief) -> list[Table]:
    scored = found.forecasts
    return [
        debrief_tables.objectives(found),
        replace(debrief_tables.outcomes(found), name="outcomes_among_worlds"),
        debrief_tables.scores(scored.people, "forecasts_people", ""),
        debrief_tables.scores(scored.teams, "forecasts_teams", ""),
    ]


def sheet(table: Table) -> bytes:
    """A table as a CSV file in UTF-8. Numbers stay numbers; yes and no stand for true and false."""
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    return (MARK + table_csv(replace(table, rows=rows))).encode()


def _cell(cell: Any) -> Any:
    value = plain(cell)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return defused(value) if isinstance(value, str) else value


def defused(text: str) -> str:
    """Words that no spreadsheet takes for a formula, whatever sign it parts cells by: an apostrophe goes before, and
    tabs and carriage returns become spaces. Words that are a number stay as they are."""
    text = text.translate(SPACES)
    return text if NUMBER.fullmatch(text) else COMPUTED.sub(r"\1\2'", text)
