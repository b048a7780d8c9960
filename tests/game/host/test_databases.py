"""A host over either database: rooms go on after a restart, and two servers on one database keep one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.game.host.host import Host
from sim.game.rules.act import RuleError
from sim.game.rules.view import view
from sim.game.store.store import Store
from tests.game.host.games import played_to
from tests.game.host.worlds import AtOnce, Clock, StubWorld

HOLD = {"lines": [], "reasoning": "Wait"}


@pytest.fixture
def served(url: str) -> Iterator[Callable[[], Host]]:
    """Opens servers over one database, of either kind."""
    opened: list[Host] = []

    def host() -> Host:
        opened.append(Host(Store.open(url), StubWorld(), Clock(), AtOnce()))
        return opened[-1]

    yield host
    for one in opened:
        one.stop()
        one.store.shut()


def test_a_room_is_the_same_after_a_restart(served: Callable[[], Host]) -> None:
    before = served()
    code, seats = played_to(before, "seal")
    for place, seat in enumerate(seats):
        before.act(code, seat, "seal", HOLD, f"seal-{place}")
    before.worker.step()
    assert before.room(code).phase == "report"
    after = served()
    assert after.room(code) == before.room(code)
    assert [view(after.room(code), seat) for seat in seats] == [view(before.room(code), seat) for seat in seats]
    after.act(code, seats[0], "seal", HOLD, "seal-0")
    assert after.room(code).number == before.room(code).number


def test_two_servers_seal_and_push_at_once_and_everything_counts_once(served: Callable[[], Host]) -> None:
    one, other = served(), served()
    code, seats = played_to(one, "negotiate")
    push = {"move": 1, "phase": "negotiate"}

    def sealed(host: Host, seat: str) -> None:
        host.act(code, seat, "seal", HOLD, f"seal-{seat}")

    def pushed(host: Host) -> str:
        try:
            host.act(code, "white", "push", push)
        except RuleError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(sealed, host, seat) for seat in seats[:2] for host in (one, other)]:
            done.result()
        refused = list(people.map(pushed, (one, other, one, other)))
    assert refused.count("") == 1
    fresh = served()
    assert fresh.room(code).phase == "seal"
    kinds = [act.kind for act in fresh.store.acts(code)]
    assert (kinds.count("seal"), kinds.count("push")) == (2, 2)
