"""A sentence that has room for two lines and no more."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from ui.widgets.parts import ElidedLabel, LabelType

_LINES = 2
_BELOW = 4
"""Pixels for what hangs below the second line."""


class TwoLines(ElidedLabel):
    """Wraps once; what does not fit then is cut with an ellipsis, and the tool tip has all of it. It always keeps its room."""

    def __init__(self, text: str = "", kind: LabelType = "body") -> None:
        super().__init__(text, kind)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        """As wide as there is room for, and two lines high."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, self._height())

    def minimumSizeHint(self) -> QSize:
        """Two lines high, whatever stands in them."""
        return QSize(self.minimumWidth(), self._height())

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
