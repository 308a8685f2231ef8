"""What happens when the program itself is wrong: a log entry, a dialog with the details, and a look back at the next start."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.tokens import Space

_FAULTS = "fault-*.txt"
_KEPT_CHARACTERS = 20_000

_log = logging.getLogger(__name__)


class CrashHandler(QObject):
    """Catches what nobody expected, on any thread, and tells it once.

    Signals:
        found: The details of a bug, as text.
    """

    found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook
        self._open = False
        self.found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.window: QWidget | None = None

    def install(self) -> None:
        """Take over from Python's own hook."""
        sys.excepthook = self._hook

    def uninstall(self) -> None:
        """Give the hook back."""
        sys.excepthook = self._before

    def report(self, bug: BaseException) -> None:
        """Log a bug and show it."""
        _log.error("a bug: %r", bug, exc_info=bug)
        self.found.emit(details(bug))

    def _hook(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, bug, trace)
            return
        self.report(bug)

    def _tell(self, text: str) -> None:
        # One dialog at a time: a bug in a timer would else cover the screen.
        if self._open:
            return
        self._open = True
        dialog = CrashDialog(text, self.window)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._open = False


class CrashDialog(QDialog):
    """Says that the program went wrong and offers the details for a report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("mockint - something went wrong")
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        title = QLabel("Something in mockint went wrong")
        title.setProperty("type", "lead")
        words = QLabel(
            "This is a fault of the program, not yours. What you typed is kept. You can go on; if things look odd, "
            "close the window and start again."
        )
        words.setWordWrap(True)
        self.view = QPlainTextEdit(text)
        self.view.setReadOnly(True)
        self.view.setAccessibleName("Details of the fault")
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.hide()
        show = QPushButton("Show details")
        show.setCheckable(True)
        show.toggled.connect(self.view.setVisible)
        copy = QPushButton("Copy details")
        copy.clicked.connect(self._copy)
        go_on = QPushButton("Go on")
        go_on.setProperty("role", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(show)
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        for widget in (title, words, self.view):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(520)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def details(bug: BaseException) -> str:
    """Everything that a report of a bug needs, and no secret."""
    from mockint.logs import redact

    trace = "".join(traceback.format_exception(bug))
    head = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return redact(f"{head}\n\n{trace}")[-_KEPT_CHARACTERS:]


class FaultFile:
    """A file that holds the trace where the process dies of a signal; an empty one goes away at the end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"fault-{os.getpid()}.txt"
        self._file: TextIO | None = None

    def open(self) -> None:
        """Start to listen; a folder that cannot be written is no reason to stop."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._file)

    def close(self) -> None:
        """Stop to listen and remove the file."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None


def earlier_faults(folder: Path) -> str:
    """What earlier runs left when they died, and remove it; empty where they ended well."""
    found: list[str] = []
    for path in sorted(folder.glob(_FAULTS)):
        if _is_running(path):
            continue
        try:
            found.append(path.read_text(encoding="utf-8", errors="replace")[-_KEPT_CHARACTERS:])
            path.unlink(missing_ok=True)
        except OSError:
            continue
    return "\n".join(text for text in found if text.strip())


def _is_running(path: Path) -> bool:
    from mockint.app.process import started  # late: only needed where an earlier run left something

    number = path.stem.removeprefix("fault-")
    return number.isdigit() and started(int(number)) is not None
