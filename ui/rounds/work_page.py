"""The page on which a coding round is worked on: header, brief, code and results, with Run and Submit below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.messages import BannerArea
from ui.rounds.brief_pane import BriefPane
from ui.rounds.code_pane import CodePane
from ui.rounds.header import RoundHeader
from ui.rounds.results_pane import ResultsPane
from ui.rounds.side import Side
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button
from ui.window_state import WindowState

_ACROSS, _DOWN = "coding/panes", "coding/down"


class WorkPage(QWidget):
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
        super().__init__()
        self.setObjectName("round")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = state
        self.header = header
        self.code = code
        self.brief = BriefPane(theme)
        self.results = ResultsPane(theme)
        self.banners = BannerArea(theme)
        self.side = Side(theme, state)
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
        for split, name, sizes in ((self._across, _ACROSS, [396, 596, 272]), (self._down, _DOWN, [440, 240])):
            split.setChildrenCollapsible(False)
            split.setHandleWidth(Space.S)
            if not split.restoreState(state.data(name)):
                split.setSizes(sizes)
            split.splitterMoved.connect(lambda *_, s=split, n=name: state.remember(n, s.saveState()))
        column.addWidget(self._across, 1)
        column.addWidget(self._footer())

    def tell(self, text: str) -> None:
        """Say something that needs no answer, where nothing moves by it."""
        self.status.set_whole(text)

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        self.header.freeze()
        self.brief.freeze()
        self.code.freeze(frozen=True)
        for one in (self.run, self.own_tests, self.submit):
            one.setEnabled(False)

    def show_paused(self, *, paused: bool) -> None:
        """While the clock stands still nothing is typed or run."""
        self.header.show_paused(paused=paused)
        self.code.freeze(frozen=paused)
        self.brief.notes.setReadOnly(paused)
        for one in (self.run, self.own_tests, self.submit):
            one.setEnabled(not paused)

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        self.run = button("Run", tip="Run the examples, or your tests where they are shown (Ctrl+Enter)")
        self.own_tests = button("Run my tests", tip="Run own_tests.py on your solution (Ctrl+T)")
        self.submit = button("Submit", "primary", tip="Explain and hand in (Ctrl+Shift+Enter)")
        self.run.clicked.connect(self.run_wanted)
        self.own_tests.clicked.connect(self.tests_wanted)
        self.submit.clicked.connect(self.submit_wanted)
        self.status = ElidedLabel("", "muted")
        row.addWidget(self.status, 1)
        for one in (self.own_tests, self.run, self.submit):
            row.addWidget(one)
        return footer
