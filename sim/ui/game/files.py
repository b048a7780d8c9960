"""What can be taken home from a room. Whoever makes a document adds it to FILES."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.game.host.host import Host
from sim.game.rules.room import Room
from sim.game.store.records import StoredAct
from sim.scenario.scenario import Scenario
from sim.scenario.write import to_yaml


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
    """A document: how its file ends, its type, and what makes it. Members of the room get it once the debrief has
    begun, the white cell at any time; `white_only` keeps it from members altogether. `inline` shows it in the
    browser instead of saving it."""

    ending: str
    media: str
    make: Callable[[Source], str | bytes]
    white_only: bool = False
    inline: bool = False


FILES: dict[str, File] = {
    "scenario": File("yaml", "application/yaml", lambda source: to_yaml(source.played())),
}


def source_of(host: Host, code: str) -> Source:
    """What the documents of a room are made of, as it stands."""
    room, base = host.room(code), host.scenario(code)
    return Source(room, base, lambda: host.world.as_scenario(room, base), lambda: host.store.acts(room.code))


def file_name(code: str, name: str) -> str:
    """What the file of a document is called."""
    return f"trilateral_{code}_{name}.{FILES[name].ending}"
