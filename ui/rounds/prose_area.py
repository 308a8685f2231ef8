"""Where one writes words: a plain text area that takes text alone and tells each change once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QTextCursor, QTextDocument, QTextDocumentFragment
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit

from mockint.rounds.edits import MAX_DOCUMENT
from ui.editor.offsets import to_points, to_units, with_plain_line_ends
from ui.theme import Theme
from ui.tokens import Space, Type

NO_PICTURES: Final = (
    "A picture cannot be pasted here, only text; nothing was changed. Draw in the diagram, or say it in words."
)
_WIDEST: Final = 760
"""Pixels at 100 % that a line of words may take before the eye loses its way back."""
_CURSOR_MS: Final = 300
_PARAGRAPH: Final = "\u2029"
_SOFT_BREAK: Final = "\u2028"


class ProseArea(QPlainTextEdit):
    """Plain text, wrapped and no wider than is good to read, or in columns of one width for sums.

    Args:
        theme: The window's look.
        name: What a screen reader says.
        is_mono: Whether it is for lines that are read column by column: one width of letters, no wrapping.

    Signals:
        edited: The whole text after a change of the candidate's; never after `load`.
        cursor_moved: The cursor's offset in code points, once it rests.
        refused: Why something was not taken, in a sentence.
    """

    edited = Signal(str)
    cursor_moved = Signal(int)
    refused = Signal(str)

    def __init__(self, theme: Theme, name: str, *, is_mono: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._is_mono = is_mono
        self._text = ""
        self._is_loading = False
        self._pages: dict[int, QTextDocument] = {}
        self.setObjectName("paper")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        if is_mono:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(_CURSOR_MS)
        self._rests.timeout.connect(self._tell_cursor)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(lambda: None if self._is_loading else self._rests.start())
        self._dress()
        theme.changed.connect(self._dress)

    def text(self) -> str:
        r"""The whole text, with ``\n`` line ends."""
        return self._text

    def load(self, text: str, cursor: int = 0, page: int = 0) -> None:
        """Put a text and the cursor in without telling anyone.

        Args:
            text: What is written.
            cursor: In code points.
            page: Where several are written in one area, which one: what can be undone on each is kept as long as its text
                is not changed elsewhere.
        """
        self._is_loading = True
        text = with_plain_line_ends(text)
        if page not in self._pages:
            self._pages[page] = self._new_page() if self._pages else self._first_page()
        if self.document() is not self._pages[page]:
            self.setDocument(self._pages[page])
            self._dress()
        if self._read() != text:
            self.setPlainText(text)
        self._text = self._read()
        place = self.textCursor()
        place.setPosition(min(to_units(self._text, cursor), max(0, self.document().characterCount() - 1)))
        self.setTextCursor(place)
        self._is_loading = False

    def _first_page(self) -> QTextDocument:
        page = self.document()
        page.setParent(self)  # else Qt deletes it as soon as another one is shown
        return page

    def _new_page(self) -> QTextDocument:
        page = QTextDocument(self)
        page.setDocumentLayout(QPlainTextDocumentLayout(page))
        page.setDefaultFont(self.document().defaultFont())
        page.setDefaultTextOption(self.document().defaultTextOption())
        return page

    def line(self) -> int:
        """Number of the cursor's line, from 0."""
        return self.textCursor().blockNumber()

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the start of a line (from 0, cut to the text), show it, and take the keyboard."""
        block = self.document().findBlockByNumber(min(max(0, line), self.blockCount() - 1))
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()
        self.setFocus()

    def tell_cursor_now(self) -> None:
        """Tell where the cursor is without waiting for it to rest."""
        if self._rests.isActive():
            self._rests.stop()
            self._tell_cursor()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Everything is looked at: what cannot be taken is refused in words."""
        return source.hasText() or source.hasHtml() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the plain text of whatever is pasted or dropped; a picture is refused in words."""
        if source.hasText() or source.hasHtml():
            text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
            self._paste(with_plain_line_ends(text).replace(_PARAGRAPH, "\n").replace(_SOFT_BREAK, "\n"))
        else:
            self.refused.emit(NO_PICTURES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every line break is a line of its own, also the one that Qt keeps within a paragraph."""
        soft = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self.isReadOnly()
        if soft and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep lines of words from growing too long: before the text is laid out, not while it is."""
        if event.type() == QEvent.Type.Resize:
            self._keep_narrow()
        return super().event(event)

    def _paste(self, text: str) -> None:
        cursor = self.textCursor()
        length = len(self._text) - (cursor.selectionEnd() - cursor.selectionStart()) + len(text)
        if length > MAX_DOCUMENT:
            self.refused.emit(f"That would make {length:,} characters, and {MAX_DOCUMENT:,} fit; nothing was changed.")
            return
        self.insertPlainText(text)
        self.ensureCursorVisible()

    def _keep_narrow(self) -> None:
        spare = 0 if self._is_mono else max(0, self.width() - self._theme.look.px(_WIDEST)) // 2
        if spare != self.viewportMargins().left():
            self.setViewportMargins(spare, 0, spare, 0)

    def _dress(self) -> None:
        look = self._theme.look
        if self._is_mono:
            self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        # By a stylesheet: the window's own sets the size of type of everything, against which a font has no say.
        self.setStyleSheet(f"font-size: {look.px(Type.BODY if self._is_mono else Type.LEAD)}px;")
        self.document().setDocumentMargin(look.px(Space.M))
        self._keep_narrow()

    def _read(self) -> str:
        # toPlainText would turn no-break spaces into spaces; the raw text keeps every character.
        return self.document().toRawText().replace(_PARAGRAPH, "\n").replace(_SOFT_BREAK, "\n")

    def _changed(self) -> None:
        if self._is_loading:
            return
        text = self._read()
        if text != self._text:  # else only its look changed
            self._text = text
            self.edited.emit(text)

    def _tell_cursor(self) -> None:
        self.cursor_moved.emit(to_points(self._text, self.textCursor().position()))
