"""A pool keeps spares, replaces what dies, tells its own faults and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from mockint.domain.judging import IsolationLevel, JudgeSpec, Limits, TestCase, TestVerdict
from mockint.errors import ExecutionError
from mockint.execution.job import isolation_of
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.execution.worker import interpreter

GOOD = "def f(x):\n    return x + 1\n"
ENDLESS = "def f(x):\n    while True: pass\n"
SPEC = JudgeSpec(entry_point="f", tests=(TestCase(args=(1,), expected=2),))
LONG = SPEC.model_copy(update={"limits": Limits(cpu_s=60, wall_s=60)})
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def python(tmp_path: Path) -> str:
    """A name for the interpreter by which the workers of one test are told from all others."""
    link = tmp_path / "python"
    link.symlink_to(interpreter())
    return str(link)


def workers(python: str) -> set[int]:
    """Processes that were started by this name and are alive."""
    found = set()
    for entry in Path("/proc").iterdir():
        if _command(entry).startswith(python.encode() + b"\0"):
            found.add(int(entry.name))
    return found


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Look again and again; the world of processes has no event for it."""
    never, until = threading.Event(), time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        never.wait(0.005)


def test_closing_leaves_no_process_thread_or_descriptor(python: str) -> None:
    # In a process of its own: other tests keep a pool, whose threads and descriptors come and go.
    script = f"""
import os, threading
from mockint.execution.pool import WorkerPool
def held():
    return threading.active_count(), sorted(os.listdir("/proc/self/fd"))
before = held()
pool = WorkerPool(python={python!r})
pool.start()
pool.isolation()
assert held() != before
pool.close()
pool.close()
assert held() == before, (held(), before)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert workers(python) == set()


def test_closing_cancels_what_is_running_and_waiting(python: str) -> None:
    pool = WorkerPool(python=python, parallel=1)
    pool.start()
    judge, ends, started = Judge(pool), [], threading.Barrier(4)

    def one() -> None:
        started.wait()
        try:
            judge.judge(LONG, ENDLESS)
        except (CancelledError, ExecutionError) as error:
            ends.append(error)

    threads = [threading.Thread(target=one) for _ in range(3)]  # noqa: TID251
    for thread in threads:
        thread.start()
    started.wait()
    wait_until(lambda: bool(workers(python)))
    pool.close()
    for thread in threads:
        thread.join(10)
    assert len(ends) == 3
    assert workers(python) == set()


def test_a_worker_is_gone_when_its_result_is_there(python: str) -> None:
    with WorkerPool(python=python, spares=0) as pool:
        for code in (GOOD, "import os\ndef f(x):\n    os._exit(0)", "def f(x:"):
            Judge(pool).judge(SPEC, code)
            assert workers(python) == set()


@pytest.mark.expects_log  # a spare that dies before it is ready is worth a line
def test_a_spare_that_dies_is_replaced(python: str) -> None:
    with WorkerPool(python=python, spares=2) as pool:
        pool.isolation()
        wait_until(lambda: len(workers(python)) == 2)
        victim = min(workers(python))
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: len(workers(python)) == 2 and victim not in workers(python))
        assert Judge(pool).judge(SPEC, GOOD).verdict is TestVerdict.ACCEPTED


def test_workers_end_with_a_parent_that_is_killed() -> None:
    script = (
        "from mockint.execution.pool import WorkerPool\n"
        "pool = WorkerPool(); pool.start(); pool.isolation(); print('up', flush=True)\n"
        "import threading; threading.Event().wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"up\n"
        mark = f'"parent": {parent.pid}'.encode()
        children = [entry for entry in Path("/proc").iterdir() if mark in _command(entry)]
        assert children
        parent.kill()
    wait_until(lambda: not any(mark in _command(entry) for entry in children), 1.0)


def _command(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
    except OSError:
        return b""


@pytest.mark.expects_log
@pytest.mark.parametrize("python", ["/nowhere/python3", "/bin/true"])
def test_workers_that_cannot_start_are_our_fault(python: str) -> None:
    with WorkerPool(python=python) as pool:
        report = Judge(pool).judge(SPEC, GOOD)
        assert report.verdict is TestVerdict.JUDGE_ERROR
        assert report.message.startswith("The judge itself failed (")
        with pytest.raises(ExecutionError, match="could be started"):
            pool.isolation()


def test_a_pool_that_is_not_running_says_so() -> None:
    pool = WorkerPool()
    with pytest.raises(ExecutionError):
        Judge(pool).judge(SPEC, GOOD)
    pool.start()
    pool.close()
    with pytest.raises(ExecutionError):
        Judge(pool).judge(SPEC, GOOD)


@pytest.mark.parametrize(
    ("layers", "level"),
    [
        (("rlimits", "landlock 7", "seccomp"), IsolationLevel.STRONG),
        (("rlimits", "landlock 4", "seccomp"), IsolationLevel.STRONG),
        (("rlimits", "landlock 3", "seccomp"), IsolationLevel.MEDIUM),
        (("rlimits", "seccomp"), IsolationLevel.MEDIUM),
        (("rlimits", "landlock 7"), IsolationLevel.MEDIUM),
        (("rlimits",), IsolationLevel.BASIC),
    ],
)
def test_levels(layers: tuple[str, ...], level: IsolationLevel) -> None:
    isolation = isolation_of(layers)
    assert isolation.level is level
    assert bool(isolation.sentence) is (level is not IsolationLevel.STRONG)


def test_verdicts_are_right_without_confinement_too() -> None:
    with WorkerPool(confined=False) as pool:
        assert pool.isolation().level is IsolationLevel.BASIC
        for code, verdict in ((GOOD, "accepted"), ("def f(x):\n    return x", "wrong_answer"), ("f = 1", "invalid")):
            assert Judge(pool).judge(SPEC, code).verdict == verdict


def test_importing_and_starting_is_cheap() -> None:
    script = (
        "import sys, mockint.execution.judge, mockint.execution.pool\n"
        "print([name for name in ('psutil', 'asyncio', 'multiprocessing', 'PySide6', 'sqlalchemy') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_own_code_is_not_readable_and_the_environment_is_empty(judge: Judge) -> None:
    spec = JudgeSpec(entry_point="f", tests=(TestCase(args=(str(Path(__file__)),), expected=[]),))
    report = judge.judge(spec, "def f(path):\n    return open(path).read()")
    assert "PermissionError" in report.message
    code = "import os\ndef f(path):\n    return sorted(set(os.environ) - {'PYTHONHASHSEED', 'MALLOC_ARENA_MAX', 'LANG', 'LC_CTYPE'})"
    assert judge.judge(spec, code).verdict is TestVerdict.ACCEPTED
