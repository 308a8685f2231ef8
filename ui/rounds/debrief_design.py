"""What a debrief tells of a design beside its grade: what code saw in drawing and numbers, and the drawing itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mockint.app.report import design_view
from mockint.domain.diagram import readable
from mockint.errors import BadInputError
from mockint.measure.design import DESIGN
from mockint.rounds.system_design import DIAGRAM
from ui.rounds.debrief_facts import Document, add_heading
from ui.theme import Theme
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from ui.diagram.canvas import DiagramCanvas

_HEIGHT: Final = 420
"""Pixels at 100 % that the drawing takes."""


def add_design(column: QVBoxLayout, theme: Theme, document: Document, scroll: QScrollArea) -> None:
    """The facts of a design and its drawing, with the parts that a fact is about to be shown in it; nothing without any."""
    found = design_view(document["measurements"])
    if found is None:
        return
    add_heading(column, "Drawing and numbers")
    column.addWidget(label(found["sentence"], wrap=True))
    if found["about"]:
        column.addWidget(label(found["about"], "muted", wrap=True))
    canvas, frame = _drawing(theme, document["documents"].get(DIAGRAM, ""))
    for fact in document["measurements"][DESIGN].get("facts", ()):
        told = label(f"\N{BULLET}  {fact['sentence']}", wrap=True)
        nodes = tuple(fact.get("nodes", ()))
        if canvas is None or frame is None or not nodes:
            column.addWidget(told)
            continue
        show = button("Show", "quiet", tip="Mark these parts in the drawing")
        show.setAccessibleName(f"Show in the drawing: {fact['sentence']}")
        show.clicked.connect(partial(_point_out, canvas, frame, scroll, nodes))
        row = QHBoxLayout()
        row.addWidget(told, 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    if frame is not None:
        column.addWidget(frame)


def _point_out(canvas: DiagramCanvas, frame: QWidget, scroll: QScrollArea, nodes: tuple[str, ...]) -> None:
    canvas.point_out(nodes)
    scroll.ensureWidgetVisible(frame)


def _drawing(theme: Theme, drawn: str) -> tuple[DiagramCanvas | None, QWidget | None]:
    """The drawing to look at, and what it stands in; a text that cannot be drawn as it is, and nothing where there is none."""
    if not drawn.strip():
        return None, None
    from ui.diagram.canvas import DiagramCanvas

    canvas = DiagramCanvas(theme)
    try:
        canvas.set_text(drawn)
    except BadInputError:
        canvas.deleteLater()
        told = label(readable(drawn).strip(), wrap=True)
        told.setAccessibleName("Your diagram")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return None, told
    canvas.set_to_look_at()
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setAccessibleName("Your diagram")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(canvas)
    frame.setFixedHeight(theme.look.px(_HEIGHT))
    return canvas, frame
