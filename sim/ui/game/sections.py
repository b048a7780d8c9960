"""Views as texts of their sections: what many share is made once, and what did not change stays the same text."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sim.game.host.host import Host
from sim.game.rules.act import WHITE, RuleError
from sim.game.rules.room import Room
from sim.game.rules.view import parts

Texts = dict[str, str]
SERVER = "server"


class Sections:
    """The texts of one room, as last made."""

    def __init__(self) -> None:
        self._kept: dict[str, Texts] = {}

    def of(self, host: Host, room: Room, readers: Collection[str]) -> dict[str, Texts | str]:
        """By reader, the text of every section, or words that say why they may not read any more."""
        made: dict[str, Texts] = {}
        found: dict[str, Texts | str] = {}
        for reader in readers:
            try:
                found[reader] = self._of(host, room, reader, made)
            except RuleError as error:
                found[reader] = str(error)
        self._kept = made
        return found

    def _of(self, host: Host, room: Room, reader: str, made: dict[str, Texts]) -> Texts:
        whole: Texts = {}
        for name, part in parts(room, reader).items():
            if name not in made:
                made[name] = self._texts(name, part())
            whole |= made[name]
        if reader == WHITE:
            if SERVER not in made:
                made[SERVER] = self._texts(SERVER, _of_server(host, room))
            whole |= made[SERVER]
        return whole

    def _texts(self, name: str, values: dict[str, Any]) -> Texts:
        kept = self._kept.get(name, {})
        texts = {section: json.dumps(value, separators=(",", ":")) for section, value in values.items()}
        return {section: kept[section] if kept.get(section) == text else text for section, text in texts.items()}


def _of_server(host: Host, room: Room) -> dict[str, Any]:
    """What the white cell sees of the server: whose browser is connected, and how the world is doing."""
    return {
        "present": sorted(host.presence.present(room.code)),
        "server": {"working": host.worker.working_since(room.code), "trouble": host.worker.trouble(room)},
    }
