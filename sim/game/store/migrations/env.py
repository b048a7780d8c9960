"""Alembic runs this file: it brings the tables up to date on the connection that it is given."""

from __future__ import annotations

from alembic import context

from sim.game.store.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
