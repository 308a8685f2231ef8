"""The page on which a system is designed: the notebook, the diagram and the estimates, one tab each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from mockint.rounds.system_design import AFTER_CHANGE, ESTIMATES, HEADINGS, NOTEBOOK
from ui.pages.page import Tools
from ui.rounds.design_diagram import DiagramPane
from ui.rounds.estimate_pad import EstimatePad
from ui.rounds.header import RoundHeader
from ui.rounds.notebook_pane import NotebookPane
from ui.rounds.prose_area import ProseArea
from ui.rounds.prose_work import ProseWork

NOTEBOOK_TAB, DIAGRAM_TAB, ESTIMATES_TAB = range(3)
_TITLES: Final = ("Notebook", "Diagram", "Estimates")


class DesignWork(ProseWork):
    """Three tabs in the middle."""

    def __init__(self, tools: Tools, header: RoundHeader) -> None:
        super().__init__(tools, header, "design")
        self.notebook = NotebookPane(tools.theme)
        self.diagram = DiagramPane(tools.theme)
        self.estimates = EstimatePad(tools.theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Notebook, diagram and estimates")
        for part, title in zip((self.notebook, self.diagram, self.estimates), _TITLES, strict=True):
            self.tabs.addTab(part, title)
        self.tabs.setCornerWidget(self.side.show_again, Qt.Corner.TopRightCorner)
        self.put_together(self.tabs, [316, 692, 256])

    @property
    def areas(self) -> dict[str, ProseArea]:
        """Notebook and estimates."""
        return {NOTEBOOK: self.notebook.area, ESTIMATES: self.estimates.area}

    def load(self, document: str, text: str, cursor: int, page: int = 0) -> None:  # noqa: ARG002 - a design is one question
        """Put a document in without telling anyone."""
        (self.estimates if document == ESTIMATES else self.notebook).load(text, cursor)

    def is_empty(self) -> bool:
        """Whether there is nothing but the headings that the notebook began with."""
        given = {f"## {heading}" for heading in HEADINGS} | {""}
        own = {line.strip() for line in self.notebook.area.text().splitlines()} - given
        return not own and not self.estimates.area.text().strip() and not self.diagram.text().strip()

    def focus_editor(self) -> None:
        """Give the keyboard to the tab that is shown."""
        self.go_to(self.tabs.currentIndex())

    def go_to(self, tab: int) -> None:
        """Show a tab and give the keyboard to what it holds."""
        self.tabs.setCurrentIndex(tab)
        if tab == NOTEBOOK_TAB:
            self.notebook.focus_editor()
        else:
            (self.diagram if tab == DIAGRAM_TAB else self.estimates).setFocus()

    def go_to_change(self) -> None:
        """Go where the change of plan is answered."""
        self.tabs.setCurrentIndex(NOTEBOOK_TAB)
        if not self.notebook.go_to_heading(AFTER_CHANGE):
            self.notebook.focus_editor()

    def hold(self, *, held: bool) -> None:
        """Let the candidate read but not change, or change again."""
        super().hold(held=held)
        self.diagram.set_read_only(read_only=held)
