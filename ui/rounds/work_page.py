"""The page on which a coding round is worked on: header, brief, code and results, with Run and Submit below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from ui.rounds.code_pane import CodePane
from ui.rounds.header import RoundHeader
from ui.rounds.results_pane import ResultsPane
from ui.rounds.round_work import RoundWork
from ui.theme import Theme
from ui.widgets.parts import button
from ui.window_state import WindowState

_ACROSS, _DOWN = "coding/panes", "coding/down"


class WorkPage(RoundWork):
    """Puts the panes together and remembers how they were split.

    Signals:
        run_wanted: Run what belongs to the document that is shown.
        tests_wanted: Run the candidate's own tests.
        submit_wanted: Hand in.
    """

    run_wanted = Signal()
    tests_wanted = Signal()
    submit_wanted = Signal()

    def __init__(self, theme: Theme, state: WindowState, header: RoundHeader, code: CodePane) -> None:
        super().__init__(theme, state, header)
        self.code = code
        self.results = ResultsPane(theme)
        code.setCornerWidget(self.side.show_again, Qt.Corner.TopRightCorner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.banners)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(code)
        self._down.addWidget(self.results)
        self._down.setStretchFactor(0, 3)
        self._down.setStretchFactor(1, 2)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.brief)
        self._across.addWidget(self._down)
        self._across.addWidget(self.side)
        for place, stretch in enumerate((2, 3, 1)):
            self._across.setStretchFactor(place, stretch)
        self.keep_split(self._across, _ACROSS, [396, 596, 272])
        self.keep_split(self._down, _DOWN, [440, 240])
        self.run = button("Run", tip="Run the examples, or your tests where they are shown (Ctrl+Enter)")
        self.own_tests = button("Run my tests", tip="Run own_tests.py on your solution (Ctrl+T)")
        self.submit = button("Submit", "primary", tip="Explain and hand in (Ctrl+Shift+Enter)")
        self.run.clicked.connect(self.run_wanted)
        self.own_tests.clicked.connect(self.tests_wanted)
        self.submit.clicked.connect(self.submit_wanted)
        column.addWidget(self._across, 1)
        column.addWidget(self.footer((self.own_tests, self.run, self.submit)))

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done` once every key that was pressed before has been told by the editors."""
        self.code.settle(done)

    def focus_editor(self) -> None:
        """Give the keyboard to the editor that is shown."""
        self.code.focus_editor()

    def dispose(self) -> None:
        """End what the editors run outside the program."""
        self.code.dispose()

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        super().freeze()
        self.code.freeze(frozen=True)
        for one in (self.run, self.own_tests, self.submit):
            one.setEnabled(False)

    def show_paused(self, *, paused: bool) -> None:
        """While the clock stands still nothing is typed or run."""
        super().show_paused(paused=paused)
        self.code.freeze(frozen=paused)
        for one in (self.run, self.own_tests, self.submit):
            one.setEnabled(not paused)
