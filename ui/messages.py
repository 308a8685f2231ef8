"""Messages in place: banners with at most one action, never a dialog that blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mockint.errors import KnownError
from ui import icons
from ui.theme import Theme
from ui.tokens import Space

Tone = Literal["info", "good", "warn", "error"]

_SPOKEN = {"info": "Note", "good": "Done", "warn": "Warning", "error": "Error"}


class Action(NamedTuple):
    """A button in a banner."""

    text: str
    run: Callable[[], None]


class Banner(QFrame):
    """One message: an icon, a sentence or two, at most one action, and a way to close it.

    Signals:
        closed: The user has read it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, tone: Tone, text: str, action: Action | None = None) -> None:
        super().__init__()
        self.text = text
        self.tone = tone
        self._theme = theme
        self.setProperty("banner", tone)
        self.setAccessibleName(f"{_SPOKEN[tone]}: {text}")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        self._mark = QLabel()
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        self._close = QPushButton()
        self._close.setProperty("role", "quiet")
        self._close.setAccessibleName("Close this message")
        self._close.setToolTip("Close this message")
        self._close.clicked.connect(self.closed)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        if action is not None:
            self.add_action(action)
        self._paint_icons()
        theme.changed.connect(self._paint_icons)

    def add_action(self, action: Action) -> None:
        """Offer something to do, before the way to close it; a second one where the user has to choose."""
        button = QPushButton(action.text)
        button.setProperty("role", "quiet")
        button.clicked.connect(action.run)
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(button, self._close)

    def _paint_icons(self) -> None:
        look = self._theme.look
        tone = "bad" if self.tone == "error" else "accent_text" if self.tone == "info" else self.tone
        self._mark.setPixmap(
            icons.pixmap(self.tone, getattr(look.colours, tone), look.px(18), self.devicePixelRatioF())
        )
        self._close.setIcon(icons.icon("close", look.colours.muted))


class BannerArea(QWidget):
    """Where a page's messages stand; it takes no room when there are none. A message with a key replaces its like."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        self.hide()
        self._column.setSpacing(Space.S)
        self._keyed: dict[str, Banner] = {}

    def tell(self, tone: Tone, text: str, action: Action | None = None, key: str = "") -> Banner:
        """Show a message.

        Args:
            tone: How grave it is.
            text: A sentence or two.
            action: The one thing to do about it.
            key: Messages of one key take each other's place; the text by default.
        """
        key = key or text
        self.clear(key)
        banner = Banner(self._theme, tone, text, action)
        banner.closed.connect(lambda: self.clear(key))
        self._keyed[key] = banner
        self._column.addWidget(banner)
        self.show()
        return banner

    def tell_error(self, fault: KnownError, action: Action | None = None, key: str = "error") -> Banner:
        """Show what happened, what was kept and what to do."""
        return self.tell("error", str(fault), action, key)

    def clear(self, key: str) -> None:
        """Take the message of this key away."""
        old = self._keyed.pop(key, None)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setVisible(bool(self._keyed))

    def shown(self) -> tuple[Banner, ...]:
        """The messages that stand here."""
        return tuple(self._keyed.values())
