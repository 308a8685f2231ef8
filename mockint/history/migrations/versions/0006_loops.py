"""Loops: rounds in a row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table of loops."""
    op.create_table(
        "loop",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_loop_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_loop"),
    )
    op.create_index("ix_loop_profile_id_created", "loop", ["profile_id", "created"], unique=False)
