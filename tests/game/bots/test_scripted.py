"""A transcript is played by whom it names, in its move and phase, once."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from sim.game.bots.scripted import Part, read_transcript, scripted
from sim.game.bots.wish import Wish
from sim.kernel.errors import SimError

TEXT = """transcript: 1
acts:
  - {move: 1, by: seoul, do: state, data: {tone: calm, text: We will talk.}}
  - {move: 1, by: seoul.2, phase: brief, do: say, data: {channel: "team:seoul", text: Hold.}}
  - {move: 2, by: tokyo, do: answer, data: {answer: accepted}}
  - {move: 1, by: seoul, do: seal, data: {lines: [{lever: seoul.quiet_channel, dose: 0.5}]}}
"""
LUCK = Random(0)


def written(folder: Path, text: str) -> Path:
    path = folder / "acts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def seen(move: int, phase: str, team: str, seat: str, head: bool, **more: Any) -> dict[str, Any]:
    members = {name: {"members": [{"seat": f"{name}-1"}, {"seat": f"{name}-2"}]} for name in ("seoul", "tokyo")}
    me = {"team": team, "seat": seat, "head": head}
    return {"clock": {"move": move, "phase": phase}, "me": me, "tables": members, "proposals": [], **more}


def test_a_transcript_is_read_in_yaml_and_json(tmp_path: Path) -> None:
    parts = read_transcript(written(tmp_path, TEXT))
    assert [(part.move, part.phase, part.capital, part.place, part.wish.do) for part in parts] == [
        (1, "negotiate", "seoul", 0, "state"),
        (1, "brief", "seoul", 2, "say"),
        (2, "negotiate", "tokyo", 0, "answer"),
        (1, "seal", "seoul", 0, "seal"),
    ]
    assert parts[3].wish.data == {"lines": [{"lever": "seoul.quiet_channel", "dose": 0.5}]}
    (one,) = read_transcript(written(tmp_path, '{"transcript": 1, "acts": [{"move": 1, "by": "tokyo", "do": "say"}]}'))
    assert one == Part(1, "negotiate", "tokyo", 0, Wish("say"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("acts: []", "is no transcript"),
        ("transcript: 1", "is no transcript"),
        ("transcript: 1\nacts: [say]", "act 1: an act is a block"),
        ("transcript: 1\nacts: [{move: 1, by: seul, do: say}]", "Did you mean seoul"),
        ("transcript: 1\nacts: [{move: 1, by: seoul.x, do: say}]", "as in seoul.2"),
        ("transcript: 1\nacts: [{move: 0, by: seoul, do: say}]", "counted from 1"),
        ("transcript: 1\nacts: [{move: 1, by: seoul, do: push}]", "do is 'push'"),
        ("transcript: 1\nacts: [{move: 1, by: seoul, do: say, phase: noon}]", "phase is 'noon'"),
        ("transcript: 1\nacts: [{move: 1, by: seoul, do: say, data: hello}]", "data must be a block"),
        ("transcript: 1\ntranscript: 1\nacts: []", "transcript"),
    ],
)
def test_mistakes_are_taught(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SimError, match=words):
        read_transcript(written(tmp_path, text))


def test_everybody_does_their_own_part_once(tmp_path: Path) -> None:
    parts = read_transcript(written(tmp_path, TEXT))
    head, second = scripted(parts), scripted(parts)
    assert [wish.do for wish in second(seen(1, "brief", "seoul", "seoul-2", False), LUCK)] == ["say"]
    assert second(seen(1, "brief", "seoul", "seoul-2", False), LUCK) == []
    assert head(seen(1, "brief", "seoul", "seoul-1", True), LUCK) == []
    assert [wish.do for wish in head(seen(1, "negotiate", "seoul", "seoul-1", True), LUCK)] == ["state"]
    assert [wish.do for wish in head(seen(1, "seal", "seoul", "seoul-1", True), LUCK)] == ["seal"]
    assert head(seen(2, "seal", "seoul", "seoul-1", True), LUCK) == []


def test_an_answer_waits_for_an_offer_of_somebody_else(tmp_path: Path) -> None:
    bot = scripted(read_transcript(written(tmp_path, TEXT)))
    offers = [
        {"id": "p1", "open": True, "capital": "tokyo"},
        {"id": "p2", "open": False, "capital": "seoul"},
        {"id": "p3", "open": True, "capital": "seoul"},
    ]
    assert bot(seen(2, "negotiate", "tokyo", "tokyo-1", True, proposals=offers[:2]), LUCK) == []
    wishes = bot(seen(2, "negotiate", "tokyo", "tokyo-1", True, proposals=offers), LUCK)
    assert wishes == [Wish("answer", {"answer": "accepted", "proposal": "p3"})]
