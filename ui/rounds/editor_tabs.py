"""Editors in tabs, one for each document, as every kind of round that is written in code has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QTabWidget

from ui.editor.base import DARK_COLORS, LIGHT_COLORS, CodeEditor, EditorColors
from ui.editor.plain import PlainEditor
from ui.tokens import Colours

SETTLE_MS: Final = 300
"""How long an editor may take to tell its last keys; one that hangs must not keep anybody from handing in."""


class EditorTabs(QTabWidget):
    """One tab a document; which documents there are is its kind's own matter.

    Signals:
        edited: A document's name and its whole text, after the candidate changed it.
        cursor_moved: A document's name and the cursor's offset.
        escaped: Escape was pressed in an editor that had no use for it.
        replaced: A document's name and why its editor broke; a plain one with the same text stands in its place.
    """

    edited = Signal(str, str)
    cursor_moved = Signal(str, int)
    escaped = Signal()
    replaced = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.editors: dict[str, CodeEditor] = {}
        self._colours: EditorColors | None = None
        self._is_frozen = False

    def title_of(self, document: str) -> str:
        """What the document's tab says."""
        return document

    def add_editor(self, document: str, editor: CodeEditor) -> None:
        """Add a tab."""
        self.editors[document] = editor
        self.addTab(editor, self.title_of(document))
        self._connect(document, editor)

    @property
    def current(self) -> str:
        """Name of the document that is shown; empty where there is none."""
        shown = self.currentWidget()
        return next((name for name, editor in self.editors.items() if editor is shown), "")

    def focus_editor(self) -> None:
        """Give the keyboard to the editor that is shown."""
        if self.current:
            self.editors[self.current].focus()

    def is_own(self, document: str) -> bool:  # noqa: ARG002 - kinds that have others ask
        """Whether the candidate may change a document at all."""
        return True

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done`, once, when every key that was pressed before has been told by `edited`."""
        waiting = set(self.editors)
        called = False

        def go_on() -> None:
            nonlocal called
            if not called:
                called = True
                done()

        def settled(document: str) -> None:
            waiting.discard(document)
            if not waiting:
                go_on()

        for document, editor in self.editors.items():
            editor.settle(partial(settled, document))
        if not called:
            QTimer.singleShot(SETTLE_MS, self, go_on)

    def _connect(self, document: str, editor: CodeEditor) -> None:
        editor.setAccessibleName(self.title_of(document))
        editor.text_changed.connect(lambda text: self._edited(document, text))
        editor.cursor_moved.connect(lambda at: self.cursor_moved.emit(document, at))
        editor.escaped.connect(self.escaped)
        editor.failed.connect(lambda reason: self._replace(document, reason))

    def _replace(self, document: str, reason: str) -> None:
        """Put a plain editor in the place of one that broke, as the candidate left it."""
        old, new = self.editors[document], PlainEditor()
        had_focus = old.isAncestorOf(QApplication.focusWidget() or self)
        new.set_text(old.text())
        new.set_cursor_offset(old.cursor_offset())
        new.set_read_only(self._is_frozen or not self.is_own(document))
        if self._colours is not None:
            new.set_colors(self._colours)
        self.editors[document] = new
        self._connect(document, new)
        at, shown = self.indexOf(old), self.currentIndex()
        self.removeTab(at)
        self.insertTab(at, new, self.title_of(document))
        self.setCurrentIndex(shown)
        old.deleteLater()
        if had_focus:
            new.focus()
        self.replaced.emit(document, reason)

    def go_to_line(self, document: str, line: int) -> None:
        """Show a line of a document."""
        self.setCurrentWidget(self.editors[document])
        self.editors[document].go_to_line(line)

    def take_colours(self, colours: Colours, *, dark: bool, size: int | None = None) -> None:
        """Dress the editors in the window's tokens."""
        dressed = self._colours = editor_colours(colours, dark=dark)
        for editor in self.editors.values():
            editor.set_colors(dressed)
            if size is not None:
                editor.set_font_size(size)

    def freeze(self, *, frozen: bool) -> None:
        """Let the candidate read but not change, or change again."""
        self._is_frozen = frozen
        for document, editor in self.editors.items():
            editor.set_read_only(frozen or not self.is_own(document))

    def dispose(self) -> None:
        """End what the editors run outside the program."""
        for editor in self.editors.values():
            editor.dispose()

    def _edited(self, document: str, text: str) -> None:
        self.edited.emit(document, text)


def editor_colours(colours: Colours, *, dark: bool) -> EditorColors:
    """The window's tokens as an editor's colours; the colours of the syntax are the editor's own."""
    own = DARK_COLORS if dark else LIGHT_COLORS
    return own._replace(
        background=colours.surface,
        text=colours.text,
        gutter_text=colours.muted,
        gutter_active=colours.text,
        current_line=colours.hover,
        border=colours.border,
        panel=colours.raised,
        error=colours.bad,
        warning=colours.warn,
        info=colours.accent_text,
    )
