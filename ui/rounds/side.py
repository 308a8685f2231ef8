"""The place of the interviewer beside the editor: kept free from the start, filled later, put away and brought back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.rounds.interviewer_pane import InterviewerPane
from ui.theme import Theme
from ui.widgets.parts import button
from ui.window_state import WindowState

_FOLDED: Final = "coding/interviewer"
_LEAST: Final = 200


class Side(QWidget):
    """Holds the pane; while it is put away, `show_again` stands above the editor and tells what is new.

    It takes its room before there is a pane, so that nothing moves when the pane comes.
    """

    def __init__(self, theme: Theme, state: WindowState) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.look.px(_LEAST))
        self._state = state
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.show_again = button("Interviewer", "quiet", tip="Show the interviewer (Ctrl+I)")
        self.show_again.clicked.connect(self.unfold)
        self.pane: InterviewerPane | None = None
        folded = state.text(_FOLDED, "folded" if theme.look.roomy else "shown") == "folded"
        (self if folded else self.show_again).hide()

    @property
    def is_folded(self) -> bool:
        """Whether the pane is put away."""
        return self.isHidden()

    def add_pane(self, pane: InterviewerPane) -> None:
        """Put the pane into the room that was kept for it."""
        self.pane = pane
        self._column.addWidget(pane)
        pane.fold_wanted.connect(self.fold)

    def fold(self) -> None:
        """Put the pane away."""
        self.hide()
        self.show_again.show()
        self.show_again.setFocus()
        self._state.remember(_FOLDED, "folded")

    def unfold(self) -> None:
        """Bring the pane back, and the keyboard into its line."""
        if self.is_folded:
            self._state.remember(_FOLDED, "shown")
            self.show_again.hide()
            self.show_again.setText("Interviewer")
            self.show()
        if self.pane is not None:
            self.pane.line.setFocus()

    def tell_new(self) -> None:
        """Say softly that something was said while the pane is put away."""
        if self.is_folded:
            self.show_again.setText("\N{BULLET} Interviewer: new")
