"""Players that follow a transcript: a file that says who does what in which move and phase.

    transcript: 1
    acts:
      - {move: 1, by: seoul, do: state, data: {tone: calm, text: We will talk.}}
      - {move: 1, by: seoul.2, phase: brief, do: say, data: {channel: "team:seoul", text: Hold.}}
      - {move: 1, by: seoul, do: seal, data: {lines: [{lever: seoul.quiet_channel, dose: 0.5}], reasoning: Patience.}}

`by` is a capital (its head), or the place of a member of its team in the order in which they came, counted from 1.
Without a `phase` an act is done in the first one that allows it. An answer without a `proposal` is to the first offer
that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sim.game.bots.wish import Plain, Wish
from sim.game.rules.fold import HEAD, KINDS, MEMBER, SEAT
from sim.game.setup.records import PHASES
from sim.kernel.errors import RunError, ScenarioError, near_matches
from sim.kernel.records import CAPITALS
from sim.scenario.text import decoded, read_bytes
from sim.scenario.tree import read_tree

FORM = 1
TALKED = ("propose", "answer", "withdraw", "state", "say")
PLAYED = tuple(kind for kind, known in KINDS.items() if set(known.who) & {SEAT, MEMBER, HEAD})


@dataclass(frozen=True, slots=True)
class Part:
    """An act of a transcript. `place` is the member of the team, counted from 1; 0 stands for the head."""

    move: int
    phase: str
    capital: str
    place: int
    wish: Wish


def read_transcript(path: str | Path) -> tuple[Part, ...]:
    """The acts of a transcript, in YAML or JSON. Raises ScenarioError or RunError where it cannot be read."""
    file = str(path)
    tree = read_tree(decoded(read_bytes(Path(path), file), file), file, "a transcript", "'transcript: 1' and acts")
    if tree.complaints.problems:
        raise ScenarioError(tree.complaints.sorted())
    rows = tree.content.get("acts")
    if tree.content.get("transcript") != FORM or not isinstance(rows, list):
        raise RunError(f"{file} is no transcript. Write 'transcript: {FORM}' in its first line, and a list of acts.")
    return tuple(_part(row, f"{file}, act {number}") for number, row in enumerate(rows, start=1))


def _part(row: object, where: str) -> Part:
    if not isinstance(row, Mapping):
        raise RunError(f"{where}: an act is a block of move, by, do and data.")
    kind, (capital, place) = _one_of(row, "do", PLAYED, where), _who(row, where)
    move, data = row.get("move"), row.get("data", {})
    if not isinstance(move, int) or move < 1:
        raise RunError(f"{where}: move is {move!r}. Write the number of a move, counted from 1.")
    if not isinstance(data, Mapping):
        raise RunError(f"{where}: data must be a block of names and values.")
    usual = "seal" if kind == "seal" else "negotiate" if kind in TALKED else "brief"
    phase = _one_of(row, "phase", tuple(PHASES), where) if "phase" in row else usual
    return Part(move, phase, capital, place, Wish(kind, dict(data)))


def _who(row: Mapping[str, Any], where: str) -> tuple[str, int]:
    capital, dot, place = str(row.get("by")).partition(".")
    if dot and not (place.isdecimal() and int(place) > 0):
        raise RunError(f"{where}: by is {row.get('by')!r}. Write a capital, or a capital and a place, as in seoul.2.")
    return _one_of({"by": capital}, "by", CAPITALS, where), int(place or 0)


def _one_of(row: Mapping[str, Any], key: str, known: Sequence[str], where: str) -> str:
    word = row.get(key)
    if not isinstance(word, str) or word not in known:
        near = near_matches(str(word), known)
        raise RunError(f"{where}: {key} is {word!r}; it must be one of {', '.join(known)}.{near}")
    return word


def scripted(parts: Sequence[Part]) -> Callable[[Plain, Random], list[Wish]]:
    """A player who does what the transcript has for its seat, each act once, in the order of the file."""
    done: set[int] = set()

    def bot(view: Plain, _luck: Random) -> list[Wish]:
        wishes = []
        for number, part in enumerate(parts):
            wish = _filled(part.wish, view) if number not in done and _is_now(part, view) else None
            if wish is not None:
                done.add(number)
                wishes.append(wish)
        return wishes

    return bot


def _is_now(part: Part, view: Plain) -> bool:
    clock, me = view["clock"], view["me"]
    if (clock["move"], clock["phase"], me["team"]) != (part.move, part.phase, part.capital):
        return False
    if part.place == 0:
        return bool(me["head"])
    members = view["tables"][part.capital]["members"]
    return part.place <= len(members) and bool(members[part.place - 1]["seat"] == me["seat"])


def _filled(wish: Wish, view: Plain) -> Wish | None:
    """The wish with the offer that it answers; None while there is no offer."""
    if wish.do not in ("answer", "withdraw") or "proposal" in wish.data:
        return wish
    team = view["me"]["team"]
    mine = [one for one in view["proposals"] if one["open"] and (team == one["capital"]) == (wish.do == "withdraw")]
    return Wish(wish.do, {**wish.data, "proposal": mine[0]["id"]}) if mine else None
