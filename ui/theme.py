"""How the window looks: tokens for colour, space and type, and the palette and stylesheet made from them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui.stylesheet import stylesheet
from ui.tokens import DARK, LIGHT, Colours, Type

Choice = Literal["system", "light", "dark"]

_BASE_PIXELS = 13.0
"""Height of the system font at which the tokens are used as they stand."""
_ROOMY = 1.5
"""Scale from which rows of controls are stacked."""


class Look(NamedTuple):
    """Everything that drawing code needs to know.

    Attributes:
        scale: 1.0 to 2.0, from the size of the system font.
    """

    colours: Colours
    dark: bool
    scale: float

    @property
    def roomy(self) -> bool:
        """Whether type is so large that what stands side by side elsewhere goes one under the other."""
        return self.scale >= _ROOMY

    def px(self, size: float) -> int:
        """A length at 100 % in pixels of this look."""
        return round(size * self.scale)


class Theme(QObject):
    """Follows the system's colour scheme, or the user's choice, and dresses the application.

    The size of type comes from the font that the system gave the application at its start.

    Signals:
        changed: The look is another one; drawing code must take its colours again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: Choice = "system", scale: float | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = choice
        self._forced_scale = scale
        self._families = application.font().families()
        self._point_font = application.font()
        self.look = self._wanted()
        self._dress()
        application.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> Choice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Follow the system or force a scheme."""
        self._choice = choice
        self.refresh()

    def set_scale(self, scale: float | None) -> None:
        """Force a size of type (1.0 to 2.0), or follow the system's font with None."""
        self._forced_scale = scale
        self.refresh()

    def refresh(self) -> None:
        """Take scheme and size again and dress the application where they changed."""
        look = self._wanted()
        if look != self.look:
            self.look = look
            self._dress()
            self.changed.emit()

    def _system_changed(self) -> None:
        self.refresh()

    def _wanted(self) -> Look:
        scheme = self._application.styleHints().colorScheme()
        dark = self._choice == "dark" or (self._choice == "system" and scheme == Qt.ColorScheme.Dark)
        return Look(DARK if dark else LIGHT, dark, self._forced_scale or system_scale(self._point_font))

    def _dress(self) -> None:
        look = self.look
        font = QFont(self._point_font)
        font.setFamilies([*PREFERRED_FAMILIES, *self._families])
        font.setPixelSize(look.px(Type.BODY))
        self._application.setFont(font)
        self._application.setPalette(palette(look.colours))
        self._application.setStyleSheet(stylesheet(look.colours, look.scale))


PREFERRED_FAMILIES = ("Inter", "SF Pro Text", "Segoe UI", "Cantarell", "Ubuntu", "Noto Sans")
"""Tried before what the system calls its default; where none is installed nothing changes."""


def system_scale(font: QFont) -> float:
    """How much larger than usual the system's font is, from 1.0 to 2.0."""
    return min(2.0, max(1.0, QFontInfo(font).pixelSize() / _BASE_PIXELS))


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, for clocks and columns of numbers."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def palette(colours: Colours) -> QPalette:
    """The palette for everything that the stylesheet does not name."""
    made = QPalette()
    pairs = (
        (QPalette.ColorRole.Window, colours.surface),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.window),
        (QPalette.ColorRole.Button, colours.raised),
        (QPalette.ColorRole.ToolTipBase, colours.raised),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.ToolTipText, colours.text),
        (QPalette.ColorRole.PlaceholderText, colours.muted),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.Accent, colours.accent),
        (QPalette.ColorRole.Link, colours.accent_text),
        (QPalette.ColorRole.LinkVisited, colours.accent_text),
        (QPalette.ColorRole.Mid, colours.border),
        (QPalette.ColorRole.Dark, colours.border_strong),
        (QPalette.ColorRole.Light, colours.raised),
    )
    for role, colour in pairs:
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made
