"""Games written down as text: what was done, line by line, and what the rules made of it.

A line `by kind {data}` is an act; the lines below it that begin with `->` are what changed in the view of everybody, or
after `!!` the words with which the rules refused it. `python -m tests.transcripts.replaying` writes the answers anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.room import Room, new_room
from sim.game.rules.view import view
from tests.game.reports import report, small_setup
from tests.game.rules.acts import reported

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.txt"))
READERS = ("board", "s1", "s2", "s3")
SECONDS = 30.0


def replayed(text: str) -> str:
    """The transcript with what the rules answer today."""
    lines: list[str] = []
    room = accept(new_room("ABCDEF", small_setup()), Act("opened", "host", 0.0, {"report": report(40, 10)}))
    for place, line in enumerate(line for line in text.splitlines() if not line.startswith(("->", "!!"))):
        lines.append(line)
        if line and not line.startswith("#"):
            room, answers = _answered(room, line, SECONDS * place)
            lines += answers
    return "\n".join([*lines, ""])


def _answered(room: Room, line: str, at: float) -> tuple[Room, list[str]]:
    by, kind, *data = line.split(" ", 2)
    act = reported(room, Act(kind, by, at, json.loads(data[0]) if data else {}))
    try:
        after = accept(room, act)
    except RuleError as error:
        return room, [f"!! {error}"]
    return after, [f"-> {words}" for words in _changes(room, after)]


def _changes(before: Room, after: Room) -> Iterator[str]:
    """What readers see otherwise than before, reader by reader and section by section."""
    for reader in READERS:
        old, new = _seen(before, reader), _seen(after, reader)
        shown = sorted(section for section in {*old, *new} if old.get(section) != new.get(section))
        if shown:
            yield f"{reader} sees {', '.join(shown)}: {_clock(after)}"


def _seen(room: Room, reader: str) -> dict[str, Any]:
    if reader != "board" and (reader not in room.seats or room.seats[reader].gone):
        return {}
    return view(room, reader)


def _clock(room: Room) -> str:
    sealed = [capital for capital, order in room.move.orders.items() if order.code] if room.moves else []
    where = f"move {len(room.moves)} {room.phase}" if room.stage == "playing" else room.stage
    return f"{where}; sealed: {', '.join(sealed) or 'nobody'}"


def main() -> None:
    """Write every transcript anew: to be looked at before it is kept."""
    for path in FILES:
        path.write_text(replayed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
