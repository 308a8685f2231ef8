"""The reveal of a round of any kind: the verdict leads, then each criterion with what decides it, then what was measured."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mockint.app.own_files import own_files
from mockint.app.record import RoundRecord
from mockint.app.report import report_document
from mockint.domain.grade import Grade, leading_grade
from mockint.errors import KnownError
from mockint.graders.base import Step
from ui.grading_desk import keep_dispute, read_again
from ui.messages import Action, BannerArea
from ui.rounds import debrief_facts as facts
from ui.rounds.brief_result import add_brief
from ui.rounds.build_result import add_build
from ui.rounds.debrief_criteria import Comparison, CriteriaTable
from ui.rounds.debrief_design import add_design
from ui.rounds.debrief_lead import Notice, add_lead, add_next, notice_of
from ui.rounds.judge_bar import JudgeBar
from ui.tokens import Space
from ui.widgets.parts import button, clear_layout, label

if TYPE_CHECKING:
    from ui.pages.page import Tools

_WIDTH = 960
_TURN_MS = 10
"""Long enough for the window to draw what stands there."""
_LAYOUT_MS = 40
"""Within it the texts have found their heights, which takes a few turns."""


class Debrief(QWidget):
    """The reveal and the act; its bar and its panels stay while the rest is drawn again.

    Signals:
        closed: Back to the places.
        again_wanted: Start another round on this question.
        report_wanted: Show the report as a page.
        defence_wanted: Hold a defence on the files that were handed in; the title of the round.
        replay_wanted: Show how it went: position of the question, and a quote whose moment is looked for (or none).
        measure_wanted: Measure again what could not be measured.
        stop_wanted: End the measuring that goes on.
    """

    closed = Signal()
    again_wanted = Signal()
    report_wanted = Signal()
    replay_wanted = Signal(int, str)
    defence_wanted = Signal(str)
    measure_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._desk = tools.grading
        self._record: RoundRecord | None = None
        self._readings: tuple[Grade, ...] = ()
        self._shown: Grade | None = None
        self._compared = -1
        self._table: CriteriaTable | None = None
        self._waiting: _Waiting | None = None
        self._built: object = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.banners = BannerArea(tools.theme)
        outer.addWidget(self.banners)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Result of the round")
        self._scroll.setWidget(self._body())
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._footer())
        self._facts_due = QTimer(self)
        self._facts_due.setSingleShot(True)
        self._facts_due.setInterval(_TURN_MS)
        self._facts_due.timeout.connect(self._show_facts)
        self._place: int | None = None
        self._connect()
        self.show_waiting("Measuring")

    def take_keys(self) -> None:
        """Answer to Escape and Ctrl+R where the debrief stands alone; in a round, the round's screen does."""
        for text, keys, run in (("Back", "Escape", self.closed.emit), ("Show the report", "Ctrl+R", self.report.click)):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, run=run: run())
            self.addAction(action)

    def show_waiting(self, words: str, *, can_stop: bool = False) -> None:
        """Say that measuring goes on; told again and again, only the words change."""
        if self._waiting is not None and self._waiting.can_stop == can_stop:
            self._waiting.words.setText(words)
            return
        self._empty()
        self._built = None
        clear_layout(self._build)
        self.bar.hide()
        self._waiting = _Waiting(words, can_stop=can_stop)
        self._waiting.stop.clicked.connect(self.stop_wanted)
        self._lead.addWidget(self._waiting)

    def tell_fault(self, fault: KnownError) -> None:
        """Say why there is no result yet."""
        self.banners.tell_error(fault, key="measure")

    def show_record(self, record: RoundRecord) -> None:
        """Show everything that is known of a round, by the reading that leads."""
        self._show_reading(record, leading_grade(record.grades))

    def _show_reading(self, record: RoundRecord, last: Grade | None) -> None:
        self._record = record
        self.defend.setVisible(bool(own_files(record)))
        self._readings = tuple(grade for grade in reversed(record.grades) if grade.grader or grade is last)
        self._show(last if self._desk.step(record.name) is None else _measured(record))

    def _show(self, grade: Grade | None) -> None:
        record = self._record
        assert record is not None
        if self._shown is not None:
            self._hold()
        self._shown = grade
        document = report_document(record)
        self._clear_reading()
        self.bar.show()
        self.bar.show_readings(record, self._readings, grade)
        add_lead(self._lead, self._theme, record, document, grade)
        if grade is not None:
            facts.add_heading(self._criteria, "Criteria")
            self._table = CriteriaTable(self._theme, record, self._dispute, self._look_up)
            self._criteria.addWidget(self._table)
            self._draw_comparison()
            self._show_step()
        # In a turn of its own: laying all of it out in one would hold the window up for too long. Until then what stands
        # there stays, and with it the place that the user has scrolled to.
        self._facts_due.start()

    def _show_facts(self) -> None:
        record = self._record
        assert record is not None
        document = report_document(record)
        clear_layout(self._facts)
        if self._shown is not None:
            add_next(self._facts, self._shown)
        self._show_work(record, document)
        facts.add_measured(self._facts, document, self.measure_wanted.emit)
        facts.add_survived(self._facts, document)
        facts.add_phases(self._facts, document)
        if record.submission is not None:
            facts.add_reference(self._facts, self._theme, record.question.reference_answer, self._scroll)
        self._order_tabs()
        QTimer.singleShot(_LAYOUT_MS, self, self._let_go)

    def _hold(self) -> None:
        """Let what is seen stand until another reading is laid out: half-way it is squeezed, and the place is lost."""
        if self._place is None:
            self._place = self._scroll.verticalScrollBar().value()
            self._scroll.viewport().setUpdatesEnabled(False)

    def _let_go(self) -> None:
        if self._place is not None:
            self._scroll.verticalScrollBar().setValue(self._place)
            self._scroll.viewport().setUpdatesEnabled(True)
            self._place = None

    def _show_work(self, record: RoundRecord, document: facts.Document) -> None:
        """Show a build's or a take-home's score or a design; another reading of the same one leaves the place in it alone."""
        key = [document["measurements"].get(name) for name in facts.APART]
        if key != self._built:
            self._built = key
            clear_layout(self._build)
            add_build(self._build, self._theme, document, record.round.seed)
            add_brief(self._build, self._theme, document)
            add_design(self._build, self._theme, document, self._scroll)

    def _show_step(self, step: Step | None = None) -> None:
        """Show how far a grading is, and what it came to so far."""
        record, grade = self._record, self._shown
        if record is None or grade is None or self._table is None:
            return
        step = step or self._desk.step(record.name)
        self.bar.show_progress()
        self._show_notice()
        notice = notice_of(grade, has_grader=self.bar.has_grader)
        self._table.show_reading(record, grade, step, told=notice.reason if notice else "")

    def _show_notice(self) -> None:
        """Say why something is not judged, unless a grader or the user is at it."""
        if self._record is not None and self._shown is not None:
            is_under_way = self._desk.step(self._record.name) is not None or self.bar.panel is not None
            self._notice.show_notice(None if is_under_way else notice_of(self._shown, has_grader=self.bar.has_grader))

    def _draw_comparison(self) -> None:
        clear_layout(self._beside)
        record, grade, table = self._record, self._shown, self._table
        if record is None or grade is None or table is None:
            return
        beside = self._readings[self._compared] if 0 <= self._compared < len(self._readings) else None
        if beside is not None:
            self._beside.addWidget(Comparison(self._theme, record, grade, beside))
            table.hide()

    # What the user and the grader do

    def _connect(self) -> None:
        buttons = ((self.report, self.report_wanted), (self.again, self.again_wanted), (self.close_button, self.closed))
        for one, wanted in buttons:
            one.clicked.connect(wanted)
        self.replay.clicked.connect(lambda: self._look_up(""))
        self.defend.clicked.connect(self._defend)
        self.bar.reading_chosen.connect(lambda at: self._show(self._readings[at]))
        self.bar.compare_chosen.connect(self._compare)
        self.bar.choice_known.connect(self._show_step)
        self.bar.panel_changed.connect(self._show_notice)
        self.bar.refused.connect(self._refused)
        self._notice.again_wanted.connect(self.bar.try_again)
        self._theme.changed.connect(self._redraw)
        self._desk.began.connect(self._began)
        # Bound methods: the desk outlives this widget, and Qt lets go of a receiver that is gone.
        self._desk.stepped.connect(self._stepped)
        self._desk.ended.connect(self._ended)
        self._desk.failed.connect(self._failed)

    def _defend(self) -> None:
        if self._record is not None:
            self.defence_wanted.emit(self._record.question.header.title)

    def _look_up(self, quote: str) -> None:
        self.replay_wanted.emit(0 if self._record is None else self._record.item.position, quote)

    def _compare(self, at: int) -> None:
        self._compared = at
        if at < 0 and self._table is not None:
            self._table.show()
        self._draw_comparison()

    def _is_mine(self, name: str) -> bool:
        return self._record is not None and self._record.name == name

    def _began(self, name: str) -> None:
        if self._is_mine(name):
            self.banners.clear("grade")
            self._compared = -1
            self.bar.compare.setChecked(False)
            assert self._record is not None
            measured = _measured(self._record)
            if measured is self._shown and self._table is not None and not self._table.isHidden():
                self._show_step()
            else:
                self._show(measured)  # no earlier verdict stands above what is being read anew

    def _stepped(self, name: str, step: Step) -> None:
        if self._is_mine(name):
            self._show_step(step)

    def _ended(self, name: str, _title: str, _graded: object) -> None:
        if not self._is_mine(name):
            return
        if self._table is not None and self._table.is_editing:  # what is being written is not taken away
            self.banners.tell("info", "A new reading is there.", Action("Show", self._read_again), key="grade")
            self.bar.show_progress()
        else:
            self._read_again()

    def _failed(self, name: str, _title: str, fault: KnownError) -> None:
        if self._is_mine(name) and self._record is not None:
            self.show_record(self._record)
            self.banners.tell_error(fault, Action("Try again", self.bar.try_again), key="grade")

    def _redraw(self) -> None:
        """Take the new look's colours for what is drawn; what is being written is not taken away."""
        if self._shown is not None and self._table is not None and not self._table.is_editing:
            self._built = None
            self._show(self._shown)

    def _refused(self, fault: KnownError) -> None:
        self.banners.tell_error(fault, key="grade")

    def _dispute(self, criterion: str, level: int, why: str) -> None:
        assert self._record is not None
        work = partial(keep_dispute, self._record, criterion, level, why)
        self._desk.ask(work, self, self._show_again, self._refused)

    def _read_again(self) -> None:
        assert self._record is not None
        self.banners.clear("grade")
        self._desk.ask(partial(read_again, self._record), self, self._show_newest, self.tell_fault)

    def _show_newest(self, record: RoundRecord) -> None:
        """Show the reading that was just made, also where it only says why there is none."""
        self._show_reading(record, next(reversed(record.grades), None))

    def _show_again(self, record: RoundRecord) -> None:
        """Show the round anew by the reading that was shown."""
        shown = self._shown
        self._record = record
        self._show(next((grade for grade in record.grades if shown is not None and grade.id == shown.id), None))

    # Putting it together

    def _empty(self) -> None:
        self._facts_due.stop()
        self._let_go()
        self._clear_reading()
        clear_layout(self._facts)

    def _clear_reading(self) -> None:
        self._table = self._waiting = None
        self._notice.show_notice(None)
        for column in (self._lead, self._criteria, self._beside):
            clear_layout(column)

    def _order_tabs(self) -> None:
        """Let Tab come to the buttons below after all that stands above them, though they were made first."""
        body = self._scroll.widget()
        inside = [] if body is None else body.findChildren(QWidget)
        before = next((one for one in reversed(inside) if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        for one in (self.replay, self.report, self.defend, self.again, self.close_button):
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("scrolled")
        centre = QHBoxLayout(body)
        centre.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        holder = QWidget()
        holder.setMaximumWidth(self._theme.look.px(_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._lead, self._criteria, self._beside, self._build, self._facts = (QVBoxLayout() for _ in range(5))
        self.bar = JudgeBar(self._theme, self._desk)
        self._notice = Notice(self._theme)
        for part in (self._lead, self.bar, self._notice, self._criteria, self._beside, self._build, self._facts):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                part.setSpacing(Space.S)
                column.addLayout(part)
        column.addStretch(1)
        centre.addStretch(1)
        centre.addWidget(holder, 100)
        centre.addStretch(1)
        return body

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.setSpacing(Space.S)
        self.replay = button("Replay", tip="See again how the round went")
        self.report = button("Report", tip="Show the report in the browser (Ctrl+R)")
        self.defend = button("Defend it...", tip="Hold a defence on the files that were handed in")
        self.defend.hide()
        self.again = button("Same question again", tip="Start a new round on this question")
        self.close_button = button("Done", "primary", tip="Back to the list (Escape)")
        row.addStretch(1)
        for one in (self.replay, self.report, self.defend, self.again, self.close_button):
            row.addWidget(one)
        return footer


class _Waiting(QWidget):
    """Says what is being measured, and lets one stop what takes long."""

    def __init__(self, words: str, *, can_stop: bool) -> None:
        super().__init__()
        self.can_stop = can_stop
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.words = label(words, "muted", wrap=True)
        self.stop = button("Stop measuring", tip="The answer is kept and can be measured later")
        column.addWidget(label("Handed in", "title"))
        column.addWidget(self.words)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        # Not before it has a parent: it would be a window of its own for a moment, and take the keyboard with it.
        self.stop.setVisible(can_stop)


def _measured(record: RoundRecord) -> Grade | None:
    """What code alone says of a round."""
    return next((grade for grade in reversed(record.grades) if not grade.grader), None)
