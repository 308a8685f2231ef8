"""Brings work to the lanes and its outcome back to the GUI thread."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mockint.errors import KnownError
from mockint.lanes import RemoteLane, StoreLane
from ui.services_port import Boot, QuestionShelf, Services

_T = TypeVar("_T")

SLOW_MS = 300
"""Work that takes longer shows that it is going on."""

_log = logging.getLogger(__name__)


class Task(Generic[_T]):
    """A piece of work under way; drop it or `cancel` it.

    Args:
        done: Called with the result.
        failed: Called with a `KnownError`; other exceptions go to the crash handler.
        slow: Called with True once the work takes long, and with False when such work ended.
    """

    def __init__(
        self,
        done: Callable[[_T], None],
        failed: Callable[[KnownError], None] | None,
        slow: Callable[[bool], None] | None,
    ) -> None:
        self.done = done
        self.failed = failed
        self.slow = slow
        self.timer: QTimer | None = None
        self.future: Future[_T] | None = None
        self.told_slow = False
        self.cancelled = False

    def cancel(self) -> None:
        """Forget the outcome; work that has not begun is not begun."""
        self.cancelled = True
        if self.future is not None:
            self.future.cancel()
        self.settle()

    def settle(self) -> None:
        """Take back what was shown while the work went on."""
        if self.timer is not None:
            self.timer.stop()
            self.timer.deleteLater()
            self.timer = None
        if self.told_slow and self.slow is not None:
            self.told_slow = False
            self.slow(False)  # noqa: FBT003

    def tell_slow(self) -> None:
        """The work takes longer than a moment."""
        if self.slow is not None:
            self.told_slow = True
            self.slow(True)  # noqa: FBT003


class TaskRunner(QObject):
    """Owns the lanes. Work is a plain function of services; its outcome comes back in a slot on the GUI thread.

    Jobs on the store lane wait in line behind the opening of the services, so pages may ask before they are there. An
    owner that is destroyed takes its tasks with it.
    """

    _landed = Signal(int, object)
    bug_found = Signal(object)

    def __init__(self, boot: Boot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boot = boot
        self._store: StoreLane | None = None
        self._remote = RemoteLane()
        self._services: Services | None = None
        self._refusal: BaseException | None = None
        self._numbers = itertools.count(1)
        self._tasks: dict[int, Task[Any]] = {}
        self._owners: dict[int, QObject] = {}
        self._may_open = threading.Event()
        self._closed = False
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        listed: Callable[[QuestionShelf], None],
        opened: Callable[[Services], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Start the store lane with its first two jobs: the list of questions, then, once `let_open`, the services."""
        self._store = StoreLane()
        self._run(self._store, self._boot.questions, self, Task(listed, failed, None))
        self._run(self._store, self._open, self, Task(opened, failed, None))

    def let_open(self) -> None:
        """Let the services open now; until then the GUI thread has the interpreter to itself to build the first page."""
        self._may_open.set()

    def reopen(self, opened: Callable[[Services], None], failed: Callable[[KnownError], None]) -> None:
        """Try once more to open services that refused."""
        if self._store is not None and not self._closed:
            self._run(self._store, self._open, self, Task(opened, failed, None))

    @property
    def refusal(self) -> BaseException | None:
        """Why the services are not open; None where they are or were not tried yet."""
        return self._refusal

    def store(
        self,
        work: Callable[[Services], _T],
        owner: QObject,
        done: Callable[[_T], None],
        failed: Callable[[KnownError], None] | None = None,
        slow: Callable[[bool], None] | None = None,
    ) -> Task[_T]:
        """Do work in line on the store lane.

        Args:
            work: A plain function of the services; it raises `KnownError` for the world's faults.
            owner: Whose task it is; where it is destroyed first, the outcome is dropped.
            done: Called with the result.
            failed: Called with a `KnownError`; None logs it.
            slow: Told when the work takes longer than a moment, and when such work ended.

        Raises:
            RuntimeError: Before `start` and after `close`.
        """
        if self._store is None or self._closed:
            raise RuntimeError("the lanes are not running")
        return self._run(self._store, lambda: work(self._opened()), owner, Task(done, failed, slow))

    def remote(
        self,
        work: Callable[[], _T],
        owner: QObject,
        done: Callable[[_T], None],
        failed: Callable[[KnownError], None] | None = None,
        slow: Callable[[bool], None] | None = None,
    ) -> Task[_T]:
        """Do work that may hang on a thread of its own; cancelling abandons it."""
        if self._closed:
            raise RuntimeError("the lanes are not running")
        return self._run(self._remote, work, owner, Task(done, failed, slow))

    def under_way(self) -> int:
        """How many tasks have not come back yet."""
        return len(self._tasks)

    def close(self) -> None:
        """Drop every outcome, finish the store lane's work and give the services back."""
        if self._closed:
            return
        self._closed = True
        self._may_open.set()
        for number in tuple(self._tasks):
            self._drop(number)
        if self._store is not None:
            self._store.submit(self._close_services)
            self._store.close()

    def _open(self) -> Services:
        self._may_open.wait()
        if self._closed:
            raise RuntimeError("the window was closed before the services were open")
        try:
            self._services = self._boot.open()
        except BaseException as fault:
            self._refusal = fault
            raise
        self._refusal = None
        return self._services

    def _opened(self) -> Services:
        if self._services is None:
            raise self._refusal or RuntimeError("the services are not open")
        return self._services

    def _close_services(self) -> None:
        if self._services is not None:
            self._services.close()

    def _run(self, lane: StoreLane | RemoteLane, work: Callable[[], _T], owner: QObject, task: Task[_T]) -> Task[_T]:
        number = next(self._numbers)
        self._tasks[number] = task
        # Holding the wrapper keeps `destroyed` connected; the owner itself belongs to Qt.
        owner.destroyed.connect(lambda: self._drop(number))
        if task.slow is not None:
            task.timer = QTimer(self)
            task.timer.setSingleShot(True)
            task.timer.timeout.connect(task.tell_slow)
            task.timer.start(SLOW_MS)
        future = lane.submit(work)
        task.future = future
        future.add_done_callback(lambda ended: self._from_lane(number, ended))
        return task

    def _from_lane(self, number: int, ended: Future[Any]) -> None:
        """Runs on the lane's thread: the only thing done here is to post the outcome."""
        if not self._closed:
            try:
                self._landed.emit(number, ended)
            except RuntimeError:
                _log.debug("the window was gone before task %d ended", number)

    @Slot(int, object)
    def _land(self, number: int, ended: Future[Any]) -> None:
        task = self._tasks.pop(number, None)
        if task is None:
            return
        task.settle()
        if task.cancelled or self._closed:
            return
        try:
            result = ended.result()
        except CancelledError:
            return
        except KnownError as fault:
            if task.failed is not None:
                task.failed(fault)
            else:
                _log.warning("nobody was told: %s", fault)
        except Exception as bug:  # noqa: BLE001 - a bug of the work is told by the crash handler, the window goes on
            self.bug_found.emit(bug)
        else:
            task.done(result)

    def _drop(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task is not None:
            task.cancel()
