"""The place of the drawing in a design round: the canvas, or the same diagram as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mockint.domain.diagram import NODE_TYPES, read_diagram
from mockint.errors import BadInputError
from ui.rounds.prose_area import ProseArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, label, restyle

if TYPE_CHECKING:
    from ui.diagram.canvas import DiagramCanvas

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
    """The diagram, drawn or as text; a text that cannot be drawn is kept, and mended or left as text.

    Signals:
        edited: The diagram's text after a change of the candidate's.
        refused: Why a kept text cannot be drawn; it stays as it is until something is changed.
    """

    edited = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._is_read_only = False
        self._canvas: DiagramCanvas | None = None
        self.area = ProseArea(theme, "Diagram as text", is_mono=True)
        self.area.setPlaceholderText(_EXAMPLE)
        self.state = ElidedLabel("", "muted")
        self.draw_button = button("Draw", tip="Draw the diagram instead of writing it")
        self.draw_button.clicked.connect(self.show_canvas)
        self.anew_button = button("Start anew", tip="Empty the diagram and draw; the text stays in the round's record")
        self.anew_button.clicked.connect(self.start_anew)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_READ_MS)
        self._due.timeout.connect(self._read)
        self.area.edited.connect(self._take)
        self.area.edited.connect(lambda _: self._due.start())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._text_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _text_side(self) -> QWidget:
        about = label(_ABOUT, "small", wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(about, 1)
        row.addWidget(self.anew_button)
        row.addWidget(self.draw_button)
        self.state.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        column.addWidget(self.state)
        return side

    @property
    def canvas(self) -> DiagramCanvas:
        """Where it is drawn; made when it is first asked for, since not every round comes to drawing."""
        if self._canvas is None:
            from ui.diagram.canvas import DiagramCanvas

            self._canvas = DiagramCanvas(self._theme)
            self._canvas.tools.offer_text()
            self._canvas.tools.text_wanted.connect(self.show_text)
            self._canvas.changed.connect(self._take)
            self._canvas.set_read_only(self._is_read_only)
            self._stack.addWidget(self._canvas)
        return self._canvas

    @property
    def is_drawn(self) -> bool:
        """Whether the canvas is shown, and not the text."""
        return self._stack.currentWidget() is self._canvas

    def text(self) -> str:
        """The diagram's JSON; empty where nothing is drawn."""
        return self._text

    def load(self, text: str) -> None:
        """Show a kept diagram without telling anyone."""
        self._text = text
        self._stack.setCurrentIndex(0)
        self.area.load(text)
        fault = self._read()
        if fault:
            self.refused.emit(fault)
        elif self.isVisible():
            self.show_canvas(takes_keys=False)

    def show_canvas(self, *, takes_keys: bool = True) -> None:
        """Draw; a text that cannot be drawn stays where it is, with what keeps it from being drawn."""
        if self._read():
            if takes_keys:
                self.area.setFocus()
            return
        self.canvas.set_text(self._text)
        self._stack.setCurrentWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        if takes_keys:
            self.canvas.setFocus()

    def show_text(self) -> None:
        """Show the same diagram as its text."""
        self.area.load(self._text)
        self._read()
        self._stack.setCurrentIndex(0)
        self.setFocusProxy(self.area)
        self.area.setFocus()

    def start_anew(self) -> None:
        """Leave a text that cannot be drawn, and draw."""
        self._take("")
        self.show_canvas()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the candidate read but not change, or change again."""
        self._is_read_only = read_only
        self.area.setReadOnly(read_only)
        self.anew_button.setEnabled(not read_only)
        if self._canvas is not None:
            self._canvas.set_read_only(read_only)

    def showEvent(self, event: QShowEvent) -> None:
        """Makes the canvas when the diagram is first looked at."""
        super().showEvent(event)
        if self._canvas is None:
            self.show_canvas(takes_keys=False)

    def _take(self, text: str) -> None:
        self._text = text
        self.edited.emit(text)

    def _read(self) -> str:
        """Tell what the text holds, or what keeps it from being drawn; the latter is given back, empty for nothing."""
        told = fault = ""
        if self._text.strip():
            try:
                found = read_diagram(self._text)
                told = f"Parts: {len(found.nodes)}, connections: {len(found.edges)}"
            except BadInputError as error:
                told = fault = error.what
        self.anew_button.setVisible(bool(fault))
        tone = "warn" if fault else ""
        if self.state.property("tone") != tone:
            self.state.setProperty("tone", tone)
            restyle(self.state)
        self.state.set_whole(told)
        return fault
