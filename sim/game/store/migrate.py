"""Bringing the tables of a database to what this version of the program knows."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from sim.game.store.address import place_of
from sim.game.store.database import Database
from sim.game.store.errors import StoreError
from sim.game.store.tables import VERSION_TABLE

FOLDER = Path(__file__).parent / "migrations"
# Any number will do, as long as all programs that open the same server's database take the same.
LOCK = 7_318_050_613


def migrate(database: Database) -> None:
    """Make or change the tables, in one transaction and one program at a time.

    Raises StoreError where the database is of a newer version, or a file that belongs to something else.
    """
    with database.writing() as connection:
        if not database.is_file:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        settings = Config(attributes={"connection": connection})
        settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        _check(connection, database, ScriptDirectory.from_config(settings))
        command.upgrade(settings, "head")


def _check(connection: Connection, database: Database, script: ScriptDirectory) -> None:
    place = place_of(database.url)
    opts = {"version_table": VERSION_TABLE}
    found = MigrationContext.configure(connection, opts=opts).get_current_revision()
    known = {step.revision for step in script.walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"{place} was written by a newer version of trilateral (its tables are of version {found}, this program "
            f"knows up to {script.get_current_head()}). Install the newer version, or name another database."
        )
    if found is None and database.is_file and inspect(connection).get_table_names():
        raise StoreError(
            f"{place} is the database of something else: it has tables, and none of rooms. Name another file."
        )
