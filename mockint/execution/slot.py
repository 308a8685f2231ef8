"""A worker's place in the loop: what it is doing, for whom, since when, and within which limits."""

from __future__ import annotations

import json
import signal
from concurrent.futures import Future
from enum import Enum, auto
from typing import Any

from mockint.execution.job import End, Outcome, Ran
from mockint.execution.progress import Progress
from mockint.execution.worker import Worker

START_S = 30.0
_IDLE_BYTES = 4_096
_LOAD_CPU_S = 1.0
_LOAD_WALL_S = 3.0


class State(Enum):
    """What a worker is doing."""

    STARTING = auto()
    IDLE = auto()
    RUNNING = auto()
    DYING = auto()


class Slot:
    """A worker, its part in the loop, and the request that it is answering."""

    def __init__(self, worker: Worker, now_s: float) -> None:
        self.worker = worker
        self.state = State.STARTING
        self.layers: tuple[str, ...] = ()
        self.progress: Progress | None = None
        self.future: Future[Ran] | None = None
        self.nonce = ""
        self.asked_s = now_s
        self.asked_cpu_s = 0.0
        self.check_s = now_s + START_S
        self.compiled = False
        self.output = bytearray()
        self.output_bytes = 0
        self.end: tuple[End, str] | None = None
        self.ended_s = 0.0
        self.is_writing = False

    @property
    def cpu_limit_s(self) -> float:
        """CPU seconds that the request under way may take; loading has a least, for imports."""
        assert self.progress is not None
        cpu_s = self.progress.job.limits.cpu_s
        return max(cpu_s, _LOAD_CPU_S) if self.progress.is_loading else cpu_s

    @property
    def wall_limit_s(self) -> float:
        """Wall seconds that the request under way may take."""
        assert self.progress is not None
        wall_s = self.progress.job.limits.wall_s
        return max(wall_s, _LOAD_WALL_S) if self.progress.is_loading else wall_s

    @property
    def reply_bytes(self) -> int:
        """Bytes that a reply may have; one that is not asked for has few."""
        return _IDLE_BYTES if self.progress is None else self.progress.job.limits.reply_bytes

    @property
    def output_room(self) -> int:
        """Bytes of output that are still kept."""
        most = _IDLE_BYTES if self.progress is None else self.progress.job.limits.output_kept_bytes
        return max(0, most - len(self.output))

    def read(self, frame: bytes) -> tuple[Any, ...] | None:
        """The reply behind the nonce of the request under way; None for anything else."""
        if not frame.startswith(b'["' + self.nonce.encode("ascii") + b'",'):
            return None
        try:
            message = json.loads(frame)
        except (ValueError, RecursionError):
            return None
        return tuple(message[1:])

    def outcome(self, end: End, now_s: float, reply: tuple[Any, ...] = (), detail: str = "") -> Outcome:
        """What became of the request under way."""
        return Outcome(
            end=end,
            reply=reply,
            wall_s=now_s - self.asked_s,
            cpu_s=max(0.0, self.worker.cpu_s() - self.asked_cpu_s),
            output=self.output.decode("utf-8", "replace"),
            detail=detail,
            compiled=self.compiled,
        )


def has_crashed(code: int | None) -> bool:
    """Whether the process was ended by a signal that a fault in its own code raises."""
    return code is not None and -code in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)


def how_it_died(code: int | None) -> str:
    """The end of a sentence about a worker that ended without an answer."""
    if code is None or code >= 0:
        return f"the program ended itself (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return "the program left the judge" if name == "SIGKILL" else f"the program crashed ({name})"
