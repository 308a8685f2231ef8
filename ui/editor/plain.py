"""The plain editor: a `CodeEditor` of Qt's own widgets, for machines and users without Monaco."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockint.rounds.edits import difference
from ui.editor.base import LIGHT_COLORS, AppKeyGate, CodeEditor, EditorColors, Mark
from ui.editor.find_bar import FindBar
from ui.editor.highlight import PythonHighlighter
from ui.editor.offsets import to_points, to_units, with_plain_line_ends
from ui.editor.text_area import TextArea

_MOST_MATCHES_SHOWN: Final = 500
_POINTS: Final = 11
_PARAGRAPH_SEPARATOR: Final = "\u2029"


class PlainEditor(CodeEditor):
    """A text area with line numbers, colours, marks and a find bar; ready at once.

    Args:
        parent: The Qt parent.
        is_python: Whether the text is coloured as Python; any other text stays plain.
    """

    def __init__(self, parent: QWidget | None = None, *, is_python: bool = True) -> None:
        super().__init__(parent)
        self._area = TextArea(self)
        self._area.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._points = _POINTS
        self._is_dressed = False
        self._highlighter = PythonHighlighter(self._area.document(), LIGHT_COLORS)
        if not is_python:
            self._highlighter.setDocument(None)
        self._find = FindBar(self)
        self._text = ""
        self._cursor = 0
        self._is_loading = False
        self._gate = AppKeyGate(self)
        self._area.installEventFilter(self._gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._find)
        self.setFocusProxy(self._area)
        self._area.textChanged.connect(self._on_text_changed)
        self._area.cursorPositionChanged.connect(self._on_cursor_moved)
        self._area.escape_pressed.connect(self._on_escape)
        self._find.query_changed.connect(self._on_query_changed)
        self._find.step_wanted.connect(lambda backwards: self.find_next(backwards=backwards))
        self._find.closed.connect(self._close_find)
        self._add_key(QKeySequence.StandardKey.Find, self.show_find)
        self._add_key(QKeySequence.StandardKey.FindNext, self.find_next)
        self._add_key(QKeySequence.StandardKey.FindPrevious, lambda: self.find_next(backwards=True))
        self.set_colors(LIGHT_COLORS)

    def is_ready(self) -> bool:
        """Always."""
        return True

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Load a text."""
        self._is_loading = True
        self._area.clear_marks()
        self._area.setPlainText(with_plain_line_ends(text))
        self._text, self._cursor = self._read(), 0
        self._is_loading = False
        self._look_for_matches()

    def show_text(self, text: str) -> None:
        """Show a text by changing what differs alone, so that it can follow a timeline; the changed place is in sight."""
        change = difference(self._text, with_plain_line_ends(text))
        if change is None:
            return
        self._is_loading = True
        self._area.setUndoRedoEnabled(False)
        cursor = QTextCursor(self._area.document())
        cursor.setPosition(to_units(self._text, change.at))
        cursor.setPosition(to_units(self._text, change.at + change.removed), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.inserted)
        self._text = self._read()
        self._is_loading = False
        self._move_to(cursor, cursor.position())

    def cursor_offset(self) -> int:
        """The cursor's offset."""
        return self._cursor

    def set_cursor_offset(self, offset: int) -> None:
        """Move the cursor."""
        cursor = self._area.textCursor()
        self._move_to(cursor, to_units(self._text, offset))

    def go_to_line(self, line: int) -> None:
        """Move the cursor to a line and take the keyboard."""
        block = self._area.document().findBlockByNumber(min(max(1, line), self._area.blockCount()) - 1)
        text = block.text()
        indent = len(text) - len(text.lstrip()) if text.strip() else 0
        self._move_to(QTextCursor(block), block.position() + indent)
        self._area.centerCursor()
        self.focus()

    def wrap_lines(self) -> None:
        """Break long lines at the edge, as prose is read."""
        self._area.setLineWrapMode(TextArea.LineWrapMode.WidgetWidth)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a setter, like Qt's
        """Allow or forbid changes; the cursor stays."""
        self._area.setReadOnly(read_only)
        if read_only:
            self._area.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
            )

    def set_marks(self, marks: Sequence[Mark], source: str = "lint") -> None:
        """Underline and sign marks."""
        self._area.set_marks(marks, source)

    def set_colors(self, colors: EditorColors) -> None:
        """Take colours."""
        self._colors = colors
        self._highlighter.set_colors(colors)
        self._area.set_colors(colors)
        self._dress()

    def set_font_size(self, points: int) -> None:
        """Set the size."""
        self._points = points
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Dress only now: a style sheet on a widget that is still being put together is worked out at every step."""
        super().showEvent(event)
        if not self._is_dressed:
            self._dress()

    def _dress(self) -> None:
        self._is_dressed = self.isVisible()
        if not self._is_dressed:
            return
        # The size goes into the style sheet as well: one of the window, which sizes all text, would win over a font.
        self.setStyleSheet(f"{_style_sheet(self._colors)}\nQPlainTextEdit {{ font-size: {self._points}pt; }}")

    def show_find(self, query: str = "") -> None:
        """Open the find bar; what is selected is looked for."""
        self._find.open_with(query or self._area.textCursor().selectedText().partition(_PARAGRAPH_SEPARATOR)[0])
        self._look_for_matches()

    def find_next(self, *, backwards: bool = False) -> None:
        """Select the next match."""
        query = self._find.query()
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        document = self._area.document()
        found = document.find(query, self._area.textCursor(), flags)
        if found.isNull():
            start = QTextCursor(document)
            if backwards:
                start.movePosition(QTextCursor.MoveOperation.End)
            found = document.find(query, start, flags)
        if not found.isNull():
            self._area.setTextCursor(found)

    def focus(self) -> None:
        """Take the keyboard."""
        self._area.setFocus()

    def settle(self, done: Callable[[], None]) -> None:
        """The text is always as it is on screen."""
        done()

    def _add_key(self, key: QKeySequence.StandardKey, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _read(self) -> str:
        # toPlainText would turn no-break spaces into spaces; the raw text keeps every character.
        return self._area.document().toRawText().replace(_PARAGRAPH_SEPARATOR, "\n")

    def _move_to(self, cursor: QTextCursor, units: int) -> None:
        cursor.setPosition(units)
        self._area.setTextCursor(cursor)
        self._area.ensureCursorVisible()

    def _on_text_changed(self) -> None:
        if self._is_loading:
            return
        text = self._read()
        if text == self._text:  # only its look changed
            return
        self._text = text
        self.text_changed.emit(text)
        self._on_cursor_moved()
        self._look_for_matches()

    def _on_cursor_moved(self) -> None:
        if self._is_loading:
            return
        cursor = to_points(self._text, self._area.textCursor().position())
        if cursor != self._cursor:
            self._cursor = cursor
            self.cursor_moved.emit(cursor)

    def _on_escape(self) -> None:
        if self._find.isVisible():
            self._close_find()
        else:
            self.escaped.emit()

    def _close_find(self) -> None:
        self._find.hide()
        self._area.set_matches([])
        self.focus()

    def _on_query_changed(self) -> None:
        self._look_for_matches()
        if not self._area.textCursor().hasSelection() or self._find.query():
            cursor = self._area.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._area.setTextCursor(cursor)
            self.find_next()

    def _look_for_matches(self) -> None:
        query = self._find.query()
        if not self._find.isVisible() or not query:
            self._find.show_count(0)
            self._area.set_matches([])
            return
        self._find.show_count(len(re.findall(re.escape(query), self._text, re.IGNORECASE)))
        document, matches = self._area.document(), list[QTextCursor]()
        place = document.find(query, 0)
        while not place.isNull() and len(matches) < _MOST_MATCHES_SHOWN:
            matches.append(place)
            place = document.find(query, place)
        self._area.set_matches(matches)


def _style_sheet(colors: EditorColors) -> str:
    return f"""
        QPlainTextEdit {{
            background: {colors.background}; color: {colors.text}; border: 0;
            selection-background-color: {colors.selection}; selection-color: {colors.text};
        }}
        FindBar {{ background: {colors.panel}; border-top: 1px solid {colors.border}; }}
        FindBar QLabel {{ color: {colors.gutter_text}; background: transparent; }}
        FindBar QLineEdit {{
            background: {colors.background}; color: {colors.text}; border: 1px solid {colors.border};
            border-radius: 4px; padding: 3px 6px;
            selection-background-color: {colors.selection}; selection-color: {colors.text};
        }}
        FindBar QToolButton {{ color: {colors.text}; background: transparent; border: 0; padding: 3px 8px; }}
        FindBar QToolButton:hover {{ background: {colors.selection}; border-radius: 4px; }}
    """
