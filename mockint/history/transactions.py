"""The transactions of the store: each call is one of its own, or joins the one that is open around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from mockint.domain.ids import DEFAULT_PROFILE, ProfileId
from mockint.history.engine import place_of, reading, writing
from mockint.history.tables import Row


class Transactions:
    """The open database and the session that is running on it, if one is.

    Attributes:
        profile: Whose history is read where nobody else's is asked for.
    """

    def __init__(self, engine: Engine, profile: ProfileId = DEFAULT_PROFILE) -> None:
        self._engine = engine
        self.profile = profile
        self._session: Session | None = None
        self._writes = False

    @property
    def engine(self) -> Engine:
        """The connection to the database; for this package's own modules."""
        return self._engine

    @property
    def place(self) -> str:
        """The file or server, as the user knows it."""
        return place_of(self._engine.url)

    def close(self) -> None:
        """Close the database. Calling it twice is fine."""
        self._engine.dispose()

    def one_view(self) -> AbstractContextManager[Session]:
        """All calls inside see the history as it is now, whatever another process writes meanwhile."""
        return self._session_in(reading, writes=False)

    def all_or_nothing(self) -> AbstractContextManager[Session]:
        """All calls inside are kept together, or none of them if one raises."""
        return self._session_in(writing, writes=True)

    @contextmanager
    def _session_in(
        self, begin: Callable[[Engine], AbstractContextManager[Connection]], *, writes: bool
    ) -> Iterator[Session]:
        if self._session is not None:
            if writes and not self._writes:
                raise AssertionError("a view cannot be written to")
            yield self._session
            self._session.flush()
            return
        with begin(self._engine) as connection, Session(bind=connection) as session:
            self._session, self._writes = session, writes
            try:
                yield session
                session.flush()
            finally:
                self._session, self._writes = None, False

    def add_once(self, row: Row) -> bool:
        """Keep a row unless there is one with its key, also where another process adds the same at this moment.

        Returns:
            Whether it is new.
        """
        insert = sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        with self.all_or_nothing() as session:
            statement = insert(type(row)).values(row.model_dump()).on_conflict_do_nothing()
            return bool(session.connection().execute(statement).rowcount)

    def pragma(self, what: str) -> None:
        """Set one of SQLite's switches between transactions; other databases have none of them."""
        if self._engine.dialect.name == "sqlite" and self._session is None:
            with reading(self._engine) as connection:
                connection.exec_driver_sql(f"PRAGMA {what}")
