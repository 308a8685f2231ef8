"""A warm and a cold run of the judge, against the start of the bare interpreter."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

from mockint.domain.judging import JudgeSpec, TestCase, TestVerdict
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.execution.worker import interpreter
from tests.bench.figures import Figure, median

RUNS = 40
COLD_RUNS = 10
_PAUSE_S = 0.25
_CODE = "def double(n):\n    return 2 * n\n"


def figures() -> list[Figure]:
    """Medians; floor and runs are interleaved."""
    python = [interpreter(), "-I", "-S", "-c", "pass"]
    floor: list[float] = []
    three: list[float] = []
    fifty: list[float] = []
    cold: list[float] = []
    with WorkerPool() as pool:
        judge = Judge(pool)
        judge.isolation()
        for _ in range(RUNS):
            floor.append(_timed(lambda: subprocess.run(python, check=True)))
            for times, count in ((three, 3), (fifty, 50)):
                time.sleep(_PAUSE_S)  # a person's pause: the spares are ready again
                times.append(_timed(lambda count=count: _run(judge, count)))
    for _ in range(COLD_RUNS):
        cold.append(_timed(_cold))
    bare = median(floor)
    return [
        Figure("warm run of 3 tests with kill and wait", median(three), "s", 0.6, bare),
        Figure("warm run of 50 tests with kill and wait", median(fifty), "s", 2.0, bare),
        Figure("cold run of 3 tests", median(cold), "s", 8.0, bare),
    ]


def _cold() -> None:
    with WorkerPool() as pool:
        _run(Judge(pool), 3)


def _run(judge: Judge, count: int) -> None:
    spec = JudgeSpec(entry_point="double", tests=tuple(TestCase(args=(n,), expected=2 * n) for n in range(count)))
    if judge.judge(spec, _CODE).verdict is not TestVerdict.ACCEPTED:
        raise RuntimeError("a right program was not accepted")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
