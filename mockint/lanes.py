"""The two lanes on which work leaves the caller's thread: one store lane in order, and remote lanes that may be abandoned."""

from __future__ import annotations

import atexit
import itertools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

_T = TypeVar("_T")
_In = TypeVar("_In")
_Job = Callable[[], None]

_log = logging.getLogger(__name__)


class StoreLane:
    """One thread that does its jobs in the order they came and finishes them all at `close`.

    The history is touched on this lane alone, so that there is never a second writer in the process. A program that
    ends without calling `close` (a bug, an interrupt) has its jobs finished all the same.
    """

    def __init__(self, name: str = "store-lane") -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        # The interpreter waits for an ordinary thread before it runs what is registered here, and would wait for ever
        # for one that nobody closes; a daemon thread still runs at that point and is closed in order.
        atexit.register(self.close)

    def submit(self, work: Callable[[], _T]) -> Future[_T]:
        """Queue a job.

        Returns:
            A future with the job's result or the exception it raised.

        Raises:
            RuntimeError: If the lane is closed.
        """
        future: Future[_T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the store lane is closed")
            self._jobs.put(lambda: _run_into(future, work))
        return future

    def call(self, work: Callable[[], _T]) -> _T:
        """Queue a job and wait for its result."""
        if threading.current_thread() is self._thread:
            return work()
        return self.submit(work).result()

    def close(self) -> None:
        """Finish what is queued, then end the thread. Calling it twice is fine."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()
            atexit.unregister(self.close)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class RemoteLane:
    """Threads for work that may hang (network, keyring, imports): each job has its own, and none keeps the program."""

    def __init__(self, name: str = "remote-lane") -> None:
        self._name = name
        self._numbers = itertools.count(1)

    def submit(self, work: Callable[[], _T]) -> Future[_T]:
        """Start a job at once on a daemon thread; whoever no longer wants the result just drops the future."""
        future: Future[_T] = Future()
        name = f"{self._name}-{next(self._numbers)}"
        threading.Thread(target=_run_into, args=(future, work), name=name, daemon=True).start()
        return future

    def map(self, work: Callable[[_In], _T], items: Iterable[_In], most: int) -> Generator[_T, None, None]:
        """Do a piece of work on each item, `most` at a time, and give the results in the order of the items.

        A slow item holds up what is given, and nothing else. Whoever stops asking has what is under way dropped, and no
        further item is begun.
        """
        waiting: deque[tuple[Future[_T], _In]] = deque((Future(), item) for item in items)
        futures = [future for future, _ in waiting]

        def work_off() -> None:
            while True:
                try:
                    future, item = waiting.popleft()
                except IndexError:
                    return
                _run_into(future, partial(work, item))

        for _ in range(min(most, len(futures))):
            self.submit(work_off)
        try:
            for future in futures:
                yield future.result()
        finally:
            waiting.clear()


def _run_into(future: Future[_T], work: Callable[[], _T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as fault:  # handed over whole: the caller's thread is where it is told
        future.set_exception(fault)
        if not isinstance(fault, Exception):
            _log.error("a lane's job ended with %r", fault)
    else:
        future.set_result(result)
