"""The bar under a verdict: which reading is shown, how a grading goes on, and the ways to have the round judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mockint.app.record import RoundRecord
from mockint.domain.grade import Grade
from mockint.domain.judgement import Ungraded
from mockint.errors import KnownError
from mockint.graders.base import GraderName
from ui.grading_desk import Choice, GradingDesk, How
from ui.rounds import judge_panels, reading_words
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import Busy, button, restyle

if TYPE_CHECKING:
    from mockint.app.services import Services
    from mockint.provider.prices import Estimate

_MODELS = frozenset({"messages", "openai"})


class JudgeBar(QWidget):
    """Chooses readings and starts gradings; its panels stay while the rest of the page is drawn again.

    Signals:
        reading_chosen: Another reading is to be shown (its place in `readings`).
        compare_chosen: Show this other reading beside it; -1 for none.
        choice_known: It is known which grader the settings choose.
        panel_changed: A panel was opened or closed.
        refused: A `KnownError` about something that was asked here.
    """

    reading_chosen = Signal(int)
    compare_chosen = Signal(int)
    choice_known = Signal()
    panel_changed = Signal()
    refused = Signal(object)

    def __init__(self, theme: Theme, desk: GradingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._record: RoundRecord | None = None
        self._readings: tuple[Grade, ...] = ()
        self._choice: Choice | None = None
        self.panel: judge_panels.Panel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.S, 0, 0)
        self._column.setSpacing(Space.S)
        self.chooser = _box("Reading that is shown", theme)
        self.other = _box("Reading to compare with", theme)
        self.compare = button("Compare", "chip", tip="Show another reading beside this one (Ctrl+D)")
        self.compare.setCheckable(True)
        self.grade = button("Grade", tip="Ways to have this round judged (Ctrl+G)")
        self.menu = QMenu(self)
        self.grade.setMenu(self.menu)
        self.busy = Busy()
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # it stands last in its row: nothing jumps without it
        self.busy.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for one in (self.chooser, self.compare, self.other, self.grade):
            row.addWidget(one)
        row.addWidget(self.busy)
        row.addStretch(1)
        self._column.addLayout(row)
        self.chooser.activated.connect(self.reading_chosen)
        self.compare.toggled.connect(lambda _: self._compare())
        self.other.activated.connect(lambda _: self._compare())
        self.busy.cancelled.connect(self._cancel)
        self._add_shortcuts()
        self.other.hide()

    # What is shown

    def show_readings(self, record: RoundRecord, readings: Sequence[Grade], shown: Grade | None) -> None:
        """Offer these readings, newest first."""
        self._record, self._readings = record, tuple(readings)
        for box in (self.chooser, self.other):
            box.clear()
            box.addItems([reading_words.reading_title(grade) for grade in readings])
        at = next((at for at, grade in enumerate(readings) if grade is shown), 0)
        self.chooser.setCurrentIndex(at)
        self.other.setCurrentIndex(1 if at == 0 else 0)
        self.compare.setChecked(self.compare.isChecked() and len(readings) > 1)
        self._desk.ask_choice(self, self.show_choice)
        self.show_progress()

    @property
    def has_grader(self) -> bool:
        """Whether the settings choose a grader; so taken until it is known."""
        return self._choice is None or self._choice.grader is not None

    def show_progress(self) -> None:
        """Say how far a grading is, or offer to start one."""
        step = None if self._record is None else self._desk.step(self._record.name)
        self.grade.setVisible(step is None and self._can_be_judged())
        for one in (self.chooser, self.compare):
            one.setVisible(step is None and len(self._readings) > 1)
        if step is None:
            self.busy.done()
        else:
            self.close_panel()
            self.busy.show_work(step.words)

    def show_choice(self, choice: Choice) -> None:
        """Offer the ways, the settings' own first."""
        self._choice = choice
        self.menu.clear()
        if choice.grader in _MODELS:
            self._way(f"With {choice.words}", partial(self._ask_price, choice.grader, choice.model))
            self._way("With another model \N{HORIZONTAL ELLIPSIS}", self._ask_model)
        else:
            self._way("With a Claude model \N{HORIZONTAL ELLIPSIS}", self._ask_model)
        self._way("Offline estimate", lambda: self._start(How("offline")))
        self._way("Paste a reply \N{HORIZONTAL ELLIPSIS}", self._ask_reply)
        self._way("My own levels \N{HORIZONTAL ELLIPSIS}", self._ask_levels)
        self.choice_known.emit()

    def try_again(self) -> None:
        """Have the round judged by the grader of the settings; where none is chosen, show the ways.

        A model's price is told before it is first asked about this round, and not again when it failed.
        """
        choice = self._choice or Choice(None, "")
        was_asked = any(grade.grader == choice.grader for grade in self._readings)
        if choice.grader is None:
            self.grade.showMenu()
        elif choice.grader in _MODELS and not was_asked:
            self._ask_price(choice.grader, choice.model)
        else:
            self._start(How())

    def close_panel(self) -> None:
        """Take the panel away."""
        if self.panel is not None:
            panel, self.panel = self.panel, None
            had_focus = panel.isAncestorOf(self.window().focusWidget() or self)
            panel.hide()
            panel.deleteLater()
            if had_focus:
                self.grade.setFocus()
            self.panel_changed.emit()

    # What the user does

    def _compare(self) -> None:
        is_on = self.compare.isChecked()
        self.compare.setProperty("active", "true" if is_on else "false")
        restyle(self.compare)
        self.other.setVisible(is_on)
        self.compare_chosen.emit(self.other.currentIndex() if is_on else -1)

    def _cancel(self) -> None:
        if self._record is not None:
            self.busy.show_work("Stopping.", can_cancel=False)
            self._desk.cancel(self._record.name)

    def _start(self, how: How) -> None:
        self.close_panel()
        if self._record is not None:
            self._desk.grade(self._record.name, self._record.question.header.title, how)

    def _ask_price(self, grader: GraderName, model: str) -> None:
        panel = judge_panels.PricePanel(model)
        panel.wanted.connect(lambda: self._start(How(grader, model)))
        self._open(panel)
        self._desk.ask(partial(_estimate, self._name(), grader, model), panel, panel.show_price, self._fail)

    def _ask_model(self) -> None:
        chosen = self._choice or Choice(None, "")
        grader: GraderName = "openai" if chosen.grader == "openai" else "messages"
        panel = judge_panels.ModelPanel(chosen.model)
        panel.wanted.connect(partial(self._ask_price, grader))
        self._open(panel)

    def _ask_reply(self) -> None:
        panel = judge_panels.PastePanel()
        panel.wanted.connect(lambda text: self._start(How("paste", pasted=text)))
        self._open(panel)
        self._desk.ask(partial(_prompt, self._name()), panel, panel.show_prompt, self._fail)

    def _ask_levels(self) -> None:
        if self._record is not None:
            shown = {
                j.criterion for grade in self._readings[:1] for j in grade.judgements if j.outcome != "not_assessed"
            }
            criteria = [c for c in self._record.rubric.criteria if not c.measured and c.id in shown]
            panel = judge_panels.OwnPanel(criteria)
            panel.wanted.connect(lambda levels: self._start(How("self", levels=levels)))
            self._open(panel)

    def _open(self, panel: judge_panels.Panel) -> None:
        self.close_panel()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self._column.addWidget(panel)
        panel.show()
        before: QWidget = self.grade
        for one in panel.findChildren(QWidget):  # Tab goes on from the button that opened it
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, one)
                before = one
        panel.first().setFocus()
        self.panel_changed.emit()

    def _fail(self, fault: KnownError) -> None:
        self.close_panel()
        self.refused.emit(fault)

    def _can_be_judged(self) -> bool:
        """Whether something was handed in and a reader could say anything about it."""
        record = self._record
        if record is None or not self._readings or not self._desk.is_open:
            return False
        measured = {criterion.id for criterion in record.rubric.criteria if criterion.measured}
        return any(
            isinstance(each, Ungraded) or (each.outcome == "judged" and each.criterion not in measured)
            for each in self._readings[0].judgements
        )

    def _name(self) -> str:
        return "" if self._record is None else self._record.name

    def _way(self, text: str, run: Callable[[], None]) -> None:
        self.menu.addAction(text).triggered.connect(lambda _checked=False: run())

    def _add_shortcuts(self) -> None:
        for text, keys, one in (("Grade", "Ctrl+G", self.grade), ("Compare readings", "Ctrl+D", self.compare)):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, one=one: one.click() if one.isVisible() else None)
            self.addAction(action)


def _box(name: str, theme: Theme) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setMaximumWidth(theme.look.px(360))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _estimate(name: str, grader: GraderName, model: str, services: Services) -> Estimate | None:
    from mockint.app import grading
    from mockint.app.record import named_part

    round_id, position = named_part(name)
    return grading.estimate(services, round_id, grading.make_grader(services, grader, model=model), position)


def _prompt(name: str, services: Services) -> str:
    from mockint.app import grading
    from mockint.app.record import named_part

    return grading.paste_prompt(services, *named_part(name))
