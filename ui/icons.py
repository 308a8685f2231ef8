"""The window's icons: small line drawings made by code, so that they need no package and take any colour."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GRID = 20.0
_PEN = 1.6

_DRAWINGS = {
    "today": "R 3 4 14 13 2.5 M 3 8 L 17 8 M 7 2 L 7 5.5 M 13 2 L 13 5.5 O 10 12.5 1.6",
    "practice": "M 7 5 L 2.5 10 L 7 15 M 13 5 L 17.5 10 L 13 15",
    "loop": "M 16.5 8 C 15.5 4.5 12 3 9 3.4 C 5.5 4 3.2 7 3.4 10.4 M 3.5 12 C 4.5 15.5 8 17 11 16.6 C 14.5 16 16.8 13 "
    "16.6 9.6 M 16.8 4 L 16.8 8.2 L 12.6 8.2 M 3.2 16 L 3.2 11.8 L 7.4 11.8",
    "history": "O 10 10 7 M 10 5.8 L 10 10 L 13 12",
    "skills": "M 4 16.5 L 4 11 M 8 16.5 L 8 7 M 12 16.5 L 12 9.5 M 16 16.5 L 16 3.5",
    "stories": "M 10 5.5 C 8 4 5.5 3.6 3 3.8 L 3 15.5 C 5.5 15.3 8 15.7 10 17.2 C 12 15.7 14.5 15.3 17 15.5 L 17 3.8 "
    "C 14.5 3.6 12 4 10 5.5 L 10 17",
    "settings": "M 3 6 L 9.4 6 M 13.6 6 L 17 6 O 11.5 6 2.1 M 3 14 L 5.4 14 M 9.6 14 L 17 14 O 7.5 14 2.1",
    "search": "O 9 9 5.2 M 13 13 L 17 17",
    "info": "O 10 10 7.2 M 10 9.3 L 10 13.6 M 10 6.4 L 10 6.6",
    "good": "O 10 10 7.2 M 6.8 10.3 L 9 12.5 L 13.2 7.8",
    "warn": "M 10 3 L 17.6 16.4 L 2.4 16.4 Z M 10 8 L 10 11.8 M 10 13.9 L 10 14.1",
    "error": "O 10 10 7.2 M 7.4 7.4 L 12.6 12.6 M 12.6 7.4 L 7.4 12.6",
    "fact": "M 3.5 16.5 L 16.5 16.5 M 5.5 16.5 L 5.5 10 M 10 16.5 L 10 4 M 14.5 16.5 L 14.5 7.5",
    "close": "M 5.5 5.5 L 14.5 14.5 M 14.5 5.5 L 5.5 14.5",
    "chevron": "M 6 8 L 10 12 L 14 8",
    "play": "M 6 3.8 L 15.8 10 L 6 16.2 Z",
    "folder": "M 2.5 15.5 L 2.5 4.5 L 8 4.5 L 10 7 L 17.5 7 L 17.5 15.5 Z",
}
"""Paths on a grid of 20: M move, L line, C curve, Z close, O circle (x y radius), R rounded box (x y w h radius)."""

NAMES = tuple(_DRAWINGS)


def icon(name: str, colour: str, on: str | None = None) -> QIcon:
    """An icon in one colour, and in another where its button is checked.

    Args:
        name: One of `NAMES`.
        colour: As ``#rrggbb``.
        on: Colour of the checked state; the same where it is None.
    """
    made = QIcon()
    for state, chosen in ((QIcon.State.Off, colour), (QIcon.State.On, on or colour)):
        made.addPixmap(pixmap(name, chosen, 20, 2 * _ratio()), QIcon.Mode.Normal, state)
    return made


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """The drawing in a square of `side` device-independent pixels."""
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / _GRID, side / _GRID)
    pen = QPen(QColor(colour), _PEN)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path(_DRAWINGS[name]))
    painter.end()
    return made


def path(drawing: str) -> QPainterPath:
    """The painter path of a drawing.

    Raises:
        ValueError: If the drawing uses a letter that is none of M L C Z O R.
    """
    made = QPainterPath()
    words = iter(drawing.split())
    for letter in words:
        if letter == "M":
            made.moveTo(_point(words))
        elif letter == "L":
            made.lineTo(_point(words))
        elif letter == "C":
            made.cubicTo(_point(words), _point(words), _point(words))
        elif letter == "Z":
            made.closeSubpath()
        elif letter == "O":
            centre, radius = _point(words), float(next(words))
            made.addEllipse(centre, radius, radius)
        elif letter == "R":
            x, y, width, height, radius = (float(next(words)) for _ in range(5))
            made.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            raise ValueError(f"no drawing command {letter!r}")
    return made


def _ratio() -> float:
    """The finest screen there is."""
    running = QGuiApplication.instance()
    return running.devicePixelRatio() if isinstance(running, QGuiApplication) else 1.0


def _point(words: Iterator[str]) -> QPointF:
    return QPointF(float(next(words)), float(next(words)))
