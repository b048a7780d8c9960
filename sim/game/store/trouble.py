"""What a database says when it refuses, as words for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sim.game.store.address import place_of
from sim.game.store.errors import StoreError

# What SQLite calls its troubles (the beginning of the name), and what to tell.
FILE_TROUBLES = {
    "SQLITE_FULL": "the disk is full. What was acknowledged is safe; make room on the disk and send the act again.",
    "SQLITE_READONLY": "it may be read and not written. Give yourself the right to write the file and its folder, "
    "or name another file.",
    "SQLITE_CANTOPEN": "it cannot be opened. Name a file in a folder where you may write.",
    "SQLITE_PERM": "it cannot be opened. Name a file in a folder where you may write.",
    "SQLITE_NOTADB": "it is a file of another kind, no database. Name another file, or a new one.",
    "SQLITE_CORRUPT": "the file is damaged. Put it aside and restore a backup into a new file.",
    "SQLITE_BUSY": "another program has been holding it for too long. End that program, or wait.",
    "SQLITE_IOERR": "the disk does not read or write it. Look at the disk; a folder on a network does not do.",
}
# What PostgreSQL calls its troubles (SQLSTATE), and what to tell.
SERVER_TROUBLES = {
    "53100": "the server's disk is full. What was acknowledged is safe; make room and send the act again.",
    "53300": "the server has too many connections open. Close some, or allow more in its settings.",
    "42501": "this user may not make or write tables there. Grant it the right, or name another database.",
    "25006": "the server only lets us read. Name the server that writes.",
}


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Tell whatever the database refuses meanwhile as a StoreError."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreError(f"{place_of(url)}: too many are asking at once. Try again in a moment.") from error
    except DBAPIError as error:
        raise StoreError(f"{place_of(url)}: {_words(error.orig, url)}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{place_of(url)}: the database did not do as asked ({type(error).__name__}).") from error


def _words(cause: BaseException | None, url: URL) -> str:
    name = getattr(cause, "sqlite_errorname", None) or ""
    for trouble, words in FILE_TROUBLES.items():
        if name.startswith(trouble):
            return words
    state = getattr(cause, "sqlstate", None) or ""
    if state in SERVER_TROUBLES:
        return SERVER_TROUBLES[state]
    said = _without_password(" ".join(str(cause).split()), url)
    if name or state:
        return f"the database refused: {said}."
    return (
        f"the server does not let us in: {said}. Look whether it runs there, and whether user, password and database "
        "are right."
    )


def _without_password(said: str, url: URL) -> str:
    return said.replace(url.password, "***") if url.password else said
