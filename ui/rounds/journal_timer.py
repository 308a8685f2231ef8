"""What ties a round's journal to the window's thread: its timer, and the way back for what it tells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class JournalTimer(QObject):
    """Calls the journal again when its batch is due, on the window's thread; may be asked from any thread."""

    _asked = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked.connect(self._start)

    def later(self, delay_s: float, call: Callable[[], None]) -> None:
        """Call a function once, so many seconds from now."""
        self._asked.emit(max(0, round(delay_s * 1000)), call)

    def _start(self, delay_ms: int, call: Callable[[], None]) -> None:
        QTimer.singleShot(delay_ms, self, call)


class Relay(QObject):
    """Brings what the store lane tells to the window's thread.

    Signals:
        trouble: A fault while the history cannot be written, None once it can again.
    """

    trouble = Signal(object)
