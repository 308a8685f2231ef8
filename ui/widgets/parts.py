"""Small parts of pages: labels of a kind, lines, empty states, segments, and the sign that work goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.theme import Theme
from ui.tokens import Space

LabelType = Literal["body", "title", "lead", "section", "muted", "small", "tag"]


def label(text: str, kind: LabelType = "body", *, wrap: bool = False) -> QLabel:
    """A label of a kind of text; what it shows is always plain text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("type", kind)
    made.setWordWrap(wrap)
    return made


def button(text: str, role: str = "", *, tip: str = "") -> QPushButton:
    """A push button; `role` is primary, danger, quiet or nothing."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    return made


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("line", "true")
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear_layout(layout: QLayout) -> None:
    """Remove everything from a layout, nested layouts too."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear_layout(inner)
        elif widget is not None:
            widget.hide()
            widget.deleteLater()


class EmptyState(QWidget):
    """Says what will be in a place that is empty, and offers the one action that fills it."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        action: tuple[str, Callable[[], None]] | None = None,
        *,
        primary: bool = True,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XXL * 2)
        column.setSpacing(Space.S)
        column.addStretch(2)
        self._mark = QLabel()
        self.title = label(title, "lead")
        self.text = label(text, "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(theme.look.px(440))
        for widget in (self._mark, self.title):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not by alignment: a layout asks an aligned label for its size without a width, and lines are lost.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text)
        middle.addStretch(1)
        column.addLayout(middle)
        self.action: QPushButton | None = None
        if action is not None:
            self.action = button(action[0], "primary" if primary else "")
            self.action.clicked.connect(action[1])
            column.addSpacing(Space.S)
            column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._draw()
        theme.changed.connect(self._draw)

    def tell(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)

    def _draw(self) -> None:
        look = self._theme.look
        side = look.px(32)
        self._mark.setPixmap(icons.pixmap(self._icon, look.colours.muted, side, self.devicePixelRatioF()))


class Segments(QWidget):
    """A choice of a few, side by side; the arrow keys move it.

    Signals:
        chosen: The value of the segment that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        self._name = name
        self.set_choices(choices, value)
        self._row.addStretch(1)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._values[index]))

    def set_choices(self, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        """Offer other choices (value and title)."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._values = [one for one, _ in choices]
        for index, (_, title) in enumerate(choices):
            segment = button(title, "segment")
            segment.setCheckable(True)
            segment.setAccessibleName(f"{self._name}: {title}")
            place = "only" if len(choices) == 1 else {0: "first", len(choices) - 1: "last"}.get(index, "middle")
            segment.setProperty("place", place)
            self._group.addButton(segment, index)
            self._row.insertWidget(index, segment)
        self._keep_room()
        self.set_value(value or (self._values[0] if self._values else ""))

    def value(self) -> str:
        """The value that is chosen."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else ""

    def set_value(self, value: str) -> None:
        """Choose without telling anyone; an unknown value changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def segment(self, value: str) -> QPushButton:
        """The button of a value."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QPushButton)
        return found

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room for bold titles when the font is another one."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_group"):
            self._keep_room()

    def _keep_room(self) -> None:
        for segment in self._group.buttons():
            segment.setMinimumWidth(_bold_width(segment))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        index = min(max(self._group.checkedId() + step, 0), len(self._values) - 1)
        self._group.button(index).setFocus()
        self._group.button(index).click()


def _bold_width(segment: QAbstractButton) -> int:
    """The room that a segment needs once it is chosen and bold, so that choosing moves nothing."""
    font = segment.font()
    font.setBold(True)
    metrics = QFontMetrics(font)
    return metrics.horizontalAdvance(segment.text()) + round(1.7 * metrics.height())


class Busy(QWidget):
    """Says that work goes on and lets one cancel it; it keeps its room, so that nothing jumps.

    Signals:
        cancelled: The user does not want to wait.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._text = label("Working", "small")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(80)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Work is going on")
        self._cancel = button("Cancel", "quiet")
        self._cancel.clicked.connect(self.cancelled)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_work(self, text: str, *, can_cancel: bool = True) -> None:
        """Say what is going on."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(can_cancel)
        self.show()

    def done(self) -> None:
        """Nothing goes on any more."""
        # A bar without range animates even when hidden.
        self._bar.setRange(0, 1)
        self.hide()


class LinkLabel(QLabel):
    """A few words that lead to a place: by a click, or by Enter once the keyboard is on them.

    Signals:
        opened: The user wants there.
    """

    opened = Signal()

    def __init__(self, tip: str) -> None:
        super().__init__()
        self._tip = tip
        self.setProperty("type", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show other words; without any there is nothing to click."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setToolTip(self._tip if text else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if text else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if text else Qt.CursorShape.ArrowCursor)
        self._underline(is_on=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it where the button was let go on it."""
        if (
            event.button() == Qt.MouseButton.LeftButton
            and self.text()
            and self.rect().contains(event.position().toPoint())
        ):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self._underline(is_on=True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        self._underline(is_on=False)
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it leads somewhere."""
        self._underline(is_on=bool(self.text()))
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self._underline(is_on=self.hasFocus())
        super().leaveEvent(event)

    def _underline(self, *, is_on: bool) -> None:
        font = self.font()
        font.setUnderline(is_on)
        self.setFont(font)


class ElidedLabel(QLabel):
    """One line that gives way: it is cut with an ellipsis, and the tool tip has all of it."""

    def __init__(self, text: str = "", kind: LabelType = "body") -> None:
        super().__init__()
        self._whole = text
        self.setProperty("type", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        """Cut again when the font is another one."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._cut()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Cut again at the new width."""
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
