"""The whole debrief: when it may be had, how it tells its progress, and how it is kept."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest

from sim.game.debrief import kept
from sim.game.debrief.debrief import Debrief, debrief
from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.kernel.progress import Progress
from tests.game.played import debriefed, played
from tests.game.reports import playing


def test_secrets_stay_until_the_game_is_over() -> None:
    _, base = played()
    with pytest.raises(RuleError, match="End the game first"):
        debrief(playing("negotiate"), base)


def test_a_game_without_a_move_has_no_debrief() -> None:
    _, base = played()
    with pytest.raises(RuleError, match="no move"):
        debrief(accept(playing("negotiate"), Act("close", "white", 9.0)), base)


def test_progress_rises_to_its_end() -> None:
    room, base = played()
    told: list[tuple[int, int]] = []

    def turned(scenario: object, opens: object, outcomes: object, progress: Progress) -> dict[str, object]:
        for done in (1, 2, 3):
            progress(done, 3)
        return {}

    with patch("sim.game.debrief.debrief.turning", turned):
        found = debrief(room, base, progress=lambda done, total: told.append((done, total)), ghosts=3)
    dones, totals = [done for done, _ in told], {total for _, total in told}
    assert dones == sorted(set(dones))
    assert len(totals) == 1
    assert dones[-1] == totals.pop()
    assert found.ghosts == 3


def test_a_debrief_is_computed_once_and_hears_later_words() -> None:
    room, base = played()
    asked: list[str] = []

    def computed(of: object, world: object) -> Debrief:
        asked.append("computed")
        return debriefed()

    debriefs = kept.Debriefs()
    with patch.object(kept, "debrief", computed):
        debriefs.of(room, base)
        words = {"channel": "team:seoul", "text": "So that was it"}
        later = accept(room, Act("say", "k-seat-one", room.messages[-1].at + 9.0, words))
        found = debriefs.of(later, base)
        other = replace(room, slips=room.slips[:-1])
        debriefs.of(other, base)
    assert asked == ["computed", "computed"]
    assert [one.text for one in found.moves[-1].messages] == ["So that was it"]
    assert found.room is later
