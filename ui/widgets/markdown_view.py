"""The one view for Markdown: whatever the text holds, nothing of it is dropped, run or fetched."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QFont, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.theme import Theme
from ui.tokens import Space

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
"""Without MarkdownNoHTML, Qt takes ``List<int>`` for a tag and drops the text after it."""


class MarkdownView(QTextBrowser):
    """Shows Markdown read-only, with code blocks set apart; links are given to whoever listens to `anchorClicked`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = ""
        self.setObjectName("markdown")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(0)
        theme.changed.connect(self._draw)

    def set_text(self, markdown: str) -> None:
        """Show a text; the same text again changes nothing and keeps the place."""
        if markdown != self._source:
            self._source = markdown
            self._draw()
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def shown_text(self) -> str:
        """The Markdown that is shown."""
        return self._source

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Load nothing: neither pictures nor styles, from nowhere."""
        return None

    def _draw(self) -> None:
        bar = self.verticalScrollBar().value()
        self.document().setMarkdown(self._source, _FEATURES)
        self._style_code()
        self.verticalScrollBar().setValue(bar)

    def _style_code(self) -> None:
        look = self._theme.look
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(look.px(13))
        ground = QColor(look.colours.hover)
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence):
                cursor = QTextCursor(block)
                shape = QTextBlockFormat()
                shape.setBackground(ground)
                shape.setLeftMargin(Space.S)
                cursor.mergeBlockFormat(shape)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(_mono_format(mono))
            else:
                self._style_inline_code(block.position(), mono, ground)
            block = block.next()

    def _style_inline_code(self, start: int, mono: QFont, ground: QColor) -> None:
        block = self.document().findBlock(start)
        spans = [span for span in block.textFormats() if span.format.fontFixedPitch()]
        for span in spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(block.position() + span.start)
            cursor.setPosition(block.position() + span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
            shape = _mono_format(mono)
            shape.setBackground(ground)
            cursor.mergeCharFormat(shape)


def _mono_format(font: QFont) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    return shape
