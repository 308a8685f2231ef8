"""Calls of models, and on each grade who judged it and how."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of calls and add the columns of grades; older grades were made by code alone."""
    for name in ("grader", "model", "effort", "prompt_version"):
        op.add_column("grade", sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("grade", sa.Column("runs", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("grade", sa.Column("marks", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "model_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("prompt_version", sa.String(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("cache_read", sa.Integer(), nullable=False),
        sa.Column("cache_creation", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("price_usd", sa.Float(), nullable=True),
        sa.Column("price_note", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("first_s", sa.Float(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("grade_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_model_call_round_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_model_call"),
    )
    op.create_index("ix_model_call_made", "model_call", ["made"], unique=False)
    op.create_index("ix_model_call_round_id", "model_call", ["round_id"], unique=False)
