"""The first shape: profiles, contents, rounds with their journal, answers, measurements, grades and disputes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _content()
    _profile()
    _round()
    _event()
    _item()
    _dispute()
    _grade()
    _measurement()
    _submission()
    _document()
    _judgement()


def _content() -> None:
    op.create_table(
        "content",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_content"),
    )


def _profile() -> None:
    op.create_table(
        "profile",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_profile"),
    )


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("profile_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("planned_s", sa.Float(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("created", sa.String(27), nullable=False),
        sa.Column("started", sa.String(27), nullable=True),
        sa.Column("ended", sa.String(27), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("owner_pid", sa.Integer(), nullable=True),
        sa.Column("owner_started", sa.String(), nullable=True),
        sa.Column("owner_boot", sa.String(), nullable=True),
        sa.Column("owner_heartbeat", sa.String(27), nullable=True),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("folder", sa.String(), nullable=True),
        sa.Column("question_seen", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["round.id"], name="fk_round_parent_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_round_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
    )
    op.create_index("ix_round_parent_id", "round", ["parent_id"], unique=False)
    op.create_index("ix_round_profile_id_created", "round", ["profile_id", "created"], unique=False)
    op.create_index("ix_round_state", "round", ["state"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("t_ms", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(27), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_event_round_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "seq", name="pk_event"),
        sqlite_with_rowid=False,
    )


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("question_ref", sa.String(), nullable=False),
        sa.Column("question_hash", sa.String(), nullable=False),
        sa.Column("rubric_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["question_hash"], ["content.hash"], name="fk_item_question_hash"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_item_round_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rubric_hash"], ["content.hash"], name="fk_item_rubric_hash"),
        sa.PrimaryKeyConstraint("round_id", "id", name="pk_item"),
    )
    op.create_index("ix_item_question_hash", "item", ["question_hash"], unique=False)
    op.create_index("ix_item_question_id", "item", ["question_id"], unique=False)
    op.create_index("ix_item_rubric_hash", "item", ["rubric_hash"], unique=False)


def _dispute() -> None:
    op.create_table(
        "dispute",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "item_id"],
            ["item.round_id", "item.id"],
            name="fk_dispute_round_id_item_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "item_id", "seq", name="pk_dispute"),
    )


def _grade() -> None:
    op.create_table(
        "grade",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("rubric_hash", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("mean", sa.Float(), nullable=True),
        sa.Column("judged_share", sa.Float(), nullable=False),
        sa.Column("measured_bar", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id", "item_id"], ["item.round_id", "item.id"], name="fk_grade_round_id_item_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rubric_hash"], ["content.hash"], name="fk_grade_rubric_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_grade"),
    )
    op.create_index("ix_grade_round_id_item_id_seq", "grade", ["round_id", "item_id", "seq"], unique=True)
    op.create_index("ix_grade_rubric_hash", "grade", ["rubric_hash"], unique=False)


def _measurement() -> None:
    op.create_table(
        "measurement",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "item_id"],
            ["item.round_id", "item.id"],
            name="fk_measurement_round_id_item_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "item_id", "seq", name="pk_measurement"),
    )


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("submitted", sa.String(27), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("elapsed_s", sa.Float(), nullable=False),
        sa.Column("overtime_s", sa.Float(), nullable=False),
        sa.Column("hints_used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "item_id"],
            ["item.round_id", "item.id"],
            name="fk_submission_round_id_item_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "item_id", name="pk_submission"),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "item_id"],
            ["submission.round_id", "submission.item_id"],
            name="fk_document_round_id_item_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "item_id", "name", name="pk_document"),
    )


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("grade_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grade_id"], ["grade.id"], name="fk_judgement_grade_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("grade_id", "position", name="pk_judgement"),
    )
    op.create_index("ix_judgement_criterion", "judgement", ["criterion"], unique=False)
