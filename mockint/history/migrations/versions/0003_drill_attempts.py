"""Attempts at drills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table of attempts."""
    op.create_table(
        "drill_attempt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("drill", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["content.hash"], name="fk_drill_attempt_content_hash"),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_drill_attempt_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drill_attempt"),
    )
    op.create_index("ix_drill_attempt_content_hash", "drill_attempt", ["content_hash"], unique=False)
    op.create_index("ix_drill_attempt_profile_id_made", "drill_attempt", ["profile_id", "made"], unique=False)
    op.create_index("ix_drill_attempt_question_id_made", "drill_attempt", ["question_id", "made"], unique=False)
