"""A sentence that has room for two lines and no more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ui.widgets.parts import LabelType

_LINES = 2
_MIN_WIDTH = 40
_BELOW = 4
"""Pixels for what hangs below the second line."""


class TwoLines(QLabel):
    """Wraps once; what does not fit then is cut with an ellipsis, and the tool tip has all of it. It always keeps its room."""

    def __init__(self, text: str = "", kind: LabelType = "body") -> None:
        super().__init__()
        self._whole = text
        self.setProperty("type", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def sizeHint(self) -> QSize:
        """As wide as there is room for, and two lines high."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, self._height())

    def minimumSizeHint(self) -> QSize:
        """Two lines high, whatever stands in them."""
        return QSize(_MIN_WIDTH, self._height())

    def changeEvent(self, event: QEvent) -> None:
        """Cut again when the font is another one."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._cut()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Cut again at the new width."""
        self._cut()

    def _height(self) -> int:
        return _LINES * self.fontMetrics().lineSpacing() + _BELOW

    def _cut(self) -> None:
        metrics, width = self.fontMetrics(), self.width()
        shown, cut = self._whole, False
        if metrics.horizontalAdvance(shown) > width:
            layout = QTextLayout(shown, self.font())
            layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(width)
            layout.endLayout()
            first = line.textLength()
            rest = self._whole[first:]
            second = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            shown, cut = f"{self._whole[:first].rstrip()}\n{second}", second != rest
        self.setText(shown)
        self.setToolTip(self._whole if cut else "")
        self.setAccessibleName(self._whole)
