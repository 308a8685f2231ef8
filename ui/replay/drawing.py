"""A drawing as it was at a moment of a round: drawn, to look at; as text while it could not be drawn."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from mockint.domain.diagram import readable
from mockint.errors import BadInputError
from ui.diagram.canvas import DiagramCanvas
from ui.editor.base import EditorColors
from ui.editor.plain import PlainEditor
from ui.theme import Theme


class DrawingReplay(QStackedWidget):
    """Stands in a replay where a document's editor stands; the view is fitted to the last state, so that it does not jump.

    Args:
        theme: The window's look.
        last: The drawing as it was at the end of the round.

    Signals:
        escaped: Back to where one came from.
    """

    escaped = Signal()

    def __init__(self, theme: Theme, last: str) -> None:
        super().__init__()
        self._last = last
        self._now = ""
        self.canvas = DiagramCanvas(theme)
        self.canvas.set_read_only(True)
        self.canvas.palette_.hide()
        self.canvas.tools.hide_edits()
        self.words = PlainEditor(is_python=False)
        self.words.wrap_lines()
        self.words.set_read_only(True)
        self.words.escaped.connect(self.escaped)
        self.addWidget(self.canvas)
        self.addWidget(self.words)

    def text(self) -> str:
        """What stands there at this moment, as it is kept."""
        return self._now

    def show_text(self, text: str) -> None:
        """Show the drawing of a moment."""
        if text == self._now:
            return
        self._now = text
        if self._load(text):
            self.setCurrentWidget(self.canvas)
        else:
            self.words.show_text(readable(text))
            self.setCurrentWidget(self.words)

    def set_colors(self, colors: EditorColors) -> None:
        """Take the colours of a look, for the text."""
        self.words.set_colors(colors)

    def showEvent(self, event: QShowEvent) -> None:
        """Fits the drawing once there is room."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the drawing to the new room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Fit the whole drawing, then show the moment again."""
        if self.isVisible() and self._load(self._last):
            self.canvas.fit()
            self._load(self._now)

    def _load(self, text: str) -> bool:
        try:
            self.canvas.drawing.load(text)
        except BadInputError:
            return False
        return True
