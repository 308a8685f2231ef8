"""What a database's refusals mean for the user: each of the world's faults becomes a sentence with a next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from mockint.errors import HistoryError

_PRIMARY = 0xFF  # the low byte of SQLite's extended result codes


class BusyError(HistoryError):
    """Another process held the history for longer than this one waits; trying again is sound."""


class FullError(HistoryError):
    """The disk took no more; what was to be written is still in memory and can be tried again."""


class DamagedError(HistoryError):
    """The history file is not a database, or no longer a sound one."""


class NoAnswerError(HistoryError):
    """A database server could not be reached or gave up."""


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn the database's refusals into `HistoryError`; bugs (a wrong statement, a broken rule) pass as they are.

    Args:
        place: The file or server, as the user knows it.
    """
    try:
        yield
    except DBAPIError as fault:
        error = _explain(fault.orig, place)
        if error is None and isinstance(fault, OperationalError) and not isinstance(fault.orig, sqlite3.Error):
            error = NoAnswerError(
                f"The database {place} does not answer; what was stored before is kept.",
                "Check that it runs and lets you in, then try again.",
            )
        if error is None:
            raise
        raise error from fault
    except sqlite3.Error as fault:
        error = _explain(fault, place)
        if error is None:
            raise
        raise error from fault


def _explain(fault: BaseException | None, place: str) -> HistoryError | None:
    if not isinstance(fault, sqlite3.Error):
        return None
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return None
    return explain_code(code & _PRIMARY, place)


def explain_code(code: int, place: str) -> HistoryError | None:
    """The error for one of SQLite's primary result codes; None where it is no fault of the world."""
    explain = _MEANINGS.get(code)
    return None if explain is None else explain(place)


def damaged(place: str) -> DamagedError:
    """The error for a file that is no sound history."""
    return DamagedError(
        f"The history {place} is damaged or is not a database; it was left as it is.",
        "Put a copy from the folder 'backups' in its place with 'mockint db restore', or move the file away to start anew.",
    )


def _full(place: str) -> HistoryError:
    return FullError(
        f"The disk that holds {place} is full; what was stored before is safe, the last change is not stored yet.",
        "Free some space; nothing else is needed.",
    )


def _read_only(place: str) -> HistoryError:
    return HistoryError(
        f"The history {place} cannot be written: the file or its folder is read-only; nothing in it was changed.",
        "Make both writable for your user, or choose another home with MOCKINT_HOME.",
    )


def _cannot_open(place: str) -> HistoryError:
    return HistoryError(
        f"The history {place} cannot be opened; nothing in it was changed.",
        "Check that your user may read and write the file and its folder, or choose another home with MOCKINT_HOME.",
    )


def _held(place: str) -> HistoryError:
    return BusyError(
        f"Another program is holding the history {place}; nothing was changed.",
        "Close the other window or wait for its command to end, then try again.",
    )


def _broken_disk(place: str) -> HistoryError:
    return FullError(
        f"The disk refused to read or write {place}; what was stored before is kept.",
        "Check the disk's free space, quota and health, then try again.",
    )


_MEANINGS: Mapping[int, Callable[[str], HistoryError]] = {
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: _read_only,
    sqlite3.SQLITE_CANTOPEN: _cannot_open,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_BUSY: _held,
    sqlite3.SQLITE_LOCKED: _held,
    sqlite3.SQLITE_PROTOCOL: _held,
    sqlite3.SQLITE_IOERR: _broken_disk,
}
