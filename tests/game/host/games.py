"""Small games in a host, with one head in each capital."""

from __future__ import annotations

from typing import Any

from sim.game.host.host import Host
from sim.kernel.records import CAPITALS
from tests.game.host.worlds import SCENARIO
from tests.game.reports import small_setup

MINUTE = 60.0


def opened(host: Host, **changes: Any) -> tuple[str, list[str]]:
    """The code of a room whose world is ready, and the seats of its three heads."""
    code, _ = host.open_room(small_setup(**changes), SCENARIO, 7)
    host.worker.step()
    return code, [host.join(code, capital.title(), capital)[0] for capital in CAPITALS]


def played_to(host: Host, phase: str, **changes: Any) -> tuple[str, list[str]]:
    """A room in its first move, pushed on to a phase."""
    code, seats = opened(host, **changes)
    host.act(code, "white", "start")
    while host.room(code).phase != phase:
        host.act(code, "white", "push")
    return code, seats
