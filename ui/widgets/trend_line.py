"""Levels of rounds in their order, each with its interval, and the line through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

_LOW, _HIGH = 1.0, 4.0
_MOST = 40
"""So many of the newest levels are drawn; the line is of all."""


class TrendLine(QWidget):
    """One row of `mockint.app.patterns`: a dot a level, an upright for its interval, hollow where it is one's own word."""

    def __init__(self, theme: Theme, row: Mapping[str, Any]) -> None:
        super().__init__()
        self._theme = theme
        self._points = row["points"][-_MOST:]
        self._line = row["line"]
        self._count = len(row["points"])
        self.setFixedSize(theme.look.px(200), theme.look.px(48))
        self.setAccessibleName(f"{row['title']}: {trend_words(row)}")
        self.setToolTip(
            "Scale 1 to 4, a dot a level, oldest first; the upright is its 80 % interval, a hollow dot your own word or an "
            "offline guess, the line the trend."
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the scale, the intervals, the line and the dots."""
        look, painter = self._theme.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look.colours
        area = QRectF(self.rect()).adjusted(6, 5, -6, -5)

        def place(at: int, level: float) -> QPointF:
            share = at / (len(self._points) - 1) if len(self._points) > 1 else 0.5
            return QPointF(area.left() + share * area.width(), _y(area, level))

        painter.setPen(QPen(QColor(colours.border), 1))
        for level in (1, 2, 3, 4):
            painter.drawLine(QPointF(area.left(), _y(area, level)), QPointF(area.right(), _y(area, level)))
        painter.setPen(QPen(QColor(colours.border_strong), 2))
        for at, point in enumerate(self._points):
            painter.drawLine(place(at, point["low"]), place(at, point["high"]))
        if self._line is not None:
            start, end = self._line
            first = start + (end - start) * (self._count - len(self._points)) / max(1, self._count - 1)
            painter.setPen(QPen(QColor(colours.accent_text), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(place(0, first), place(len(self._points) - 1, end))
        for at, point in enumerate(self._points):
            painter.setPen(QPen(QColor(colours.accent_text), 1.2))
            painter.setBrush(QColor(colours.raised if point["own_word"] else colours.accent_text))
            painter.drawEllipse(place(at, point["level"]), look.px(3), look.px(3))
        painter.end()


def trend_words(row: Mapping[str, Any]) -> str:
    """A trend in words, for who cannot see the drawing."""
    levels = ", ".join(f"{point['level']:g}" for point in row["points"][-_MOST:])
    return f"levels {levels}; {row['words']}"


def _y(area: QRectF, level: float) -> float:
    return area.bottom() - (min(_HIGH, max(_LOW, level)) - _LOW) / (_HIGH - _LOW) * area.height()
