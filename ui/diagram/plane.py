"""A plane without an end that is zoomed and panned, on a light grid."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from mockint.domain.diagram import MOST_PLACE
from ui.diagram.edits import GRID
from ui.diagram.scene import DiagramScene
from ui.theme import Theme

LEAST_ZOOM: Final = 0.1
MOST_ZOOM: Final = 4.0
_STEP: Final = 1.2
MARGIN: Final = 32
_FINEST: Final = 12.0
"""Pixels of the screen below which the lines of the grid come no closer."""


class Plane(QGraphicsView):
    """Shows a scene at a zoom; nothing moves but what the user moves.

    Signals:
        zoomed: The zoom is another one; 1 for 100 %.
        about_to_scroll: What lies over the plane at one place of it no longer fits.
    """

    zoomed = Signal(float)
    about_to_scroll = Signal()

    def __init__(self, scene: DiagramScene, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.zoom = 1.0
        self._passes_wheel_on = False
        self._theme = theme
        self._content = scene.content
        self._lines, self._ground = QPen(), QColor()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setSceneRect(QRectF(-MOST_PLACE, -MOST_PLACE, 2 * MOST_PLACE, 2 * MOST_PLACE))

    @property
    def pixels(self) -> float:
        """Pixels of the screen to one of the plane."""
        return self.zoom * self._theme.look.scale

    def refresh(self) -> None:
        """Take colours and scale anew."""
        look = self._theme.look
        self._lines = QPen(QColor(look.colours.hover), 0)
        self._ground = QColor(look.colours.surface)
        self._set_pixels()
        self.viewport().update()

    def zoom_to(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Show the plane larger or smaller; the point under the anchor, else the middle, stays where it is."""
        zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        if zoom == self.zoom:
            return
        self.about_to_scroll.emit()
        at = anchor or self.viewport().rect().center()
        before = self.mapToScene(at)
        self.zoom = zoom
        # All is painted anew: what is there need not be shifted on the screen first.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._set_pixels()
        off = self.mapFromScene(before) - at
        self.pan(off.x(), off.y())
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.zoomed.emit(zoom)

    def zoom_by(self, steps: float, anchor: QPoint | None = None) -> None:
        """Zoom in by steps, or out by negative ones."""
        self.zoom_to(self.zoom * _STEP**steps, anchor)

    def fit(self) -> None:
        """Show all that is drawn, at 100 % at most."""
        content = self._content()
        if content.isEmpty():
            self.zoom_to(1.0)
            self.centerOn(0, 0)
            return
        room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        scale = self._theme.look.scale
        wanted = min(room.width() / content.width(), room.height() / content.height()) / scale
        self.zoom_to(min(1.0, wanted))
        self.centerOn(content.center())

    def pan(self, right: int, down: int) -> None:
        """Show what lies further right and down by so many pixels of the screen."""
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + right)
        along.setValue(along.value() + down)

    def set_wheel_passes_on(self) -> None:
        """Leave the wheel to the page around, but for zooming."""
        self._passes_wheel_on = True

    def _set_pixels(self) -> None:
        self.setTransform(QTransform.fromScale(self.pixels, self.pixels))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zooms around the pointer, else pans, or scrolls the page that this is a part of."""
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by((delta.y() or delta.x()) / 120, event.position().toPoint())
        elif self._passes_wheel_on:
            event.ignore()
            return
        else:
            self.about_to_scroll.emit()
            by = event.pixelDelta() if not event.pixelDelta().isNull() else delta / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
                by = QPoint(by.y(), 0)
            self.pan(-by.x(), -by.y())
        event.accept()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """A light grid, a coarser one from afar."""
        painter.fillRect(rect, self._ground)
        step = GRID
        while step * self.pixels < _FINEST:
            step *= 4
        left, right, top, bottom = rect.left(), rect.right(), rect.top(), rect.bottom()
        across = (
            QLineF(left, at * step, right, at * step) for at in range(math.ceil(top / step), int(bottom // step) + 1)
        )
        along = (
            QLineF(at * step, top, at * step, bottom) for at in range(math.ceil(left / step), int(right // step) + 1)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's
        painter.setPen(self._lines)
        painter.drawLines([*across, *along])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was in the middle stays there."""
        super().resizeEvent(event)
        old = event.oldSize()
        if old.isValid():
            self.pan((old.width() - event.size().width()) // 2, (old.height() - event.size().height()) // 2)
        else:
            self.centerOn(0, 0)
