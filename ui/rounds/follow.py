"""A round that another window or command works on, shown as it grows and never touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from mockint.app.follow import Followed
from mockint.app.round_types import type_of
from mockint.rounds import behavioral, system_design
from mockint.rounds.coding import NOTES, SOLUTION, TESTS
from mockint.rounds.kind import REPLY
from mockint.rounds.system_design import as_read
from ui.editor.plain import PlainEditor
from ui.rounds.editor_tabs import editor_colours
from ui.rounds.header import clock_text
from ui.rounds.talk_text import Spoken, TalkText
from ui.theme import Theme, tabular
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, label

LOOK_MS: Final = 1000
_MOST_FILES = 30
TITLES = {SOLUTION: "solution.py", TESTS: "own_tests.py", NOTES: "Notes"}
TITLES |= {part.name: part.title for kind in (system_design, behavioral) for part in kind.PARTS}


class FollowScreen(QWidget):
    """Asks for the round once a second; once nobody holds it any more, it offers to go on here.

    Args:
        theme: The window's look.
        ask: Starts to read the round; what was read comes to `show_round`.

    Signals:
        closed: Back to the places.
        open_wanted: The round is free and the user wants to go on with it here.
    """

    closed = Signal()
    open_wanted = Signal()

    def __init__(self, theme: Theme, ask: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("round")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("The round's documents, read-only")
        self.editors: dict[str, PlainEditor] = {}
        self.talk = TalkText(theme)
        self.talk.document().setDocumentMargin(Space.L)
        self.tabs.addTab(self.talk, "Talk")
        column.addWidget(self.tabs, 1)
        back = QAction("Back", self)
        back.setShortcut(QKeySequence("Escape"))
        back.triggered.connect(self.closed)
        self.addAction(back)
        self._take_colours()
        theme.changed.connect(self._take_colours)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(ask)
        self._timer.start()

    def show_round(self, found: Followed) -> None:
        """Show where the round stands now; the reader's place in the text is kept."""
        self.title.set_whole(found.record.question.header.title)
        self.clock.setText(clock_text(found.remaining_s))
        item = found.record.told
        self.talk.show_turns(Spoken(turn.speaker, turn.text, turn.intent, turn.t_ms / 1000) for turn in item.chat)
        documents = item.documents
        for name in _names(found):
            editor = self.editors.get(name) or self._add_editor(name)
            text = as_read(name, documents.get(name, ""))
            if text != editor.text():
                cursor = editor.cursor_offset()
                editor.set_text(text)
                editor.set_cursor_offset(cursor)
        self.go_on.setEnabled(found.is_free)
        self.state.setText(
            "Nobody holds this round now." if found.is_free else "Open in another window or command; shown read-only."
        )

    def _add_editor(self, name: str) -> PlainEditor:
        title = TITLES.get(name, name)
        editor = self.editors[name] = PlainEditor(is_python=name in {SOLUTION, TESTS} or name.endswith(".py"))
        editor.setAccessibleName(f"{title}, read-only")
        editor.set_read_only(True)
        editor.escaped.connect(self.closed)
        self.tabs.insertTab(self.tabs.count() - 1, editor, title)  # the talk stays last
        if len(self.editors) == 1:
            self.tabs.setCurrentIndex(0)
        self._take_colours()
        return editor

    def _top(self) -> QWidget:
        top = QWidget()
        top.setObjectName("roundhead")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(top)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        self.title = ElidedLabel("", "lead")
        self.state = label("Open in another window or command; shown read-only.", "muted")
        self.clock = QLabel("")
        self.clock.setProperty("type", "clock")
        self.clock.setFont(tabular(self.clock.font()))
        self.clock.setAccessibleName("Time left")
        self.go_on = button("Go on here", tip="Open the round in this window")
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.open_wanted)
        self.leave = button("Close", tip="Back to the list (Escape)")
        self.leave.clicked.connect(self.closed)
        row.addWidget(self.title, 1)
        for widget in (self.state, self.clock, self.go_on, self.leave):
            row.addWidget(widget)
        return top

    def _take_colours(self) -> None:
        look = self._theme.look
        for editor in self.editors.values():
            editor.set_colors(editor_colours(look.colours, dark=look.dark))


def _names(found: Followed) -> tuple[str, ...]:
    """The documents to show: those of the kind, or in a build the files that have a text."""
    record = found.record
    if not type_of(record.question).takes_files:
        parts = type_of(record.question).documents
        return tuple(part.name for part in parts if part.name in TITLES)
    texts = record.told.documents
    return tuple(sorted(name for name, text in texts.items() if text and name != REPLY))[:_MOST_FILES]
