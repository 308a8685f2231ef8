"""The part of the store that keeps journals and results; all of it is only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from mockint.domain.dispute import Dispute
from mockint.domain.event import Event
from mockint.domain.grade import Grade
from mockint.domain.ids import ItemId, RoundId
from mockint.domain.measurement import Measurement
from mockint.domain.round import ClockAnchor, Owner
from mockint.domain.submission import Submission
from mockint.errors import RoundError
from mockint.history import rows, searching
from mockint.history.store_rounds import RoundsStore, update_round
from mockint.history.tables import (
    DisputeRow,
    DocumentRow,
    EventRow,
    GradeRow,
    JudgementRow,
    MeasurementRow,
    SubmissionRow,
)


class ResultsStore(RoundsStore):
    """Journals, what was handed in, and what was said about it."""

    # The journal

    def append_events(
        self,
        round_id: RoundId,
        events: Sequence[Event],
        *,
        anchor: ClockAnchor | None = None,
        owner: Owner | None = None,
    ) -> None:
        """Add entries to a round's journal, all or none, with the clock anchor that goes with them.

        Entries that are kept already, word for word, are passed over: a batch may be tried again.

        Args:
            round_id: The round.
            events: In the order of `seq`, going on where the journal ends.
            anchor: Written in the same transaction, where there is one.
            owner: Who writes; given, the round must still be theirs.

        Raises:
            RoundError: If another process wrote into this journal or took the round over; nothing was written.
            BadInputError: If there is no such round.
        """
        with self.all_or_nothing() as session:
            values = {} if anchor is None else {"anchor": rows.anchor_text(anchor)}
            update_round(session, round_id, owner, values)
            fresh = _not_yet_kept(session, round_id, events)
            if fresh:
                columns = [rows.event_columns(round_id, event) for event in fresh]
                try:
                    session.connection().execute(insert(EventRow), columns)
                except IntegrityError as fault:  # a server, unlike SQLite, lets two writers in at once
                    raise _second_writer() from fault

    def read_events(
        self, round_id: RoundId, after_seq: int = 0, *, kinds: Sequence[str] | None = None
    ) -> tuple[Event, ...]:
        """The entries of a journal behind a position, in order; with `kinds` those of these kinds alone."""
        query = (
            select(EventRow.seq, EventRow.t_ms, EventRow.wall, EventRow.kind, EventRow.version, EventRow.payload)  # type: ignore[call-overload]
            .where(EventRow.round_id == round_id, EventRow.seq > after_seq)
            .order_by(col(EventRow.seq))
        )
        if kinds is not None:
            query = query.where(col(EventRow.kind).in_(kinds))
        with self.one_view() as session:
            return tuple(map(rows.event_value, session.connection().execute(query)))

    # What was handed in and what was said about it

    def save_submission(self, submission: Submission) -> None:
        """Keep what was handed in for an item; kept already, word for word, it is passed over.

        Raises:
            RoundError: If something else was handed in for this item before.
        """
        with self.all_or_nothing() as session:
            kept = self.submission(submission.round_id, submission.item_id)
            if kept == submission:
                return
            if kept is not None:
                raise RoundError("This item was handed in before; the first submission is kept.")
            session.add(rows.submission_row(submission))
            session.flush()
            documents = rows.document_rows(submission)
            session.add_all(documents)
            searching.add_documents(session, documents)

    def submission(self, round_id: RoundId, item_id: ItemId) -> Submission | None:
        """What was handed in for an item; None if nothing was yet."""
        with self.one_view() as session:
            row = session.get(SubmissionRow, (round_id, item_id))
            if row is None:
                return None
            documents = select(DocumentRow).where(DocumentRow.round_id == round_id, DocumentRow.item_id == item_id)
            return rows.submission_value(row, session.exec(documents.order_by(col(DocumentRow.name))))

    def submissions(self, round_id: RoundId) -> tuple[Submission, ...]:
        """Everything handed in for a round, in the order of its items."""
        record = self.load_round(round_id)
        found = (self.submission(round_id, item.id) for item in record.items)
        return tuple(each for each in found if each is not None)

    def add_measurements(self, round_id: RoundId, measurements: Iterable[Measurement]) -> None:
        """Keep what code said about items of a round, beside what it said before."""
        with self.all_or_nothing() as session:
            for measurement in measurements:
                seq = _next(session, MeasurementRow, round_id, measurement.item_id)
                session.add(rows.measurement_row(round_id, seq, measurement))
                session.flush()

    def measurements(self, round_id: RoundId, *, every: bool = False) -> tuple[Measurement, ...]:
        """What code said about a round's items: the last word on each name, or with `every` all that was ever said."""
        query = select(MeasurementRow).where(MeasurementRow.round_id == round_id)
        with self.one_view() as session:
            found = session.exec(query.order_by(col(MeasurementRow.item_id), col(MeasurementRow.seq))).all()
            if every:
                return tuple(map(rows.measurement_value, found))
            last = {(row.item_id, row.name): row for row in found}
            return tuple(map(rows.measurement_value, last.values()))

    def add_grade(self, grade: Grade) -> None:
        """Keep a reading of an item with its verdict, beside earlier ones; the rubric must be kept already."""
        with self.all_or_nothing() as session:
            row = rows.grade_row(_next(session, GradeRow, grade.round_id, grade.item_id), grade)
            session.add(row)
            session.flush()
            judgements = rows.judgement_rows(grade)
            session.add_all(judgements)
            searching.add_feedback(session, row, judgements)

    def grades(self, round_id: RoundId) -> tuple[Grade, ...]:
        """Every reading of a round's items, oldest first within an item."""
        query = select(GradeRow).where(GradeRow.round_id == round_id)
        with self.one_view() as session:
            return tuple(
                rows.grade_value(row, session.exec(select(JudgementRow).where(JudgementRow.grade_id == row.id)))
                for row in session.exec(query.order_by(col(GradeRow.item_id), col(GradeRow.seq))).all()
            )

    def latest_grades(self, round_id: RoundId) -> dict[ItemId, Grade]:
        """The last reading of each item that has one."""
        return {grade.item_id: grade for grade in self.grades(round_id)}

    def add_dispute(self, dispute: Dispute) -> None:
        """Keep the user's word against a level; no grade changes."""
        with self.all_or_nothing() as session:
            seq = _next(session, DisputeRow, dispute.round_id, dispute.item_id)
            session.add(DisputeRow(seq=seq, **dispute.model_dump()))

    def disputes(self, round_id: RoundId) -> tuple[Dispute, ...]:
        """The user's words against levels of a round, oldest first within an item."""
        query = select(DisputeRow).where(DisputeRow.round_id == round_id)
        with self.one_view() as session:
            found = session.exec(query.order_by(col(DisputeRow.item_id), col(DisputeRow.seq)))
            return tuple(Dispute.model_validate(row.model_dump(exclude={"seq"})) for row in found)


def _not_yet_kept(session: Session, round_id: RoundId, events: Sequence[Event]) -> Sequence[Event]:
    """The events behind the end of the journal, once those before it are found to be the ones that are kept."""
    if not events:
        return events
    end = session.exec(select(func.max(EventRow.seq)).where(EventRow.round_id == round_id)).one() or 0
    known = [event for event in events if event.seq <= end]
    fresh = [event for event in events if event.seq > end]
    follows = [event.seq for event in fresh] == list(range(end + 1, end + 1 + len(fresh)))
    if not follows or any(
        _kept_columns(session, round_id, event.seq) != rows.event_columns(round_id, event) for event in known
    ):
        raise _second_writer()
    return fresh


def _second_writer() -> RoundError:
    return RoundError(
        "Another window or command wrote into this round; its journal is kept as it stands.",
        "Open the round again to go on from there.",
    )


def _kept_columns(session: Session, round_id: RoundId, seq: int) -> dict[str, Any] | None:
    row = session.get(EventRow, (round_id, seq))
    return None if row is None else row.model_dump()


def _next(session: Session, table: Any, round_id: RoundId, item_id: ItemId) -> int:
    """The number of the next row of an item; SQLite has one writer at a time, elsewhere the key refuses a second one."""
    end = session.exec(select(func.max(table.seq)).where(table.round_id == round_id, table.item_id == item_id)).one()
    return (end or 0) + 1
