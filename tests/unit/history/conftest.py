from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.clock import ManualClock
from mockint.history.store import Store, open_store
from mockint.paths import Home


@pytest.fixture
def home(own_home: Path) -> Home:
    return Home(own_home)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(home: Home, clock: ManualClock, own_database: str | None) -> Iterator[Store]:
    opened = open_store(home, clock, own_database)
    yield opened
    opened.close()
