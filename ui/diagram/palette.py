"""The palette: the thirteen kinds of part, each with its symbol, its word and the letter that adds one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui.diagram.symbols import KINDS, OF_LETTER, symbol
from ui.theme import Theme
from ui.tokens import Colours, Space
from ui.widgets.parts import label

_STYLE: Final = (
    "QToolButton {{ border-color: transparent; background: transparent; padding: {pad}px {side}px; text-align: left; }}"
)


def symbol_icon(name: str, colours: Colours, side: int, ratio: float) -> QIcon:
    """A symbol as an icon of so many pixels, fainter where its button is switched off."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, colours.text), (QIcon.Mode.Disabled, colours.faint)):
        made.addPixmap(_drawn(name, colour, side, ratio), mode)
    return made


def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 20, side / 20)
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(symbol(name))
    painter.end()
    return made


class _KindButton(QToolButton):
    """One kind; a click arms it, the keyboard or a double click takes it at once.

    Signals:
        taken: It is wanted now; with whether Shift was held.
    """

    taken = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        kind = KINDS[name]
        self.setText(f" {kind.word}")  # a style sheet leaves no room between symbol and word
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(f"{kind.word}, letter {kind.letter}")
        self.setToolTip(f"{kind.word}: click, then click on the canvas; or A, then {kind.letter}")
        self.setProperty("role", "kind")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space take it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.taken.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:  # arrows too are the palette's: a button would look for its neighbour by itself
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's
        """Takes it."""
        self.taken.emit(False)  # noqa: FBT003 - a signal's


class KindPalette(QScrollArea):
    """The kinds in a column.

    Signals:
        armed: The kind that the next click on the canvas puts down; empty for none.
        taken: A kind is wanted now; with whether it is to be connected.
        left: Nothing was chosen after all.
    """

    armed = Signal(str)
    taken = Signal(str, bool)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Kinds of part")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setSpacing(0)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        self.buttons: dict[str, _KindButton] = {}
        self._letters: list[QLabel] = []
        for name in KINDS:
            button = self.buttons[name] = _KindButton(name)
            button.clicked.connect(lambda on, name=name: self._arm(name if on else ""))
            button.taken.connect(lambda connected, name=name: self._take(name, connected=connected))
            inner = QVBoxLayout(button)
            letter = label(KINDS[name].letter, "small")
            letter.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            letter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            inner.setContentsMargins(0, 0, Space.S, 0)
            inner.addWidget(letter)
            self._letters.append(letter)
            column.addWidget(button)
        column.addStretch(1)
        self._dress()
        theme.changed.connect(self._dress)

    def ask(self) -> None:
        """Take the keyboard, so that a letter or Enter chooses a kind."""
        self.buttons["client"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def disarm(self) -> None:
        """Show no kind as armed."""
        for button in self.buttons.values():
            button.setChecked(False)

    def event(self, event: QEvent) -> bool:
        """Keeps its letters and Escape from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and (event.key() == Qt.Key.Key_Escape or chr(min(event.key(), 127)) in OF_LETTER):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter takes a kind, arrows go on, Escape leaves."""
        names = list(self.buttons)
        at = next((at for at, name in enumerate(names) if self.buttons[name].hasFocus()), 0)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        found = OF_LETTER.get(chr(event.key()) if event.key() < 128 else "")
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if step is not None:
            self.buttons[names[(at + step) % len(names)]].setFocus()
            self.ensureWidgetVisible(self.buttons[names[(at + step) % len(names)]])
        elif event.key() == Qt.Key.Key_Escape:
            self._arm("")
            self.left.emit()
        elif found and plain:
            self._take(found, connected=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _take(self, name: str, *, connected: bool) -> None:
        self.disarm()
        self.taken.emit(name, connected)

    def _arm(self, name: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        self.armed.emit(name)

    def _dress(self) -> None:
        look = self._theme.look
        style = _STYLE.format(pad=look.px(4), side=look.px(6))
        style += f"QToolButton:hover {{ background: {look.colours.hover}; }}"
        style += f"QToolButton:focus {{ border-color: {look.colours.accent}; }}"
        style += f"QToolButton:checked {{ background: {look.colours.selected}; border-color: {look.colours.accent}; }}"
        side = look.px(18)
        width = 0
        for name, button in self.buttons.items():
            button.setStyleSheet(style)
            button.setIcon(symbol_icon(name, look.colours, side, 2 * self.devicePixelRatioF()))
            button.setIconSize(QSize(side, side))
            width = max(width, button.sizeHint().width())
        width += look.px(22)
        for button in self.buttons.values():
            button.setFixedWidth(width)
        self.setFixedWidth(width + 2 * Space.XS + 12)
