"""What a worker does with signals does not depend on how its parent was started."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from mockint.domain.judging import JudgeSpec, TestCase, TestVerdict
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool

SPEC = JudgeSpec(entry_point="f", tests=(TestCase(args=(), expected=1),))
INTERRUPTS = (
    "import _thread\n\ndef f():\n    _thread.interrupt_main()\n    for _ in range(10**6):\n        pass\n    return 1\n"
)


@pytest.fixture
def started_in_the_background() -> Iterator[None]:
    """A shell starts its background jobs with Ctrl+C ignored."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("started_in_the_background")
def test_a_parent_that_ignores_the_interrupt_changes_no_verdict() -> None:
    with WorkerPool() as pool:
        assert Judge(pool).judge(SPEC, INTERRUPTS).verdict is TestVerdict.RUNTIME_ERROR
