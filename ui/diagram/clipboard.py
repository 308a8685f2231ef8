"""Copies parts of a diagram as its JSON text, and takes such text back in."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication

from mockint.domain.diagram import Diagram, read_diagram
from mockint.errors import BadInputError
from ui.diagram.drawing import Drawing
from ui.diagram.edits import GRID

_MOST_TEXT: Final = 2_000_000
_ONLY: Final = "Only parts of a diagram can be pasted here, as its JSON text."


def copy(drawing: Drawing) -> bool:
    """Put what is selected on the clipboard; whether there was anything."""
    part = drawing.copied()
    if not part.nodes:
        drawing.told.emit("Select the parts to copy first.")
        return False
    QGuiApplication.clipboard().setText(part.as_json())
    return True


def cut(drawing: Drawing) -> None:
    """Put what is selected on the clipboard and delete it."""
    if copy(drawing):
        drawing.remove()


def double(drawing: Drawing) -> None:
    """Put a second one of what is selected beside it."""
    part = drawing.copied()
    if part.nodes:
        drawing.put_in(part, (2 * GRID, 2 * GRID))


def paste(drawing: Drawing) -> None:
    """Put in the diagram whose text is on the clipboard; anything else is told and changes nothing."""
    data = QGuiApplication.clipboard().mimeData()
    text = data.text() if data.hasText() else ""
    if not text.strip():
        what = "a picture" if data.hasImage() else "files" if data.hasUrls() else "no text"
        drawing.told.emit(f"The clipboard holds {what}. {_ONLY}")
        return
    part = _read(drawing, text)
    if part is not None and part.nodes:
        by = (2 * GRID, 2 * GRID)
        taken = {(node.x, node.y) for node in drawing.diagram.nodes}
        while any(
            (node.x or 0) + by[0] == x and (node.y or 0) + by[1] == y for x, y in taken for node in part.nodes[:1]
        ):
            by = (by[0] + 2 * GRID, by[1] + 2 * GRID)
        drawing.put_in(part, by)


def _read(drawing: Drawing, text: str) -> Diagram | None:
    if len(text) > _MOST_TEXT or not text.lstrip().startswith("{"):
        drawing.told.emit(f"The clipboard holds text that is no diagram. {_ONLY}")
        return None
    try:
        return read_diagram(text, "The text on the clipboard")
    except BadInputError as fault:
        drawing.told.emit(f"{fault.what} Nothing was pasted.")
        return None
