"""What a pressed mouse button does until it is let go: move, connect, select in a rectangle, pan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from ui.diagram import edits
from ui.diagram.edits import Chosen

if TYPE_CHECKING:
    from ui.diagram.view import DiagramView

_BEGIN: Final = 4.0
"""How far a pointer goes before it drags, in pixels of the screen."""


class Gesture(Protocol):
    """From a press to its release."""

    def move(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The pointer is elsewhere in the view."""

    def end(self, at: QPoint) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """Everything is to be as before."""


class Pan:
    """Moves the view over the plane."""

    def __init__(self, view: DiagramView, at: QPoint) -> None:
        self._view = view
        self._last = at
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:  # noqa: ARG002 - a gesture's
        """Follow the pointer."""
        by = self._last - at
        self._view.pan(by.x(), by.y())
        self._last = at

    def end(self, at: QPoint) -> None:  # noqa: ARG002 - a gesture's
        """Stop."""
        self.cancel()

    def cancel(self) -> None:
        """Stop."""
        self._view.viewport().unsetCursor()


class Move:
    """Moves what is selected; the diagram changes once, at the end."""

    def __init__(self, view: DiagramView, at: QPoint, anchor: str) -> None:
        self._view = view
        self._start = at
        self._has_begun = False
        self._by = (0.0, 0.0)
        drawing = view.drawing
        self._ids = frozenset(edits.with_members(drawing.diagram, drawing.chosen))
        item = drawing.scene.nodes[anchor if anchor in self._ids else min(self._ids)]
        self._origin = (item.x(), item.y())

    def move(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        """Show the parts where they would be: on the grid, or with Alt anywhere."""
        way = at - self._start
        if not self._has_begun and way.manhattanLength() < _BEGIN:
            return
        self._has_begun = True
        by = (way.x() / self._view.pixels, way.y() / self._view.pixels)
        if not keys & Qt.KeyboardModifier.AltModifier:
            x, y = self._origin
            by = (edits.snapped(x + by[0]) - x, edits.snapped(y + by[1]) - y)
        if by != self._by:
            self._by = by
            self._view.drawing.scene.nudge(self._ids, by)

    def end(self, at: QPoint) -> None:  # noqa: ARG002 - a gesture's
        """Carry it out."""
        if self._by == (0.0, 0.0):
            return
        drawing = self._view.drawing
        before = drawing.diagram
        drawing.move(self._by)
        if drawing.diagram is before:
            self.cancel()

    def cancel(self) -> None:
        """Put everything back."""
        self._view.drawing.scene.nudge(self._ids, (0.0, 0.0))


class Connect:
    """Draws an edge from a part's border to the part on which the button is let go."""

    def __init__(self, view: DiagramView, source: str) -> None:
        self._view = view
        self._source = source
        self._has_left = False

    def move(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:  # noqa: ARG002 - a gesture's
        """Show the edge as far as it goes."""
        item = self._view.drawing.scene.nodes[self._source]
        point = self._view.mapToScene(at)
        target = self._target(at)
        self._has_left = self._has_left or not item.rect.adjusted(-12, -12, 12, 12).contains(point)
        wire = QPainterPath(nearest_handle(item.rect, point))
        wire.lineTo(point)
        if target and (target != self._source or self._has_left):
            wire.addRoundedRect(self._view.drawing.scene.nodes[target].rect.adjusted(-4, -4, 4, 4), 10, 10)
        self._view.show_hint(wire)

    def end(self, at: QPoint) -> None:
        """Connect, where a part is met; to itself only after the pointer had left it."""
        self.cancel()
        target = self._target(at)
        if target and (target != self._source or self._has_left):
            self._view.drawing.join(self._source, target)

    def cancel(self) -> None:
        """Leave everything as it is."""
        self._view.show_hint(QPainterPath())

    def _target(self, at: QPoint) -> str:
        return self._view.thing_at(at, only="node").node_id


class Band:
    """Selects what lies in a rectangle."""

    def __init__(self, view: DiagramView, at: QPoint, *, add: bool) -> None:
        self._view = view
        self._start = view.mapToScene(at)
        self._before = view.drawing.chosen if add else Chosen()
        view.drawing.choose(self._before)

    def move(self, at: QPoint, keys: Qt.KeyboardModifier) -> None:  # noqa: ARG002 - a gesture's
        """Select what the rectangle meets now."""
        area = QRectF(self._start, self._view.mapToScene(at)).normalized()
        outline = QPainterPath()
        outline.addRect(area)
        self._view.show_hint(outline)
        scene = self._view.drawing.scene
        nodes = [id_ for id_, item in scene.nodes.items() if area.intersects(item.rect)]
        edge_keys = [key for key, edge in scene.edges.items() if area.contains(edge.sceneBoundingRect())]
        self._view.drawing.choose(
            Chosen(
                tuple(dict.fromkeys((*self._before.nodes, *nodes))),
                tuple(dict.fromkeys((*self._before.edges, *edge_keys))),
                self._before.groups,
            )
        )

    def end(self, at: QPoint) -> None:  # noqa: ARG002 - a gesture's
        """Keep the selection."""
        self._view.show_hint(QPainterPath())

    def cancel(self) -> None:
        """Select what was selected before."""
        self._view.show_hint(QPainterPath())
        self._view.drawing.choose(self._before)


def pressed(view: DiagramView, at: QPoint, *, add: bool) -> Gesture | None:
    """The gesture that a press of the left button begins; selects what is under the pointer."""
    drawing = view.drawing
    source = view.handle_at(at)
    if source:
        return Connect(view, source)
    thing = view.thing_at(at)
    if not thing.kind:
        return Band(view, at, add=add)
    if add:
        drawing.choose_thing(thing, add=True)
        return None
    if not drawing.chosen.is_in(thing.kind, thing.key):
        drawing.choose_thing(thing)
    if drawing.is_read_only or thing.kind == "edge":
        return None
    return Move(view, at, thing.node_id)


def handles(rect: QRectF) -> tuple[QPointF, ...]:
    """Where a card's four handles are."""
    middle = rect.center()
    return (
        QPointF(rect.right(), middle.y()),
        QPointF(middle.x(), rect.bottom()),
        QPointF(rect.left(), middle.y()),
        QPointF(middle.x(), rect.top()),
    )


def nearest_handle(rect: QRectF, towards: QPointF) -> QPointF:
    """The handle of a card that is nearest to a point."""
    return min(handles(rect), key=lambda point: QLineF(point, towards).length())
