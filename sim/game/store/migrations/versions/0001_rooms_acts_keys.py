"""Rooms, their acts and the keys of their seats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "game_room",
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("setup", sa.Text, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("closed", sa.Double),
        sa.PrimaryKeyConstraint("code", name="pk_game_room"),
    )
    op.create_table(
        "game_act",
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("request", sa.Text),
        sa.PrimaryKeyConstraint("code", "number", name="pk_game_act"),
        sa.ForeignKeyConstraint(["code"], ["game_room.code"], name="fk_game_act_code", ondelete="CASCADE"),
        sa.UniqueConstraint("code", "by", "request", name="uq_game_act_code_by_request"),
    )
    op.create_table(
        "game_key",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("expires", sa.Double),
        sa.Column("once", sa.Boolean, nullable=False),
        sa.Column("used", sa.Double),
        sa.PrimaryKeyConstraint("token_hash", name="pk_game_key"),
        sa.ForeignKeyConstraint(["code"], ["game_room.code"], name="fk_game_key_code", ondelete="CASCADE"),
    )
    op.create_index("ix_game_key_code_seat_kind", "game_key", ["code", "seat", "kind"])
