"""Acts are accepted, kept and then told; once each, whoever sends them and through whichever server."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from sim.game.host.errors import HostError
from sim.game.host.host import DAY, KEPT_DAYS, Host
from sim.game.rules.act import RuleError
from sim.game.store.errors import NoRoom
from tests.game.host.games import opened, played_to
from tests.game.host.worlds import SCENARIO, Clock, StubWorld
from tests.game.reports import small_setup

Another = Callable[[StubWorld], Host]


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do several things in as many threads, begun together; what each gave or raised."""
    found: list[object] = [None] * len(works)
    start = threading.Barrier(len(works))

    def one(place: int) -> None:
        start.wait()
        try:
            found[place] = works[place]()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_what_an_act_returns_is_on_the_disk(host: Host, another: Another) -> None:
    code, (seat, *_) = opened(host)
    room = host.act(code, seat, "say", {"channel": "team:seoul", "text": "Good morning"})
    assert room == host.room(code) == another(StubWorld()).room(code)


def test_an_act_that_is_sent_twice_counts_once(host: Host) -> None:
    code, (seat, *_) = opened(host)
    for _ in range(2):
        host.act(code, seat, "say", {"channel": "team:seoul", "text": "Once"}, request="r1")
    assert [one.text for one in host.room(code).messages] == ["Once"]


def test_an_act_that_is_sent_again_is_not_judged_anew(host: Host) -> None:
    code, _ = opened(host)
    host.act(code, "white", "start", request="r1")
    assert host.act(code, "white", "start", request="r1").phase == "brief"
    with pytest.raises(RuleError):
        host.act(code, "white", "start", request="r2")


def test_one_request_of_two_seats_is_two_acts(host: Host) -> None:
    code, (first, second, _) = opened(host)
    host.act(code, first, "say", {"channel": "team:seoul", "text": "A"}, request="r1")
    host.act(code, second, "say", {"channel": "team:tokyo", "text": "B"}, request="r1")
    assert len(host.room(code).messages) == 2


def test_an_act_sent_again_through_another_server_counts_once(host: Host, another: Another) -> None:
    code, (seat, *_) = opened(host)
    other = another(StubWorld())
    other.room(code)
    host.act(code, seat, "say", {"channel": "team:seoul", "text": "Once"}, request="r1")
    other.act(code, seat, "say", {"channel": "team:seoul", "text": "Once"}, request="r1")
    assert len(other.room(code).messages) == 1
    assert len(host.store.acts(code)) == host.room(code).number == other.room(code).number


def test_a_refused_act_leaves_nothing(host: Host) -> None:
    code, (seat, *_) = opened(host)
    before = host.room(code)
    with pytest.raises(RuleError, match="white cell"):
        host.act(code, seat, "start")
    assert host.room(code) is before
    assert len(host.store.acts(code)) == before.number


def test_a_room_never_changes_in_the_hands_of_who_has_it(host: Host) -> None:
    code, (seat, *_) = opened(host)
    before = host.room(code)
    number = before.number
    host.act(code, seat, "say", {"channel": "team:seoul", "text": "Later"})
    assert (before.number, before.messages) == (number, ())


def test_seals_have_the_servers_salt_and_not_the_senders(host: Host) -> None:
    code, (seat, *_) = played_to(host, "seal")
    host.act(code, seat, "seal", {"lines": [], "salt": "mine"})
    assert len(host.room(code).move.orders["seoul"].salt) == 32


def test_a_seal_sent_by_two_threads_at_once_is_one(host: Host) -> None:
    code, (seat, *_) = played_to(host, "seal")
    before = host.room(code).number
    found = at_once(*[lambda: host.act(code, seat, "seal", {"lines": []}, request="one")] * 2)
    assert not [one for one in found if isinstance(one, Exception)]
    assert host.room(code).number == before + 1


def test_two_white_cells_that_push_at_once_end_one_phase(host: Host) -> None:
    code, _ = played_to(host, "brief")
    data = {"move": 1, "phase": "brief"}
    found = at_once(*[lambda: host.act(code, "white", "push", data)] * 2)
    assert sum(isinstance(one, RuleError) for one in found) == 1
    assert host.room(code).phase == "negotiate"


def test_two_servers_that_act_at_once_keep_one_order(host: Host, another: Another) -> None:
    code, seats = opened(host)
    other = another(StubWorld())

    def talk(server: Host, seat: str, team: str) -> None:
        for count in range(10):
            server.act(code, seat, "say", {"channel": f"team:{team}", "text": f"{team} {count}"})

    found = at_once(lambda: talk(host, seats[0], "seoul"), lambda: talk(other, seats[1], "tokyo"))
    assert found == [None, None]
    fresh = another(StubWorld()).room(code)
    assert len(fresh.messages) == 20
    assert [one.number for one in host.store.acts(code)] == list(range(1, fresh.number + 1))


def test_listeners_are_told_after_the_act_is_kept(host: Host) -> None:
    code, (seat, *_) = opened(host)
    seen: list[int] = []
    end = host.subscribe(code, lambda urgent: seen.append(len(host.store.acts(code))))
    after = host.act(code, seat, "say", {"channel": "team:seoul", "text": "Hear"}).number
    end()
    host.act(code, seat, "say", {"channel": "team:seoul", "text": "Not heard"})
    assert seen == [after]


def test_time_never_runs_backwards_in_a_log(host: Host, clock: Clock) -> None:
    code, (seat, *_) = opened(host)
    clock.at -= 500.0
    host.act(code, seat, "say", {"channel": "team:seoul", "text": "The clock was set back"})
    times = [one.at for one in host.store.acts(code)]
    assert times == sorted(times)


def test_a_deleted_room_is_gone_for_all(host: Host, another: Another) -> None:
    code, (seat, *_) = opened(host)
    other = another(StubWorld())
    other.room(code)
    host.delete(code)
    with pytest.raises(NoRoom):
        host.room(code)
    with pytest.raises(NoRoom):
        other.act(code, seat, "say", {"channel": "team:seoul", "text": "Anybody?"})
    with pytest.raises(NoRoom):
        other.room(code)


def test_a_closed_room_can_be_read_and_not_played(host: Host) -> None:
    code, (seat, *_) = opened(host)
    host.close(code)
    assert host.room(code).stage == "closed"
    assert host.store.room(code).closed is not None
    with pytest.raises(RuleError, match="closed"):
        host.act(code, seat, "say", {"channel": "team:seoul", "text": "Too late"})


def test_rooms_that_nobody_used_for_ninety_days_are_deleted_at_the_start(host: Host, clock: Clock) -> None:
    old, _ = opened(host)
    clock.at += (KEPT_DAYS - 1) * DAY
    young, _ = opened(host)
    clock.at += 2 * DAY
    host.recover()
    assert [one.code for one in host.store.rooms()] == [young]
    assert old != young


def test_a_branch_goes_on_from_the_beginning_of_a_move(host: Host) -> None:
    code, (seat, *_) = played_to(host, "resolve", minutes={"brief": 5.0})
    host.worker.step()
    host.act(code, seat, "say", {"channel": "team:seoul", "text": "After the first move"})
    host.act(code, "white", "push")
    assert len(host.room(code).moves) == 2
    branch, _ = host.branch(code, 1)
    room = host.room(branch)
    assert (room.branched_from, len(room.moves), room.phase) == (code, 1, "brief")
    assert (room.move.orders, room.messages) == ({}, ())
    assert (room.ends, room.left) == (None, 300.0)
    assert host.room(code).branched_from == ""


def test_a_branch_after_a_move_was_taken_back_begins_where_the_move_began_last(host: Host) -> None:
    code, _ = played_to(host, "resolve")
    host.worker.step()
    host.act(code, "white", "push")
    host.act(code, "white", "undo")
    host.act(code, "white", "announce", {"text": "Again"})
    branch, _ = host.branch(code, 1)
    assert (host.room(branch).phase, host.room(branch).messages) == ("brief", ())


def test_a_move_that_has_not_begun_cannot_be_branched_from(host: Host) -> None:
    code, _ = played_to(host, "brief")
    with pytest.raises(HostError, match="move 2 has not begun"):
        host.branch(code, 2)


def test_the_world_is_given_the_seed_of_the_room(host: Host) -> None:
    code, _ = host.open_room(small_setup(), SCENARIO, 123)
    assert host.scenario(code).seed == 123


def test_the_adviser_refuses_what_is_no_lever_of_the_capital(host: Host) -> None:
    code, _ = played_to(host, "brief")
    with pytest.raises(RuleError, match="no lever of Seoul"):
        host.forecast(code, "seoul", {"lines": [{"lever": "tokyo.quiet_channel"}]})
    assert host.forecast(code, "seoul", {"lines": [{"lever": "seoul.quiet_channel"}]})["levers"] == [
        "seoul.quiet_channel"
    ]
