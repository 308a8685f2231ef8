"""The history's list: which rounds, with which titles and which grades, in a handful of queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import exists, func, or_
from sqlmodel import Session, col, select

from mockint.domain.ids import ItemId, ProfileId
from mockint.domain.round import OPEN_STATES
from mockint.domain.verdict import VerdictWord
from mockint.domain.wanted import Place, Wanted
from mockint.history import rows
from mockint.history.leading import leads
from mockint.history.searching import says
from mockint.history.tables import ContentRow, GradeRow, ItemRow, RoundRow
from mockint.history.values import GradeLine, RoundSummary

_NEWEST: Final = (col(RoundRow.created).desc(), col(RoundRow.id).desc())


def list_rounds(
    session: Session, profile: ProfileId, wanted: Wanted, limit: int | None, after: Place | None
) -> tuple[RoundSummary, ...]:
    """The rounds asked for, newest first; see `mockint.history.store_rounds.RoundsStore.list_rounds`."""
    conditions = _conditions(session, profile, wanted)
    if after is not None:
        created = col(RoundRow.created)
        conditions.append((created < after.created) | ((created == after.created) & (col(RoundRow.id) < after.id)))
    found = session.exec(select(RoundRow).where(*conditions).order_by(*_NEWEST).limit(limit)).all()
    return _summaries(session, found, select(RoundRow.id).where(*conditions) if limit is None else None)


def count_rounds(session: Session, profile: ProfileId, wanted: Wanted) -> int:
    """How many rounds are asked for."""
    return session.exec(select(func.count()).select_from(RoundRow).where(*_conditions(session, profile, wanted))).one()


def first_rounds(
    session: Session, profile: ProfileId, wanted: Wanted, limit: int
) -> tuple[tuple[RoundSummary, ...], int]:
    """The newest of the rounds asked for, and how many there are; what takes long is looked for once."""
    ids = session.exec(select(RoundRow.id).where(*_conditions(session, profile, wanted)).order_by(*_NEWEST)).all()
    rows_of = select(RoundRow).where(col(RoundRow.id).in_(ids[:limit])).order_by(*_NEWEST)
    return _summaries(session, session.exec(rows_of).all(), None), len(ids)


def _summaries(session: Session, found: Sequence[RoundRow], query: Any) -> tuple[RoundSummary, ...]:
    """The rounds with titles and grades; of very many, whose ids do not fit into a statement, by the query for them."""
    chosen: Any = [row.id for row in found] if query is None else query
    items: defaultdict[str, list[ItemRow]] = defaultdict(list)
    titles: dict[tuple[str, str], str] = {}
    with_titles = (
        select(ItemRow, ContentRow.title)
        .join(ContentRow, col(ContentRow.hash) == col(ItemRow.question_hash))
        .where(col(ItemRow.round_id).in_(chosen))
        .order_by(col(ItemRow.round_id), col(ItemRow.position))
    )
    for item, title in session.exec(with_titles):
        items[item.round_id].append(item)
        titles[item.round_id, item.id] = title

    leading = select(GradeRow).where(col(GradeRow.round_id).in_(chosen), leads())
    grades = {(row.round_id, row.item_id): row for row in session.exec(leading)}

    return tuple(
        RoundSummary(
            round=rows.round_value(row, items[row.id]),
            titles=tuple(titles[row.id, item.id] for item in items[row.id]),
            grades=tuple(_line(grades[row.id, item.id]) for item in items[row.id] if (row.id, item.id) in grades),
        )
        for row in found
    )


def _line(row: GradeRow) -> GradeLine:
    return GradeLine(ItemId(row.item_id), row.made, row.source, rows.verdict_value(row))


def _conditions(session: Session, profile: ProfileId, wanted: Wanted) -> list[Any]:
    profile_id: Any = col(RoundRow.profile_id)
    if wanted.is_open:  # few are: SQLite is to find them by their state, not to look at every round of the profile
        profile_id = profile_id.concat("")
    conditions: list[Any] = [profile_id == profile]
    if wanted.kinds is not None:
        conditions.append(col(RoundRow.kind).in_(wanted.kinds))
    if wanted.states is not None:
        conditions.append(col(RoundRow.state).in_([str(state) for state in wanted.states]))
    if wanted.is_open is not None:
        is_open = col(RoundRow.state).in_(sorted(OPEN_STATES))
        conditions.append(is_open if wanted.is_open else ~is_open)
    if wanted.since is not None:
        conditions.append(col(RoundRow.created) >= wanted.since)
    if wanted.until is not None:
        conditions.append(col(RoundRow.created) < wanted.until)
    if wanted.demo is not None:
        conditions.append(col(RoundRow.demo).is_(wanted.demo))
    if wanted.question:
        named = or_(col(ItemRow.question_id) == wanted.question, col(ItemRow.question_ref) == wanted.question)
        conditions.append(exists().where(col(ItemRow.round_id) == col(RoundRow.id), named))
    if wanted.graded is not None:
        judged = _graded(col(GradeRow.verdict) != VerdictWord.NOT_JUDGED.value)  # once judged, such a reading leads
        conditions.append(judged if wanted.graded else ~judged)
    if wanted.verdicts is not None:
        conditions.append(_graded(col(GradeRow.verdict).in_(wanted.verdicts), leads()))
    return conditions + [says(session, word) for word in wanted.search.split()]


def _graded(*conditions: Any) -> Any:
    return exists().where(col(GradeRow.round_id) == col(RoundRow.id), *conditions)
