"""Bringing a history to the shape that this program knows: refuse what is newer, copy what is older, then migrate it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from mockint.errors import HistoryError
from mockint.history.engine import database_file, open_engine, place_of, writing
from mockint.history.faults import damaged, told
from mockint.history.files import whole_file
from mockint.history.tables import METADATA

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest revision; a test holds it against the files in `migrations`."""

_VERSION_TABLE = "alembic_version"
_KEPT_COPIES = 5
_LOCK_KEY = 0x6D6F636B696E74  # "mockint": whoever holds this advisory lock may make or change the tables
_BUSY_STEPS = 20  # of a quarter of a second each
_COPY_PREFIX = "before-migration-"
_SQLITE_MAGIC = b"SQLite format 3\0"


class Migrations(NamedTuple):
    """A folder of migrations and its newest revision.

    Attributes:
        folder: An alembic environment.
        head: The revision that the program works with.
    """

    folder: Path
    head: str


MIGRATIONS = Migrations(Path(__file__).parent / "migrations", HEAD)


class _HeldError(Exception):
    """Another process has held a database for too long."""


def prepare(url: URL, copies: Path, stamp: str, migrations: Migrations = MIGRATIONS) -> None:
    """Make the database one that this program can work with.

    A missing or empty one is created. One of an older program is copied, migrated in one transaction and checked. One
    of a newer program, and a file that is no history, are refused and left untouched.

    Args:
        url: The database.
        copies: Folder for the copy that is made before a migration; the newest five are kept.
        stamp: Text that names the copy, such as the time.
        migrations: Which migrations lead to which revision.

    Raises:
        HistoryError: If the database cannot be used; then it is as it was.
    """
    path = database_file(url)
    if path is not None:
        found = file_revision(path)
        if found == migrations.head:
            return
        if found is not None:
            refuse_unknown(found, str(path), migrations)
            copy_file(path, copies / f"{_COPY_PREFIX}{found}-{stamp}.sqlite3")
            _forget_old_copies(copies)
    engine = open_engine(url, foreign_keys=False)
    try:
        with writing(engine) as connection:
            _create_or_migrate(connection, place_of(url), migrations)
    finally:
        engine.dispose()


def file_revision(path: Path) -> str | None:
    """The revision of a history file, read without changing it; None where there is no file yet, or an empty one.

    Raises:
        HistoryError: If the file cannot be read or is no history.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise HistoryError(
            f"The history {path} cannot be read: {fault.strerror}.",
            "Check that it is a file that your user may read, or choose another home with MOCKINT_HOME.",
        ) from fault
    if not start:
        return None
    if start != _SQLITE_MAGIC:
        raise damaged(str(path))
    with told(str(path)), closing(sqlite3.connect(path, timeout=5.0)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if _VERSION_TABLE not in tables:
            raise HistoryError(
                f"{path} is a database, but not a history of mockint; it was left as it is.",
                "Move it away, or choose another home with MOCKINT_HOME.",
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise damaged(str(path))
    return str(row[0])


def refuse_unknown(found: str, place: str, migrations: Migrations = MIGRATIONS) -> None:
    """Refuse a revision that no migration of this program leads to.

    Raises:
        HistoryError: If a newer program wrote it.
    """
    if found == migrations.head:
        return
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(migrations)).walk_revisions()}
    if found not in known:
        raise HistoryError(
            f"The history {place} was written by a newer mockint (revision {found}); it was left untouched.",
            "Update mockint, or choose another home with MOCKINT_HOME.",
        )


def revision(connection: Connection) -> str | None:
    """The revision of the connected database; None where it holds nothing yet."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def copy_file(source: Path, target: Path) -> None:
    """Copy a history file as it stands at this moment, also while another process writes it.

    The copy is one file without a log beside it, complete or not there at all.

    Raises:
        HistoryError: If it cannot be read or the copy cannot be written.
    """
    with told(str(source)), closing(sqlite3.connect(source, timeout=5.0)) as connection:
        write_copy(connection, target)


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees into a new file; see `copy_file`."""
    with (
        whole_file(target) as partial,
        told(str(target)),
        closing(sqlite3.connect(partial)) as copy,
    ):
        copy_pages(connection, copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchone()


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make one database equal to another in one transaction.

    Raises:
        sqlite3.OperationalError: If another process holds one of the two for five seconds.
    """
    held = 0

    def watch(status: int, _remaining: int, _total: int) -> None:
        # Without this, Python tries again for ever.
        nonlocal held
        held = held + 1 if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} else 0
        if held >= _BUSY_STEPS:
            raise _HeldError

    try:
        source.backup(target, progress=watch)
    except _HeldError:
        fault = sqlite3.OperationalError("database is locked")
        fault.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise fault from None


def problems_of(connection: Connection) -> list[str]:
    """What an integrity check finds, in the database's words; empty for a sound one, and for a server, which checks itself."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    broken = [
        f"row {row[1]} of {row[0]} belongs to nothing" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + broken


def alembic_config(migrations: Migrations = MIGRATIONS) -> Config:
    """The set-up of alembic for a folder of migrations; there is no ``alembic.ini``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _create_or_migrate(connection: Connection, place: str, migrations: Migrations) -> None:
    if (
        connection.dialect.name == "postgresql"
    ):  # two people's first start may fall together; SQLite has one writer anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    found = revision(connection)  # asked again inside the transaction: another process may have been quicker
    if found == migrations.head:
        return
    if found is None:
        if inspect(connection).get_table_names():
            raise HistoryError(
                f"The database {place} holds tables of something else; it was left as it is.",
                "Give mockint a database of its own.",
            )
        if migrations == MIGRATIONS:
            # The short way: a test proves that it gives the same tables as all migrations one after the other.
            METADATA.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrations.head})
            return
    else:
        refuse_unknown(found, place, migrations)
    _upgrade(connection, migrations)
    if problems_of(connection):
        raise damaged(place)


def _upgrade(connection: Connection, migrations: Migrations) -> None:
    from alembic import command

    config = alembic_config(migrations)
    config.attributes["connection"] = connection
    command.upgrade(config, migrations.head)


def _forget_old_copies(copies: Path) -> None:
    found = sorted(copies.glob(f"{_COPY_PREFIX}*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in found[:-_KEPT_COPIES]:
        path.unlink(missing_ok=True)
