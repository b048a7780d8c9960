"""Codes of rooms: easy to read aloud and to type, whatever the keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.store import store as store_module
from sim.game.store.codes import ALPHABET, as_code, new_code
from sim.game.store.errors import StoreError
from sim.game.store.store import Store
from tests.game.store.acts import SETUP


def test_the_alphabet_has_28_signs_without_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 28
    assert [set(alike) & set(ALPHABET) for alike in ("O0", "I1L", "S5", "Z2", "B8")] == [
        set(),
        set(),
        {"S"},
        {"Z"},
        {"B"},
    ]


def test_new_codes_use_the_whole_alphabet() -> None:
    """2,000 codes are 12,000 signs: that one of 28 never comes has a chance of 28 x (27/28)^12000 < 1e-180."""
    codes = [new_code() for _ in range(2000)]
    assert set("".join(codes)) == set(ALPHABET)
    assert {len(code) for code in codes} == {6}


@given(st.text(ALPHABET, min_size=6, max_size=6), st.lists(st.sampled_from(" -\t\u2013\u2014\u3000\u00a0"), max_size=7))
def test_a_code_is_known_however_it_is_typed(code: str, gaps: list[str]) -> None:
    typed = "".join(gap + sign for gap, sign in zip([*gaps, *[""] * 7], code.lower() + " ", strict=False))
    assert as_code(typed) == code
    assert as_code("".join(chr(ord(sign) + 0xFEE0) for sign in code)) == code


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "it has 0 signs"),
        ("KQM7T", "it has 5 signs"),
        ("KQM7TXX", "it has 7 signs"),
        ("KQM0TX", "0 is in no code"),
        ("'; --", "' ; is in no code"),
        ("x" * 5000, "'xxxxxxxxxxxxxxxxxxxx...' is not the code of a room: it has 5000 signs"),
    ],
)
def test_what_is_no_code_is_told_with_an_example(typed: str, why: str) -> None:
    with pytest.raises(StoreError, match=f"(?s){why}.*for example KQM-7TX; look at the projector"):
        as_code(typed)


def test_a_code_that_is_taken_is_not_given_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter(["KQM7TX", "KQM7TX", "KQM7TX", "ABCDEF"])
    monkeypatch.setattr(store_module, "new_code", lambda: next(codes))
    assert store.create_room(SETUP, seed=1, at=0.0).code == "KQM7TX"
    assert store.create_room(SETUP, seed=2, at=0.0).code == "ABCDEF"
    assert store.room("KQM7TX").seed == 1


def test_where_every_code_is_taken_one_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "new_code", lambda: "KQM7TX")
    store.create_room(SETUP, seed=1, at=0.0)
    with pytest.raises(StoreError, match="no free code for a new room was found"):
        store.create_room(SETUP, seed=2, at=0.0)
