"""The rail at the left: the six places and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.theme import Theme
from ui.tokens import Space, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


_WIDTH = 168


class Place(NamedTuple):
    """A place one can go to; `shortcut` is the key to press with it."""

    name: str
    title: str
    shortcut: str


PLACES = (
    Place("today", "Today", "Ctrl+1"),
    Place("practice", "Practice", "Ctrl+2"),
    Place("loop", "Loop", "Ctrl+3"),
    Place("history", "History", "Ctrl+4"),
    Place("skills", "Skills", "Ctrl+5"),
    Place("stories", "Stories", "Ctrl+6"),
    Place("settings", "Settings", "Ctrl+,"),
)

MORE_PLACES = (Place("targets", "Targets", "Ctrl+7"),)
"""Places that are reached from pages, the menu and the palette, and have no button in the rail."""


class Rail(QWidget):
    """One button a place; the arrow keys move between them.

    Signals:
        place_chosen: Name of the place the user wants.
    """

    place_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Places")
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.L, Space.S, Space.M)
        column.setSpacing(2)
        wordmark = QLabel("mockint")
        wordmark.setObjectName("wordmark")
        column.addWidget(wordmark)
        column.addSpacing(Space.M)
        for number, place in enumerate(PLACES):
            if place.name == "settings":
                column.addStretch(1)
            button = QPushButton(place.title)
            button.setCheckable(True)
            button.setToolTip(f"{place.title} ({place.shortcut})")
            button.setAccessibleName(place.title)
            self._group.addButton(button, number)
            column.addWidget(button)
        self._group.idClicked.connect(lambda number: self.place_chosen.emit(PLACES[number].name))
        self._dress()
        theme.changed.connect(self._dress)

    def show_place(self, name: str) -> None:
        """Mark where the window is; no button is marked for a place that has none."""
        if any(place.name == name for place in PLACES):
            self.button(name).setChecked(True)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def button(self, name: str) -> QPushButton:
        """The button of a place."""
        number = next(number for number, place in enumerate(PLACES) if place.name == name)
        found = self._group.button(number)
        assert isinstance(found, QPushButton)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move between the places; Enter and Space open one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = self.window().focusWidget()
        at = self._group.id(focused) if isinstance(focused, QPushButton) else -1
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0:
            self._group.button(at).click()
        elif step is not None and at >= 0:
            self._group.button(min(max(at + step, 0), len(PLACES) - 1)).setFocus()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        look = self._theme.look
        font = self.font()
        font.setPixelSize(look.px(Type.BODY))
        font.setBold(True)
        widest = max(QFontMetrics(font).horizontalAdvance(place.title) for place in PLACES)
        self.setFixedWidth(max(_WIDTH, widest + look.px(18 + 3 * Space.S) + 2 * Space.L))
        side = look.px(18)
        for number, place in enumerate(PLACES):
            self._group.button(number).setIconSize(QSize(side, side))
            self._group.button(number).setIcon(icons.icon(place.name, look.colours.muted, look.colours.accent_text))
