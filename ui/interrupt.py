"""Ctrl+C in the terminal closes the window as its close button does."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class InterruptWatch:
    """Until it is closed, SIGINT and SIGTERM call a function on the GUI thread.

    Python runs signal handlers only between its own instructions, which an idle Qt loop never gets to; the byte that
    Python writes for a signal wakes the loop.
    """

    def __init__(self, close: Callable[[], object]) -> None:
        self.came = False
        self._then = close
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.settimeout(0)
        self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._wake)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _note(self, _number: int, _frame: object) -> None:
        self.came = True

    def _wake(self) -> None:
        self._reader.recv(64)
        if self.came:
            self._then()
