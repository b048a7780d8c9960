"""Tokens that let somebody into a seat: random, told once, and kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 24


def new_token() -> str:
    """A token that nobody can guess: 192 random bits in letters that are safe in cookies and addresses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What the store keeps of a token: its SHA-256 in hexadecimal digits.

    A token is random, so that a plain hash cannot be guessed back as a password's could.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
