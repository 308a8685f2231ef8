"""The page of a round that is worked on in a folder: files, editors, console, and beside them the brief and the interviewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ui.rounds.brief_pane import NOTES_TAB
from ui.rounds.build_editors import BuildEditors
from ui.rounds.check_rows import BUILD_WORDS, FolderWords
from ui.rounds.console_pane import ConsolePane
from ui.rounds.file_tree import FileTree
from ui.rounds.header import RoundHeader
from ui.rounds.round_work import RoundWork
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, label
from ui.window_state import WindowState

_WIDTHS: Final = (216, 700, 348)
_ACROSS, _DOWN, _RIGHT = "build/panes", "build/down", "build/right"


class BuildWork(RoundWork):
    """Puts the panes together and remembers how they were split.

    Signals:
        file_made: Path of a file to make.
        folder_wanted: Show the folder in the user's own file manager.
        submit_wanted: Hand in.
    """

    file_made = Signal(str)
    folder_wanted = Signal()
    submit_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        state: WindowState,
        header: RoundHeader,
        editors: BuildEditors,
        words: FolderWords = BUILD_WORDS,
    ) -> None:
        super().__init__(theme, state, header)
        self.editors = editors
        editors.keys_left.connect(self.focus_editor)
        self.console = ConsolePane(theme, words)
        self.brief.setTabVisible(NOTES_TAB, False)  # noqa: FBT003 - notes are a file like any other here
        editors.setCornerWidget(self.side.show_again, Qt.Corner.TopRightCorner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.banners)
        down, right, across = (
            QSplitter(Qt.Orientation.Vertical),
            QSplitter(Qt.Orientation.Vertical),
            QSplitter(Qt.Orientation.Horizontal),
        )
        down.addWidget(editors)
        down.addWidget(self.console)
        right.addWidget(self.brief)
        right.addWidget(self.side)
        across.addWidget(self._files(theme))
        across.addWidget(down)
        across.addWidget(right)
        for place, stretch in enumerate(_WIDTHS):
            across.setStretchFactor(place, stretch)
        for split in (down, right):
            split.setStretchFactor(0, 3)
            split.setStretchFactor(1, 2)
        self.keep_split(across, _ACROSS, _WIDTHS)
        self.keep_split(down, _DOWN, [400, 280])
        self.keep_split(right, _RIGHT, [420, 260])
        self.check = button("Check", tip=words.tip)
        self.check.clicked.connect(self.console.check_wanted)
        self.submit = button("Submit", "primary", tip=words.submit_tip)
        self.submit.clicked.connect(self.submit_wanted)
        column.addWidget(across, 1)
        column.addWidget(self.footer((self.check, self.submit)))

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done` once every key that was pressed before has been told by the editors."""
        self.editors.settle(done)

    def focus_editor(self) -> None:
        """Give the keyboard to the editor that is shown, or to the files where none is open."""
        if self.editors.current:
            self.editors.focus_editor()
        else:
            self.tree.setFocus()

    def ask_name(self) -> None:
        """Ask for the path of a new file."""
        self.name.show()
        self.name.setFocus()

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        super().freeze()
        self._hold(held=True)

    def show_paused(self, *, paused: bool) -> None:
        """While the clock stands still nothing is typed or run."""
        super().show_paused(paused=paused)
        self._hold(held=paused)

    def dispose(self) -> None:
        """End what the editors run outside the program."""
        self.editors.dispose()

    def _hold(self, *, held: bool) -> None:
        self.editors.freeze(frozen=held)
        self.console.freeze(frozen=held)
        for one in (self.check, self.submit, self.new):
            one.setEnabled(not held)

    def _files(self, theme: Theme) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(Space.S, Space.S, 0, Space.S)
        column.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(label("Files", "section"), 1)
        self.new = button("New", "quiet", tip="Make a file (Ctrl+N)")
        self.open_folder = button("Open folder", "quiet", tip="Show the folder in your file manager (Ctrl+Shift+O)")
        self.new.setAccessibleName("New file")
        self.new.clicked.connect(self.ask_name)
        self.open_folder.clicked.connect(self.folder_wanted)
        row.addWidget(self.new)
        row.addWidget(self.open_folder)
        column.addLayout(row)
        self.name = QLineEdit()
        self.name.setAccessibleName("Path of the new file")
        self.name.setPlaceholderText("candidate/search.py")
        self.name.setToolTip("Enter makes the file; Escape lets it be")
        self.name.returnPressed.connect(self._made)
        self.name.hide()
        column.addWidget(self.name)
        self.tree = FileTree(theme)
        column.addWidget(self.tree, 1)
        self.cut = ElidedLabel("", "small")
        self.cut.hide()
        column.addWidget(self.cut)
        return pane

    def _made(self) -> None:
        path = self.name.text().strip()
        self.name.clear()
        self.name.hide()
        if path:
            self.file_made.emit(path)
