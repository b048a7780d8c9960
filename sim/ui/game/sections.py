"""Views as texts of their sections: what many share is made once, and what did not change stays the same text."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sim.game.host.host import Host
from sim.game.rules.act import WHITE, RuleError
from sim.game.rules.room import Room
from sim.game.rules.view import parts

SERVER = "server"
TALK, MESSAGES = "talk", "messages"


@dataclass(frozen=True, slots=True)
class Talk:
    """The texts of what is said: only what was added is sent to those who have the beginning."""

    head: str
    messages: tuple[str, ...]

    def __str__(self) -> str:
        inside = f'"{MESSAGES}":[{",".join(self.messages)}]'
        return f"{self.head[:-1]},{inside}}}"

    def since(self, before: object) -> tuple[str, ...] | None:
        """The messages that are new to whoever has `before`; None where that is not how this one begins."""
        if not isinstance(before, Talk) or before.head != self.head:
            return None
        count = len(before.messages)
        return self.messages[count:] if self.messages[:count] == before.messages else None


Texts = dict[str, str | Talk]


class Sections:
    """The texts of one room, as last made."""

    def __init__(self) -> None:
        self._kept: dict[str, Texts] = {}
        self._messages: dict[tuple[str, int, bool], str] = {}

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
        texts: Texts = {
            section: self._talk(name, value) if section == TALK else _dumped(value) for section, value in values.items()
        }
        return {section: kept[section] if kept.get(section) == text else text for section, text in texts.items()}

    def _talk(self, name: str, value: dict[str, Any]) -> Talk:
        rest = {key: part for key, part in value.items() if key != MESSAGES}
        return Talk(_dumped(rest), tuple(self._message(name, message) for message in value[MESSAGES]))

    def _message(self, name: str, message: dict[str, Any]) -> str:
        """What was said never changes, other than by being hidden."""
        key = (name, message["number"], message["hidden"])
        if key not in self._messages:
            self._messages[key] = _dumped(message)
        return self._messages[key]


def _dumped(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _of_server(host: Host, room: Room) -> dict[str, Any]:
    """What the white cell sees of the server: whose browser is connected, and how the world is doing."""
    return {
        "present": sorted(host.presence.present(room.code)),
        "server": {"working": host.worker.working_since(room.code), "trouble": host.worker.trouble(room)},
    }
