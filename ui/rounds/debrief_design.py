"""What a debrief tells of a design beside its grade: what code saw in drawing and numbers, and the drawing itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from mockint.app.report import design_view
from mockint.domain.diagram import readable
from mockint.errors import BadInputError
from mockint.rounds.system_design import DIAGRAM
from ui.rounds.debrief_facts import Document, add_heading
from ui.theme import Theme
from ui.widgets.parts import label

_HEIGHT: Final = 420
"""Pixels at 100 % that the drawing takes."""


def add_design(column: QVBoxLayout, theme: Theme, document: Document) -> None:
    """The facts of a design and its drawing; nothing where none was measured."""
    found = design_view(document["measurements"])
    if found is None:
        return
    add_heading(column, "Drawing and numbers")
    column.addWidget(label(found["sentence"], wrap=True))
    if found["about"]:
        column.addWidget(label(found["about"], "muted", wrap=True))
    for fact in found["facts"]:
        column.addWidget(label(f"\N{BULLET}  {fact}", wrap=True))
    drawn = document["documents"].get(DIAGRAM, "")
    if drawn.strip():
        _add_drawing(column, theme, drawn)


def _add_drawing(column: QVBoxLayout, theme: Theme, drawn: str) -> None:
    """The drawing to look at; a text that cannot be drawn as it is."""
    from ui.diagram.canvas import DiagramCanvas

    canvas = DiagramCanvas(theme)
    try:
        canvas.set_text(drawn)
    except BadInputError:
        canvas.deleteLater()
        told = label(readable(drawn).strip(), wrap=True)
        told.setAccessibleName("Your diagram")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(told)
        return
    canvas.set_to_look_at()
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setAccessibleName("Your diagram")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(canvas)
    frame.setFixedHeight(theme.look.px(_HEIGHT))
    column.addWidget(frame)
