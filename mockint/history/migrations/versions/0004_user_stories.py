"""The user's stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table of stories."""
    op.create_table(
        "user_story",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("changed", sa.String(27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_user_story_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user_story"),
    )
    op.create_index("ix_user_story_profile_id_made", "user_story", ["profile_id", "made"], unique=False)
