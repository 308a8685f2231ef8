"""The place of the drawing in a design round: the diagram as its text, and what that text says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockint.domain.diagram import NODE_TYPES, read_diagram
from mockint.errors import BadInputError
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, label

_READ_MS: Final = 200
_ABOUT: Final = f"Parts and what flows between them, as text. Types of parts: {', '.join(NODE_TYPES)}."
_EXAMPLE: Final = """{"nodes": [
  {"id": "web", "type": "client", "label": "Help page"},
  {"id": "answer", "type": "model", "label": "Answer model"}
 ],
 "edges": [
  {"from": "web", "to": "answer", "label": "question"}
 ]}"""


class DiagramPane(QWidget):
    """The diagram as its text; below it how many parts were read, or what keeps it from being read.

    Signals:
        edited: The diagram's text after a change of the candidate's.
        refused: Why a kept text cannot be read; it stays as it is until something is changed.
    """

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.area = ProseArea(theme, "Diagram as text", is_mono=True)
        self.area.setPlaceholderText(_EXAMPLE)
        self.state = ElidedLabel("", "muted")
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_READ_MS)
        self._due.timeout.connect(self.read)
        self.area.edited.connect(self.edited)
        self.area.edited.connect(lambda _: self._due.start())
        about = label(_ABOUT, "small", wrap=True)
        about.setContentsMargins(Space.M, Space.S, Space.M, 0)
        self.state.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(about)
        column.addWidget(self.area, 1)
        column.addWidget(self.state)
        self.setFocusProxy(self.area)

    def text(self) -> str:
        """The diagram's JSON; empty where nothing is drawn."""
        return self.area.text()

    def load(self, text: str) -> None:
        """Show a kept diagram without telling anyone."""
        self.area.load(text)
        fault = self.read()
        if fault:
            self.refused.emit(fault)

    def read(self) -> str:
        """Say what the text holds; the fault, where it cannot be read."""
        text, fault, told = self.area.text(), "", ""
        if text.strip():
            try:
                found = read_diagram(text)
                told = f"Parts: {len(found.nodes)}, connections: {len(found.edges)}"
            except BadInputError as error:
                fault = told = error.what
        self.state.set_whole(told)
        return fault

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the candidate read but not change, or change again."""
        self.area.setReadOnly(read_only)
