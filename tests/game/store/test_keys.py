"""Keys: what a token opens, how long and how often; only hashes are kept."""

from __future__ import annotations

import pytest

from sim.game.store.errors import StoreError
from sim.game.store.keys import hashed, new_token
from sim.game.store.records import Key
from sim.game.store.store import Store
from tests.game.store.acts import SETUP


@pytest.fixture
def code(store: Store) -> str:
    return store.create_room(SETUP, seed=1, at=0.0).code


def test_tokens_are_long_and_never_the_same() -> None:
    """192 bits are 32 letters of 6 bits each."""
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {32}


def test_a_token_is_kept_as_its_sha_256() -> None:
    """The first example of FIPS 180-2."""
    assert hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(hashed("from a cookie: \udcff 도쿄")) == 64


def test_a_key_says_who_its_holder_is(store: Store, code: str) -> None:
    token = new_token()
    given = store.add_key(code.lower(), "tokyo", "seat", hashed(token), at=5.0)
    assert given == Key(hashed(token), code, "tokyo", "seat", 5.0, None, False, None)
    assert store.whose_key(hashed(token), at=1e12) == given
    assert store.whose_key(token, at=6.0) is None
    assert store.whose_key(hashed("another"), at=6.0) is None


def test_a_key_ends_when_it_expires(store: Store, code: str) -> None:
    given = store.add_key(code, "board", "observer", "hash", at=5.0, expires=10.0)
    assert store.whose_key("hash", at=9.999) == given
    assert store.whose_key("hash", at=10.0) is None


def test_a_pass_is_used_once_and_looked_at_as_often_as_one_likes(store: Store, code: str) -> None:
    given = store.add_key(code, "tokyo", "pass", "hash", at=5.0, expires=60.0, once=True)
    assert store.whose_key("hash", at=6.0) == store.whose_key("hash", at=7.0) == given
    assert store.use_once("hash", at=8.0) == Key("hash", code, "tokyo", "pass", 5.0, 60.0, True, 8.0)
    assert store.use_once("hash", at=9.0) is None
    assert store.whose_key("hash", at=9.0) is None


def test_an_expired_pass_and_a_key_for_many_times_are_not_used_up(store: Store, code: str) -> None:
    store.add_key(code, "tokyo", "pass", "expired", at=5.0, expires=10.0, once=True)
    assert store.use_once("expired", at=10.0) is None
    store.add_key(code, "tokyo", "seat", "seat", at=5.0)
    assert store.use_once("seat", at=6.0) is None
    assert store.whose_key("seat", at=6.0) is not None


def test_keys_are_dropped_by_seat_and_kind(store: Store, code: str) -> None:
    store.add_key(code, "tokyo", "seat", "first", at=1.0)
    store.add_key(code, "tokyo", "seat", "second", at=1.0)
    store.add_key(code, "tokyo", "pass", "other kind", at=1.0)
    store.add_key(code, "seoul", "seat", "other seat", at=1.0)
    store.add_key(store.create_room(SETUP, seed=1, at=0.0).code, "tokyo", "seat", "other room", at=1.0)
    store.drop_keys(code, "tokyo", "seat")
    names = ("first", "second", "other kind", "other seat", "other room")
    assert [name for name in names if store.whose_key(name, at=2.0)] == ["other kind", "other seat", "other room"]


def test_a_kind_of_key_that_is_none_is_told(store: Store, code: str) -> None:
    with pytest.raises(StoreError, match=r"'seats' is no kind of key: write seat, white, .*\. Did you mean seat"):
        store.add_key(code, "tokyo", "seats", "hash", at=1.0)  # type: ignore[arg-type]
