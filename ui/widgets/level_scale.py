"""Levels drawn: a scale of 1 to 4 with a level and its interval, and the way of a level over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Look, Theme
from ui.tokens import Type

if TYPE_CHECKING:
    from mockint.app.skills import PointTold
    from mockint.readiness.estimate import Estimate

_LOW, _HIGH = 1.0, 4.0


def paint_scale(painter: QPainter, rect: QRectF, one: Estimate, bar: float, look: Look) -> None:
    """Draw one level: the scale as a line, the interval as a band, the level as a diamond, the bar as an upright.

    Where too few rounds are behind it the band is an outline of dashes, and there is no diamond.
    """
    colours = look.colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, half = rect.center().y(), min(rect.height() / 2 - 1, look.px(5))

    def x(level: float) -> float:
        return rect.left() + (level - _LOW) / (_HIGH - _LOW) * rect.width()

    painter.setPen(QPen(QColor(colours.border_strong), 1))
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
    for level in (1, 2, 3, 4):
        painter.drawLine(QPointF(x(level), middle - 3), QPointF(x(level), middle + 3))
    band = QRectF(x(one.low), middle - half, max(x(one.high) - x(one.low), 2), 2 * half)
    painter.setBrush(QColor(colours.accent_soft) if one.enough else Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.SolidLine if one.enough else Qt.PenStyle.DashLine
    painter.setPen(QPen(QColor(colours.accent_text if one.enough else colours.faint), 1, style))
    painter.drawRoundedRect(band, half, half)
    painter.setPen(QPen(QColor(colours.text), 1.5))
    painter.drawLine(QPointF(x(bar), rect.top()), QPointF(x(bar), rect.bottom()))
    if one.enough:
        side = half - 0.5
        at = QPointF(x(one.level), middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_text))
        corners = ((0.0, -side), (side, 0.0), (0.0, side), (-side, 0.0))
        painter.drawPolygon(QPolygonF([at + QPointF(right, down) for right, down in corners]))


class LevelScale(QWidget):
    """A level on the scale of 1 to 4."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._told: tuple[Estimate, float] | None = None
        self.setFixedHeight(theme.look.px(16))
        self.setMinimumWidth(theme.look.px(80))
        theme.changed.connect(self.update)

    def tell(self, one: Estimate, bar: float) -> None:
        """Show this level."""
        self._told = (one, bar)
        self.setAccessibleName(level_words(one))
        self.setToolTip(legend(one, bar))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the scale."""
        if self._told is not None:
            painter = QPainter(self)
            paint_scale(painter, QRectF(self.rect()).adjusted(7, 1, -7, -1), *self._told, self._theme.look)
            painter.end()


def level_words(one: Estimate) -> str:
    """A level in words, for tool tips and for who cannot see the drawing."""
    between = f"between {one.low:.1f} and {one.high:.1f}, four times out of five"
    if not one.enough:
        return f"Too few rounds; {between}"
    return f"Level {one.level:.1f}; {between}; chance of meeting the bar {100 * one.chance:.0f} %"


def legend(one: Estimate, bar: float) -> str:
    """What the marks of the drawing are."""
    return f"{level_words(one)}. Scale 1 to 4; the upright is the bar, {bar:.1f}."


class TrendChart(QWidget):
    """The way of a level over time: a line with a dot a round, a band for its 80 % interval, a dashed line for the bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: Sequence[PointTold] = ()
        self._bar = 3.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)

    def tell(self, points: Sequence[PointTold], bar: float) -> None:
        """Show these points, oldest first."""
        self._points, self._bar = points, bar
        self.setAccessibleName(trend_words(points))
        self.setToolTip("The line is the level, the band its 80 % interval, each dot a round that moved it.")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide, and high enough for three lines across."""
        look = self._theme.look
        return QSize(look.px(400), look.px(150))

    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw everything; without points nothing."""
        if not self._points:
            return
        look, painter = self._theme.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(look.px(Type.SMALL))
        painter.setFont(font)
        text = painter.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(look.px(20), text / 2 + 1, -look.px(10), -text - look.px(6))
        self._draw_axes(painter, area, look, text)
        first, last = self._points[0].at, self._points[-1].at
        span = max((last - first).total_seconds(), timedelta(days=1).total_seconds())

        def place(one: PointTold, level: float) -> QPointF:
            return QPointF(area.left() + (one.at - first).total_seconds() / span * area.width(), _y(area, level))

        upper = [place(one, one.high) for one in self._points]
        lower = [place(one, one.low) for one in reversed(self._points)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colours.accent_soft))
        painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setPen(QPen(QColor(look.colours.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), _y(area, self._bar)), QPointF(area.right(), _y(area, self._bar)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.colours.accent_text), 1.6))
        way = [place(one, one.level) for one in self._points]
        painter.drawPolyline(QPolygonF(way))
        painter.setBrush(QColor(look.colours.accent_text))
        for dot in way[1:-1:2]:
            painter.drawEllipse(dot, look.px(2.5), look.px(2.5))
        painter.end()

    def _draw_axes(self, painter: QPainter, area: QRectF, look: Look, text: int) -> None:
        colours = look.colours
        for level in (1, 2, 3, 4):
            y = _y(area, level)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - text / 2, look.px(12), text), Qt.AlignmentFlag.AlignRight, str(level))
        first, last = self._points[0].at.astimezone(), self._points[-1].at.astimezone()
        below = QRectF(area.left(), area.bottom() + look.px(4), area.width(), text)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{first:%d %b %Y}".lstrip("0"))
        if last.date() != first.date():
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{last:%d %b %Y}".lstrip("0"))


def trend_words(points: Sequence[PointTold]) -> str:
    """The way of a level in words."""
    if not points:
        return "No round yet"
    first, last = points[0], points[-1]
    return (
        f"Trend: from {first.level:.1f} (between {first.low:.1f} and {first.high:.1f}) "
        f"to {last.level:.1f} (between {last.low:.1f} and {last.high:.1f})"
    )


def _y(area: QRectF, level: float) -> float:
    return area.bottom() - (level - _LOW) / (_HIGH - _LOW) * area.height()
