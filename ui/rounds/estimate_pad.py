"""The estimate pad: sums as they are typed, and beside each line what it comes to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QTextEdit, QVBoxLayout, QWidget

from mockint.domain.estimate import MOST_LINES, Worked, total, work_out
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, label

_WORK_MS: Final = 80
_EXAMPLE: Final = """users = 100k
requests = users * 10 per day
requests * 2k tokens * $3/M
40 GB * 3 replicas

A line is a sum, or a name and a sum. Other lines are notes."""
_FAULT: Final = "\N{WARNING SIGN} "


class EstimatePad(QWidget):
    """Two columns that scroll together: what is typed, and its results."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[Worked, ...] = ()
        self.area = ProseArea(theme, "Estimates", is_mono=True)
        self.area.setPlaceholderText(_EXAMPLE)
        self.results = QPlainTextEdit()
        self.results.setObjectName("paper")
        self.results.setAccessibleName("Results of the estimates, line by line")
        self.results.setReadOnly(True)
        self.results.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.results.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.results.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns.addWidget(self.area)
        columns.addWidget(self.results)
        columns.setStretchFactor(0, 3)
        columns.setStretchFactor(1, 2)
        self.fault = ElidedLabel("", "muted")
        self.fault.setProperty("tone", "warn")
        self.total = label("", "lead")
        below = QHBoxLayout()
        below.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        below.addWidget(self.fault, 1)
        below.addWidget(self.total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(columns, 1)
        layout.addLayout(below)
        self.setFocusProxy(self.area)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_WORK_MS)
        self._due.timeout.connect(self.work)
        self.area.edited.connect(lambda _: self._due.start())
        self.area.cursorPositionChanged.connect(self._tell_fault)
        self._scroll_together()
        self._dress()
        theme.changed.connect(self._dress)

    def load(self, text: str, cursor: int) -> None:
        """Put the text in without telling anyone."""
        self.area.load(text, cursor)
        self.work()

    def work(self) -> None:
        """Work all lines out and show what each comes to."""
        text = self.area.text()
        self._lines = work_out(text)
        count = text.count("\n") + 1
        shown = [
            f"= {line.shown}" if line.shown else f"{_FAULT}{line.fault}" if line.fault else "" for line in self._lines
        ]
        shown += [""] * (count - len(shown))
        place = self.area.verticalScrollBar().value()
        self.results.setPlainText("\n".join(shown))
        self.results.verticalScrollBar().setValue(place)
        self._colour_faults()
        found = total(self._lines)
        self.total.setText(f"Total {found}" if found else "")
        self.total.setToolTip("The sum of the lines in dollars that have no name" if found else "")
        self._tell_fault()

    def _tell_fault(self) -> None:
        """Say in full what is wrong with the line that the cursor is in, or that there are too many."""
        at = self.area.line()
        fault = self._lines[at].fault if at < len(self._lines) else ""
        if fault:
            self.fault.set_whole(f"Line {at + 1}: {fault[0].upper()}{fault[1:]}")
        elif self.area.blockCount() > MOST_LINES:
            self.fault.set_whole(f"Only the first {MOST_LINES} lines are worked out; all of them are kept.")
        else:
            self.fault.set_whole("")

    def _colour_faults(self) -> None:
        colour = QTextCharFormat()
        colour.setForeground(QColor(self._theme.look.colours.warn))
        marked = []
        for at, line in enumerate(self._lines):
            if line.fault:
                place = QTextCursor(self.results.document().findBlockByNumber(at))
                place.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = place, colour
                marked.append(mark)
        self.results.setExtraSelections(marked)

    def _scroll_together(self) -> None:
        one, other = self.area.verticalScrollBar(), self.results.verticalScrollBar()
        one.valueChanged.connect(other.setValue)
        other.valueChanged.connect(one.setValue)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _dress(self) -> None:
        self.results.setFont(self.area.font())
        self.results.setStyleSheet(self.area.styleSheet())
        self.results.document().setDocumentMargin(self.area.document().documentMargin())
        self._colour_faults()
