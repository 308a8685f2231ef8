"""The one view for Markdown: whatever the text holds, nothing of it is dropped, run or fetched."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.theme import Theme
from ui.tokens import Space, Type

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
        self._space_blocks()
        self._style_code()
        self._style_tables()
        self.verticalScrollBar().setValue(bar)

    def _style_tables(self) -> None:
        """Hairlines in the window's own colour."""
        border = QBrush(QColor(self._theme.look.colours.border_strong))
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setBorderBrush(border)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setCellPadding(Space.XS)
                frame.setFormat(shape)

    def _space_blocks(self) -> None:
        """Air between paragraphs, headings in the window's own sizes, and lists near the edge."""
        look = self._theme.look
        self.document().setIndentWidth(look.px(Space.L))
        block = self.document().begin()
        while block.isValid():
            shape, following = QTextBlockFormat(), block.next()
            level = block.blockFormat().headingLevel()
            shape.setTopMargin(look.px(Space.M) if level and block.position() else 0)
            shape.setBottomMargin(look.px(_space_below(block, following)))
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(shape)
            if level:
                size = QTextCharFormat()
                font = self.font()
                font.setPixelSize(look.px(Type.TITLE if level == 1 else Type.LEAD))
                font.setBold(True)
                size.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
                size.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(size)
            block = following

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
                shape.setNonBreakableLines(False)  # a long line is broken, or it would move the whole text sideways
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


def _space_below(block: QTextBlock, following: QTextBlock) -> int:
    """Pixels at 100 % between a block and the next: lines of code stand together, items of a list close."""
    if block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence):
        together = following.isValid() and following.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence)
        return 0 if together else Space.M
    if block.textList() is not None and following.isValid() and following.textList() is not None:
        return Space.XS
    return Space.S


def _mono_format(font: QFont) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    return shape
