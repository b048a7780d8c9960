"""Every file that a game can be taken home as: what it is called, who may have it, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.game.debrief.debrief import Debrief
from sim.game.rules.act import RuleError
from sim.game.rules.room import Room
from sim.report.game.debrief_page import debrief_page
from sim.report.game.marking_sheet import marking_csv, marking_page
from sim.report.game.paper_pack import paper_pack
from sim.report.game.research_form import research_form
from sim.report.game.scenario_file import scenario_file
from sim.report.game.tables import tables_zip
from sim.scenario.scenario import Scenario

WHITE_ONLY, AFTER_REVEAL = "white", "members"
WHO = {
    WHITE_ONLY: "the white cell alone, at any time",
    AFTER_REVEAL: "the white cell at any time, and everybody in the room once the game is over",
}
HTML, CSV, ZIP, JSON, YAML = "text/html", "text/csv", "application/zip", "application/json", "application/yaml"
Made = tuple[str, str, bytes]
Producer = Callable[[Room, Scenario, Debrief | None], bytes]


@dataclass(frozen=True, slots=True)
class GameFile:
    """A kind of file: what people call it, who may have it (see WHO), whether it shows what a debrief computes and
    cannot be made without one (`needs`), or shows it where there is one (`uses`)."""

    label: str
    who: str
    name: str
    media: str
    content: Producer
    needs: bool = False
    uses: bool = False

    def __call__(self, room: Room, base: Scenario, found: Debrief | None = None) -> Made:
        """The file: its name, its media type and its content. Raises RuleError where it needs a debrief."""
        if self.needs and found is None:
            raise RuleError("this file shows the debrief. End the game first, and let the debrief be computed.")
        return self.name.format(code=room.code.lower()), self.media, self.content(room, base, found)


def may_have(room: Room, name: str, who: str) -> bool:
    """Whether the white cell ("white") or somebody in the room ("member") may have a file now."""
    if who == WHITE_ONLY:
        return True
    return FILES[name].who == AFTER_REVEAL and room.revealed


def _page(found: Debrief | None, *, for_class: bool) -> bytes:
    assert found is not None
    return debrief_page(found, for_class=for_class).encode()


FILES: Mapping[str, GameFile] = {
    "debrief": GameFile(
        "Debrief with everything, for the teacher",
        WHITE_ONLY,
        "debrief_{code}.html",
        HTML,
        lambda room, base, found: _page(found, for_class=False),
        needs=True,
    ),
    "debrief_for_class": GameFile(
        "Debrief to share: without forecasts by person, and without words that were taken down",
        AFTER_REVEAL,
        "debrief_{code}_class.html",
        HTML,
        lambda room, base, found: _page(found, for_class=True),
        needs=True,
    ),
    "scenario": GameFile(
        "The game as a scenario file, to run again",
        AFTER_REVEAL,
        "game_{code}.yaml",
        YAML,
        lambda room, base, found: scenario_file(room, base).encode(),
    ),
    "csv": GameFile(
        "Everything as tables for a spreadsheet",
        WHITE_ONLY,
        "tables_{code}.zip",
        ZIP,
        lambda room, base, found: tables_zip(room, found),
        uses=True,
    ),
    "marking": GameFile(
        "Marking sheet to print",
        WHITE_ONLY,
        "marking_{code}.html",
        HTML,
        lambda room, base, found: marking_page(room, found).encode(),
        uses=True,
    ),
    "marking_table": GameFile(
        "Marking sheet for a spreadsheet",
        WHITE_ONLY,
        "marking_{code}.csv",
        CSV,
        lambda room, base, found: marking_csv(room, found),
        uses=True,
    ),
    "research": GameFile(
        "For research: without names, and without texts",
        WHITE_ONLY,
        "research.json",
        JSON,
        lambda room, base, found: research_form(room, found),
        uses=True,
    ),
    "research_with_texts": GameFile(
        "For research: without names, with texts; read them before you share them",
        WHITE_ONLY,
        "research_with_texts.json",
        JSON,
        lambda room, base, found: research_form(room, found, free_text=True),
        uses=True,
    ),
    "paper": GameFile(
        "The game on paper",
        WHITE_ONLY,
        "paper_pack.html",
        HTML,
        lambda room, base, found: paper_pack(room.setup, base.title).encode(),
    ),
}
