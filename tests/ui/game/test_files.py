"""Documents of a room: all that a game can be taken home as, and none before its time."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from sim.game.rules.act import RuleError
from sim.game.rules.room import Room
from sim.report.game.files import FILES as DOCUMENTS
from sim.ui.game import files
from sim.ui.game.files import FILES, Source
from tests.game.played import debriefed, played
from tests.game.reports import playing


def source(room: Room) -> Source:
    base = played()[1]
    return Source(room, base, lambda: base, lambda: [])


def test_every_document_is_offered() -> None:
    assert list(FILES) == list(DOCUMENTS)
    assert {name for name, file in FILES.items() if not file.white_only} == {"debrief_for_class", "scenario"}
    assert FILES["debrief"].inline
    assert (FILES["csv"].ending, FILES["debrief"].ending) == ("zip", "html")


def test_a_debrief_waits_for_the_end_and_tables_do_not() -> None:
    going = source(playing("negotiate"))
    with pytest.raises(RuleError, match="End the game first"):
        FILES["debrief"].make(going)
    assert FILES["csv"].make(going)


def test_documents_of_a_game_that_is_over_show_its_debrief() -> None:
    with patch.object(files._debriefs, "of", lambda room, base: debriefed()):
        assert b"Judgement or luck" in bytes(FILES["debrief_for_class"].make(source(played()[0])))  # type: ignore[arg-type]
        assert b"0.08500" in bytes(FILES["marking_table"].make(source(played()[0])))  # type: ignore[arg-type]
