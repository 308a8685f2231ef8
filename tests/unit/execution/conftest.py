"""One pool for the tests that run code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


@pytest.fixture(scope="session")
def judge(pool: WorkerPool) -> Judge:
    return Judge(pool)
