"""The marking sheet: a row for each student with what they did, and empty columns for the marks."""

from __future__ import annotations

from typing import Any

from sim.game.debrief.debrief import Debrief
from sim.game.rules.proposals import kept
from sim.game.rules.room import Room, Seat
from sim.kernel.records import CAPITALS
from sim.report.document import Column, Table
from sim.report.game.sheet import grid, heading, paragraph
from sim.report.game.tables import sheet
from sim.report.html import page, page_style
from sim.report.paper import cell_text, head_text
from sim.report.words import CAPITAL_NAMES

DONE = (
    Column("Name"),
    Column("Team"),
    Column("Role"),
    Column("Head"),
    Column("Orders sealed", "", 0),
    Column("Messages", "", 0),
    Column("Proposals of the team", "", 0),
    Column("Promises kept", "", 0),
    Column("broken", "", 0),
    Column("Slips", "", 0),
    Column("Brier score", "", 3),
)
NOTE = (
    "Counts show who was active, not who was right. Proposals and promises are those of the whole team: its head makes "
    "them for all. A Brier score of a few slips is mostly luck; 0.25 is what saying 50 % always scores."
)
LANDSCAPE = "@page { size: A4 landscape; margin: 12mm; } body { max-width: none; } table { font-size: 8pt; }"
BOXES = (
    "td, th { border: 1px solid var(--line); padding: 4pt; } tbody td { height: 9mm; } th:last-child { width: 20%; }"
)


def marking_table(room: Room, found: Debrief | None = None) -> Table:
    """Everybody who sat at a capital's table, team by team; the rubric's criteria are left to fill in."""
    seats = [seat for team in CAPITALS for seat in room.seats.values() if seat.team == team]
    blank = tuple(Column(f"{one.title} (of {one.points:g})") for one in room.setup.rubric)
    columns = (*DONE, *blank, Column("Marks"), Column("Remarks"))
    rows = tuple((*_row(room, seat, found), *("" for _ in blank), "", "") for seat in seats)
    return Table("marking", f"Marking sheet: {room.setup.title}", columns, rows, NOTE)


def _row(room: Room, seat: Seat, found: Debrief | None) -> tuple[Any, ...]:
    assert seat.team is not None
    roles = room.setup.teams[seat.team].roles
    slips = [slip for slip in room.slips if slip.seat == seat.id]
    return (
        seat.name,
        CAPITAL_NAMES[seat.team],
        roles[seat.role].title if seat.role < len(roles) else "",
        seat.head,
        sum(order.by == seat.id for move in room.moves for order in move.orders.values()),
        sum(one.by == seat.id for one in room.messages),
        sum(offer.capital == seat.team for offer in room.proposals),
        _promises(room, seat.team, True),
        _promises(room, seat.team, False),
        len(slips),
        _brier(seat, found),
    )


def _promises(room: Room, team: str, wanted: bool) -> int:
    return sum(
        kept(room, offer, promise) is wanted
        for offer in room.proposals
        for promise in offer.commitments
        if promise.capital == team
    )


def _brier(seat: Seat, found: Debrief | None) -> float | None:
    mine = [one.brier for one in found.forecasts.slips if one.slip.seat == seat.id] if found is not None else []
    return sum(mine) / len(mine) if mine else None


def marking_csv(room: Room, found: Debrief | None = None) -> bytes:
    """The sheet for a spreadsheet."""
    return sheet(marking_table(room, found))


def marking_page(room: Room, found: Debrief | None = None) -> str:
    """The sheet to print and to fill in by hand."""
    table = marking_table(room, found)
    rows = [[cell_text(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    criteria = [(one.title, f"{one.points:g}", one.weak, one.fair, one.good) for one in room.setup.rubric]
    body = (
        heading(1, table.title),
        grid("Students", [head_text(column) for column in table.columns], rows),
        paragraph(table.note, "note"),
        grid("Rubric", ("Criterion", "Points", "Weak", "Fair", "Good"), criteria) if criteria else "",
    )
    return page(table.title, f"{page_style(table.title)}{LANDSCAPE}{BOXES}", body)
