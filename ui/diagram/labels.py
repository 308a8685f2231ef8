"""The line in which a label is written, at the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.diagram.scene import Thing
from ui.tokens import Type

if TYPE_CHECKING:
    from ui.diagram.view import DiagramView

MOST_SIGNS: Final = 500
_LEAST_WIDTH: Final = 150
_LEAVING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_NAMES: Final = {"node": "Label of the part", "edge": "Label of the connection", "group": "Title of the group"}


class LabelEditor(QLineEdit):
    """Enter keeps the label, and so does going elsewhere; Escape leaves the old one.

    Signals:
        too_long: More was typed or pasted than a label holds.
    """

    too_long = Signal()

    def __init__(self, view: DiagramView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._thing = Thing("", "")
        self.setMaxLength(MOST_SIGNS)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.inputRejected.connect(self.too_long)
        self.hide()

    def open(self, thing: Thing) -> None:
        """Write the label of a thing."""
        place = self._place(thing)
        if place is None:
            return
        self.close_keeping()
        self._thing = thing
        font = self.font()
        font.setPixelSize(max(9, round(Type.BODY * self._view.pixels)))
        self.setStyleSheet(f"font-size: {font.pixelSize()}px; padding: 0 4px;")
        self.setGeometry(place)
        self.setText(self._view.drawing.label_of(thing))
        self.setAccessibleName(_NAMES[thing.kind])
        self.selectAll()
        self.show()
        self.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether a label is being written."""
        return bool(self._thing.kind)

    def close_keeping(self) -> None:
        """Keep what was written."""
        self._close(keep=True)

    def event(self, event: QEvent) -> bool:
        """Keeps Enter and Escape from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _LEAVING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape leave."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._close(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._close(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written, unless it is the window or a menu that took the keyboard."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self._close(keep=True)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, FBT001 - Qt's
        """Tab keeps what was written."""
        self._close(keep=True)
        return True

    def _close(self, *, keep: bool) -> None:
        thing, self._thing = self._thing, Thing("", "")
        if not thing.kind:
            return
        had_focus = self.hasFocus()
        self.hide()
        if keep:
            self._view.drawing.rename(thing, self.text())
        if had_focus:
            self._view.setFocus()

    def _place(self, thing: Thing) -> QRect | None:
        view, scene, pixels = self._view, self._view.drawing.scene, self._view.pixels
        if thing.kind == "node" and thing.node_id in scene.nodes:
            place = view.mapFromScene(scene.nodes[thing.node_id].rect).boundingRect()
        elif thing.kind == "group" and str(thing.key) in scene.frames:
            place = view.mapFromScene(scene.frames[str(thing.key)].title_rect).boundingRect()
            place.setWidth(min(place.width(), round(280 * pixels)))
        else:
            found = next((item for key, item in scene.edges.items() if key == thing.key), None)
            if found is None:
                return None
            place = QRect(0, 0, round(_LEAST_WIDTH * pixels), round(24 * pixels))
            place.moveCenter(view.mapFromScene(found.middle))
        tall = max(self.sizeHint().height(), round(26 * pixels))
        wide = max(place.width(), round(_LEAST_WIDTH * pixels))
        grown = QRect(0, 0, wide, tall)
        grown.moveCenter(place.center())
        return grown
