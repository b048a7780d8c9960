"""The code of a room: what a class reads from the projector and types on a phone."""

from __future__ import annotations

import secrets
import unicodedata

from sim.game.store.errors import NoRoom

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ34679"
LENGTH = 6
SHOWN = 20
SEEDS = 2**31


def new_code() -> str:
    """Six signs of an alphabet in which nothing looks like anything else: no O or 0, no I, L or 1, no 5, 2 or 8."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_seed() -> int:
    """The luck of a new room's world, which nobody can guess."""
    return secrets.randbelow(SEEDS)


def as_code(typed: str) -> str:
    """A code as somebody typed it: small letters, full-width letters, spaces and dashes do not matter.

    Raises NoRoom where it cannot be the code of any room.
    """
    wide = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(sign for sign in wide if not sign.isspace() and unicodedata.category(sign) != "Pd")
    strange = sorted(set(code) - set(ALPHABET))
    if len(code) == LENGTH and not strange:
        return code
    why = f"it has {len(code)} signs" if not strange else f"{' '.join(strange[:LENGTH])} is in no code"
    shown = typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}..."
    raise NoRoom(
        f"{shown!r} is not the code of a room: {why}. A code has {LENGTH} signs out of {ALPHABET}, for example "
        "KQM-7TX; look at the projector again."
    )
