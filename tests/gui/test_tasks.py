"""Work on the lanes and the way back to the GUI thread."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockint.errors import KnownError
from tests.helpers.fake_services import FakeBoot, FakeServices
from ui.tasks import TaskRunner


@pytest.fixture
def runner(qapp: QApplication, services: FakeServices) -> Iterator[TaskRunner]:
    made = TaskRunner(FakeBoot(services))
    made.start(lambda _: None, lambda _: None, lambda _: None)
    made.let_open()
    yield made
    made.close()
    made.deleteLater()


def test_the_result_comes_back_on_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    got: list[Any] = []
    workers: list[str] = []

    def work(services: FakeServices) -> int:
        workers.append(threading.current_thread().name)
        return services.history().total

    owner = QObject()
    runner.store(work, owner, lambda n: got.append((n, QThread.currentThread().isMainThread())))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(5, True)]
    assert workers[0] != threading.main_thread().name


def test_a_known_error_goes_to_who_asked_and_a_bug_to_the_crash_handler(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[KnownError] = []
    owner = QObject()

    def refuse(_: object) -> None:
        raise KnownError("The disk is full.")

    runner.store(refuse, owner, lambda _: pytest.fail("it did not work"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].what == "The disk is full."
    with qtbot.waitSignal(runner.bug_found) as caught:
        runner.remote(lambda: 1 // 0, owner, lambda _: pytest.fail("it did not work"))
    assert isinstance(caught.args[0], ZeroDivisionError)


def test_jobs_are_done_in_order_and_wait_for_the_services(qtbot: QtBot, services: FakeServices) -> None:
    order: list[str] = []
    runner = TaskRunner(FakeBoot(services))
    owner = QObject()
    runner.start(lambda _: order.append("listed"), lambda _: order.append("opened"), lambda _: None)
    runner.let_open()
    runner.store(lambda s: s.history(), owner, lambda _: order.append("history"))
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["listed", "opened", "history"]
    runner.close()
    assert services.closed


def test_services_that_cannot_open_refuse_every_job_with_the_reason(qtbot: QtBot, services: FakeServices) -> None:
    boot = FakeBoot(services)
    boot.refusal = KnownError("The history is from a newer mockint.")
    told: list[str] = []
    runner = TaskRunner(boot)
    owner = QObject()
    runner.start(lambda _: None, lambda _: pytest.fail("it opened"), lambda fault: told.append(fault.what))
    runner.let_open()
    runner.store(
        lambda s: s.history(), owner, lambda _: pytest.fail("it opened"), lambda fault: told.append(fault.what)
    )
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["The history is from a newer mockint."] * 2
    runner.close()


def _held(runner: TaskRunner, owner: QObject, **more: Any) -> tuple[Any, threading.Event, threading.Event]:
    begun, go_on = threading.Event(), threading.Event()

    def work(_: object) -> str:
        begun.set()
        go_on.wait(20)
        return "done"

    task = runner.store(work, owner, more.pop("done", lambda _: pytest.fail("nobody wanted it")), **more)
    assert begun.wait(10)
    return task, begun, go_on


def test_cancelled_work_says_nothing(runner: TaskRunner, qtbot: QtBot) -> None:
    owner = QObject()
    task, _, go_on = _held(runner, owner)
    after: list[str] = []
    task.cancel()
    runner.store(lambda _: "next", owner, after.append)
    go_on.set()
    qtbot.waitUntil(lambda: after == ["next"])


def test_an_owner_that_is_gone_is_not_called(runner: TaskRunner, qtbot: QtBot) -> None:
    owner, other = QObject(), QObject()
    _, _, go_on = _held(runner, owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: runner.under_way() == 0)
    after: list[str] = []
    runner.store(lambda _: "next", other, after.append)
    go_on.set()
    qtbot.waitUntil(lambda: after == ["next"])


def test_slow_work_is_told_and_taken_back(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[bool] = []
    done: list[str] = []
    owner = QObject()
    _, _, go_on = _held(runner, owner, done=done.append, slow=told.append)
    qtbot.waitUntil(lambda: told == [True], timeout=3000)
    go_on.set()
    qtbot.waitUntil(lambda: bool(done))
    assert told == [True, False]


def test_quick_work_shows_no_progress(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[bool] = []
    done: list[int] = []
    runner.store(lambda _: 1, QObject(runner), done.append, slow=told.append)
    qtbot.waitUntil(lambda: bool(done))
    assert told == []


def test_closing_finishes_queued_work_and_drops_outcomes(qtbot: QtBot, services: FakeServices) -> None:
    runner = TaskRunner(FakeBoot(services))
    runner.start(lambda _: None, lambda _: None, lambda _: None)
    runner.let_open()
    owner = QObject()
    ran: list[int] = []
    _, _, go_on = _held(runner, owner)
    go_on.set()
    runner.close()
    runner.close()
    assert services.closed
    with pytest.raises(RuntimeError):
        runner.store(lambda _: ran.append(1), owner, lambda _: None)
    with pytest.raises(RuntimeError):
        runner.remote(lambda: ran.append(1), owner, lambda _: None)
    assert ran == []


def test_nobody_may_ask_before_the_start(services: FakeServices) -> None:
    runner = TaskRunner(FakeBoot(services))
    work: Callable[[Any], None] = lambda _: None  # noqa: E731
    with pytest.raises(RuntimeError):
        runner.store(work, QObject(runner), work)
    runner.close()
