"""Copies of the history: made while it is in use, put back without pulling the file away under anyone, and checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from mockint.clock import Clock
from mockint.domain.round import OPEN_STATES, Owner
from mockint.errors import BadInputError, HistoryError
from mockint.history.engine import BUSY_TIMEOUT_S, database_file, file_url, set_pragmas
from mockint.history.faults import DamagedError, told
from mockint.history.files import refuse_existing
from mockint.history.migrate import (
    copy_file,
    copy_pages,
    file_revision,
    prepare,
    problems_of,
    refuse_unknown,
    revision,
    write_copy,
)
from mockint.history.store import STAMP_FORMAT, Store, make_folder
from mockint.history.values import Check
from mockint.paths import Home

_FILES_BESIDE = ("", "-wal", "-shm")


class Restored(NamedTuple):
    """What a restore did.

    Attributes:
        path: The history file, which now holds what the copy held.
        kept: Where the history that was there before lies now; None if there was none.
    """

    path: Path
    kept: Path | None


def backup(store: Store, target: Path) -> Path:
    """Copy the history, consistent as of now, into a new file; rounds may go on meanwhile.

    Raises:
        BadInputError: If there is a file of that name.
        HistoryError: If the copy cannot be written, or the database is no file.
    """
    if database_file(store.engine.url) is None:
        raise HistoryError(
            f"{store.place} is a server, which has its own tools for copies.",
            "Use those, or 'mockint db export', which writes the whole history as text.",
        )
    refuse_existing(target)
    with told(store.place), closing(store.engine.raw_connection()) as connection:
        source = connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError(source)
        write_copy(source, target)
    return target


def restore(home: Home, source: Path, clock: Clock, is_alive: Callable[[Owner], bool]) -> Restored:
    """Put a copy in the place of the history file; what was there before is kept in the folder of backups.

    The pages are written into the file in one transaction, so another window that has it open sees the old history or
    the new one, and a kill half-way leaves the old one.

    Args:
        home: Whose history.
        source: A file that `backup` or a migration made.
        clock: Names what is kept.
        is_alive: Whether the process that owns a round still runs.

    Raises:
        BadInputError: If the source is not a sound history.
        HistoryError: If a round is running in some window, or the file cannot be written; all is as it was then.
    """
    stamp = clock.now().wall.strftime(STAMP_FORMAT)
    _check_source(source)
    kept = _put_aside(home, stamp, is_alive)
    make_folder(home.database.parent)
    with (
        told(str(home.database)),
        closing(sqlite3.connect(source)) as copy,
        closing(sqlite3.connect(home.database, timeout=BUSY_TIMEOUT_S)) as live,
    ):
        set_pragmas(live)
        copy_pages(copy, live)
    prepare(file_url(home.database), home.backups, stamp)
    return Restored(home.database, kept)


def check(store: Store) -> Check:
    """Look the whole history over: the database's own check, references, and journals without holes."""
    with store.one_view() as session:
        connection = session.connection()
        problems = problems_of(connection)
        holes = connection.execute(
            text("SELECT round_id, COUNT(*), MIN(seq), MAX(seq) FROM event GROUP BY round_id ORDER BY round_id")
        )
        problems += [
            f"the journal of round {round_id} has {count} of the {last} events it should have"
            for round_id, count, first, last in holes
            if first != 1 or last != count
        ]
        return Check(store.place, revision(connection) or "", store.counts(), tuple(problems))


def _check_source(source: Path) -> None:
    try:
        found = file_revision(source)
        if found is None:
            raise BadInputError(f"There is no history in {source}.", "Name a file that 'mockint db backup' made.")
        refuse_unknown(found, str(source))
        with told(str(source)), closing(sqlite3.connect(source)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            sound = sound and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except DamagedError:
        sound = False
    if not sound:
        raise BadInputError(f"{source} is damaged; the history in use was left as it is.", "Try an earlier copy.")


def _put_aside(home: Home, stamp: str, is_alive: Callable[[Owner], bool]) -> Path | None:
    """Keep what is there now, wherever that is possible as one sound file."""
    path = home.database
    try:
        if file_revision(path) is None:
            return None
        _refuse_running(path, is_alive)
        kept = home.backups / f"before-restore-{stamp}.sqlite3"
        copy_file(path, kept)
    except DamagedError:
        kept = home.backups / f"damaged-{stamp}.sqlite3"
        home.backups.mkdir(parents=True, exist_ok=True)
        for end in _FILES_BESIDE:
            part = path.with_name(path.name + end)
            if part.exists():
                part.replace(kept.with_name(kept.name + end))
    return kept


def _refuse_running(path: Path, is_alive: Callable[[Owner], bool]) -> None:
    marks = ", ".join("?" * len(OPEN_STATES))
    query = (
        "SELECT owner_pid, owner_started, owner_boot, owner_heartbeat FROM round "  # noqa: S608  only question marks
        f"WHERE owner_pid IS NOT NULL AND state IN ({marks})"
    )
    with told(str(path)), closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
        owners = connection.execute(query, [state.value for state in OPEN_STATES]).fetchall()
    for process_id, started, boot, heartbeat in owners:
        owner = Owner(
            process_id=process_id,
            process_started=started,
            boot_id=boot,
            heartbeat=datetime.fromisoformat(heartbeat),
        )
        if is_alive(owner):
            raise HistoryError(
                f"A round is open in another window or command (process {process_id}); nothing was restored.",
                "End the round or close that window, then try again.",
            )
