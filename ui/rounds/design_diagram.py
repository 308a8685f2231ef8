"""The place of the drawing in a design round."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockint.domain.diagram import read_diagram
from mockint.errors import BadInputError
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme

_EXAMPLE = '{"nodes": [{"id": "a", "type": "client", "label": "Web page"}], "edges": []}'


class DiagramPane(QWidget):
    """The diagram as its text.

    Signals:
        edited: The diagram's text after a change of the candidate's.
        refused: Why a kept text cannot be drawn; it stays as it is until something is drawn.
    """

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.area = ProseArea(theme, "Diagram as text", is_mono=True)
        self.area.setPlaceholderText(_EXAMPLE)
        self.area.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setFocusProxy(self.area)

    def text(self) -> str:
        """The diagram's JSON; empty where nothing is drawn."""
        return self.area.text()

    def load(self, text: str) -> None:
        """Show a kept diagram without telling anyone."""
        self.area.load(text)
        try:
            if text.strip():
                read_diagram(text)
        except BadInputError as fault:
            self.refused.emit(str(fault))

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the candidate read but not change, or change again."""
        self.area.setReadOnly(read_only)
