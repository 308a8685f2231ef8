"""The loop that owns every worker for the life of a pool; it sees frames, clocks and deaths, and compares nothing."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import selectors
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from mockint.errors import ExecutionError
from mockint.execution.job import End, Job, Outcome, Ran
from mockint.execution.progress import Progress
from mockint.execution.replies import is_reply
from mockint.execution.slot import Slot, State, has_crashed, how_it_died
from mockint.execution.worker import ProtocolError, Worker

log = logging.getLogger(__name__)

_TICK_S = 0.05
_LEAST_TICK_S = 0.005
_QUIET_S = 0.02
_MEMORY_SLACK = 64 << 20
_MAX_START_FAILURES = 2


class Runner:
    """The loop; every method but `submit` and `stop` belongs to its own thread."""

    def __init__(self, python: str, *, spares: int, parallel: int, confined: bool) -> None:
        self._python = python
        self._spares = spares
        self._parallel = parallel
        self._confined = confined
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._inbox: deque[tuple[Job, Future[Ran], float]] = deque()
        self._waiting: deque[tuple[Progress, Future[Ran]]] = deque()
        self._slots: list[Slot] = []
        self._failures = 0
        self._quiet_since_s = 0.0
        self._stopping = False
        self._ended = False
        self._lock = threading.Lock()
        self.on_layers: Callable[[tuple[str, ...] | None], None] = lambda _layers: None

    # -- called from other threads

    def submit(self, job: Job, future: Future[Ran]) -> None:
        """Queue a job.

        Raises:
            ExecutionError: The loop has ended.
        """
        with self._lock:
            if self._ended:
                raise ExecutionError("The code runner has been shut down.", "Start the program again to run code.")
            self._inbox.append((job, future, time.monotonic()))
        self._wake()

    def stop(self) -> None:
        """Ask the loop to end every worker and itself."""
        self._stopping = True
        self._wake()

    def dispose(self) -> None:
        """Close what other threads use to wake the loop; only when its thread has ended."""
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._wake_write, b"!")

    # -- the loop

    def run(self) -> None:
        """Serve until `stop`; then leave no process, no descriptor and no waiting future."""
        self._selector.register(self._wake_read, selectors.EVENT_READ, self._woken)
        try:
            while not self._stopping:
                for key, _ in self._selector.select(self._timeout()):
                    key.data()
                self._take_inbox()
                self._check_clocks()
                self._assign()
                self._refill()
        except BaseException as error:
            log.exception("the runner of workers has failed")
            self._finish(error)
            raise
        self._finish(CancelledError())

    def _finish(self, error: BaseException) -> None:
        self._stopping = True
        for slot in self._slots:
            slot.worker.kill()
        for slot in self._slots:
            slot.worker.close()
        with self._lock:
            self._ended = True
        futures = [slot.future for slot in self._slots] + [future for _, future in self._waiting]
        futures += [future for _, future, _ in self._inbox]
        self._slots.clear()
        self._selector.close()
        for future in futures:
            if future is not None and not future.done():
                future.set_exception(error)
        self.on_layers(None)

    def _woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake_read, 4096)

    def _timeout(self) -> float | None:
        now = time.monotonic()
        times = [slot.check_s for slot in self._slots if slot.state in (State.STARTING, State.RUNNING)]
        if self._wants_spare():
            times.append(self._quiet_since_s + _QUIET_S)
        if self._waiting:
            times.append(now + _TICK_S)
        return max(0.0, min(times) - now) if times else None

    def _take_inbox(self) -> None:
        while self._inbox:
            job, future, asked_s = self._inbox.popleft()
            if future.set_running_or_notify_cancel():
                self._waiting.append((Progress(job, asked_s), future))
                self._failures = min(self._failures, _MAX_START_FAILURES - 1)

    def _in_state(self, state: State) -> list[Slot]:
        return [slot for slot in self._slots if slot.state is state]

    # -- starting workers and giving them work

    def _wants_spare(self) -> bool:
        # Nor while one dies: someone waits for its end, and a start takes as long as a whole run.
        if self._failures >= _MAX_START_FAILURES or self._in_state(State.RUNNING) or self._in_state(State.DYING):
            return False
        return self._ready() < self._spares

    def _ready(self) -> int:
        return sum(slot.state in (State.STARTING, State.IDLE) for slot in self._slots)

    def _refill(self) -> None:
        while self._ready() < min(len(self._waiting), self._parallel):
            self._start()
        if self._wants_spare() and time.monotonic() >= self._quiet_since_s + _QUIET_S:
            self._start()

    def _start(self) -> None:
        try:
            worker = Worker(self._python, confined=self._confined)
        except OSError as error:
            self._start_failed(f"{self._python} could not be started: {error.strerror}")
            return
        slot = Slot(worker, time.monotonic())
        self._slots.append(slot)
        self._selector.register(worker.replies, selectors.EVENT_READ, lambda: self._on_reply(slot))
        self._selector.register(worker.output, selectors.EVENT_READ, lambda: self._on_output(slot))
        if worker.pidfd >= 0:
            self._selector.register(worker.pidfd, selectors.EVENT_READ, lambda: self._on_death(slot))
        if self._waiting:
            worker.send(["hurry", ""])

    def _start_failed(self, why: str) -> None:
        self._failures += 1
        log.warning("a worker did not start: %s", why)
        if self._failures < _MAX_START_FAILURES:
            return
        self.on_layers(None)
        while self._waiting:
            progress, future = self._waiting.popleft()
            outcome = Outcome(End.FAULT, detail=why)
            while not progress.is_over:
                progress.take(outcome, time.monotonic())
            future.set_result(progress.result(time.monotonic()))

    def _assign(self) -> None:
        self._drop_cancelled()
        while self._waiting and len(self._in_state(State.RUNNING)) < self._parallel:
            idle = self._in_state(State.IDLE)
            if not idle:
                return
            slot = idle[0]
            slot.progress, slot.future = self._waiting.popleft()
            slot.state = State.RUNNING
            slot.progress.new_worker(slot.layers)
            self._ask(slot)

    def _drop_cancelled(self) -> None:
        for entry in [entry for entry in self._waiting if _is_cancelled(entry[0].job)]:
            self._waiting.remove(entry)
            entry[1].set_exception(CancelledError())

    def _ask(self, slot: Slot) -> None:
        assert slot.progress is not None
        op, body = slot.progress.request()
        slot.nonce = secrets.token_hex(8)
        slot.compiled = op != "load"
        slot.output.clear()
        slot.asked_cpu_s = slot.worker.cpu_s()
        slot.asked_s = time.monotonic()
        slot.check_s = slot.asked_s + min(_TICK_S, slot.cpu_limit_s)
        slot.worker.send([op, slot.nonce, *body])
        if slot.worker.unsent:
            slot.is_writing = True
            self._selector.register(slot.worker.requests, selectors.EVENT_WRITE, lambda: self._on_writable(slot))

    def _on_writable(self, slot: Slot) -> None:
        if slot.state is State.DYING:
            return
        slot.worker.send_more()
        if not slot.worker.unsent:
            self._stop_writing(slot)

    def _stop_writing(self, slot: Slot) -> None:
        if slot.is_writing:
            slot.is_writing = False
            self._selector.unregister(slot.worker.requests)

    # -- limits

    def _check_clocks(self) -> None:
        now = time.monotonic()
        for slot in list(self._slots):
            if slot.check_s > now:
                continue
            if slot.state is State.STARTING:
                self._end(slot, End.FAULT, "it did not become ready")
            elif slot.state is State.RUNNING:
                self._check_slot(slot, now)

    def _check_slot(self, slot: Slot, now: float) -> None:
        assert slot.progress is not None
        cpu_left = slot.cpu_limit_s - (slot.worker.cpu_s() - slot.asked_cpu_s)
        wall_left = slot.wall_limit_s - (now - slot.asked_s)
        peak = slot.worker.peak_bytes() or 0
        if _is_cancelled(slot.progress.job):
            slot.progress.cancelled = True
            self._end(slot, End.NOT_RUN, "")
        elif peak > (slot.progress.job.limits.memory_mb << 20) + _MEMORY_SLACK:
            self._end(slot, End.MEMORY, "")
        elif cpu_left <= 0:
            self._end(slot, End.CPU, "")
        elif wall_left <= 0:
            self._end(slot, End.WALL, "")
        else:
            slot.check_s = now + min(_TICK_S, max(_LEAST_TICK_S, cpu_left), max(_LEAST_TICK_S, wall_left))

    # -- what a worker says

    def _on_output(self, slot: Slot) -> None:
        """Take one pipe full of output; its end is of no interest, the reply pipe tells of death."""
        if slot.state is State.DYING:
            return
        part = slot.worker.read_output()
        if part is None:
            self._unwatch(slot.worker.output)
            return
        slot.output_bytes += len(part)
        slot.output += part[: slot.output_room]
        if slot.progress is not None and slot.output_bytes > slot.progress.job.limits.output_bytes:
            self._end(slot, End.OUTPUT, "")

    def _unwatch(self, descriptor: int) -> None:
        if descriptor in self._selector.get_map():
            self._selector.unregister(descriptor)

    def _drain_output(self, slot: Slot) -> None:
        """Take what is in the output pipe before the reply that follows it is used."""
        while slot.state is State.RUNNING and slot.worker.output in self._selector.get_map():
            before = slot.output_bytes
            self._on_output(slot)
            if slot.output_bytes == before:
                return

    def _on_reply(self, slot: Slot) -> None:
        if slot.state is State.DYING:
            return
        try:
            frames = slot.worker.receive(slot.reply_bytes)
        except ProtocolError:
            self._end(slot, End.ABUSE, "")
            return
        if frames is None:
            self._end(slot, End.DIED, "")
            return
        for index, frame in enumerate(frames):
            if slot.state is State.STARTING:
                self._became_ready(slot, frame)
            elif slot.state is State.RUNNING:
                is_last = index == len(frames) - 1 and not slot.worker.has_partial_frame
                self._take_reply(slot, frame, is_last=is_last)
            else:
                self._end(slot, End.ABUSE, "")

    def _became_ready(self, slot: Slot, frame: bytes) -> None:
        what, layers = json.loads(frame)
        assert what == "ready"
        slot.layers = tuple(layers)
        slot.state = State.IDLE
        self._failures = 0
        self.on_layers(slot.layers)

    def _take_reply(self, slot: Slot, frame: bytes, *, is_last: bool) -> None:
        assert slot.progress is not None
        reply = slot.read(frame)
        if reply is None:
            self._end(slot, End.ABUSE, "")
        elif reply[0] == "compiled" and not slot.compiled:
            slot.compiled = True
        elif not is_last or not is_reply(reply, is_loading=slot.progress.is_loading):
            self._end(slot, End.ABUSE, "")
        else:
            self._drain_output(slot)
            if slot.state is State.RUNNING:
                self._replied(slot, reply)

    def _replied(self, slot: Slot, reply: tuple[Any, ...]) -> None:
        assert slot.progress is not None
        now = time.monotonic()
        outcome = slot.outcome(End.REPLIED, now, reply=reply)
        if outcome.cpu_s > slot.cpu_limit_s:
            outcome = outcome._replace(end=End.CPU)
        slot.progress.take(outcome, now)
        if slot.progress.is_over:
            self._end(slot, End.REPLIED, "")
        else:
            self._ask(slot)

    # -- the end of a worker

    def _end(self, slot: Slot, end: End, detail: str) -> None:
        """Kill a worker; what follows from it is done when it is gone."""
        if slot.state is State.DYING:
            return
        worker = slot.worker
        slot.end, slot.ended_s = (end, detail), time.monotonic()
        if slot.progress is not None:
            slot.progress.note_peak(worker.peak_bytes())
            worker.cpu_s()
        slot.state = State.DYING
        worker.kill()
        self._stop_writing(slot)
        for descriptor in (worker.replies, worker.output):
            self._unwatch(descriptor)
        if worker.pidfd < 0:
            # No way to be told: the wait for a killed process is short.
            self._gone(slot)

    def _on_death(self, slot: Slot) -> None:
        if slot.state is not State.DYING:
            self._on_reply(slot)  # its last words may still be in the pipe
            self._end(slot, End.DIED, "")
        self._gone(slot)

    def _gone(self, slot: Slot) -> None:
        assert slot.end is not None
        while (room := slot.output_room) > 0 and (part := slot.worker.read_output()):
            slot.output += part[:room]
        if slot.worker.pidfd >= 0:
            self._selector.unregister(slot.worker.pidfd)
        slot.worker.close()
        self._slots.remove(slot)
        self._quiet_since_s = time.monotonic()
        end, detail = slot.end
        if slot.progress is None or slot.future is None:
            if slot.layers == () and end in (End.DIED, End.FAULT):
                self._start_failed(slot.output.decode("utf-8", "replace")[-500:] or detail)
            return
        if slot.progress.cancelled:
            slot.future.set_exception(CancelledError())
            return
        if end is End.DIED:
            code = slot.worker.exit_code()
            # Until the code is compiled none of it has run: only the compiler's crash is its doing.
            end = End.DIED if slot.compiled or has_crashed(code) else End.FAULT
            detail = how_it_died(code)
        if end is not End.REPLIED:
            outcome = slot.outcome(end, slot.ended_s, detail=detail)
            slot.progress.take(outcome, slot.ended_s)
        if slot.progress.is_over:
            slot.future.set_result(slot.progress.result(time.monotonic()))
        else:
            self._waiting.appendleft((slot.progress, slot.future))


def _is_cancelled(job: Job) -> bool:
    return job.cancel is not None and job.cancel.is_set()
