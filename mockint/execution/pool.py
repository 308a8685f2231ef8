"""The worker pool: the one thread that runs candidate code for everybody else, behind a plain `submit`."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import Future
from types import TracebackType

from mockint.errors import ExecutionError
from mockint.execution.job import Isolation, Job, Ran, isolation_of
from mockint.execution.runner import Runner
from mockint.execution.worker import interpreter

_ISOLATION_WAIT_S = 30.0


class WorkerPool:
    """Runs jobs in one-shot, confined worker processes that are started ahead.

    Safe to use from any thread. It ends every process it has started: at the end of each job, at `close`, and by the
    kernel should this process be killed.

    Args:
        spares: Workers that are kept ready.
        parallel: Jobs that may run at the same time; the machine's cores, at least 2, by default.
        confined: False leaves candidate code its full powers. Only the proof that an attack is real needs that.
        python: Interpreter of the workers; the one behind this process by default.
    """

    def __init__(
        self, *, spares: int = 2, parallel: int | None = None, confined: bool = True, python: str | None = None
    ) -> None:
        self._settings = (python or interpreter(), spares, parallel or max(2, os.cpu_count() or 2), confined)
        self._runner: Runner | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._layers_known = threading.Event()
        self._layers: tuple[str, ...] | None = None

    def start(self) -> None:
        """Start the thread and the first spares; returns at once.

        Raises:
            ExecutionError: This system has no way to run code yet.
        """
        if sys.platform == "win32":
            raise ExecutionError("Code cannot be run on Windows yet.", "Use Linux, or WSL on Windows.")
        python, spares, parallel, confined = self._settings
        with self._lock:
            if self._thread is not None:
                return
            self._runner = Runner(python, spares=spares, parallel=parallel, confined=confined)
            self._runner.on_layers = self._note_layers
            # A daemon, so that a crash elsewhere is not held up; the kernel ends the workers with the thread.
            self._thread = threading.Thread(target=self._runner.run, name="mockint-workers", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Kill every worker, wait for them and end the thread; jobs under way are cancelled."""
        with self._lock:
            runner, thread, self._runner = self._runner, self._thread, None
            if runner is not None:
                runner.stop()
        if runner is not None and thread is not None:
            thread.join()
            runner.dispose()

    def __enter__(self) -> WorkerPool:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def submit(self, job: Job) -> Future[Ran]:
        """Queue a job; its future is done when the worker is gone.

        Raises:
            ExecutionError: The pool is not running.
        """
        future: Future[Ran] = Future()
        with self._lock:
            if self._runner is None:
                raise ExecutionError("The code runner is not running.", "Start the program again to run code.")
            self._runner.submit(job, future)
        return future

    def isolation(self, timeout_s: float = _ISOLATION_WAIT_S) -> Isolation:
        """How candidate code is shut in, as a real worker has told.

        Raises:
            ExecutionError: No worker could be started.
        """
        self._layers_known.wait(timeout_s)
        if self._layers is None:
            raise ExecutionError(
                "No process to run code in could be started.", f"Check that {self._settings[0]} can be run."
            )
        return isolation_of(self._layers)

    def _note_layers(self, layers: tuple[str, ...] | None) -> None:
        if layers is not None:
            self._layers = layers
        self._layers_known.set()
