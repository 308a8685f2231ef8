"""The competencies against the stories: where there is a gap, and which story has to stand for too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ui import words
from ui.tokens import Space
from ui.widgets.parts import clear_layout, label

if TYPE_CHECKING:
    from mockint.app.stories import Overview

_GAP: Final = "No story yet"
_WIDEST: Final = 220


class StoryGrid(QWidget):
    """What is said in words first, then the grid."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.S)
        self._sentences = QVBoxLayout()
        column.addLayout(self._sentences)
        self.table = QTableWidget()
        self.table.setAccessibleName("Competencies and the stories for them")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMaximumSectionSize(_WIDEST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        column.addWidget(self.table, 1)

    def show_overview(self, overview: Overview) -> None:
        """Show the bank as it is."""
        clear_layout(self._sentences)
        for sentence in self.sentences(overview):
            self._sentences.addWidget(label(sentence, wrap=True))
        table, stories = self.table, overview.stories
        table.clear()
        table.setRowCount(len(overview.competencies))
        table.setColumnCount(2 + len(stories))
        table.setHorizontalHeaderLabels(["Competency", "Stories", *(story.title for story in stories)])
        for row, one in enumerate(overview.competencies):
            by = [one.id in story.competencies for story in stories]
            count = words.counted(sum(by), "story", "stories") if any(by) else _GAP
            cells = [one.title, count, *("\N{CHECK MARK} yes" if there else "" for there in by)]
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(one.about if at == 0 else stories[at - 2].title if at > 1 else "")
                table.setItem(row, at, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    @staticmethod
    def sentences(overview: Overview) -> list[str]:
        """Gaps and overuse in words."""
        gaps = ", ".join(one.title for one in overview.gaps)
        told = [f"No story yet for: {gaps}."] if gaps else ["There is a story for every competency."]
        return [*told, *overview.overused]
