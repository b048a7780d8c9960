"""A PostgreSQL server of its own for tests, from the binaries of the machine, in a folder that is thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

NUMBERS = count(1)
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB"
USERS = ("postgres", "nobody")


class NoPostgres(Exception):  # noqa: N818 - a reason to skip
    """This machine cannot run a server; the words say why."""


@contextmanager
def running_server() -> Iterator[str]:
    """A server on a free port of this computer while the block runs; gives the address up to the database's name.

    Raises NoPostgres where the binaries are not installed.
    """
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="trilateral_postgres_"))
    data = folder / "data"
    user = _user()
    try:
        if user:
            shutil.chown(folder, user)
        _as(user, [binaries / "initdb", "-D", data, "-U", "tester", "--auth=trust", "--encoding=UTF8", "--locale=C"])
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {FAST}"
        _as(user, [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/"
        finally:
            _as(user, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = [Path(path).parent for path in [shutil.which("pg_ctl")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoPostgres("PostgreSQL is not installed (initdb, pg_ctl and postgres are on no path)")


def _user() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in USERS:
        if name in known:
            return name
    raise NoPostgres("PostgreSQL does not run as root, and there is no other user here")


def _as(user: str | None, words: list[str | Path]) -> None:
    # Output goes nowhere: a server that inherited a pipe would keep whoever reads it waiting.
    environment = {**os.environ, "LC_ALL": "C"}
    subprocess.run(
        words, user=user, cwd="/", env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def new_database(address: str) -> str:
    """The address of an empty database on the server."""
    name = f"rooms_{next(NUMBERS)}"
    administration = f"{address.replace('postgresql', 'postgresql+psycopg')}postgres"
    engine = create_engine(administration, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{address}{name}"
