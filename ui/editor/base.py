"""What the application knows of a code editor: one widget class that Monaco and the plain editor both fill in.

Offsets and columns are Unicode code points; lines and columns count from 1, offsets from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

Severity = Literal["error", "warning", "info"]

#: Keys that belong to the window even while the editor has the focus: run, submit and the command palette.
APP_KEYS: Final = (
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return),
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Enter),
    (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Return),
    (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Enter),
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K),
)


class Mark(NamedTuple):
    """Something to show at a place of the text: a lint finding, a failed line of a traceback.

    Attributes:
        line: Line, from 1.
        column: First column, from 1, in code points.
        end_column: The column after the last one; when it is not beyond `column`, the rest of the line is marked.
        severity: How grave it is; shown by shape and colour.
        message: Plain text, shown when the pointer rests on the mark.
    """

    line: int
    column: int
    end_column: int
    severity: Severity
    message: str


class EditorColors(NamedTuple):
    """Every colour of an editor, as ``#rrggbb``; the frame's theme fills it from its tokens.

    Attributes:
        is_dark: Whether light text stands on a dark ground; what Monaco does not find here follows it.
    """

    is_dark: bool
    background: str
    text: str
    gutter_text: str
    gutter_active: str
    current_line: str
    selection: str
    match: str
    border: str
    panel: str
    keyword: str
    string: str
    number: str
    comment: str
    name: str
    decorator: str
    error: str
    warning: str
    info: str


LIGHT_COLORS: Final = EditorColors(
    is_dark=False,
    background="#ffffff",
    text="#1f2328",
    gutter_text="#767f89",
    gutter_active="#1f2328",
    current_line="#f4f6f8",
    selection="#cfe3fc",
    match="#ffe59a",
    border="#d5dae0",
    panel="#f6f8fa",
    keyword="#a3207a",
    string="#176b3a",
    number="#0b5cad",
    comment="#656d76",
    name="#6b3fa0",
    decorator="#8a5300",
    error="#c62828",
    warning="#9a6700",
    info="#0b5cad",
)
DARK_COLORS: Final = EditorColors(
    is_dark=True,
    background="#17191d",
    text="#dfe3e8",
    gutter_text="#7f8894",
    gutter_active="#dfe3e8",
    current_line="#1e2126",
    selection="#2c4a73",
    match="#6b5518",
    border="#343941",
    panel="#1f2227",
    keyword="#e58fc9",
    string="#8fd0a3",
    number="#86b9f2",
    comment="#8f98a4",
    name="#c3a6f0",
    decorator="#e0b060",
    error="#ff7b72",
    warning="#e3b341",
    info="#86b9f2",
)


class CodeEditor(QWidget):
    """A code editor for Python.

    Args:
        parent: The Qt parent.

    Signals:
        text_changed: The whole text after a change by the user (typing, paste, undo); never after `set_text`.
        cursor_moved: The cursor's new offset after the user moved it or typed.
        escaped: Escape was pressed and the editor itself had nothing to close with it.
        became_ready: The editor can be used; what was set before is kept and shown then.
        failed: The editor broke and cannot go on, with the reason; `text` still gives the last text.
    """

    text_changed = Signal(str)
    cursor_moved = Signal(int)
    escaped = Signal()
    became_ready = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Room for some thirty lines of eighty characters; an editor takes what there is."""
        return QSize(720, 560)

    def minimumSizeHint(self) -> QSize:
        """Room for a few short lines."""
        return QSize(240, 120)

    def is_ready(self) -> bool:
        """Whether `became_ready` has been sent."""
        raise NotImplementedError

    def text(self) -> str:
        r"""The whole text, with ``\n`` line ends."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Load a text: the cursor goes to the start, the undo history is emptied, marks go, `text_changed` is not sent."""
        raise NotImplementedError

    def cursor_offset(self) -> int:
        """The cursor's offset."""
        raise NotImplementedError

    def set_cursor_offset(self, offset: int) -> None:
        """Put the cursor at an offset (cut to the text) and bring it into view."""
        raise NotImplementedError

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the first character of a line (cut to the text), bring it into view and take the focus."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a setter, like Qt's
        """Let the user read, select and copy, but not change."""
        raise NotImplementedError

    def set_marks(self, marks: Sequence[Mark], source: str = "lint") -> None:
        """Show these marks in place of all that the same source showed before."""
        raise NotImplementedError

    def set_colors(self, colors: EditorColors) -> None:
        """Show the editor in these colours."""
        raise NotImplementedError

    def set_theme(self, theme: Literal["light", "dark"]) -> None:
        """Show the editor in its own light or dark colours."""
        self.set_colors(DARK_COLORS if theme == "dark" else LIGHT_COLORS)

    def set_font_size(self, points: int) -> None:
        """Set the size of the text in typographic points."""
        raise NotImplementedError

    def show_find(self, query: str = "") -> None:
        """Open the find bar, with a text to look for when one is given."""
        raise NotImplementedError

    def find_next(self, *, backwards: bool = False) -> None:
        """Select the next place of what the find bar looks for, going round at the end."""
        raise NotImplementedError

    def focus(self) -> None:
        """Take the keyboard."""
        raise NotImplementedError

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done` once `text` has every key that was pressed before; Run and Submit read the text then.

        An editor in another process tells its text a few milliseconds late. When it has failed, `done` is called all the same.
        """
        raise NotImplementedError

    def dispose(self) -> None:
        """End what the editor runs outside the program; it is not used any more after that."""


class AppKeyGate(QObject):
    """Keeps the window's shortcuts working while an editor has the focus.

    Before a key press reaches the focused widget Qt asks it, by ``ShortcutOverride``, whether it wants the key for itself;
    Chromium and text widgets say yes to many. This filter answers for them: no to `APP_KEYS`, yes to Escape, which an
    editor first uses for its own pop-ups. An app key that no shortcut took goes to the editor's parents, never into the text.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer ``ShortcutOverride`` and app keys in the widget's place; pass everything else on."""
        if event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress} and isinstance(event, QKeyEvent):
            if is_app_key(event):
                event.ignore()
                return True
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)


def is_app_key(event: QKeyEvent) -> bool:
    """Whether a key press is one of `APP_KEYS`."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (modifiers, Qt.Key(event.key())) in APP_KEYS
