"""Who may come in as whom: tokens in browsers' cookies, and passes that open a seat once from another device."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sim.game.host.errors import NoEntry
from sim.game.rules.act import WHITE
from sim.game.store.codes import ALPHABET, as_code
from sim.game.store.keys import hashed, new_token
from sim.game.store.records import Key, KeyKind
from sim.game.store.store import Store

PASS_SIGNS = 8
PASS_SECONDS = 30 * 60.0


class Doors:
    """The keys of all rooms. Every method raises StoreError where the database refuses."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now

    def cut(self, code: str, seat: str) -> str:
        """A new token for a seat, or for the white cell."""
        token = new_token()
        kind: KeyKind = "white" if seat == WHITE else "seat"
        self._store.add_key(code, seat, kind, hashed(token), self._now())
        return token

    def seat_of(self, code: str, token: str) -> str | None:
        """Whose token this is; None where it opens no seat of this room."""
        key = self._key(code, token)
        return key.seat if key is not None and key.kind == "seat" else None

    def is_white(self, code: str, token: str) -> bool:
        """Whether this token opens the white cell of this room."""
        key = self._key(code, token)
        return key is not None and key.kind == WHITE

    def write_pass(self, code: str, seat: str) -> str:
        """Eight signs that open a seat once, within half an hour; they end any earlier pass to it."""
        words = "".join(secrets.choice(ALPHABET) for _ in range(PASS_SIGNS))
        now = self._now()
        self._store.drop_keys(code, seat, "pass")
        self._store.add_key(code, seat, "pass", _of_pass(code, words), now, now + PASS_SECONDS, once=True)
        return f"{words[:4]}-{words[4:]}"

    def redeem(self, code: str, words: str) -> tuple[str, str]:
        """Seat and new token for a pass. Older tokens of a seat end, since a lost device must not stay in it; those of
        the white cell stay, since a teacher has two. Raises NoEntry where the pass is wrong, used or too old."""
        key = self._store.use_once(_of_pass(code, _as_typed(words)), self._now())
        if key is None:
            raise NoEntry("this pass opens nothing: it is mistyped, used, or older than half an hour. Ask for another.")
        if key.seat != WHITE:
            self._store.drop_keys(code, key.seat, "seat")
        return key.seat, self.cut(code, key.seat)

    def lock_out(self, code: str, seat: str) -> None:
        """No token opens this seat any more."""
        self._store.drop_keys(code, seat, "seat")

    def _key(self, code: str, token: str) -> Key | None:
        key = self._store.whose_key(hashed(token), self._now()) if token else None
        return key if key is not None and key.code == as_code(code) else None


def _as_typed(words: str) -> str:
    return "".join(sign for sign in words.upper() if sign in ALPHABET)


def _of_pass(code: str, words: str) -> str:
    return hashed(f"{as_code(code)} {words}")
