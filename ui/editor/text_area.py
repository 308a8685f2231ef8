"""The plain editor's text: line numbers, marks, and Python's indentation, on Qt's own text widget."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from ui.editor.base import LIGHT_COLORS, EditorColors, Mark, Severity
from ui.editor.offsets import to_units

INDENT: Final = 4
_GUTTER_SIGN_PX: Final = 14
_OPENS_BLOCK: Final = re.compile(r":\s*(?:#.*)?$")
_UNDERLINES: Final[Mapping[Severity, QTextCharFormat.UnderlineStyle]] = {
    "error": QTextCharFormat.UnderlineStyle.WaveUnderline,
    "warning": QTextCharFormat.UnderlineStyle.DashUnderline,
    "info": QTextCharFormat.UnderlineStyle.DotLine,
}


class ShownMark(NamedTuple):
    """A mark in the document; its cursor moves with the text around it."""

    mark: Mark
    place: QTextCursor


class TextArea(QPlainTextEdit):
    """Python text with a gutter.

    Signals:
        escape_pressed: Escape, for whoever has something to close.

    Args:
        parent: The Qt parent.
    """

    escape_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = LIGHT_COLORS
        self._marks: dict[str, list[ShownMark]] = {}
        self._matches: list[QTextCursor] = []
        self._gutter = Gutter(self)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName("Code editor")
        self.setMouseTracking(True)
        self.blockCountChanged.connect(self._lay_out_gutter)
        self.updateRequest.connect(self._scroll_gutter)
        self.cursorPositionChanged.connect(self._show_selections)
        self._lay_out_gutter()

    def colors(self) -> EditorColors:
        """The colours in use."""
        return self._colors

    def set_colors(self, colors: EditorColors) -> None:
        """Draw in these colours; the widget's own come from its style sheet."""
        self._colors = colors
        self._show_selections()
        self._gutter.update()

    def set_marks(self, marks: Sequence[Mark], source: str) -> None:
        """Show marks in place of those that the source had."""
        self._marks[source] = [ShownMark(mark, self._place(mark)) for mark in marks]
        self._show_selections()
        self._gutter.update()

    def clear_marks(self) -> None:
        """Show no marks of any source."""
        self._marks.clear()
        self._show_selections()
        self._gutter.update()

    def set_matches(self, matches: Sequence[QTextCursor]) -> None:
        """Show what the find bar found."""
        self._matches = list(matches)
        self._show_selections()

    def marks(self) -> Iterator[ShownMark]:
        """All marks that are shown."""
        for marks in self._marks.values():
            yield from marks

    def gutter_width(self) -> int:
        """Width of the gutter in pixels."""
        digits = max(3, len(str(self.blockCount())))
        return _GUTTER_SIGN_PX + self.fontMetrics().horizontalAdvance("9") * digits + 12

    def lines_in_view(self) -> Iterator[tuple[QTextBlock, QRect]]:
        """The visible lines and where they are, from the top."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset).toRect()
            if place.top() > self.viewport().height():
                return
            if block.isVisible():
                yield block, place
            block = block.next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indent as Python wants."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Tab and not event.modifiers():
            self._indent()
        elif key == Qt.Key.Key_Backtab:
            self._dedent()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._break_line()
        elif key == Qt.Key.Key_Backspace and not event.modifiers() and self._backspace_indent():
            pass
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell what a mark says when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tool_tip(event)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter as high as the text."""
        super().resizeEvent(event)
        self._lay_out_gutter()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * INDENT)
            self._lay_out_gutter()

    def _place(self, mark: Mark) -> QTextCursor:
        block = self.document().findBlockByNumber(min(max(1, mark.line), self.blockCount()) - 1)
        line = block.text()
        start = min(max(0, mark.column - 1), len(line))
        end = min(mark.end_column - 1, len(line)) if mark.end_column > mark.column else len(line)
        if start == end:  # nothing to underline: take the character before, or none on an empty line
            start = max(0, start - 1)
        place = QTextCursor(block)
        place.setPosition(block.position() + to_units(line, start))
        place.setPosition(block.position() + to_units(line, end), QTextCursor.MoveMode.KeepAnchor)
        return place

    def _show_selections(self) -> None:
        line_format = QTextCharFormat()
        line_format.setBackground(QColor(self._colors.current_line))
        line_format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's signature
        line = self.textCursor()
        line.clearSelection()
        shown = [_selection(line, line_format)]
        match_format = QTextCharFormat()
        match_format.setBackground(QColor(self._colors.match))
        shown += [_selection(match, match_format) for match in self._matches]
        for mark, place in self.marks():
            mark_format = QTextCharFormat()
            mark_format.setUnderlineStyle(_UNDERLINES[mark.severity])
            mark_format.setUnderlineColor(severity_color(self._colors, mark.severity))
            shown.append(_selection(place, mark_format))
        self.setExtraSelections(shown)

    def _show_tool_tip(self, event: QHelpEvent) -> None:
        point = self.viewport().mapFrom(self, event.pos())
        position = self.cursorForPosition(point).position()
        texts = [m.mark.message for m in self.marks() if m.place.selectionStart() <= position <= m.place.selectionEnd()]
        if texts:
            QToolTip.showText(event.globalPos(), "<br>".join(html.escape(text) for text in texts), self)
        else:
            QToolTip.hideText()

    def _indent(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.insertText(" " * (INDENT - cursor.positionInBlock() % INDENT))
            return
        cursor.beginEditBlock()
        for block in self._selected_blocks():
            if block.length() > 1:
                QTextCursor(block).insertText(" " * INDENT)
        cursor.endEditBlock()

    def _dedent(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self._selected_blocks():
            text = block.text()
            spaces = len(text) - len(text.lstrip(" "))
            remove = 1 if text.startswith("\t") else (spaces - 1) % INDENT + 1 if spaces else 0
            start = QTextCursor(block)
            start.setPosition(block.position() + remove, QTextCursor.MoveMode.KeepAnchor)
            start.removeSelectedText()
        cursor.endEditBlock()

    def _selected_blocks(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(start)
        blocks = [block]
        # A selection that ends at the start of a line does not take that line.
        while (block := block.next()).isValid() and block.position() < end:
            blocks.append(block)
        return blocks

    def _break_line(self) -> None:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        before = block.text()[: cursor.selectionStart() - block.position()]
        indent = before[: len(before) - len(before.lstrip())]
        if _OPENS_BLOCK.search(before):
            indent += " " * INDENT
        cursor.insertText("\n" + indent)
        self.ensureCursorVisible()

    def _backspace_indent(self) -> bool:
        cursor = self.textCursor()
        column = cursor.positionInBlock()
        if cursor.hasSelection() or column == 0 or cursor.block().text()[:column].strip(" "):
            return False
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, (column - 1) % INDENT + 1)
        cursor.removeSelectedText()
        return True

    def _lay_out_gutter(self) -> None:
        width = self.gutter_width()
        self.setViewportMargins(width, 0, 0, 0)
        area = self.contentsRect()
        self._gutter.setGeometry(QRect(area.left(), area.top(), width, area.height()))

    def _scroll_gutter(self, area: QRect, by: int) -> None:
        if by:
            self._gutter.scroll(0, by)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())


class Gutter(QWidget):
    """Line numbers, and a sign for the gravest mark of a line: a disc, a triangle or a ring.

    Args:
        area: The text it belongs to.
    """

    def __init__(self, area: TextArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """As wide as the numbers need."""
        return QSize(self._area.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible lines' numbers and signs."""
        colors = self._area.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(colors.background))
        painter.setFont(self._area.font())
        signs = gravest_by_line(self._area.marks())
        current = self._area.textCursor().blockNumber()
        for block, place in self._area.lines_in_view():
            number = block.blockNumber()
            painter.setPen(QColor(colors.gutter_active if number == current else colors.gutter_text))
            text_place = QRect(0, place.top(), self.width() - 8, place.height())
            painter.drawText(text_place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number + 1))
            if (severity := signs.get(number)) is not None:
                middle = QPoint(_GUTTER_SIGN_PX // 2 + 1, place.center().y() + 1)
                _paint_sign(painter, severity, severity_color(colors, severity), middle)
        painter.end()


def severity_color(colors: EditorColors, severity: Severity) -> QColor:
    """The colour of a severity."""
    return QColor({"error": colors.error, "warning": colors.warning, "info": colors.info}[severity])


def gravest_by_line(marks: Iterator[ShownMark]) -> dict[int, Severity]:
    """The gravest severity on each marked line; lines count from 0."""
    order: tuple[Severity, ...] = ("info", "warning", "error")
    signs: dict[int, Severity] = {}
    for mark, place in marks:
        line = place.document().findBlock(place.selectionStart()).blockNumber()
        known = signs.get(line, "info")
        signs[line] = max(known, mark.severity, key=order.index)
    return signs


def _selection(cursor: QTextCursor, text_format: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = text_format
    return selection


def _paint_sign(painter: QPainter, severity: Severity, color: QColor, middle: QPoint) -> None:
    painter.setPen(color)
    painter.setBrush(Qt.BrushStyle.NoBrush if severity == "info" else color)
    x, y = float(middle.x()), float(middle.y())
    if severity == "warning":
        painter.drawPolygon(QPolygonF([QPointF(x, y - 4), QPointF(x + 4, y + 3), QPointF(x - 4, y + 3)]))
    else:
        painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
