"""Tells when the user has given the window no input for a while."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

IDLE_MS: Final = 1_000
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class IdleWatch(QObject):
    """Watches the whole application's input between `start` and `stop`.

    Signals:
        went_idle: There was no input for the whole while; comes again after `wait_again` or the next input.

    Args:
        parent: The Qt parent.
        idle_ms: The while, in milliseconds.
    """

    went_idle = Signal()

    def __init__(self, parent: QObject | None = None, idle_ms: int = IDLE_MS) -> None:
        super().__init__(parent)
        self._is_watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(idle_ms)
        self._timer.timeout.connect(self.went_idle)

    @property
    def is_watching(self) -> bool:
        """Whether it watches now."""
        return self._is_watching

    @property
    def is_idle(self) -> bool:
        """Whether it watches, and there was no input for the whole while."""
        return self._is_watching and not self._timer.isActive()

    def start(self) -> None:
        """Begin to watch; the while begins now. Watching already, it goes on as it is."""
        application = QCoreApplication.instance()
        if self._is_watching or application is None:
            return
        # A filter on the whole application sees every event, so it stays only as long as it is needed.
        application.installEventFilter(self)
        self._is_watching = True
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if self._is_watching and application is not None:
            application.removeEventFilter(self)
        self._is_watching = False

    def wait_again(self) -> None:
        """Let the while begin anew."""
        if self._is_watching:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the while begin anew at each input."""
        if event.type() in _INPUT:
            self._timer.start()
        return super().eventFilter(watched, event)
