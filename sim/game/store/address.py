"""Where the rooms are kept: the database's address, checked before anything is opened."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sim.game.store.errors import StoreError
from sim.kernel.errors import near_matches

VARIABLE = "TRILATERAL_DATABASE"
FILE = "rooms.sqlite"
SQLITE = "sqlite"
POSTGRESQL = "postgresql"
DRIVER = "postgresql+psycopg"
EXAMPLES = "Write sqlite:///rooms.sqlite for a file, or postgresql://user:password@host/database for a server"


def default_url() -> str:
    """The address in the variable TRILATERAL_DATABASE, else a SQLite file in the user's own data folder."""
    return os.environ.get(VARIABLE) or f"sqlite:///{user_data_path('trilateral', appauthor=False) / FILE}"


def as_url(text: str) -> URL:
    """The address with the driver that the store uses. Raises StoreError that never repeats a password."""
    kind, found, _ = text.partition("://")
    if not found:
        raise StoreError(f"the address of the database has no ://, so it is not one. {EXAMPLES}.")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"the database's address beginning with {kind}:// cannot be read. {EXAMPLES}.") from None
    if url.drivername == SQLITE:
        return _checked_file(url)
    if url.drivername in (POSTGRESQL, DRIVER):
        return _checked_server(url)
    raise StoreError(
        f"{kind}:// is no database that rooms can be kept in.{near_matches(kind, (SQLITE, POSTGRESQL))} {EXAMPLES}."
    )


def place_of(url: URL) -> str:
    """The address as words for a person, without user, password and options."""
    if url.drivername == SQLITE:
        return str(url.database)
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"


def file_of(url: URL) -> Path:
    """The file of a SQLite address."""
    return Path(str(url.database))


def _checked_file(url: URL) -> URL:
    if url.host:
        raise StoreError(f"sqlite:// with two slashes names a server called {url.host}; a file has three. {EXAMPLES}.")
    if not url.database or url.database == ":memory:" or url.query:
        raise StoreError(f"rooms must outlive the program, so SQLite needs the name of a file alone. {EXAMPLES}.")
    return url


def _checked_server(url: URL) -> URL:
    if "@" in (url.host or ""):
        raise StoreError("the address of the database has more than one @. In a password write %40 for @.")
    if not url.database:
        raise StoreError(f"the address of the database names no database after the last slash. {EXAMPLES}.")
    return url.set(drivername=DRIVER)
