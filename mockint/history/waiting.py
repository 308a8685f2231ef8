"""The queue: what was handed in and is not read as a whole yet, found by keys alone and without a look at any journal."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import and_, exists, func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from mockint.domain.ids import ItemId, ProfileId, QuestionRef, RoundId
from mockint.domain.round import RoundState
from mockint.domain.rubric import RoundKind
from mockint.history import rows
from mockint.history.leading import rank
from mockint.history.tables import UNGRADED, ContentRow, GradeRow, ItemRow, JudgementRow, RoundRow, SubmissionRow
from mockint.history.values import Waiting

_UNREAD: Final = (RoundState.SUBMITTED.value, RoundState.EXPIRED.value, RoundState.MEASURED.value)


def _candidates() -> Any:
    """Rounds of which an item may wait, by indexes that hold these alone: a long history of read rounds is not looked at."""
    unread = select(col(RoundRow.id)).where(col(RoundRow.state).in_(_UNREAD))
    # As `JudgementRow` has it: a bound parameter would keep SQLite from its partial index.
    is_open = col(JudgementRow.outcome) == literal_column(UNGRADED)
    partly = select(col(GradeRow.round_id)).join(JudgementRow, col(JudgementRow.grade_id) == GradeRow.id).where(is_open)
    return unread.union(partly)


def ungraded(session: Session, profile: ProfileId, limit: int | None) -> tuple[Waiting, ...]:
    """The items that wait; see `mockint.history.store_calls.CallsStore.ungraded`."""
    earlier = aliased(GradeRow)
    same_item = (col(earlier.round_id) == SubmissionRow.round_id) & (col(earlier.item_id) == SubmissionRow.item_id)
    leads = select(func.max(rank(earlier))).where(same_item).scalar_subquery()
    is_open = exists().where(col(JudgementRow.grade_id) == col(GradeRow.id), col(JudgementRow.outcome) == "ungraded")
    judgements = select(JudgementRow)
    query = (
        select(SubmissionRow, RoundRow, ItemRow, col(ContentRow.title), GradeRow)
        .join(RoundRow, col(RoundRow.id) == SubmissionRow.round_id)
        .join(ItemRow, and_(col(ItemRow.round_id) == SubmissionRow.round_id, col(ItemRow.id) == SubmissionRow.item_id))
        .join(ContentRow, col(ContentRow.hash) == ItemRow.question_hash)
        .join(
            GradeRow,
            and_(
                col(GradeRow.round_id) == SubmissionRow.round_id,
                col(GradeRow.item_id) == SubmissionRow.item_id,
                rank() == leads,
            ),
            isouter=True,
        )
        .where(col(RoundRow.profile_id) == profile, col(RoundRow.demo).is_(other=False))
        .where(col(RoundRow.id).in_(_candidates()))
        .where(col(GradeRow.id).is_(None) | is_open)
        .order_by(col(SubmissionRow.submitted).desc(), SubmissionRow.round_id, col(ItemRow.position))
        .limit(limit)
    )
    return tuple(
        Waiting(
            round_id=RoundId(submission.round_id),
            item_id=ItemId(submission.item_id),
            position=item.position,
            kind=cast("RoundKind", record.kind),
            question_ref=QuestionRef(item.question_ref),
            title=title,
            submitted=submission.submitted,
            state=RoundState(record.state),
            last=None
            if grade is None
            else rows.grade_value(grade, session.scalars(judgements.where(col(JudgementRow.grade_id) == grade.id))),
        )
        for submission, record, item, title, grade in session.execute(query).all()
    )
