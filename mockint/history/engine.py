"""The connection to the history's database: its pragmas, its transactions and where it lies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from mockint.errors import HistoryError
from mockint.history.faults import told

BUSY_TIMEOUT_S = 5.0
"""How long a statement waits for another process before it is refused."""

_BEGIN = "sqlite_begin"


def file_url(path: Path) -> URL:
    """The address of a history file."""
    return URL.create("sqlite", database=str(path))


def read_url(text: str) -> URL:
    """The address of another database, as ``MOCKINT_DATABASE_URL`` gives it.

    Raises:
        HistoryError: If the text is no database URL.
    """
    try:
        return make_url(text)
    except ArgumentError as fault:
        raise HistoryError(
            "MOCKINT_DATABASE_URL is not a database URL.",
            "Give it the form postgresql+psycopg://USER@HOST/NAME, or unset it to use the file in the home folder.",
        ) from fault


def database_file(url: URL) -> Path | None:
    """The file behind an address; None for a server or a database in memory."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def place_of(url: URL) -> str:
    """The database as the user knows it, without a password."""
    path = database_file(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def open_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """An engine with one connection, to be used and disposed of on one thread.

    Args:
        url: The database.
        foreign_keys: Off only while a migration rebuilds tables.

    Raises:
        HistoryError: If there is no driver for this kind of database.
    """
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)
        # SQLite's own check stays on: a use from another thread than the store lane is an error at once.
        engine = create_engine(
            url,
            pool_size=1,
            max_overflow=0,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": True, "isolation_level": None},
        )
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise HistoryError(
            f"There is no driver for the database {place_of(url)}.",
            "Install the driver that MOCKINT_DATABASE_URL names, or unset it to use the file in the home folder.",
        ) from fault

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        set_pragmas(connection, foreign_keys=foreign_keys)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own way of beginning leaves table changes outside the transaction; see docs/adr/004-journal.md.
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def set_pragmas(connection: sqlite3.Connection, *, foreign_keys: bool = True) -> None:
    """What every connection to a history file is set to; the reasons stand in docs/adr/004-journal.md."""
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout."""
    # On SQLite every transaction is a snapshot; a server has to be asked for one.
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with (
        told(place_of(engine.url)),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is the only writer from its first statement on, so that it waits at its start or not at all."""
    with (
        told(place_of(engine.url)),
        engine.connect().execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}) as connection,
        connection.begin(),
    ):
        yield connection
