"""The plane on which a diagram is drawn: zoom, pan, pointer and keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QGraphicsPathItem, QWidget

from ui.diagram import gestures, keys, walk
from ui.diagram.drawing import Drawing
from ui.diagram.edits import Chosen
from ui.diagram.items import HINTS
from ui.diagram.labels import LabelEditor
from ui.diagram.plane import MARGIN, Plane
from ui.diagram.scene import Thing
from ui.theme import Theme

_REACH: Final = 9
"""How far from a handle a press still takes it, in pixels of the screen."""


class DiagramView(Plane):
    """Shows a drawing and hands the user's hands on to it.

    Signals:
        kind_wanted: The palette is to ask for a type: "add" or "change".
        align_wanted: The ways to align are to be offered.
        placed: A part of the armed type was put down.
    """

    kind_wanted = Signal(str)
    align_wanted = Signal()
    placed = Signal()

    def __init__(self, drawing: Drawing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(drawing.scene, theme, parent)
        self.drawing: Drawing = drawing
        self.armed = ""
        """Type of the part that the next click puts down; empty for none."""
        self.last_kind = "client"
        self.aim: walk.Aim | None = None
        self._gesture: gestures.Gesture | None = None
        self._hovered = ""
        self._has_space = False
        self._edge_anchor = ""
        self._hint, self._grips = QGraphicsPathItem(), QGraphicsPathItem()
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Diagram")
        for item in (self._hint, self._grips):
            item.setZValue(HINTS)
            drawing.scene.addItem(item)
        self.editor = LabelEditor(self)
        self.editor.too_long.connect(
            lambda: drawing.told.emit("A label has at most 500 characters; the rest was left out.")
        )
        self.about_to_scroll.connect(self.editor.close_keeping)
        self.zoomed.connect(lambda _: self._show_grips(self._hovered))
        drawing.replaced.connect(self._take_up)
        drawing.chosen_changed.connect(self._say_chosen)
        self.dress()
        theme.changed.connect(self.dress)

    def dress(self) -> None:
        """Take colours and scale anew."""
        look = self._theme.look
        self.drawing.scene.dress(look.colours, self.font())
        accent = QColor(look.colours.accent_text)
        self.setStyleSheet(
            f"DiagramView {{ border: 1px solid {look.colours.surface}; }}"
            f"DiagramView:focus {{ border-color: {look.colours.accent}; }}"
        )
        # A style sheet takes this away, and without it nothing that is there is shifted by a pan.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._hint.setPen(QPen(accent, 1.6, Qt.PenStyle.DashLine))
        self._grips.setPen(QPen(accent, 1.6))
        self._grips.setBrush(QColor(look.colours.surface))
        self.refresh()

    # Pointer

    def thing_at(self, at: QPoint, only: str = "") -> Thing:
        """What is drawn at a point of the view."""
        if only == "node":
            point = self.mapToScene(at)
            found = [item for item in self.drawing.scene.nodes.values() if item.rect.contains(point)]
            return Thing("node", found[-1].node.id) if found else Thing("", "")
        return self.drawing.scene.thing_at(self.mapToScene(at))

    def handle_at(self, at: QPoint) -> str:
        """The part one of whose handles is there; empty for none, and where nothing may be changed."""
        item = self.drawing.scene.nodes.get(self._hovered)
        if item is None or self.drawing.is_read_only:
            return ""
        near = (self.mapFromScene(point) - at for point in gestures.handles(item.rect))
        return self._hovered if any(off.manhattanLength() <= _REACH for off in near) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a gesture, or puts a part down."""
        at, keys_ = event.position().toPoint(), event.modifiers()
        self.editor.close_keeping()
        self._end_aim()
        self.drawing.told.emit("")
        is_left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (is_left and self._has_space):
            self._gesture = gestures.Pan(self, at)
        elif is_left and self.armed:
            self._put_down(self.armed, at)
        elif is_left:
            add = bool(keys_ & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
            self._hover(at)
            self._gesture = gestures.pressed(self, at, add=add)
            self._show_grips("")
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with a gesture, or shows the handles of the part under the pointer."""
        at = event.position().toPoint()
        if self._gesture is not None:
            self._gesture.move(at, event.modifiers())
        else:
            self._hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a gesture."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(event.position().toPoint())
            self._hover(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a label, or puts a part down on empty ground."""
        at = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self.handle_at(at):
            return
        thing = self.thing_at(at)
        if thing.kind:
            self.drawing.choose_thing(thing)
            self.edit_label()
        else:
            self._put_down(self.last_kind, at)

    def leaveEvent(self, event: QEvent) -> None:
        """Hides the handles."""
        super().leaveEvent(event)
        if self._gesture is None:
            self._show_grips("")

    def _put_down(self, kind: str, at: QPoint) -> None:
        made = self.drawing.add(kind, self.mapToScene(at))
        self.placed.emit()
        if made:
            self.last_kind = kind
            self.editor.open(Thing("node", made))

    def _hover(self, at: QPoint) -> None:
        if self.drawing.is_read_only or self.armed:
            self._show_grips("")
        elif not self.handle_at(at):
            self._show_grips(self.thing_at(at, only="node").node_id)

    def _show_grips(self, node_id: str) -> None:
        self._hovered = node_id if node_id in self.drawing.scene.nodes else ""
        path = QPainterPath()
        if self._hovered:
            for point in gestures.handles(self.drawing.scene.nodes[node_id].rect):
                path.addEllipse(point, 5 / self.zoom, 5 / self.zoom)
        self._grips.setPath(path)

    def show_hint(self, path: QPainterPath) -> None:
        """Show a line over everything for as long as a gesture lasts."""
        self._hint.setPath(path)

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """Keeps the keys of the canvas from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.found(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carries out what the table of keys says."""
        if self.aim is not None and self.aim.key(event.key()):
            return
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._has_space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        found = keys.found(event)
        if found is None:
            event.ignore()
            return
        self.drawing.told.emit("")
        if found.changes and self.drawing.is_read_only:
            self.drawing.told.emit("This diagram can be read, not changed.")
            return
        if self._gesture is not None:
            self._cancel_gesture()
            if event.key() == Qt.Key.Key_Escape:
                return
        found.run(self)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Ends the pan by Space."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._release_space()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forgets held keys and what was being aimed at."""
        super().focusOutEvent(event)
        self._release_space()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end_aim()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's
        """Goes through parts and groups as one reads; past the last of them on to the next widget."""
        if self.aim is not None:
            self.aim.walk(1 if next else -1)
            return True
        following = walk.next_stop(self.drawing, 1 if next else -1)
        if following is None:
            return super().focusNextPrevChild(next)
        self.drawing.choose_thing(following)
        self.reveal(following)
        return True

    def _release_space(self) -> None:
        if self._has_space:
            self._has_space = False
            self.viewport().unsetCursor()

    # What the keys do

    def offer_align(self) -> None:
        """Offer the ways to align."""
        self.align_wanted.emit()

    def ask_kind(self, purpose: str) -> None:
        """Let the palette ask for a type."""
        if purpose == "change" and not self.drawing.chosen.nodes:
            self.drawing.told.emit("Select the parts whose type is to change first.")
        else:
            self.kind_wanted.emit(purpose)

    def add_beside(self, kind: str, *, connected: bool) -> None:
        """Put a part beside the selected one and write its label."""
        middle = self.mapToScene(self.viewport().rect().center())
        made = self.drawing.add_beside(kind, middle, connected=connected)
        self.setFocus()
        if made:
            self.last_kind = kind
            self.reveal(Thing("node", made))
            self.editor.open(Thing("node", made))

    def edit_label(self) -> None:
        """Write the label of what was selected last."""
        thing = walk.single(self.drawing.chosen)
        if thing.kind and not self.drawing.is_read_only:
            self.reveal(thing)
            self.editor.open(thing)

    def group_chosen(self) -> None:
        """Frame the selected parts and write the title."""
        made = self.drawing.group()
        if made:
            self.editor.open(Thing("group", made))

    def connect_chosen(self) -> None:
        """Connect two selected parts, or begin to aim from one."""
        nodes = self.drawing.chosen.nodes
        if len(nodes) == 2:
            self.drawing.join(*nodes)
        elif len(nodes) == 1:
            self.aim = walk.Aim(self, nodes[0])
        else:
            self.drawing.told.emit("Select one part, or two, to connect.")

    def walk_edges(self) -> None:
        """Select the next edge of the part that is selected, or of all."""
        if self.drawing.chosen.nodes:
            self._edge_anchor = self.drawing.chosen.nodes[-1]
        found = walk.next_edge(self.drawing, self._edge_anchor)
        if found is not None:
            self.drawing.choose(Chosen(edges=(found,)))

    def move_chosen(self, across: int, down: int, *, fine: bool) -> None:
        """Move what is selected and keep it in sight."""
        self.drawing.move_by_key(across, down, fine=fine)
        self.reveal(walk.single(self.drawing.chosen))

    def leave(self) -> None:
        """Let go of the armed type, then of the selection."""
        if self.armed:
            self.placed.emit()
        else:
            self.drawing.choose(Chosen())

    def reveal(self, thing: Thing) -> None:
        """Bring a thing into sight."""
        scene = self.drawing.scene
        item = scene.nodes.get(thing.node_id) or scene.frames.get(str(thing.key) if thing.kind == "group" else "")
        if item is not None:
            self.ensureVisible(item.sceneBoundingRect(), MARGIN, MARGIN)

    def arm(self, kind: str) -> None:
        """Let the next click put a part down; empty for none."""
        self.armed = kind
        if kind:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.viewport().unsetCursor()

    def drop(self) -> None:
        """Let go of whatever is under way; a label that is being written is kept."""
        self.editor.close_keeping()
        self._cancel_gesture()
        self._end_aim()

    def _cancel_gesture(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()

    def _end_aim(self) -> None:
        if self.aim is not None:
            self.aim.leave()

    def _take_up(self) -> None:
        if self._hovered not in self.drawing.scene.nodes:
            self._show_grips("")

    def _say_chosen(self) -> None:
        if QAccessible.isActive():
            told = walk.spoken(self.drawing)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
