"""What runs in a folder: a command's output as it comes, and the check on what is visible."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.rounds.check_model import CheckModel
from ui.rounds.check_rows import BUILD_WORDS, CheckRow, CheckSummary, FolderWords
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView, bounded
from ui.widgets.parts import Busy, ElidedLabel, button, restyle
from ui.widgets.tables import ListTable

CONSOLE_TAB, CHECK_TAB = range(2)
MOST_WAITING: Final = 16_000
"""Characters that are shown in one turn; of a flood, the rest of the turn's is left out and told."""
_SHOW_MS: Final = 50


class Waiting:
    """Output on its way from a lane to the window: it takes any amount and keeps the newest part of it."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._chunks: deque[str] = deque()
        self._size = 0
        self._left_out = 0
        self._lock = threading.Lock()

    def add(self, text: str) -> None:
        """Take a chunk; on any thread."""
        with self._lock:
            self._chunks.append(text)
            self._size += len(text)
            while self._size > self._most and self._chunks:
                first = self._chunks.popleft()
                over = min(len(first), self._size - self._most)
                self._size -= over
                self._left_out += over
                if over < len(first):
                    self._chunks.appendleft(first[over:])

    def take(self) -> tuple[str, int]:
        """What came since the last time, and how many characters before it were left out."""
        with self._lock:
            text, left_out = "".join(self._chunks), self._left_out
            self._chunks.clear()
            self._size = self._left_out = 0
        return text, left_out


class ConsolePane(QTabWidget):
    """Tabs Console and Check.

    Signals:
        run_wanted: The command line to run.
        check_wanted: Check what stands in the folder.
        stop_wanted: End what runs.
    """

    run_wanted = Signal(str)
    check_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme, words: FolderWords = BUILD_WORDS) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.waiting = Waiting()
        self.setDocumentMode(True)
        self.setAccessibleName("Console and check")
        self._timer = QTimer(self)
        self._timer.setInterval(_SHOW_MS)
        self._timer.timeout.connect(self._drain)
        self.addTab(self._console_tab(), "Console")
        self.addTab(self._check_tab(), "Check")

    # What the screen tells it

    def show_running(self, what: str) -> None:
        """Say that a command or the check is under way."""
        if what == "check":
            self.model.show(())
            self._fault = self._notes = ""
            self.detail.clear()
            self._tell(self.summary, self._words.running, "")
            self.check_busy.show_work("Checking")
            self.setCurrentIndex(CHECK_TAB)
        else:
            self.waiting.take()
            self.output.clear()
            self._tell(self.state, "Running", "")
            self.busy.show_work("Running")
            self._timer.start()
            self.setCurrentIndex(CONSOLE_TAB)

    def show_progress(self, text: str) -> None:
        """Say how far the check is."""
        self._tell(self.summary, text, "")

    def show_end(self, text: str, *, good: bool) -> None:
        """Say how the command ended."""
        self._drain()
        self._timer.stop()
        self.busy.done()
        self._tell(self.state, text, "good" if good else "bad")

    def show_case(self, case: CheckRow) -> None:
        """Add a case that was checked."""
        self.model.add(case)

    def show_checked(self, checked: CheckSummary) -> None:
        """Say what the check came to."""
        self.check_busy.done()
        if checked.fault:
            self._tell(self.summary, checked.fault, "bad")
        else:
            self._tell(self.summary, checked.text, "good" if checked.is_good else "bad")
        self._fault, self._notes = checked.fault, checked.notes
        faulty = (row for row, case in enumerate(self.model.cases) if case.is_bad)
        if self.table.current_row() < 0:
            self.table.choose_row(next(faulty, 0))
        self._show_row(self.table.current_row())

    def show_failure(self, text: str) -> None:
        """Say why a command or the check gave nothing."""
        self._drain()
        self._timer.stop()
        for busy in (self.busy, self.check_busy):
            busy.done()
        self._tell(self.summary if self.currentIndex() == CHECK_TAB else self.state, text, "bad")

    def freeze(self, *, frozen: bool) -> None:
        """Nothing can be run, or again."""
        for one in (self.run, self.command, self.check):
            one.setEnabled(not frozen)

    def focus_command(self) -> None:
        """Give the keyboard to the command."""
        self.setCurrentIndex(CONSOLE_TAB)
        self.command.setFocus()
        self.command.selectAll()

    # Building

    def _console_tab(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        row = QHBoxLayout()
        self.command = QLineEdit()
        self.command.setAccessibleName("Command to run")
        self.command.setToolTip(self._words.command_tip)
        self.command.setPlaceholderText("python -m candidate")
        self.run = button("Run", tip="Run this command (Ctrl+Enter)")
        self.command.returnPressed.connect(self._run)
        self.run.clicked.connect(self._run)
        row.addWidget(self.command, 1)
        row.addWidget(self.run)
        column.addLayout(row)
        top = QHBoxLayout()
        self.state = ElidedLabel("Run a command of yours here, such as python evaluate.py.", "muted")
        self.busy = Busy()
        self.busy.cancelled.connect(self.stop_wanted)
        top.addWidget(self.state, 1)
        top.addWidget(self.busy)
        column.addLayout(top)
        self.output = OutputView(self._theme)
        self.output.setAccessibleName("Output of the command")
        column.addWidget(self.output, 1)
        return page

    def _check_tab(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        top = QHBoxLayout()
        self.summary = ElidedLabel(self._words.idle, "muted")
        self.check_busy = Busy()
        self.check_busy.cancelled.connect(self.stop_wanted)
        self.check = button("Check", tip=self._words.tip)
        self.check.clicked.connect(self.check_wanted)
        top.addWidget(self.summary, 1)
        top.addWidget(self.check_busy)
        top.addWidget(self.check)
        column.addLayout(top)
        self.model = CheckModel(self._theme, self._words.titles, self)
        self.table = ListTable(self._theme, self._words.table)
        self.table.setModel(self.model)
        self.table.set_widths(0, {1: self._words.reply_width, 2: 9}, give_way=(2,), least=16)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.row_chosen.connect(self._show_row)
        self.detail = OutputView(self._theme)
        self.detail.setAccessibleName(self._words.detail)
        self._fault = self._notes = ""
        across = QSplitter()
        across.addWidget(self.table)
        across.addWidget(self.detail)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        across.setChildrenCollapsible(False)
        column.addWidget(across, 1)
        return page

    def _run(self) -> None:
        self.run_wanted.emit(self.command.text())

    # Showing

    def _drain(self) -> None:
        text, left_out = self.waiting.take()
        if not text and not left_out:
            return
        if left_out:
            text = f"\n[... {left_out:,} characters came faster than they can be shown]\n{text}"
        _append(self.output, bounded(text))

    @staticmethod
    def _tell(place: ElidedLabel, text: str, tone: str) -> None:
        place.set_whole(text)
        place.setProperty("tone", tone)
        restyle(place)

    def _show_row(self, row: int) -> None:
        cases = self.model.cases
        told = cases[row].detail if 0 <= row < len(cases) else self._fault
        self.detail.set_output("\n\n".join(filter(None, (told, self._notes))))


def _append(view: QPlainTextEdit, text: str) -> None:
    """Add at the end, and follow it where the end was in view."""
    bar = view.verticalScrollBar()
    follows = bar.value() >= bar.maximum() - 2
    cursor = QTextCursor(view.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(text)
    if follows:
        bar.setValue(bar.maximum())
