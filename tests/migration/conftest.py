from __future__ import annotations

from pathlib import Path

import pytest

from mockint.paths import Home


@pytest.fixture
def home(own_home: Path) -> Home:
    return Home(own_home)
