"""What the page on which one works has in every kind of round: header, brief, the interviewer's place, messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QWidget

from ui.messages import BannerArea
from ui.rounds.brief_pane import BriefPane
from ui.rounds.header import RoundHeader
from ui.rounds.side import Side
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel
from ui.window_state import WindowState


class RoundWork(QWidget):
    """The parts that rounds share; a kind's own page puts them together with its editors and results."""

    def __init__(self, theme: Theme, state: WindowState, header: RoundHeader) -> None:
        super().__init__()
        self.setObjectName("round")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = state
        self.header = header
        self.brief = BriefPane(theme)
        self.banners = BannerArea(theme)
        self.side = Side(theme, state)
        self.status = ElidedLabel("", "muted")

    def tell(self, text: str) -> None:
        """Say something that needs no answer, where nothing moves by it."""
        self.status.set_whole(text)

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done` once every key that was pressed before has been told."""
        raise NotImplementedError

    def focus_editor(self) -> None:
        """Give the keyboard to what is being written."""
        raise NotImplementedError

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        self.header.freeze()
        self.brief.freeze()

    def show_paused(self, *, paused: bool) -> None:
        """While the clock stands still nothing is typed or run."""
        self.header.show_paused(paused=paused)
        self.brief.notes.setReadOnly(paused)

    def dispose(self) -> None:
        """End what the editors run outside the program."""
        raise NotImplementedError

    def keep_split(self, split: QSplitter, name: str, sizes: Sequence[int]) -> None:
        """Split as it was left the last time, or in these sizes, and remember how it is split from now on."""
        split.setChildrenCollapsible(False)
        split.setHandleWidth(Space.S)
        if not split.restoreState(self._state.data(name)):
            split.setSizes(sizes)
        split.splitterMoved.connect(lambda *_: self._state.remember(name, split.saveState()))

    def footer(self, buttons: Sequence[QPushButton]) -> QWidget:
        """The line below: what is told, and the buttons."""
        footer = QWidget()
        footer.setObjectName("footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.status, 1)
        for one in buttons:
            row.addWidget(one)
        return footer
