"""Ctrl+C in the terminal closes the window as its close button does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def close_on_interrupt(close: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """While it is in force, SIGINT and SIGTERM call `close` on the GUI thread; gives whether one came.

    Python runs signal handlers only between its own instructions, which an idle Qt loop never gets to; the byte that
    Python writes for a signal wakes the loop.
    """
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    seen: list[int] = []
    before = {number: signal.signal(number, lambda got, _frame: seen.append(got)) for number in _SIGNALS}
    old_wakeup = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def wake() -> None:
        reader.recv(64)
        close()

    notifier.activated.connect(wake)
    try:
        yield lambda: bool(seen)
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(old_wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        reader.close()
        writer.close()


_SIGNALS = (signal.SIGINT, signal.SIGTERM)
