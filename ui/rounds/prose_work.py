"""The page on which a round of words is worked on: question left, what is written in the middle, interviewer right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from mockint.domain.round import Form, Mode
from ui.pages.page import Tools
from ui.rounds.header import RoundHeader
from ui.rounds.prose_area import ProseArea
from ui.rounds.round_controller import RoundController
from ui.rounds.round_work import RoundWork
from ui.widgets.parts import button

_SHARES: Final = (2, 4, 2)


def make_header(tools: Tools, controller: RoundController, kind: str) -> RoundHeader:
    """The line at the top of a round of words."""
    round_ = controller.desk.round
    form = ", short form" if round_.form is Form.SHORT else ""
    return RoundHeader(
        tools.theme,
        controller.title,
        f"{kind} · {round_.mode.value.capitalize()}{form}",
        controller.desk.session.plan,
        can_pause=round_.mode is Mode.PRACTICE,
    )


class ProseWork(RoundWork):
    """Puts the panes together and remembers how they were split; a kind of round brings the middle.

    Signals:
        submit_wanted: Hand in.
    """

    submit_wanted = Signal()

    def __init__(self, tools: Tools, header: RoundHeader, name: str) -> None:
        super().__init__(tools.theme, tools.state, header)
        self._name = name
        self.submit = button("Submit", "primary", tip="Hand in what is written (Ctrl+Shift+Enter)")
        self.submit.clicked.connect(self.submit_wanted)

    def put_together(self, middle: QWidget, widths: Sequence[int]) -> None:
        """Lay the page out around its middle; to be called once.

        Args:
            middle: Where one writes.
            widths: Of brief, middle and interviewer in pixels, until the candidate splits them otherwise.
        """
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banners)
        across = QSplitter(Qt.Orientation.Horizontal)
        for part, share in zip((self.brief, middle, self.side), _SHARES, strict=True):
            across.addWidget(part)
            across.setStretchFactor(across.count() - 1, share)
        self.keep_split(across, f"{self._name}/panes", widths)
        column.addWidget(across, 1)
        column.addWidget(self.footer((self.submit,)))

    @property
    def areas(self) -> dict[str, ProseArea]:
        """What is written in, by document."""
        raise NotImplementedError

    def load(self, document: str, text: str, cursor: int, page: int = 0) -> None:
        """Put a document in without telling anyone; `page` is the question that it belongs to."""
        self.areas[document].load(text, cursor, page)

    def is_empty(self) -> bool:
        """Whether there is nothing of the candidate's to hand in."""
        return not any(area.text().strip() for area in self.areas.values())

    def settle(self, done: Callable[[], None]) -> None:
        """Call `done` at once: what is typed here has been told."""
        for area in self.areas.values():
            area.tell_cursor_now()
        done()

    def freeze(self) -> None:
        """Show everything as it stands; nothing can be changed any more."""
        super().freeze()
        self.hold(held=True)

    def show_paused(self, *, paused: bool) -> None:
        """While the clock stands still nothing is typed."""
        super().show_paused(paused=paused)
        self.hold(held=paused)

    def hold(self, *, held: bool) -> None:
        """Let the candidate read but not change, or change again."""
        self.submit.setEnabled(not held)
        flag = Qt.TextInteractionFlag
        for area in self.areas.values():
            area.setReadOnly(held)
            if held:
                area.setTextInteractionFlags(flag.TextSelectableByKeyboard | flag.TextSelectableByMouse)

    def dispose(self) -> None:
        """Nothing runs outside the program here."""
