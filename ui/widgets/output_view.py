"""A view for what programs print: plain text only, and never more of it than one can read."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.theme import Theme

MAX_CHARACTERS = 200_000
MAX_LINES = 5_000
_CUT = "\n[... {left} characters left out]"


class OutputView(QPlainTextEdit):
    """Shows a program's output as it is; HTML in it stays text, control characters are made visible."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("output")
        self.setAccessibleName("Output")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setMaximumBlockCount(MAX_LINES)
        self._take_font()
        theme.changed.connect(self._take_font)

    def set_output(self, text: str) -> None:
        """Show a text, cut at the bound."""
        self.setPlainText(bounded(text))

    def _take_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self._theme.look.px(12))
        self.setFont(font)


def bounded(text: str) -> str:
    """The text with control characters made visible, and its end left out where it is too long."""
    left = len(text) - MAX_CHARACTERS
    kept = text if left <= 0 else text[:MAX_CHARACTERS] + _CUT.format(left=left)
    return kept.translate(_VISIBLE)


_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
