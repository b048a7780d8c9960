"""What can be taken home from a room. Whoever makes a document adds it to FILES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.kept import Debriefs
from sim.game.host.host import Host
from sim.game.rules.room import Room
from sim.game.store.records import StoredAct
from sim.report.game.files import FILES as DOCUMENTS
from sim.report.game.files import HTML, WHITE_ONLY, GameFile
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Source:
    """What a document is made of. `base` is the scenario that the world began with (with the room's seed), `played` the
    game so far as a scenario; `acts` is the log."""

    room: Room
    base: Scenario
    played: Callable[[], Scenario]
    acts: Callable[[], Sequence[StoredAct]]


@dataclass(frozen=True, slots=True)
class File:
    """A document: what people call it, how its file ends, its type, and what makes it. Members of the room get it once
    the debrief has begun, the white cell at any time; `white_only` keeps it from members altogether. `inline` shows it
    in the browser instead of saving it."""

    label: str
    ending: str
    media: str
    make: Callable[[Source], str | bytes]
    white_only: bool = False
    inline: bool = False


_debriefs = Debriefs()


def _document(document: GameFile) -> File:
    """A document of a game as something to take home; pages open in the browser."""

    def make(source: Source) -> bytes:
        return document.content(source.room, source.base, _debrief_of(document, source))

    ending = document.name.rpartition(".")[2]
    return File(document.label, ending, document.media, make, document.who == WHITE_ONLY, document.media == HTML)


def _debrief_of(document: GameFile, source: Source) -> Debrief | None:
    """The debrief that a document needs, or shows where the game is over. Raises RuleError where it needs one that
    cannot be had yet."""
    wanted = document.needs or (document.uses and source.room.revealed)
    return _debriefs.of(source.room, source.base) if wanted else None


FILES: dict[str, File] = {name: _document(document) for name, document in DOCUMENTS.items()}


def prepare(host: Host, code: str) -> None:
    """Compute the debrief of a game that is over, so that whoever opens it need not wait for it."""
    room, base = host.room(code), host.scenario(code)
    if room.revealed:
        _debriefs.of(room, base)


def source_of(host: Host, code: str) -> Source:
    """What the documents of a room are made of, as it stands."""
    room, base = host.room(code), host.scenario(code)
    return Source(room, base, lambda: host.world.as_scenario(room, base), lambda: host.store.acts(room.code))


def file_name(code: str, name: str) -> str:
    """What the file of a document is called."""
    return f"trilateral_{code}_{name}.{FILES[name].ending}"
