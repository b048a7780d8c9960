"""Rooms and acts: kept in order, told back as they were, and deleted whole."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from sim.game.store.errors import Behind, NoRoom, StoreError
from sim.game.store.records import StoredAct, StoredRoom
from sim.game.store.store import Store
from tests.game.store.acts import SETUP, act


def test_a_room_is_told_back_as_it_was_opened(store: Store) -> None:
    room = store.create_room(SETUP, seed=2**63 - 1, at=1_700_000_000.123456)
    assert room == StoredRoom(room.code, 1_700_000_000.123456, SETUP, 2**63 - 1, None)
    assert store.room(room.code) == room
    assert store.room(f" {room.code[:3].lower()}-{room.code[3:].lower()} ") == room


def test_rooms_come_oldest_first(store: Store) -> None:
    opened = [store.create_room(SETUP, seed=1, at=at) for at in (30.0, 10.0, 20.0)]
    assert store.rooms() == [opened[1], opened[2], opened[0]]


def test_acts_are_numbered_and_told_back_as_they_were(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    assert store.last_number(code) == 0
    assert store.acts(code) == []
    given = [act("a", by="seoul", at=0.1 + 0.2, list=[1, 2.5, None, True], deep={"x": {"y": "z"}}), act("b")]
    kept = [store.append(code, number, each) for number, each in enumerate(given)]
    assert kept == [
        StoredAct(1, 0.1 + 0.2, "seoul", "say", {"list": [1, 2.5, None, True], "deep": {"x": {"y": "z"}}}, "a"),
        StoredAct(2, 5.0, "tokyo", "say", {"words": "도쿄 東京 'quoted' \\ %s"}, "b"),
    ]
    assert store.acts(code) == kept
    assert store.acts(code, after=1) == kept[1:]
    assert store.last_number(code) == 2


def test_what_is_returned_is_what_a_restart_would_read(store: Store) -> None:
    """Tuples, frozen mappings and numbers as keys become what JSON makes of them, at once and not later."""
    code = store.create_room(SETUP, seed=1, at=0.0).code
    kept = store.append(code, 0, act(order=MappingProxyType({1: (0.5, "x")})))
    assert kept.data == {"order": {"1": [0.5, "x"]}}
    assert store.acts(code) == [kept]


def test_acts_outlive_the_store(url: str) -> None:
    store = Store.open(url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    kept = store.append(code, 0, act("a"))
    store.shut()
    again = Store.open(url)
    assert again.acts(code) == [kept]
    again.shut()


@pytest.mark.parametrize("expected", [0, 1, 3, -1])
def test_whoever_knows_another_past_is_told_the_true_last_number(store: Store, expected: int) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    store.append_all(code, 0, [act(), act()])
    with pytest.raises(Behind, match=f"room {code} has 2 acts") as told:
        store.append(code, expected, act("late"))
    assert told.value.last == 2
    assert len(store.acts(code)) == 2


def test_a_resent_act_counts_once_whatever_it_expects(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    first = store.append(code, 0, act("same", words="first"))
    store.append(code, 1, act("other"))
    for expected in (0, 1, 2):
        assert store.append(code, expected, act("same", at=9.0, words="changed")) == first
    assert store.last_number(code) == 2


def test_a_request_is_its_senders_and_its_rooms_own(store: Store) -> None:
    """Nobody can keep another's act out by guessing its request."""
    here, there = (store.create_room(SETUP, seed=1, at=0.0).code for _ in range(2))
    store.append(here, 0, act("moved-1", by="tokyo"))
    assert store.append(here, 1, act("moved-1", by="server")).number == 2
    assert store.append(there, 0, act("moved-1", by="tokyo")).number == 1


def test_acts_without_a_request_are_never_the_same(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    kept = [store.append(code, number, act("")) for number in range(3)]
    assert [each.number for each in kept] == [1, 2, 3]
    assert {each.request for each in store.acts(code)} == {""}


def test_several_acts_are_kept_all_or_none(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    kept = store.append_all(code, 0, [act("a"), act("b"), act("a")])
    assert [each.number for each in kept] == [1, 2, 1]
    with pytest.raises(Behind):
        store.append_all(code, 1, [act("c"), act("d")])
    with pytest.raises(StoreError, match="cannot be kept as JSON"):
        store.append_all(code, 2, [act("c"), act("d", number=float("nan"))])
    assert store.append_all(code, 2, [act("b"), act("c")]) == [kept[1], store.acts(code)[2]]
    assert store.append_all(code, 3, []) == []
    assert store.last_number(code) == 3


def test_a_closed_room_keeps_the_time_of_its_first_closing(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    store.close(code, at=7.0)
    store.close(code, at=9.0)
    assert store.room(code).closed == 7.0


def test_a_deleted_room_leaves_nothing_behind(store: Store) -> None:
    gone, stays = (store.create_room(SETUP, seed=1, at=0.0).code for _ in range(2))
    for code in (gone, stays):
        store.append(code, 0, act("a"))
        store.add_key(code, "tokyo", "seat", f"hash of {code}", at=0.0)
    store.delete(gone)
    assert [room.code for room in store.rooms()] == [stays]
    assert store.whose_key(f"hash of {gone}", at=1.0) is None
    assert store.whose_key(f"hash of {stays}", at=1.0) is not None
    assert store.last_number(stays) == 1
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM game_act").scalar() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM game_key").scalar() == 1


def test_purge_takes_what_was_closed_or_idle_before(store: Store) -> None:
    """Before 100: one closed at 99, one with its last act at 99. Not: closed at 100, an act at 100, opened at 100."""
    codes = [store.create_room(SETUP, seed=1, at=at).code for at in (1.0, 1.0, 1.0, 1.0, 100.0)]
    closed, idle, closed_later, busy, new = codes
    for code, at in ((closed, 200.0), (idle, 99.0), (closed_later, 100.0), (busy, 100.0), (new, 50.0)):
        store.append_all(code, 0, [act(at=2.0), act(at=at)])
    store.close(closed, at=99.0)
    store.close(closed_later, at=100.0)
    assert store.purge(before=100.0) == sorted([closed, idle])
    assert {room.code for room in store.rooms()} == {closed_later, busy, new}
    assert store.purge(before=100.0) == []


def test_a_branch_has_the_past_and_no_keys(store: Store) -> None:
    old = store.create_room(SETUP, seed=42, at=0.0)
    acts = store.append_all(old.code, 0, [act("a"), act(""), act("c")])
    store.add_key(old.code, "tokyo", "seat", "hash", at=0.0)
    store.close(old.code, at=8.0)
    branch = store.copy_room(old.code, upto=2, at=9.0)
    assert branch == StoredRoom(branch.code, 9.0, SETUP, 42, None)
    assert branch.code != old.code
    assert store.acts(branch.code) == acts[:2]
    assert store.acts(old.code) == acts
    store.append(branch.code, 2, act("c", words="another way"))
    assert store.acts(old.code) == acts
    key = store.whose_key("hash", at=1.0)
    assert key is not None
    assert key.code == old.code


@pytest.mark.parametrize("upto", [-1, 2])
def test_a_branch_cannot_leave_from_an_act_that_is_not_there(store: Store, upto: int) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    store.append(code, 0, act())
    with pytest.raises(StoreError, match=f"has 1 acts, so a branch after act {upto}"):
        store.copy_room(code, upto, at=1.0)
    assert len(store.rooms()) == 1


def test_a_room_that_is_not_there_is_told_by_every_method(store: Store) -> None:
    asked = [
        lambda: store.room("KQM7TX"),
        lambda: store.acts("KQM7TX"),
        lambda: store.last_number("KQM7TX"),
        lambda: store.append("KQM7TX", 0, act()),
        lambda: store.close("KQM7TX", 1.0),
        lambda: store.delete("KQM7TX"),
        lambda: store.copy_room("KQM7TX", 0, 1.0),
        lambda: store.add_key("KQM7TX", "tokyo", "seat", "hash", 1.0),
        lambda: store.drop_keys("KQM7TX", "tokyo", "seat"),
    ]
    for ask in asked:
        with pytest.raises(NoRoom, match="there is no room KQM7TX: the code is mistyped"):
            ask()


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"])
@pytest.mark.parametrize("field", ["by", "kind", "request"])
def test_signs_that_no_database_keeps_are_refused_with_words(store: Store, bad: str, field: str) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    with pytest.raises(StoreError, match="Leave them out"):
        store.append(code, 0, act(**{field: bad}))
    assert store.append(code, 0, act(words=bad)).data == {"words": bad}
    assert store.acts(code)[0].data == {"words": bad}


def test_a_seed_out_of_range_is_refused(store: Store) -> None:
    for seed in (-1, 2**63):
        with pytest.raises(StoreError, match=f"the seed {seed} of a room is out of range"):
            store.create_room(SETUP, seed, at=0.0)
