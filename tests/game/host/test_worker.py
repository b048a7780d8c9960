"""What happens without anybody's doing: time, the world's answers, absent heads. The clock is set by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from sim.game.host.host import REST, Host
from sim.game.rules.act import RuleError
from sim.game.rules.room import Room
from sim.game.setup.records import Options
from sim.game.store.store import Store
from sim.kernel.records import CAPITALS
from sim.scenario.scenario import Scenario
from tests.game.host.games import MINUTE, opened, played_to
from tests.game.host.test_host import at_once
from tests.game.host.worlds import SCENARIO, Clock, StubWorld
from tests.game.reports import small_setup

Another = Callable[[StubWorld], Host]


class Held(Executor):
    """Keeps what is submitted until it is told to do it."""

    def __init__(self) -> None:
        self.kept: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.kept.append(lambda: fn(*args, **kwargs))
        return Future()

    def release(self) -> None:
        while self.kept:
            self.kept.pop(0)()


def test_a_phase_ends_when_its_time_is_up_and_not_before(host: Host, clock: Clock) -> None:
    code, _ = played_to(host, "brief", minutes={"brief": 5.0, "negotiate": 10.0})
    begun = clock.at
    assert host.worker.step() == begun + 5 * MINUTE
    assert host.room(code).phase == "brief"
    clock.at = begun + 5 * MINUTE
    host.worker.step()
    assert (host.room(code).phase, host.room(code).ends) == ("negotiate", begun + 15 * MINUTE)


def test_a_paused_phase_never_ends_by_itself(host: Host, clock: Clock) -> None:
    code, _ = played_to(host, "brief", minutes={"brief": 5.0})
    host.act(code, "white", "pause")
    clock.at += 3600.0
    assert host.worker.step() is None
    assert host.room(code).phase == "brief"


def test_standing_orders_count_when_the_time_of_sealing_is_up(host: Host, clock: Clock) -> None:
    code, _ = played_to(host, "seal", minutes={"seal": 1.0})
    clock.at += MINUTE
    host.worker.step()
    host.worker.step()
    assert [order.by for order in host.room(code).resolved[0].orders.values()] == ["", "", ""]


def test_the_world_answers_when_the_last_order_is_sealed(host: Host) -> None:
    code, seats = played_to(host, "seal")
    for seat in seats:
        host.act(code, seat, "seal", {"lines": []})
    host.worker.step()
    assert (host.room(code).phase, host.room(code).last_report["week"]) == ("report", 42)


def test_a_move_that_the_white_cell_settles_waits_for_it(host: Host, world: StubWorld) -> None:
    code, _ = played_to(host, "resolve", options=Options(adjudicated=True))
    host.worker.step()
    assert "resolve" not in world.asked
    found = at_once(*[lambda: host.act(code, "white", "adjudicate", {"how": "seeded"})] * 2)
    assert sum(isinstance(one, RuleError) for one in found) == 1
    host.worker.step()
    assert host.room(code).phase == "report"


def test_two_servers_that_resolve_at_once_resolve_once(host: Host, another: Another) -> None:
    code, _ = played_to(host, "resolve")
    other = another(StubWorld())
    other.room(code)
    assert at_once(host.worker.step, other.worker.step) == [None, None]
    moved = [one for one in host.store.acts(code) if one.kind == "moved"]
    assert (len(moved), len(another(StubWorld()).room(code).resolved)) == (1, 1)


def test_a_room_that_was_left_while_the_world_answered_is_taken_up(host: Host, another: Another) -> None:
    code, _ = played_to(host, "resolve")
    later = another(StubWorld())
    later.recover()
    later.worker.step()
    assert later.room(code).phase == "report"


def test_a_room_whose_world_was_not_ready_is_taken_up(host: Host, another: Another) -> None:
    code, _ = host.open_room(small_setup(), SCENARIO, 7)
    later = another(StubWorld())
    later.recover()
    later.worker.step()
    assert later.room(code).opening is not None


def test_an_answer_to_orders_that_were_taken_back_meanwhile_does_not_count(tmp_path: Path, clock: Clock) -> None:
    held = Held()
    host = Host(Store.open(f"sqlite:///{tmp_path / 'rooms.sqlite'}"), StubWorld(), clock, held)
    code, _ = host.open_room(small_setup(), SCENARIO, 7)
    host.worker.step()
    held.release()
    seats = [host.join(code, "", capital)[0] for capital in CAPITALS]
    host.act(code, "white", "start")
    for _ in range(3):
        host.act(code, "white", "push")
    host.worker.step()
    host.act(code, "white", "undo")
    host.act(code, "white", "push")
    for seat in seats:
        host.act(code, seat, "seal", {"lines": []})
    assert host.room(code).phase == "resolve"
    held.release()
    assert host.room(code).resolved == ()
    host.worker.step()
    held.release()
    assert {order.by for order in host.room(code).resolved[0].orders.values()} == set(seats)
    host.store.shut()


def test_what_the_world_cannot_do_is_told_and_tried_again_on_request(host: Host, world: StubWorld) -> None:
    code, _ = played_to(host, "resolve")
    world.refuses = "the orders contradict each other."
    host.worker.step()
    assert host.worker.trouble(host.room(code)) == "the orders contradict each other."
    host.worker.step()
    assert world.asked.count("resolve") == 1
    world.refuses = ""
    host.retry(code)
    host.worker.step()
    assert (host.room(code).phase, host.worker.trouble(host.room(code))) == ("report", "")


def test_a_mistake_of_the_program_is_told_in_words_too(
    host: Host, world: StubWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(room: Room, scenario: Scenario) -> dict[str, Any]:
        raise ZeroDivisionError

    code, _ = played_to(host, "resolve")
    monkeypatch.setattr(world, "resolve", broken)
    host.worker.step()
    assert "ZeroDivisionError" in host.worker.trouble(host.room(code))
    assert host.worker.working_since(code) is None


def test_a_trouble_is_over_when_the_move_is_taken_back(host: Host, world: StubWorld) -> None:
    code, _ = played_to(host, "resolve")
    world.refuses = "no."
    host.worker.step()
    host.act(code, "white", "undo")
    assert host.worker.trouble(host.room(code)) == ""


def test_a_head_who_is_away_for_a_minute_is_replaced_by_who_is_there(host: Host, clock: Clock) -> None:
    code, (head, *_) = opened(host)
    member, _ = host.join(code, "Member", "seoul")
    host.act(code, "white", "start")
    host.enter(code, head)
    host.enter(code, member)
    assert host.worker.step() is None
    host.leave(code, head)
    gone = clock.at
    assert host.worker.step() == gone + 60.0
    clock.at = gone + 59.0
    host.worker.step()
    assert host.room(code).seats[head].head
    clock.at = gone + 60.0
    host.worker.step()
    assert (host.room(code).seats[head].head, host.room(code).seats[member].head) == (False, True)


def test_a_head_with_two_tabs_is_there_until_both_are_shut(host: Host, clock: Clock) -> None:
    code, (head, *_) = opened(host)
    for _ in range(2):
        host.enter(code, head)
    host.leave(code, head)
    assert host.presence.present(code) == {head}
    host.leave(code, head)
    assert host.presence.present(code) == frozenset()


def test_a_head_without_anybody_else_there_stays_head(host: Host, clock: Clock) -> None:
    code, (head, *_) = opened(host)
    host.join(code, "Member", "seoul")
    host.act(code, "white", "start")
    host.worker.step()
    clock.at += 3600.0
    host.worker.step()
    assert host.room(code).seats[head].head


def test_rooms_at_rest_are_put_aside_and_come_back(host: Host, clock: Clock) -> None:
    code, _ = opened(host)
    before = host.room(code)
    clock.at += REST + 1.0
    assert host.in_memory() == []
    assert host.room(code) == before


def test_rooms_with_a_running_clock_are_not_put_aside(host: Host, clock: Clock) -> None:
    code, _ = played_to(host, "brief", minutes={"brief": 60.0})
    clock.at += REST + 1.0
    assert [live.code for live in host.in_memory()] == [code]


def test_the_thread_of_a_host_prepares_rooms_and_keeps_time(tmp_path: Path) -> None:
    host = Host(Store.open(f"sqlite:///{tmp_path / 'rooms.sqlite'}"), StubWorld())
    host.start()
    code, _ = host.open_room(small_setup(minutes={"brief": 0.002}), SCENARIO, 7)
    _wait(lambda: host.room(code).opening is not None)
    host.act(code, "white", "start")
    _wait(lambda: host.room(code).phase == "negotiate")
    host.stop()
    host.store.shut()


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30.0
    while not done():
        assert time.monotonic() < end
        time.sleep(0.005)
