"""The tables of the store. A change here needs a file in `migrations/versions` that makes the same change."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION_TABLE = "game_version"

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

ROOMS = Table(
    "game_room",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("created", Double, nullable=False),
    Column("setup", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("closed", Double),
)

ACTS = Table(
    "game_act",
    METADATA,
    Column("code", String(6), ForeignKey("game_room.code", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    # Empty requests are kept as NULL, which is never equal to another.
    Column("request", Text),
    UniqueConstraint("code", "by", "request"),
)

KEYS = Table(
    "game_key",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("code", String(6), ForeignKey("game_room.code", ondelete="CASCADE"), nullable=False),
    Column("seat", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("expires", Double),
    Column("once", Boolean, nullable=False),
    Column("used", Double),
    Index(None, "code", "seat", "kind"),
)
