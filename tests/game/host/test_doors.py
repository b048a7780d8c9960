"""Tokens and passes: who gets in as whom, how often, and for how long."""

from __future__ import annotations

import pytest

from sim.game.host.doors import PASS_SECONDS
from sim.game.host.errors import HostError, NoEntry
from sim.game.host.host import Host
from sim.game.rules.act import RuleError
from tests.game.host.games import opened, played_to
from tests.game.host.worlds import SCENARIO, Clock
from tests.game.reports import small_setup


def test_a_token_opens_one_seat_of_one_room(host: Host) -> None:
    code, _ = opened(host)
    other, _ = opened(host)
    seat, token = host.join(code, "Ann", "seoul")
    assert host.seat_of(code, token) == seat
    assert host.seat_of(other, token) is None
    assert not host.is_white(code, token)


def test_the_white_cells_token_opens_no_seat(host: Host) -> None:
    code, token = host.open_room(small_setup(), SCENARIO, 7)
    assert host.is_white(code, token)
    assert host.seat_of(code, token) is None
    assert not host.is_white(code, token + "x")
    assert not host.is_white(code, "")


def test_the_store_keeps_no_token(host: Host) -> None:
    code, _ = opened(host)
    _, token = host.join(code, "Ann", "seoul")
    host.pass_for(code, "white")
    with open(host.store.place, "rb") as file:
        content = file.read()
    with open(f"{host.store.place}-wal", "rb") as file:
        content += file.read()
    assert b"Ann" in content
    assert token.encode() not in content


def test_whom_the_rules_do_not_let_in_has_no_token(host: Host) -> None:
    code, _ = opened(host)
    host.act(code, "white", "lock")
    with pytest.raises(RuleError, match="locked"):
        host.join(code, "Late", "seoul")
    assert len(host.room(code).seats) == 3


def test_a_pass_opens_its_seat_once_and_ends_older_tokens(host: Host) -> None:
    code, _ = opened(host)
    seat, old = host.join(code, "Ann", "seoul")
    words = host.pass_for(code, seat)
    found, new = host.redeem(code.lower(), f" {words.lower()} ")
    assert (found, host.seat_of(code, new), host.seat_of(code, old)) == (seat, seat, None)
    with pytest.raises(NoEntry, match="used"):
        host.redeem(code, words)


def test_a_pass_to_the_white_cell_leaves_its_other_devices_in(host: Host) -> None:
    code, old = host.open_room(small_setup(), SCENARIO, 7)
    seat, new = host.redeem(code, host.pass_for(code, "white"))
    assert (seat, host.is_white(code, old), host.is_white(code, new)) == ("white", True, True)


def test_a_pass_ends_after_half_an_hour_and_with_the_next_one(host: Host, clock: Clock) -> None:
    code, (seat, *_) = opened(host)
    first, second = host.pass_for(code, seat), host.pass_for(code, seat)
    with pytest.raises(NoEntry):
        host.redeem(code, first)
    clock.at += PASS_SECONDS
    with pytest.raises(NoEntry):
        host.redeem(code, second)


def test_a_pass_of_one_room_opens_none_in_another(host: Host) -> None:
    code, (seat, *_) = opened(host)
    other, _ = opened(host)
    words = host.pass_for(code, seat)
    with pytest.raises(NoEntry):
        host.redeem(other, words)
    assert host.redeem(code, words)[0] == seat


def test_passes_are_for_people_who_are_there(host: Host) -> None:
    code, _ = opened(host)
    with pytest.raises(HostError, match="nobody"):
        host.pass_for(code, "s999")


def test_people_follow_into_a_branch_and_strangers_do_not(host: Host) -> None:
    code, _ = opened(host)
    seat, token = host.join(code, "Ann", "seoul")
    host.act(code, "white", "start")
    _, late = host.join(code, "Late", "tokyo")
    branch, white = host.branch(code, 1)
    stranger = host.join(opened(host)[0], "Eve", "seoul")[1]
    found, new = host.follow(branch, token)
    assert (found, host.seat_of(branch, new), host.seat_of(code, new)) == (seat, seat, None)
    assert host.seat_of(branch, token) == seat
    assert host.is_white(branch, white)
    assert not host.is_white(code, white)
    for wrong in (late, stranger, "", "x"):
        with pytest.raises(NoEntry):
            host.follow(branch, wrong)


def test_the_white_cell_of_a_room_is_that_of_its_branches(host: Host) -> None:
    code, _ = played_to(host, "brief")
    token = host.doors.cut(code, "white")
    branch, _ = host.branch(code, 1)
    second, _ = host.branch(branch, 1)
    assert host.line_of(second) == [second, branch, code]
    assert host.is_white(second, token)
    host.delete(branch)
    assert not host.is_white(second, token)
