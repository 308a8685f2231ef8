"""The store: the only thing that talks to the history's database, in plain blocking calls made on the store lane.

Each call is one transaction, or joins the one that `one_view` or `all_or_nothing` holds open. It takes and gives domain
values; a fault of the world comes out as `HistoryError`, a wrong move in a round as `RoundError`.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from mockint.clock import Clock
from mockint.domain.ids import DEFAULT_PROFILE, ProfileId
from mockint.errors import HistoryError
from mockint.history.engine import database_file, file_url, open_engine, read_url
from mockint.history.migrate import prepare
from mockint.history.searching import prepare_index
from mockint.history.store_graded import GradedStore
from mockint.history.tables import (
    ContentRow,
    DisputeRow,
    DrillAttemptRow,
    EventRow,
    ExpectationRow,
    GradeRow,
    InterviewRow,
    LoopRow,
    MeasurementRow,
    ModelCallRow,
    ProfileRow,
    RoundRow,
    SubmissionRow,
    TargetRow,
    UserStoryRow,
)
from mockint.history.values import Counts, Profile
from mockint.paths import Home

STAMP_FORMAT = "%Y%m%dT%H%M%S%fZ"
"""How copies are named after the time they were made (UTC)."""


class Store(GradedStore):
    """The history, open. All calls are made on the thread that opened it."""

    def counts(self) -> Counts:
        """How many there are of each."""
        tables = (
            ProfileRow,
            ContentRow,
            RoundRow,
            EventRow,
            SubmissionRow,
            MeasurementRow,
            GradeRow,
            DisputeRow,
            ModelCallRow,
            DrillAttemptRow,
            UserStoryRow,
            TargetRow,
            InterviewRow,
            ExpectationRow,
            LoopRow,
        )
        with self.one_view() as session:
            return Counts(*(session.exec(select(func.count()).select_from(table)).one() for table in tables))


def open_store(home: Home, clock: Clock, url: str | None = None, profile: ProfileId = DEFAULT_PROFILE) -> Store:
    """Open the history, made, migrated or refused as `mockint.history.migrate.prepare` says.

    Args:
        home: Where the file and the copies lie.
        clock: Dates the profile and names copies.
        url: Another database than the file in the home, as ``MOCKINT_DATABASE_URL`` gives it.
        profile: Whose history it is; made where it is new.

    Raises:
        HistoryError: If it cannot be used; nothing was changed then.
    """
    address = read_url(url) if url else file_url(home.database)
    path = database_file(address)
    if path is not None:
        make_folder(path.parent)
    now = clock.now().wall
    prepare(address, home.backups, now.strftime(STAMP_FORMAT))
    store = Store(open_engine(address), profile)
    try:
        prepare_index(store.engine)
        store.put_profile(Profile(profile, "Me" if profile == DEFAULT_PROFILE else profile, now))
    except BaseException:
        store.close()
        raise
    return store


def make_folder(folder: Path) -> None:
    """Make the folder of a history, readable by its user alone.

    Raises:
        HistoryError: If the system refuses.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise HistoryError(
            f"The folder {folder} cannot be made: {fault.strerror}.",
            "Choose another home with MOCKINT_HOME or --home.",
        ) from fault
