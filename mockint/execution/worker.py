"""One worker process as its parent sees it: pipes, clocks, memory, and its certain end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

CHILD = Path(__file__).parent / "inside" / "child.py"
_READ_BYTES = 1 << 16
_PIPE_BYTES = 1 << 18
_F_SETPIPE_SZ = 1031
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8"}


class ProtocolError(Exception):
    """The worker sent something that it was not asked for."""


def interpreter() -> str:
    """The real interpreter behind this one, never a shim or a launcher of a virtual environment."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return os.path.realpath(base)


class Worker:
    """A child process with a request pipe, a reply pipe and an output pipe; all of its descriptors are ours to close.

    It must be started by a thread that lives as long as the worker: the kernel kills it with that thread.
    """

    def __init__(self, python: str, *, confined: bool) -> None:
        request_read, self._requests = os.pipe()
        self.replies, reply_write = os.pipe()
        self.output, output_write = os.pipe()
        orders = {"requests": request_read, "replies": reply_write, "parent": os.getpid(), "confined": confined}
        try:
            self._process = subprocess.Popen(
                [python, "-s", "-S", "-P", "-X", "utf8", str(CHILD), json.dumps(orders)],
                stdin=subprocess.DEVNULL,
                stdout=output_write,
                stderr=output_write,
                pass_fds=(request_read, reply_write),
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        except BaseException:
            for descriptor in (self._requests, self.replies, self.output):
                os.close(descriptor)
            raise
        finally:
            for descriptor in (request_read, reply_write, output_write):
                os.close(descriptor)
        self.pid = self._process.pid
        # Opened now: for a process that is a zombie already the kernel gives none.
        self.pidfd = os.pidfd_open(self.pid) if hasattr(os, "pidfd_open") else -1
        self.unsent = memoryview(b"")
        self._buffer = bytearray()
        self._last_cpu_s = 0.0
        self._killed = False
        for descriptor in (self._requests, self.replies, self.output):
            os.set_blocking(descriptor, False)
        if sys.platform == "linux":
            _widen(self.replies)

    @property
    def requests(self) -> int:
        """The descriptor to watch while `unsent` is not empty."""
        return self._requests

    def send(self, message: list[Any]) -> None:
        """Send a request, as much of it as the pipe takes now; the rest waits in `unsent`."""
        body = json.dumps(message, separators=(",", ":")).encode("ascii")
        self.unsent = memoryview(struct.pack(">I", len(body)) + body)
        self.send_more()

    def send_more(self) -> None:
        """Go on sending; a worker that is gone is noticed elsewhere."""
        try:
            while self.unsent:
                self.unsent = self.unsent[os.write(self._requests, self.unsent) :]
        except BlockingIOError:
            return
        except OSError:
            self.unsent = memoryview(b"")

    def receive(self, most: int) -> list[bytes] | None:
        """The frames that have arrived in whole; None when the other end is closed.

        Raises:
            ProtocolError: A frame claims to be longer than `most` bytes.
        """
        try:
            part = os.read(self.replies, _PIPE_BYTES)
        except BlockingIOError:
            return []
        if not part:
            return None
        self._buffer += part
        return self._frames(most)

    def _frames(self, most: int) -> list[bytes]:
        frames = []
        while len(self._buffer) >= 4:
            (length,) = struct.unpack_from(">I", self._buffer)
            if length > most:
                raise ProtocolError("a frame is too long")
            if len(self._buffer) < 4 + length:
                break
            frames.append(bytes(self._buffer[4 : 4 + length]))
            del self._buffer[: 4 + length]
        return frames

    @property
    def has_partial_frame(self) -> bool:
        """Whether bytes have arrived that are not a whole frame."""
        return bool(self._buffer)

    def read_output(self) -> bytes | None:
        """What was printed since the last call, at most one pipe full; None when the other end is closed."""
        try:
            return os.read(self.output, _READ_BYTES) or None
        except BlockingIOError:
            return b""

    def cpu_s(self) -> float:
        """CPU seconds used by the whole process so far."""
        with contextlib.suppress(OSError, ImportError):
            self._last_cpu_s = max(self._last_cpu_s, _cpu_s(self.pid))
        return self._last_cpu_s

    def peak_bytes(self) -> int | None:
        """Highest resident memory so far; None where it cannot be told."""
        return _peak_bytes(self.pid)

    def kill(self) -> None:
        """End the process and its group, now; `exit_code` tells when it is over."""
        if self._killed:
            return
        self._killed = True
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()

    def exit_code(self) -> int | None:
        """The exit code if the process has ended by now (it is then no zombie); negative for a signal."""
        return self._process.poll()

    def close(self) -> None:
        """Kill, wait and close the pipes."""
        self.kill()
        self._process.wait()
        for descriptor in (self._requests, self.replies, self.output, self.pidfd):
            if descriptor >= 0:
                os.close(descriptor)


def _widen(descriptor: int) -> None:
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, _F_SETPIPE_SZ, _PIPE_BYTES)


def _cpu_s(pid: int) -> float:
    if sys.platform == "linux":
        return time.clock_gettime((~pid << 3) | 2)  # the process clock of another process, as clock_getcpuclockid(3)
    psutil = import_module("psutil")
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error as error:
        raise OSError(str(error)) from None
    return float(times.user + times.system)


def _peak_bytes(pid: int) -> int | None:
    if sys.platform == "linux":
        try:
            status = Path(f"/proc/{pid}/status").read_bytes()
        except OSError:
            return None
        start = status.find(b"VmHWM:")
        return int(status[start + 6 :].split(None, 1)[0]) * 1024 if start >= 0 else None
    psutil = import_module("psutil")
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return None
