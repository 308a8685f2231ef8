"""The reveal of a round, of one question or several: what was seen in which, and each question by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QTabBar, QVBoxLayout, QWidget

from mockint.app.record import RoundRecord, read_records
from mockint.app.round_report import ABOUT, criterion_view, question_lead, round_document, round_lead
from ui.grading_desk import round_of
from ui.rounds.debrief import Debrief
from ui.rounds.debrief_facts import add_heading
from ui.tokens import Space
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from mockint.app.services import Services
    from ui.pages.page import Tools

_WHOLE = 0
_WRITING = "Finish what you are writing first, or cancel it; then look at another question."


class RoundDebrief(Debrief):
    """A debrief with a tab for each question, where there are several, and one before them for the round."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._records: tuple[RoundRecord, ...] = ()
        self.questions = QTabBar()
        self.questions.setAccessibleName("The round and its questions")
        self.questions.setDrawBase(False)
        self.questions.setExpanding(False)
        self.questions.setElideMode(Qt.TextElideMode.ElideRight)
        self.questions.setContentsMargins(Space.L, 0, Space.L, 0)
        self.questions.hide()
        self.questions.currentChanged.connect(self._choose)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.questions)
        tools.theme.changed.connect(self._redraw_whole)

    def take_keys(self) -> None:
        """Answer to the keys where the debrief stands alone; in a round, the round's screen does."""
        super().take_keys()
        for text, keys, by in (("Next question", "Ctrl+PgDown", 1), ("Question before", "Ctrl+PgUp", -1)):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, by=by: self.turn(by))
            self.addAction(action)

    def turn(self, by: int) -> None:
        """Go so many tabs on; past the ends nothing changes."""
        at = self.questions.currentIndex() + by
        if 0 <= at < self.questions.count():
            self.questions.setCurrentIndex(at)

    def show_records(self, records: Sequence[RoundRecord]) -> None:
        """Show everything that is known of a round, a record for each of its questions."""
        self._records = tuple(records)
        if len(self._records) == 1:
            self.show_record(self._records[0])
            return
        self.again.setText("Another round")
        self.again.setToolTip("Start a new round of other questions")
        self._offer_tabs()
        self._show_tab(self.questions.currentIndex())

    def _offer_tabs(self) -> None:
        if self.questions.count():
            return
        with QSignalBlocker(self.questions):
            self.questions.addTab("The round")
            for number, record in enumerate(self._records, start=1):
                title = record.question.header.title
                at = self.questions.addTab(f"{number}  {title}")
                self.questions.setTabToolTip(at, f"Question {number} of {len(self._records)}: {title}")
        self.questions.show()
        QWidget.setTabOrder(self.questions, self._scroll)

    def _choose(self, at: int) -> None:
        if self._table is not None and self._table.is_editing:
            self.banners.tell("info", _WRITING, key="grade")
            with QSignalBlocker(self.questions):
                self.questions.setCurrentIndex(self._place_of(self._record))
            return
        self.bar.compare.setChecked(False)
        self.bar.close_panel()
        self.banners.clear("grade")
        self._show_tab(at)
        self._scroll.verticalScrollBar().setValue(0)

    def _show_tab(self, at: int) -> None:
        if at == _WHOLE:
            self._show_whole()
        else:
            self.show_record(self._records[at - 1])

    def _place_of(self, record: RoundRecord | None) -> int:
        return _WHOLE if record is None else record.item.position + 1

    # The round as a whole: no grade, but what was seen where

    def _show_whole(self) -> None:
        self._empty()
        self._record = self._shown = self._built = None
        self._readings = ()
        self.bar.hide()
        document = round_document(self._records)
        self._lead.addWidget(label(f"{document['title']}  ·  {document['mode'].capitalize()}", "section", wrap=True))
        self._lead.addWidget(label(round_lead(document), "title", wrap=True))
        self._lead.addWidget(label(ABOUT, "muted", wrap=True))
        if document["criteria"]:
            add_heading(self._criteria, "Criteria, question by question")
            self._criteria.addWidget(_seen_table(document["criteria"], len(self._records)))
        add_heading(self._facts, "The questions")
        for number, (record, item) in enumerate(zip(self._records, document["items"], strict=True), start=1):
            words = question_lead(document, item)
            open_ = button(f"{number}  {record.question.header.title}", "quiet", tip="Show this question's result")
            open_.clicked.connect(partial(self.questions.setCurrentIndex, number))
            self._facts.addWidget(open_, 0, Qt.AlignmentFlag.AlignLeft)
            self._facts.addWidget(label(words, "muted", wrap=True))
        self._order_tabs()

    def _redraw_whole(self) -> None:
        if len(self._records) > 1 and self.questions.currentIndex() == _WHOLE:
            self._show_whole()

    # What graders and the user say meanwhile

    def _ended(self, name: str, title: str, graded: object) -> None:
        super()._ended(name, title, graded)
        if len(self._records) > 1 and round_of(name) == self._records[0].round.id:
            self._desk.ask(partial(_records_again, self._records), self, self._know)

    def _know(self, records: tuple[RoundRecord, ...]) -> None:
        self._records = records
        self._redraw_whole()

    def _show_newest(self, record: RoundRecord) -> None:
        self._remember(record)
        super()._show_newest(record)

    def _show_again(self, record: RoundRecord) -> None:
        self._remember(record)
        super()._show_again(record)

    def _remember(self, record: RoundRecord) -> None:
        self._records = tuple(record if one.item.id == record.item.id else one for one in self._records)


def _seen_table(criteria: Sequence[dict[str, Any]], count: int) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.XL)
    grid.setVerticalSpacing(Space.S)
    grid.setColumnStretch(count + 1, 1)
    for at, head in enumerate(("Criterion", *(str(number) for number in range(1, count + 1)), "Seen")):
        grid.addWidget(label(head, "small"), 0, at)
    for row, criterion in enumerate(criteria, start=1):
        shown = criterion_view(criterion, count)
        grid.addWidget(label(shown["title"]), row, 0)
        for at, cell in enumerate(shown["cells"], start=1):
            words = "\N{EN DASH}" if cell == "not asked" else cell
            grid.addWidget(label(words, "muted" if cell.startswith("not ") else "body"), row, at)
        grid.addWidget(label(shown["seen_words"], "muted", wrap=True), row, count + 1)
    return holder


def _records_again(records: Sequence[RoundRecord], services: Services) -> tuple[RoundRecord, ...]:
    return read_records(services, records[0].round.id)
