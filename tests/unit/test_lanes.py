from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mockint.lanes import RemoteLane, StoreLane

ROOT = Path(__file__).resolve().parents[2]


def test_jobs_run_in_order_on_one_thread() -> None:
    lane = StoreLane("in-order")
    seen: list[tuple[int, str]] = []
    futures = [lane.submit(lambda n=n: seen.append((n, threading.current_thread().name))) for n in range(200)]
    lane.close()
    assert all(future.done() for future in futures)
    assert seen == [(n, "in-order") for n in range(200)]


def test_results_and_faults_come_back() -> None:
    lane = StoreLane()
    assert lane.submit(lambda: 7).result() == 7
    with pytest.raises(ZeroDivisionError):
        lane.submit(lambda: 1 // 0).result()
    assert lane.call(lambda: 8) == 8, "a fault does not end the lane"
    lane.close()


@pytest.mark.expects_log
def test_even_an_exit_does_not_end_the_lane(caplog: pytest.LogCaptureFixture) -> None:
    lane = StoreLane()
    with pytest.raises(SystemExit):
        lane.submit(lambda: sys.exit(3)).result()
    assert lane.call(lambda: 1) == 1
    assert "SystemExit" in caplog.text
    lane.close()


def test_a_job_may_call_its_own_lane_and_close_it() -> None:
    lane = StoreLane()
    assert lane.call(lambda: lane.call(lambda: 3)) == 3
    lane.call(lane.close)
    lane.close()


def test_a_cancelled_job_is_not_run() -> None:
    lane = StoreLane()
    go, ran = threading.Event(), []
    lane.submit(go.wait)
    future = lane.submit(lambda: ran.append(1))
    assert future.cancel()
    go.set()
    lane.close()
    assert ran == []


def test_a_closed_lane_takes_nothing_more() -> None:
    lane = StoreLane()
    lane.close()
    lane.close()
    with pytest.raises(RuntimeError, match="closed"):
        lane.submit(lambda: 1)
    assert not [thread for thread in threading.enumerate() if thread.name == "store-lane"]


def test_many_threads_may_submit() -> None:
    lane, seen = StoreLane(), []
    with ThreadPoolExecutor(4) as pool:
        for k in range(4):
            pool.submit(lambda k=k: [lane.submit(lambda n=n: seen.append((k, n))) for n in range(100)])
    lane.close()
    assert len(seen) == 400
    for k in range(4):
        assert [n for each, n in seen if each == k] == list(range(100))


@pytest.mark.parametrize("end", ["", "raise KeyError('a bug')", "sys.exit(4)"])
def test_a_program_that_forgets_to_close_still_finishes_its_jobs(tmp_path: Path, end: str) -> None:
    code = f"""
        import sys, pathlib
        from mockint.lanes import StoreLane
        lane = StoreLane()
        for number in range(50):
            lane.submit(lambda number=number: pathlib.Path({str(tmp_path)!r}, str(number)).touch())
        {end}
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, timeout=30, check=False, capture_output=True
    )
    assert len(list(tmp_path.iterdir())) == 50


def test_remote_jobs_do_not_wait_for_each_other() -> None:
    lane = RemoteLane("away")
    stuck, go = threading.Event(), threading.Event()

    def hang() -> str:
        stuck.set()
        go.wait()
        return threading.current_thread().name

    first = lane.submit(hang)
    assert stuck.wait(10)
    second = lane.submit(lambda: threading.current_thread().name)
    assert second.result(10) == "away-2"
    assert not first.done()
    go.set()
    assert first.result(10) == "away-1"
    with pytest.raises(ZeroDivisionError):
        lane.submit(lambda: 1 // 0).result(10)


def test_a_remote_job_that_hangs_does_not_keep_the_program() -> None:
    code = "import threading; from mockint.lanes import RemoteLane; RemoteLane().submit(threading.Event().wait)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=30, check=True)
