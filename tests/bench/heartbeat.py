"""Watches the GUI thread: how late a timer of a few milliseconds comes is how long the thread was held up."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 4


class Heartbeat(QObject):
    """Notes by how many seconds each beat was late, and what went on then.

    Attributes:
        doing: What goes on, in a word; set by whoever drives the window.
        worst: The latest beat of each thing that went on, in seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late_s: list[float] = []
        self.doing = ""
        self.worst: dict[str, float] = {}
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self.late_s.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = max(0.0, now - self._last - INTERVAL_MS / 1000)
        self.late_s.append(late)
        self.worst[self.doing] = max(late, self.worst.get(self.doing, 0.0))
        self._last = now
