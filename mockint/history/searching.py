"""Full text search over what was handed in and what was said about it.

On SQLite the words lie in an index of every three letters that follow each other, beside the tables and made from them
alone: it is no part of their revision, is not exported, and is made anew where it is missing or incomplete. Other
databases look through the texts themselves, which takes longer and finds the same.

What is indexed is never changed, only added and removed with its round. To remove it, SQLite wants the very text that
was added; so `feedback_text` must give the same for the same rows for ever, or `_SHAPE` must be raised.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, column, exists, func, or_, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from mockint.history.engine import reading, writing
from mockint.history.faults import DamagedError
from mockint.history.tables import ContentRow, DocumentRow, GradeRow, ItemRow, JudgementRow, RoundRow

LEAST: Final = 3
"""Shorter words are looked for in names and titles alone."""

_SHAPE: Final = 1
_INDEX: Final = f"search_text_{_SHAPE}"
_PIECES: Final = f"search_piece_{_SHAPE}"
_COLUMNS: Final = "id INTEGER PRIMARY KEY, round_id TEXT NOT NULL, item_id TEXT NOT NULL, document TEXT, grade_id TEXT"
_MAKE: Final = (
    f"CREATE TABLE {_PIECES} ({_COLUMNS})",
    f"CREATE INDEX ix_{_PIECES}_round_id ON {_PIECES} (round_id)",
    f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(body, content='', tokenize='trigram')",
)


def prepare_index(engine: Engine) -> None:
    """Make the index where there is none, or where it does not hold every text; nothing on other databases."""
    if engine.dialect.name != "sqlite":
        return
    try:
        with reading(engine) as connection:
            if _is_whole(connection):
                return
    except DamagedError:
        return  # whoever needs what is damaged is told then
    with writing(engine) as connection:
        if not _is_whole(connection):  # another process may have been quicker
            _make(connection)


def says(session: Session, word: str) -> Any:
    """The condition that a word stands in a question's name or title, in what was handed in or in the feedback."""
    word = word.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")  # no database takes these
    named = select(ItemRow.round_id).where(
        or_(
            col(ItemRow.question_ref).icontains(word, autoescape=True),
            col(ItemRow.question_hash).in_(
                select(ContentRow.hash).where(
                    ContentRow.kind == "question", col(ContentRow.title).icontains(word, autoescape=True)
                )
            ),
        )
    )
    is_named = col(RoundRow.id).in_(named)
    if len(word) < LEAST:
        return is_named
    if _is_there(session.connection()):
        # In double quotes everything is plain text, a double quote itself is said twice.
        quoted = '"' + word.replace('"', '""') + '"'
        found = text(
            f"SELECT round_id FROM {_PIECES} WHERE id IN (SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH :word)"  # noqa: S608
        )
        pieces = found.bindparams(bindparam("word", quoted, unique=True)).columns(column("round_id")).subquery()
        return or_(col(RoundRow.id).in_(select(pieces.c.round_id)), is_named)
    in_answer = exists().where(
        col(DocumentRow.round_id) == col(RoundRow.id), col(DocumentRow.text).icontains(word, autoescape=True)
    )
    in_feedback = exists().where(
        col(GradeRow.round_id) == col(RoundRow.id),
        col(JudgementRow.grade_id) == col(GradeRow.id),
        col(JudgementRow.body).icontains(word, autoescape=True),
    )
    return or_(is_named, in_answer, in_feedback)


def add_documents(session: Session, documents: Iterable[DocumentRow]) -> None:
    """Make what was handed in findable."""
    if _is_there(session.connection()):
        for each in documents:
            _add(session.connection(), (each.round_id, each.item_id, each.name, None), each.text)


def add_feedback(session: Session, grade: GradeRow, judgements: Iterable[JudgementRow]) -> None:
    """Make what a reading said findable."""
    if _is_there(session.connection()):
        said = feedback_text(each.body for each in judgements)
        _add(session.connection(), (grade.round_id, grade.item_id, None, grade.id), said)


def forget_round(session: Session, round_id: str) -> None:
    """Take everything of a round out of the index, while its rows are still there."""
    connection = session.connection()
    if not _is_there(connection):
        return
    pieces = connection.execute(
        text(f"SELECT id, item_id, document, grade_id FROM {_PIECES} WHERE round_id = :round"),  # noqa: S608
        {"round": round_id},
    ).all()
    remove = text(f"INSERT INTO {_INDEX} ({_INDEX}, rowid, body) VALUES ('delete', :id, :body)")  # noqa: S608
    for piece, item_id, document, grade_id in pieces:
        if document is not None:
            row = session.get(DocumentRow, (round_id, item_id, document))
            body = "" if row is None else row.text
        else:
            body = _kept_feedback(connection, grade_id)
        connection.execute(remove, {"id": piece, "body": body})
    connection.execute(text(f"DELETE FROM {_PIECES} WHERE round_id = :round"), {"round": round_id})  # noqa: S608
    if pieces:
        # What was removed is only marked so until the parts of the index are brought together.
        connection.execute(text(f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('optimize')"))  # noqa: S608


def feedback_text(bodies: Iterable[str]) -> str:
    """The words of a reading's judgements, by their kept JSON in order: what was missing, and what to do next."""
    found = (json.loads(body) for body in bodies)
    return "\n".join(said for each in found for said in (each.get("missing"), each.get("next_action")) if said)


def _is_there(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    named = text("SELECT COUNT(*) FROM sqlite_master WHERE name IN (:index, :pieces)")
    return bool(connection.execute(named, {"index": _INDEX, "pieces": _PIECES}).scalar_one() == len((_INDEX, _PIECES)))


def _is_whole(connection: Connection) -> bool:
    """Whether there is an index with a piece for every document and every reading."""
    if not _is_there(connection):
        return False
    pieces = connection.execute(text(f"SELECT COUNT(*) FROM {_PIECES}")).scalar_one()  # noqa: S608
    texts = select(func.count()).select_from(DocumentRow), select(func.count()).select_from(GradeRow)
    return bool(pieces == sum(connection.execute(each).scalar_one() for each in texts))


def _make(connection: Connection) -> None:
    for name in (_INDEX, _PIECES):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    try:
        connection.execute(text(_MAKE[-1]))
    except OperationalError as fault:
        if "fts5" in str(fault.orig) or "tokenizer" in str(fault.orig):
            return  # a SQLite that was built without it: the texts themselves are looked through
        raise
    for step in _MAKE[:-1]:
        connection.execute(text(step))
    documents = select(DocumentRow.round_id, DocumentRow.item_id, DocumentRow.name, DocumentRow.text)
    for round_id, item_id, name, body in connection.execute(documents):
        _add(connection, (round_id, item_id, name, None), body)
    for grade_id, round_id, item_id in connection.execute(select(GradeRow.id, GradeRow.round_id, GradeRow.item_id)):
        _add(connection, (round_id, item_id, None, grade_id), _kept_feedback(connection, grade_id))


def _add(connection: Connection, piece: tuple[str, str, str | None, str | None], body: str) -> None:
    made = connection.exec_driver_sql(
        f"INSERT INTO {_PIECES} (round_id, item_id, document, grade_id) VALUES (?, ?, ?, ?)",  # noqa: S608
        piece,
    )
    connection.exec_driver_sql(f"INSERT INTO {_INDEX} (rowid, body) VALUES (?, ?)", (made.lastrowid, body))  # noqa: S608


def _kept_feedback(connection: Connection, grade_id: str) -> str:
    bodies = select(JudgementRow.body).where(JudgementRow.grade_id == grade_id).order_by(col(JudgementRow.position))
    return feedback_text(connection.execute(bodies).scalars())
