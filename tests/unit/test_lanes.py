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


def test_work_on_many_items_is_given_in_their_order() -> None:
    """The first item is done last: it waits for the third, which two at a time let begin meanwhile."""
    third = threading.Event()

    def work(item: int) -> str:
        if item == 0:
            assert third.wait(10)
        if item == 2:
            third.set()
        return f"{item} on {threading.current_thread().name}"

    found = list(RemoteLane("many").map(work, range(6), 2))
    assert [each.split()[0] for each in found] == list("012345")
    assert threading.current_thread().name not in {each.split(" on ")[1] for each in found}
    assert list(RemoteLane("none").map(work, [], 2)) == []


def test_a_fault_of_one_item_is_told_in_its_place() -> None:
    found = RemoteLane().map(lambda item: 1 // item, [1, 0, 2], 2)
    assert next(found) == 1
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_whoever_stops_asking_has_no_further_item_begun() -> None:
    begun, may_end = [], threading.Event()

    def work(item: int) -> int:
        begun.append(item)
        if item > 0:
            assert may_end.wait(10)
        return item

    found = RemoteLane("stopped").map(work, range(50), 1)
    assert next(found) == 0
    found.close()
    may_end.set()
    for thread in threading.enumerate():
        if thread.name.startswith("stopped"):
            thread.join(10)
    assert begun in ([0], [0, 1])
