"""The composition root: what is made once for a window or a command, and handed to every use case."""

from __future__ import annotations

import logging
import os
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from mockint.clock import Clock, SystemClock
from mockint.domain.ids import DEFAULT_PROFILE, ProfileId
from mockint.lanes import RemoteLane, StoreLane
from mockint.logs import start_logging
from mockint.paths import DATABASE_URL_VARIABLE, PROFILE_VARIABLE, Home, bank_root, find_home, pack_roots

if TYPE_CHECKING:  # each of these is imported when it is first needed: a start must not wait for a database
    from mockint.bank.catalog import Catalog
    from mockint.execution.pool import WorkerPool
    from mockint.history.store import Store
    from mockint.provider.client import Known
    from mockint.provider.tracing import Tracing
    from mockint.settings.secrets import Secrets
    from mockint.settings.store import SettingsStore

_PROFILE_CHARACTERS = 64
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Services:
    """Everything that a use case needs from the world, made when first asked for.

    Use cases are plain functions of this object. They may be called on any thread but the one that draws the window;
    the history is reached through `stored` alone, which goes over the store lane.
    """

    def __init__(self, home: Home, clock: Clock, rng: random.Random, bank: Path, packs: tuple[Path, ...]) -> None:
        self.home = home
        self.clock = clock
        self.rng = rng
        self.bank = bank
        self.packs = packs
        self.remote_lane = RemoteLane()
        self._lock = threading.RLock()
        self._lane: StoreLane | None = None
        self._is_closed = False
        self._store: Store | None = None
        self._pool: WorkerPool | None = None
        self._catalog: Catalog | None = None
        self._settings: SettingsStore | None = None
        self._secrets: Secrets | None = None
        self._known_models: Known = {}
        self._tracing: Tracing | None = None
        self._is_tracing_made = False
        self._tracing_lock = threading.Lock()

    @property
    def catalog(self) -> Catalog:
        """The list of questions; read once."""
        from mockint.bank.catalog import read_catalog

        with self._lock:
            if self._catalog is None:
                self._catalog = read_catalog(self.bank, self.packs)
            return self._catalog

    @property
    def settings(self) -> SettingsStore:
        """The user's settings."""
        from mockint.settings.store import SettingsStore

        with self._lock:
            if self._settings is None:
                self._settings = SettingsStore(self.home.settings)
            return self._settings

    @property
    def secrets(self) -> Secrets:
        """The keys of this process; asking for one may block, so it is done on a remote lane."""
        from mockint.settings.secrets import Secrets

        with self._lock:
            if self._secrets is None:
                self._secrets = Secrets()
            return self._secrets

    @property
    def known_models(self) -> Known:
        """What was found out about models' servers; it lasts as long as this process."""
        return self._known_models

    @property
    def tracing(self) -> Tracing | None:
        """Where spans go, if the environment names a place; the first use may take a second."""
        from mockint.provider.tracing import make_tracing

        with self._tracing_lock:  # one of its own: nobody else waits for that second
            if not self._is_tracing_made:
                self._tracing = make_tracing(os.environ)
                self._is_tracing_made = True
            return self._tracing

    @property
    def pool(self) -> WorkerPool:
        """The workers that run candidate code; the first use starts them."""
        from mockint.execution.pool import WorkerPool

        with self._lock:
            if self._pool is None:
                self._pool = WorkerPool()
                self._pool.start()
            return self._pool

    @property
    def store_lane(self) -> StoreLane:
        """The one thread on which the history is touched.

        Raises:
            RuntimeError: If the services are closed; a second lane would be a second thread on the history.
        """
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the services are closed")
            if self._lane is None:
                self._lane = StoreLane()
            return self._lane

    def stored(self, work: Callable[[Store], _T]) -> _T:
        """Do something with the history on the store lane and wait for it; opens the history at the first call."""
        return self.store_lane.call(lambda: work(self._open_store()))

    def store_later(self, work: Callable[[Store], _T]) -> Future[_T]:
        """Do something with the history on the store lane without waiting."""
        return self.store_lane.submit(lambda: work(self._open_store()))

    @property
    def profile(self) -> ProfileId:
        """Whose history this is: who ``MOCKINT_PROFILE`` says, on a server else the user that its URL names."""
        named = os.environ.get(PROFILE_VARIABLE, "").strip()
        try:
            named = named or urlsplit(os.environ.get(DATABASE_URL_VARIABLE, "")).username or ""
        except ValueError:  # no URL at all: told where the history is opened
            named = ""
        return ProfileId(named[:_PROFILE_CHARACTERS]) if named else DEFAULT_PROFILE

    def has_history(self) -> bool:
        """Whether there is a history already; asking makes none."""
        return bool(os.environ.get(DATABASE_URL_VARIABLE)) or self.home.database.exists()

    def close_history(self) -> None:
        """Close the history; the next use opens it again."""
        self.store_lane.call(self._close_store)

    def close(self) -> None:
        """End the workers, send the last spans and finish what the store lane still has to do."""
        with self._tracing_lock:
            tracing, self._tracing = self._tracing, None
        with self._lock:
            self._is_closed = True
            pool, lane = self._pool, self._lane
            self._pool = self._lane = None
        if pool is not None:
            pool.close()
        if tracing is not None:
            tracing.close()
        if lane is not None:
            lane.submit(self._close_store)
            lane.close()

    def _open_store(self) -> Store:
        if self._store is None:
            from mockint.history.store import open_store

            self._store = open_store(self.home, self.clock, os.environ.get(DATABASE_URL_VARIABLE), self.profile)
        return self._store

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def make_services(home: str | os.PathLike[str] | None = None) -> Services:
    """The services of this machine: its clock, its randomness, the bank and the packs that the environment names."""
    found = find_home(home)
    start_logging(found.logs)
    return Services(found, SystemClock(), random.SystemRandom(), bank_root(), pack_roots())
