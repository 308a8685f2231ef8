"""Bounds the number of a program's processes by construction: a tree can grow faster than it can be counted from outside.

For an ordinary user the kernel counts (RLIMIT_NPROC). It does not for root: there the program's filter hands each fork
over to a listener (seccomp_unotify(2)), and nothing happens until it is answered.
"""

# pathlib would cost more than the rest of the start.
# ruff: noqa: PTH112, PTH116, PTH208

from __future__ import annotations

import _thread
import contextlib
import errno
import fcntl
import os
import resource
import struct
import time
from collections.abc import Callable
from queue import SimpleQueue

_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_REQUEST_BYTES = 80
_GO_ON = 1
_MOST_FAULTS = 1_000
_PAUSE_S = 0.001
_FIRST_KERNEL = (5, 19)


def are_asked_for() -> bool:
    """Whether this program is root's, and the kernel can hold a call to the end until it is answered."""
    major, _, rest = os.uname().release.partition(".")
    minor = rest.partition(".")[0]
    return os.geteuid() == 0 and major.isdigit() and minor.isdigit() and (int(major), int(minor)) >= _FIRST_KERNEL


def come_first() -> None:
    """Let this process go ahead of everything else on the machine, and what it starts not: wishes are taken at once."""
    with contextlib.suppress(OSError):  # a root without that power is as quick as it can be
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(1))


def limit(more: int) -> None:
    """Let this user have so many tasks more than there are now; root is not bound by it."""
    if os.geteuid() == 0:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    wanted = _tasks_of(os.getuid()) + more
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (allowed, allowed))


def _tasks_of(user: int) -> int:
    """Processes and threads of a user, as the kernel counts them against the limit."""
    count = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        try:
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count


class Births:
    """The listener of one program's filter.

    Args:
        listener: Its descriptor.
        most: Processes that may live at the same time.
        living: Counts those that live, up to a number.

    Attributes:
        refused: Wishes that were not granted.
    """

    def __init__(self, listener: int, most: int, living: Callable[[int], int]) -> None:
        self.listener = listener
        self.refused = 0
        self._most = most
        self._living = living
        self._taken: SimpleQueue[int] = SimpleQueue()

    def begin(self) -> None:
        """Answer from now on, on threads of its own.

        One takes each wish at once: until it is taken, a signal to who wished undoes it, and a shell that is told so gives
        up. The other has the time to count.
        """
        _thread.start_new_thread(self._take_all, ())
        _thread.start_new_thread(self._answer_all, ())

    def _take_all(self) -> None:
        faults = 0
        while faults < _MOST_FAULTS:
            request = bytearray(_REQUEST_BYTES)
            try:
                fcntl.ioctl(self.listener, _RECEIVE, request)
            except OSError:  # who wished is gone; or all are, and then there is nothing more to take
                faults += 1
                time.sleep(_PAUSE_S)
                continue
            faults = 0
            self._taken.put(struct.unpack_from("<Q", request)[0])

    def _answer_all(self) -> None:
        while True:
            number = self._taken.get()
            is_granted = self._living(self._most) < self._most
            self.refused += not is_granted
            error, flags = (0, _GO_ON) if is_granted else (-errno.EAGAIN, 0)
            try:
                fcntl.ioctl(self.listener, _SEND, struct.pack("<QqiI", number, 0, error, flags))
            except OSError:
                continue  # who wished is gone
