"""Whether a room kept its word: nothing acknowledged is lost or doubled, all saw the same, and secrets stayed so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sim.game.bots.client import Client
from sim.game.bots.words import strays
from sim.game.rules.act import WHITE, Act
from sim.game.rules.fold import fold
from sim.game.rules.room import Room, new_room
from sim.game.rules.view import view
from sim.game.setup.frozen import thaw
from sim.game.store.records import StoredAct
from sim.game.store.store import Store


def kept_room(store: Store, code: str) -> Room:
    """The room as its log in the store has it."""
    setup, scenario = thaw(store.room(code).setup)
    return fold(new_room(code, setup, scenario.custom_levers), (as_act(kept) for kept in store.acts(code)))


def as_act(kept: StoredAct) -> Act:
    """An act of the log as the rules take it."""
    return Act(kept.kind, kept.by, kept.at, kept.data, kept.request, kept.number)


def wrong_in_log(log: Sequence[StoredAct], clients: Sequence[Client]) -> Iterator[str]:
    """Acts that were acknowledged and are not in the log once, or were refused and are; and numbers out of line."""
    if [kept.number for kept in log] != list(range(1, len(log) + 1)):
        yield "the numbers of the log are not 1, 2, 3 and so on"
    times = Counter(kept.request for kept in log if kept.request)
    kinds = {kept.request: kept.kind for kept in log}
    for client in clients:
        for sent in client.sent:
            found, act = times[sent.request], f"{sent.wish.do} of {client.name}"
            if found > 1:
                yield f"{act} is in the log {found} times"
            elif found and kinds[sent.request] != sent.wish.do:
                yield f"{act} is in the log as {kinds[sent.request]}"
            elif sent.settled is not None and not sent.problem and not found:
                yield f"{act} was acknowledged and is not in the log"
            elif sent.problem and found:
                yield f"{act} was refused ({sent.problem}) and is in the log all the same"


def unanswered(clients: Sequence[Client]) -> Iterator[str]:
    """Acts that were neither acknowledged nor refused."""
    for client in clients:
        for sent in client.sent:
            if sent.settled is None:
                yield f"{sent.wish.do} of {client.name} was never answered"


def wrong_in_view(room: Room, client: Client) -> Iterator[str]:
    """Sections in which what a client was sent is not what it should see."""
    who = client.view["me"]["seat"] if "me" in client.view else client.name
    should = json.loads(json.dumps(view(room, who)))
    more = {"present", "server"} if who == WHITE else set()
    seen = {name: value for name, value in client.view.items() if name not in more}
    for section in sorted(should.keys() | seen.keys()):
        if should.get(section) != seen.get(section):
            yield f"{client.name} does not see {section} as it is"


def gone_astray(client: Client, text: str) -> None:
    """Note down whatever a seat, the board or a guest was sent that only others may read before the reveal."""
    if "[for " not in text or "reveal" in client.view or client.name == WHITE:
        return
    me: dict[str, Any] = client.view.get("me", {})
    for mark in strays(text, me.get("team")):
        client.problems.append(f"{client.name} of {me.get('team')} was sent what only others may read: {mark}")
