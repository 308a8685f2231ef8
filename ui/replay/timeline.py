"""The timeline of a replay: phases, typing, runs, talk, hints and marks along the round's clock, and the place one looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from mockint.app.replaying import Moment
from mockint.rounds.replay import Mark, PhaseSpan
from ui.rounds.header import clock_text
from ui.theme import Theme
from ui.tokens import Space, Type

_PHASES, _TYPING, _EVENTS, _AXIS = 20, 26, 18, 18
_MARKS = 16
_BINS: Final = 240
_SIDE: Final = 5.0
_NEAR: Final = 6
_STEPS_MIN: Final = (1, 2, 5, 10, 15, 30, 60, 120)
_TICK_WIDTH: Final = 64


class Shown(NamedTuple):
    """What a timeline shows.

    Attributes:
        length_ms: Milliseconds of the whole round.
        edits_ms: When documents were changed.
        spans: The phases that were entered.
        moments: Everything else that happened.
        marks: The moments worth going to.
    """

    length_ms: int = 0
    edits_ms: Sequence[int] = ()
    spans: Sequence[PhaseSpan] = ()
    moments: Sequence[Moment] = ()
    marks: Sequence[Mark] = ()


class Timeline(QAbstractSlider):
    """A slider over the round's milliseconds; its picture is drawn once, and the place on top of it.

    Signals:
        key: A key that concerns the replay and not the slider (`Qt.Key` and whether Shift was down).
    """

    key = Signal(int, bool)

    _KEYS: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_M, Qt.Key.Key_Left, Qt.Key.Key_Right})

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = Shown()
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline of the round")
        self.setToolTipDuration(4000)
        self.setSingleStep(1000)
        self.setPageStep(60_000)
        theme.changed.connect(self._draw_anew)

    def show_round(self, shown: Shown) -> None:
        """Show another round, from its beginning."""
        self._shown = shown
        self.setRange(0, max(1, shown.length_ms))
        self._draw_anew()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        look = self._theme.look
        return QSize(look.px(480), look.px(_PHASES + _TYPING + _EVENTS + _MARKS + _AXIS + Space.S))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows squeeze it."""
        return QSize(120, self.sizeHint().height())

    # The keyboard and the pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the replay's own keys on; the rest are a slider's (Home, End, Page up and down)."""
        if event.key() in self._KEYS:
            self.key.emit(event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:  # later is to the right, and further down the day
            self.setValue(self.value() + self.pageStep() * (1 if event.key() == Qt.Key.Key_PageDown else -1))
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the pointer."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where the pointer was let go."""
        self.setSliderDown(False)
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """The time at a place, and what happened near it."""
        t_ms = self._time_at(x)
        near = [m for m in self._shown.moments if m.track != "phase" and abs(self._x(m.t_ms) - x) <= _NEAR]
        near.sort(key=lambda moment: abs(moment.t_ms - t_ms))
        marks = [mark.title for mark in self._shown.marks if abs(self._x(mark.t_ms) - x) <= _NEAR]
        return "\n".join([clock_text(t_ms / 1000), *marks, *(moment.title for moment in near[:3])])

    def _follow(self, event: QMouseEvent) -> None:
        self.setValue(self._time_at(round(event.position().x())))

    def _time_at(self, x: int) -> int:
        room = max(1.0, self.width() - 2 * _SIDE)
        return round(max(0.0, min(1.0, (x - _SIDE) / room)) * self.maximum())

    def _x(self, t_ms: float) -> float:
        return _SIDE + (self.width() - 2 * _SIDE) * t_ms / self.maximum()

    # The picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another picture."""
        super().resizeEvent(event)
        self._picture = None

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Show the new place."""
        super().sliderChange(change)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The picture, and the place on top of it."""
        if self._picture is None:
            self._picture = self._drawn()
        colours = self._theme.look.colours
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        x = self._x(self.value())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2.0))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - self._theme.look.px(_AXIS)))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(x, 5), 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _draw_anew(self) -> None:
        self._picture = None
        self.updateGeometry()
        self.update()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(self._theme.look.px(Type.SMALL))
        painter.setFont(font)
        px = self._theme.look.px
        top = px(Space.S) / 2
        self._draw_marks(painter, top, px(_MARKS))
        top += px(_MARKS)
        self._draw_phases(painter, top, px(_PHASES))
        top += px(_PHASES)
        self._draw_typing(painter, top, px(_TYPING))
        top += px(_TYPING)
        self._draw_moments(painter, top, px(_EVENTS))
        self._draw_axis(painter, top + px(_EVENTS), px(_AXIS))
        painter.end()
        return made

    def _draw_marks(self, painter: QPainter, top: float, height: float) -> None:
        colours = self._theme.look.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_text))
        for mark in self._shown.marks:
            x = self._x(mark.t_ms)
            if mark.end_ms > mark.t_ms:
                painter.drawRect(QRectF(x, top + height - 4, self._x(mark.end_ms) - x, 2))
            points = [QPointF(x - 5, top + 3), QPointF(x + 5, top + 3), QPointF(x, top + height - 3)]
            painter.drawPolygon(QPolygonF(points))

    def _draw_phases(self, painter: QPainter, top: float, height: float) -> None:
        colours = self._theme.look.colours
        metrics = painter.fontMetrics()
        for number, span in enumerate(self._shown.spans):
            box = QRectF(self._x(span.start_ms), top, self._x(span.end_ms) - self._x(span.start_ms), height - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover if number % 2 else colours.accent_soft))
            painter.drawRect(box)
            room = box.adjusted(4, 0, -2, 0)
            if room.width() > 12:
                words = metrics.elidedText(span.name, Qt.TextElideMode.ElideRight, int(room.width()))
                painter.setPen(QColor(colours.muted))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _draw_typing(self, painter: QPainter, top: float, height: float) -> None:
        counts = [0] * _BINS
        for t_ms in self._shown.edits_ms:
            counts[min(_BINS - 1, t_ms * _BINS // self.maximum())] += 1
        most = max(counts, default=0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.look.colours.border_strong))
        width = (self.width() - 2 * _SIDE) / _BINS
        for number, count in enumerate(counts):
            if count:
                tall = max(2.0, (height - 4) * count / most)
                painter.drawRect(QRectF(_SIDE + number * width, top + height - 2 - tall, max(1.0, width - 0.5), tall))

    def _draw_moments(self, painter: QPainter, top: float, height: float) -> None:
        colours = self._theme.look.colours
        middle = top + height / 2
        painter.setPen(QPen(QColor(colours.border), 1.0))
        painter.drawLine(QPointF(_SIDE, middle), QPointF(self.width() - _SIDE, middle))
        for moment in self._shown.moments:
            x = self._x(moment.t_ms)
            if moment.track == "run":
                tone = colours.muted if moment.good is None else colours.good if moment.good else colours.bad
                painter.setPen(QPen(QColor(tone), 1.6))
                painter.setBrush(QColor(tone) if moment.good else Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(x - 4, middle - 4, 8, 8))
            elif moment.track == "talk":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent_text))
                painter.drawEllipse(QPointF(x, middle), 3, 3)
            elif moment.track in {"hint", "change"}:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.warn))
                diamond = [
                    QPointF(x, middle - 5),
                    QPointF(x + 5, middle),
                    QPointF(x, middle + 5),
                    QPointF(x - 5, middle),
                ]
                painter.drawPolygon(QPolygonF(diamond))
            elif moment.track == "clock":
                painter.setPen(QPen(QColor(colours.muted), 1.6))
                painter.drawLine(QPointF(x, middle - 6), QPointF(x, middle + 6))

    def _draw_axis(self, painter: QPainter, top: float, height: float) -> None:
        minutes = self.maximum() / 60_000
        room = max(1, self.width() // _TICK_WIDTH)
        step = next((step for step in _STEPS_MIN if minutes / step <= room), _STEPS_MIN[-1])
        painter.setPen(QColor(self._theme.look.colours.muted))
        for minute in range(0, int(minutes) + 1, step):
            x = self._x(minute * 60_000)
            place = QRectF(min(max(0.0, x - 30), self.width() - 60.0), top, 60, height)
            side = Qt.AlignmentFlag.AlignHCenter
            if x < 30:
                side = Qt.AlignmentFlag.AlignLeft
            elif x > self.width() - 30:
                side = Qt.AlignmentFlag.AlignRight
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | side, f"{minute} min" if minute == 0 else str(minute)
            )
