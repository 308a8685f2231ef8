"""What the window remembers between two starts: geometry, splits, the last place and filters."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer

SAVE_AFTER_MS = 400


class WindowState(QObject):
    """A small ini file, written a moment after the last change and at the end."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # QSettings would create the folder at once; a home that cannot be written must not matter here.
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        self._store.setAtomicSyncRequired(False)
        self._values: dict[str, str | QByteArray] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def text(self, key: str, default: str = "") -> str:
        """A remembered text."""
        value = self._values.get(key, self._store.value(key, default))
        return value if isinstance(value, str) else default

    def data(self, key: str) -> QByteArray:
        """A remembered state of a Qt object; empty where there is none."""
        value = self._values.get(key, self._store.value(key))
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember(self, key: str, value: str | QByteArray) -> None:
        """Keep a value; it is on disk a moment later."""
        self._values[key] = value
        self._timer.start()

    def save(self) -> None:
        """Write what is still to be written."""
        self._timer.stop()
        for key, value in self._values.items():
            self._store.setValue(key, value)
        self._values.clear()
        self._store.sync()
