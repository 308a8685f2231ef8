"""The history's list: which rounds, with which titles and which grades, in a handful of queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_
from sqlmodel import Session, col, select

from mockint.domain.ids import ItemId, ProfileId
from mockint.domain.round import RoundState
from mockint.history import rows
from mockint.history.leading import leads
from mockint.history.tables import ContentRow, DocumentRow, GradeRow, ItemRow, RoundRow
from mockint.history.values import GradeLine, RoundSummary


class Wanted(NamedTuple):
    """Which rounds are asked for; see `mockint.history.store.Store.list_rounds`."""

    profile: ProfileId
    search: str
    kind: str | None
    states: tuple[RoundState, ...] | None
    limit: int | None


def list_rounds(session: Session, wanted: Wanted) -> tuple[RoundSummary, ...]:
    """The rounds asked for, newest first."""
    query = select(RoundRow).where(*_conditions(wanted))
    when = func.coalesce(col(RoundRow.started), col(RoundRow.created))
    found = session.exec(query.order_by(when.desc(), col(RoundRow.id)).limit(wanted.limit)).all()
    chosen = select(RoundRow.id).where(*_conditions(wanted))
    if wanted.limit is not None:
        chosen = chosen.where(col(RoundRow.id).in_([row.id for row in found]))

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

    leading = select(GradeRow).where(leads(), col(GradeRow.round_id).in_(chosen))
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


def _conditions(wanted: Wanted) -> list[Any]:
    conditions: list[Any] = [RoundRow.profile_id == wanted.profile]
    if wanted.kind is not None:
        conditions.append(RoundRow.kind == wanted.kind)
    if wanted.states is not None:
        conditions.append(col(RoundRow.state).in_([state.value for state in wanted.states]))
    return conditions + [_says(word) for word in wanted.search.split()]


def _says(word: str) -> Any:
    """Whether a word stands in a question's name or title or in a document that was handed in."""
    name = (
        exists()
        .where(col(ItemRow.round_id) == col(RoundRow.id), col(ContentRow.hash) == col(ItemRow.question_hash))
        .where(
            or_(
                col(ItemRow.question_ref).icontains(word, autoescape=True),
                col(ContentRow.title).icontains(word, autoescape=True),
            )
        )
    )
    document = exists().where(
        col(DocumentRow.round_id) == col(RoundRow.id), col(DocumentRow.text).icontains(word, autoescape=True)
    )
    return or_(name, document)
