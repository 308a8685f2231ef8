"""The notebook of a design: Markdown as plain text, its headings beside it, and how it reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QFont, QKeySequence, QResizeEvent, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from mockint.domain.outline import Heading, headings
from mockint.measure.text import count_words
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.parts import button, label

_LOOK_MS: Final = 250
_OUTLINE_WIDTH: Final = 184
_ROOM_FOR_OUTLINE: Final = 560
"""Pixels at 100 %; in a narrower pane the outline would leave no room to write."""
_MOST_HEADINGS: Final = 200
_LINE: Final = Qt.ItemDataRole.UserRole


class NotebookPane(QWidget):
    """Text, outline and preview; the outline follows the text once the typing rests."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.area = ProseArea(theme, "Notebook")
        self._headings_bold = _BoldHeadings(self.area.document())
        self.preview = MarkdownView(theme)
        self.preview.setAccessibleName("Preview of the notebook")
        self.outline = QListWidget()
        self.outline.setAccessibleName("Headings")
        self.outline.setToolTip("Go to a heading (Alt+Up and Alt+Down in the text)")
        self.outline.setFixedWidth(theme.look.px(_OUTLINE_WIDTH))
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = label("", "muted")
        self.words.setToolTip("The words of the headings are not counted")
        self.switch = button("Preview", "quiet", tip="Show how it reads, or go on writing (Ctrl+Shift+P)")
        self.switch.clicked.connect(self.toggle_preview)
        top = QHBoxLayout()
        top.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        top.addWidget(self.words, 1)
        top.addWidget(self.switch)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self._padded(self.preview))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(row, 1)
        self.setFocusProxy(self.area)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_LOOK_MS)
        self._due.timeout.connect(self._look)
        self.area.textChanged.connect(self._due.start)
        self.area.cursorPositionChanged.connect(self._due.start)
        self.outline.itemClicked.connect(self._go_to)
        self.outline.itemActivated.connect(self._go_to)
        self._add_key("Next heading", "Alt+Down", lambda: self._step(1))
        self._add_key("Heading before", "Alt+Up", lambda: self._step(-1))

    @property
    def is_preview(self) -> bool:
        """Whether it is read now, not written."""
        return self._stack.currentIndex() == 1

    def load(self, text: str, cursor: int) -> None:
        """Put the text in without telling anyone; one that was not worked in yet is entered below its first heading."""
        first = next(iter(headings(text)), None) if not cursor else None
        self.area.load(
            text, cursor if first is None else len("".join(text.splitlines(keepends=True)[: first.line + 1]))
        )
        self._look()

    def focus_editor(self) -> None:
        """Give the keyboard to what is shown."""
        (self.preview if self.is_preview else self.area).setFocus()

    def toggle_preview(self) -> None:
        """Show how the text reads, or the text."""
        if not self.is_preview:
            self.preview.set_text(self.area.text())
        self._stack.setCurrentIndex(0 if self.is_preview else 1)
        self.switch.setText("Write" if self.is_preview else "Preview")
        self.focus_editor()

    def go_to_heading(self, title: str) -> bool:
        """Go below a heading, ready to write; whether there is one of this title."""
        found = next((h for h in headings(self.area.text()) if h.title.casefold() == title.casefold()), None)
        if found is None:
            return False
        self._go_below(found.line)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the outline where there is room for it."""
        super().resizeEvent(event)
        self.outline.setVisible(self.width() >= self._theme.look.px(_ROOM_FOR_OUTLINE))

    def _step(self, by: int) -> None:
        lines = [heading.line for heading in headings(self.area.text())]
        here = self.area.line()
        ahead = [line for line in lines if line + 1 > here] if by > 0 else [line for line in lines if line + 1 < here]
        if ahead:
            self._go_below(ahead[0] if by > 0 else ahead[-1])

    def _go_to(self, item: QListWidgetItem) -> None:
        self._go_below(item.data(_LINE))

    def _go_below(self, line: int) -> None:
        if self.is_preview:
            self.toggle_preview()
        self.area.go_to_line(line + 1)
        self._look()

    def _look(self) -> None:
        """Bring the outline and the number of words up to the text."""
        self._due.stop()
        text = self.area.text()
        found = headings(text)
        before = text if not found else "\n".join(text.split("\n", found[0].line)[: found[0].line])
        counted = [_words(heading.below) for heading in found]
        self._show_words(_words(before) + sum(counted))
        here = self.area.line()
        current = max((at for at, heading in enumerate(found) if heading.line <= here), default=-1)
        self._show_outline(found[:_MOST_HEADINGS], counted, current)

    def _show_words(self, count: int) -> None:
        self.words.setText(f"{count:,} {'word' if count == 1 else 'words'}")

    def _show_outline(self, found: tuple[Heading, ...], counted: list[int], current: int) -> None:
        top = min((heading.level for heading in found), default=1)
        with QSignalBlocker(self.outline):
            while self.outline.count() > len(found):
                self.outline.takeItem(self.outline.count() - 1)
            for at, heading in enumerate(found):
                item = self.outline.item(at) or QListWidgetItem(self.outline)
                count = f"  {counted[at]:,}" if counted[at] else ""
                told = f"{'   ' * (heading.level - top)}{heading.title or '(no title)'}{count}"
                if item.text() != told:
                    item.setText(told)
                    item.setToolTip(f"{heading.title}: {counted[at]:,} words")
                item.setData(_LINE, heading.line)
            self.outline.setCurrentRow(current)

    def _add_key(self, text: str, keys: str, run: object) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(run)
        self.addAction(action)

    @staticmethod
    def _padded(view: QWidget) -> QWidget:
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(Space.L, Space.S, Space.S, 0)
        inner.addWidget(view)
        return holder


class _BoldHeadings(QSyntaxHighlighter):
    """Sets lines that begin with a hash in bold: enough to find one's way in plain text."""

    def highlightBlock(self, text: str) -> None:
        if text.startswith("#"):
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            self.setFormat(0, len(text), bold)


@lru_cache(maxsize=_MOST_HEADINGS)
def _words(text: str) -> int:
    """Number of words; of a long notebook only the part that was typed in is counted anew."""
    return count_words(text)
