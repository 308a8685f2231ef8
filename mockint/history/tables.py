"""The tables of the history, one ``...Row`` class each; only `mockint.history.store` turns rows into domain values.

Nothing here is particular to SQLite but one table option, named where it stands. Enums are short strings, structured
values are JSON text, times are text of fixed width that sorts as time does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from mockint.history.times import UtcText

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names for every constraint, so that a later migration can address them on any database."""

_CASCADE: dict[str, Any] = {"ondelete": "CASCADE"}


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """The base of all rows; its metadata holds the tables of the history and no others."""


def _round_key(**more: Any) -> Any:
    return Field(sa_column=Column("round_id", String, ForeignKey("round.id", **_CASCADE), **more))


def _time(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_type=UtcText, nullable=nullable)


def _text() -> Any:
    return Field(sa_type=Text)


def _later(default: str | int, kind: Any) -> Any:
    """A column that came after the table's first rows: they have the default."""
    # As SQL text: alembic's comparison takes an empty literal for a changed one.
    return Field(default=default, sa_type=kind, sa_column_kwargs={"server_default": text(f"'{default}'")})


class ProfileRow(Row, table=True):
    """A person (or an alter ego) whose rounds are kept apart from others'."""

    __tablename__: ClassVar[Any] = "profile"

    id: str = Field(primary_key=True)
    name: str
    created: datetime = _time()


class ContentRow(Row, table=True):
    """A question or a rubric as it was when a round started, under the hash of its canonical text."""

    __tablename__: ClassVar[Any] = "content"

    hash: str = Field(primary_key=True)
    kind: str
    title: str
    text: str = _text()


class RoundRow(Row, table=True):
    """A round; the one table that is updated in place (state, anchor, owner, started, ended)."""

    __tablename__: ClassVar[Any] = "round"
    __table_args__: ClassVar[Any] = (
        Index(None, "profile_id", "created"),
        Index(None, "state"),
    )

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    kind: str
    mode: str
    form: str
    state: str
    target: str
    planned_s: float
    seed: str  # as text: a seed may have more than the 64 bits of a database integer
    created: datetime = _time()
    started: datetime | None = _time(nullable=True)
    ended: datetime | None = _time(nullable=True)
    anchor: str | None = Field(default=None, sa_type=Text, nullable=True)
    owner_pid: int | None = Field(default=None)
    owner_started: str | None = Field(default=None)
    owner_boot: str | None = Field(default=None)
    owner_heartbeat: datetime | None = _time(nullable=True)
    parent_id: str | None = Field(default=None, foreign_key="round.id", ondelete="SET NULL", index=True)
    folder: str | None = Field(default=None)
    question_seen: bool
    demo: bool


class ItemRow(Row, table=True):
    """One question within a round."""

    __tablename__: ClassVar[Any] = "item"
    __table_args__: ClassVar[Any] = (
        Index(None, "question_id"),
        Index(None, "question_hash"),
        Index(None, "rubric_hash"),
    )

    round_id: str = _round_key(primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    question_id: str
    question_ref: str
    question_hash: str = Field(foreign_key="content.hash")
    rubric_hash: str = Field(foreign_key="content.hash")


class EventRow(Row, table=True):
    """One entry of a round's journal."""

    __tablename__: ClassVar[Any] = "event"
    # SQLite alone reads this option: it keeps a journal's rows together in the order of their key, which halves the
    # size and the time of a replay. Other databases ignore it.
    __table_args__: ClassVar[Any] = ({"sqlite_with_rowid": False},)

    round_id: str = _round_key(primary_key=True)
    seq: int = Field(primary_key=True)
    t_ms: int
    wall: datetime = _time()
    kind: str
    version: int
    payload: str = _text()


def _of_item(*columns: Any, **options: Any) -> tuple[Any, ...]:
    """Table arguments of a table whose rows belong to an item and go with it."""
    key = ForeignKeyConstraint(["round_id", "item_id"], ["item.round_id", "item.id"], ondelete="CASCADE")
    return (key, *columns, options) if options else (key, *columns)


class SubmissionRow(Row, table=True):
    """What was handed in for an item, once."""

    __tablename__: ClassVar[Any] = "submission"
    __table_args__: ClassVar[Any] = _of_item()

    round_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    submitted: datetime = _time()
    ended_by: str
    elapsed_s: float
    overtime_s: float
    hints_used: int


class DocumentRow(Row, table=True):
    """One document of a submission, a row of its own so that it can be searched."""

    __tablename__: ClassVar[Any] = "document"
    __table_args__: ClassVar[Any] = (
        ForeignKeyConstraint(
            ["round_id", "item_id"], ["submission.round_id", "submission.item_id"], ondelete="CASCADE"
        ),
    )

    round_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    text: str = _text()


class MeasurementRow(Row, table=True):
    """What code said about an item; measured again, it stands beside the earlier one."""

    __tablename__: ClassVar[Any] = "measurement"
    __table_args__: ClassVar[Any] = _of_item()

    round_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    name: str
    made: datetime = _time()
    body: str = _text()


class GradeRow(Row, table=True):
    """One reading of an item with its verdict; never changed, a regrade is a further row."""

    __tablename__: ClassVar[Any] = "grade"
    __table_args__: ClassVar[Any] = _of_item(Index(None, "round_id", "item_id", "seq", unique=True))

    id: str = Field(primary_key=True)
    round_id: str
    item_id: str
    seq: int
    made: datetime = _time()
    source: str
    rubric_hash: str = Field(foreign_key="content.hash", index=True)
    target: str
    verdict: str
    reason: str = _text()
    mean: float | None
    judged_share: float
    measured_bar: str | None
    grader: str = _later("", String)
    model: str = _later("", String)
    effort: str = _later("", String)
    prompt_version: str = _later("", String)
    runs: int = _later(0, Integer)
    marks: str = _later("[]", Text)


UNGRADED: Final = "'ungraded'"
"""The outcome of a judgement that is still to be made, as it stands in SQL."""
_IS_UNGRADED: Final = text(f"outcome = {UNGRADED}")


class JudgementRow(Row, table=True):
    """What one reading says about one criterion: the columns that are asked for, and the whole of it as JSON."""

    __tablename__: ClassVar[Any] = "judgement"
    __table_args__: ClassVar[Any] = (
        Index(None, "criterion"),
        Index("ix_judgement_ungraded", "grade_id", sqlite_where=_IS_UNGRADED, postgresql_where=_IS_UNGRADED),
    )

    grade_id: str = Field(primary_key=True, foreign_key="grade.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    criterion: str
    outcome: str
    level: int | None
    source: str | None
    body: str = _text()


class DisputeRow(Row, table=True):
    """The user's own word against a level; it changes no grade and is never changed."""

    __tablename__: ClassVar[Any] = "dispute"
    __table_args__: ClassVar[Any] = _of_item()

    round_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    criterion: str
    level: int
    why: str = _text()
    made: datetime = _time()


class ModelCallRow(Row, table=True):
    """One call of a model: what for, how much and how it ended.

    A call is kept as it happens, before the grade that it is for, so `grade_id` is a plain name and no reference.
    """

    __tablename__: ClassVar[Any] = "model_call"
    __table_args__: ClassVar[Any] = (Index(None, "made"), Index(None, "round_id"))

    id: str = Field(primary_key=True)
    made: datetime = _time()
    purpose: str
    model: str
    host: str
    prompt_version: str
    input_tokens: int
    cache_read: int
    cache_creation: int
    output_tokens: int
    price_usd: float | None
    price_note: str
    seconds: float
    first_s: float | None
    outcome: str
    message: str = _text()
    round_id: str | None = Field(default=None, foreign_key="round.id", ondelete="SET NULL")
    grade_id: str | None = Field(default=None)


class DrillAttemptRow(Row, table=True):
    """An attempt at a drill: the columns that are asked for, and the whole of it as JSON."""

    __tablename__: ClassVar[Any] = "drill_attempt"
    __table_args__: ClassVar[Any] = (Index(None, "profile_id", "made"), Index(None, "question_id", "made"))

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    drill: str
    question_id: str
    content_hash: str = Field(foreign_key="content.hash", index=True)
    made: datetime = _time()
    verdict: str
    score: float
    body: str = _text()


class UserStoryRow(Row, table=True):
    """A story of the user's own: the columns that are asked for, and the whole of it as JSON; updated in place."""

    __tablename__: ClassVar[Any] = "user_story"
    __table_args__: ClassVar[Any] = (Index(None, "profile_id", "made"),)

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    title: str
    made: datetime = _time()
    changed: datetime = _time()
    body: str = _text()


class TargetRow(Row, table=True):
    """A target: the columns that are asked for, and the whole of it as JSON; updated in place."""

    __tablename__: ClassVar[Any] = "target"
    __table_args__: ClassVar[Any] = (Index(None, "profile_id", "made"),)

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    company: str
    made: datetime = _time()
    changed: datetime = _time()
    body: str = _text()


class InterviewRow(Row, table=True):
    """A real interview of the user's own: the columns that are asked for, and the whole of it as JSON."""

    __tablename__: ClassVar[Any] = "interview"
    __table_args__: ClassVar[Any] = (Index(None, "profile_id", "held"),)

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    held: str  # a day, ISO 8601
    made: datetime = _time()
    body: str = _text()


class ExpectationRow(Row, table=True):
    """What was expected of a question's criteria before it was answered, as JSON."""

    __tablename__: ClassVar[Any] = "expectation"
    __table_args__: ClassVar[Any] = _of_item()

    round_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    made: datetime = _time()
    body: str = _text()


class LoopRow(Row, table=True):
    """A loop as JSON, updated in place; its rounds are named inside alone, so that a deleted one leaves a told gap."""

    __tablename__: ClassVar[Any] = "loop"
    __table_args__: ClassVar[Any] = (Index(None, "profile_id", "created"),)

    id: str = Field(primary_key=True)
    profile_id: str = Field(foreign_key="profile.id")
    state: str
    created: datetime = _time()
    body: str = _text()


METADATA = Row.metadata
"""The tables of the history."""
