"""What a debrief tells of a design beside its grade: what code saw in drawing and numbers, and the drawing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from mockint.app.report import design_view
from mockint.domain.diagram import readable
from mockint.rounds.system_design import DIAGRAM
from ui.rounds.debrief_facts import Document, add_heading
from ui.widgets.parts import label


def add_design(column: QVBoxLayout, document: Document) -> None:
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
        told = label(readable(drawn).strip(), wrap=True)
        told.setAccessibleName("Your diagram")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(told)
