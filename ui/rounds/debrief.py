"""The reveal of a coding round: what was measured leads, then each criterion with what decides it, then what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mockint.app.record import RoundRecord
from mockint.app.report import NOT_JUDGED_STEPS, clock_words, lead, report_document
from mockint.domain.skill import LEVEL_WORDS
from mockint.errors import KnownError
from mockint.measure.coding import TESTING
from ui.messages import BannerArea
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.parts import button, label, line

_WIDTH = 960
_WAITS = {"Not judged yet.": "Needs a reader: a model, or a person."}
_STATE_WORDS = {"not_assessed": "Not assessed", "ungraded": "Not judged yet"}


class Debrief(QWidget):
    """Predict, reveal, act: this is the reveal and the act.

    Signals:
        closed: Back to the places.
        again_wanted: Start another round on this question.
        report_wanted: Show the report as a page.
        measure_wanted: Measure again what could not be measured.
    """

    closed = Signal()
    again_wanted = Signal()
    report_wanted = Signal()
    measure_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.banners = BannerArea(theme)
        outer.addWidget(self.banners)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("Result of the round")
        self._scroll = scroll
        outer.addWidget(scroll, 1)
        footer = QWidget()
        footer.setObjectName("footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(footer)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.setSpacing(Space.S)
        self.report = button("Report", tip="Show the report in the browser (Ctrl+R)")
        self.again = button("Same question again", tip="Start a new round on this question")
        self.close_button = button("Done", "primary", tip="Back to the list (Escape)")
        row.addStretch(1)
        for one in (self.report, self.again, self.close_button):
            row.addWidget(one)
        outer.addWidget(footer)
        self.report.clicked.connect(self.report_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.close_button.clicked.connect(self.closed)
        self.show_waiting("Measuring")

    def take_keys(self) -> None:
        """Answer to Escape and Ctrl+R where the debrief stands alone; in a round, the round's screen does."""
        for text, keys, run in (("Back", "Escape", self.closed.emit), ("Show the report", "Ctrl+R", self.report.click)):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, run=run: run())
            self.addAction(action)

    def show_waiting(self, words: str) -> None:
        """Say that measuring goes on."""
        body, column = self._body()
        column.addWidget(label("Handed in", "title"))
        column.addWidget(label(words, "muted", wrap=True))
        column.addStretch(1)
        self._scroll.setWidget(body)

    def tell_fault(self, fault: KnownError) -> None:
        """Say why there is no result yet."""
        self.banners.tell_error(fault, key="measure")

    def show_record(self, record: RoundRecord) -> None:
        """Show everything that is known of a round."""
        document = report_document(record)
        body, column = self._body()
        self._add_lead(column, document)
        if document["grade"] is not None:
            self._add_criteria(column, document)
            self._add_next(column, document)
        self._add_measured(column, document)
        self._add_survived(column, document)
        self._add_phases(column, document)
        self._add_reference(column, record)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _body(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget()
        body.setObjectName("scrolled")
        centre = QHBoxLayout(body)
        centre.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        holder = QWidget()
        holder.setMaximumWidth(self._theme.look.px(_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        centre.addStretch(1)
        centre.addWidget(holder, 100)
        centre.addStretch(1)
        return body, column

    def _add_lead(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        grade = document["grade"]
        title = label(lead(document), "title", wrap=True)
        bar = None if grade is None else grade["measured_bar"]
        if grade is not None and grade["verdict"] == "not_judged" and bar is not None:
            title.setProperty("tone", "good" if bar == "met" else "bad")
        column.addWidget(label(f"{document['title']} · {document['mode'].capitalize()}", "section"))
        column.addWidget(title)
        if grade is not None:
            column.addWidget(label(f"{grade['reason']} Source: {grade['source']}.", "muted", wrap=True))
        predicted = document["predicted"]
        hidden = document["measurements"].get("hidden_tests", {})
        if predicted and predicted["hidden_pass_rate"] is not None and hidden.get("total"):
            share = hidden["passed"] / hidden["total"]
            told = f"You expected {predicted['hidden_pass_rate']:.0%} of the hidden tests; {share:.0%} passed."
            column.addWidget(label(told))

    def _add_criteria(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        expected = (document["predicted"] or {}).get("levels", {})
        survived = document["measurements"].get("own_tests", {}).get("survived", [])
        _heading(column, "Criteria")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.M)
        grid.setColumnStretch(3, 1)
        for at, title in enumerate(("Criterion", "You expected", "Level", "What decides it")):
            grid.addWidget(label(title, "small"), 0, at)
        for row, criterion in enumerate(document["grade"]["criteria"], start=1):
            must = ", must-have" if criterion["must_have"] else ""
            name = _stacked(label(criterion["title"]), label(f"{criterion['weight']:g} %{must}", "small"))
            guess = expected.get(criterion["id"])
            level = criterion["level"]
            words = f"{level}  {LEVEL_WORDS[level]}" if level is not None else _STATE_WORDS[criterion["state"]]
            shown = label(words, "body" if level is not None else "muted")
            if level is not None:
                shown.setProperty("tone", "good" if level >= 3 else "bad")
            cells = (
                name,
                label("" if guess is None else f"{guess}  {LEVEL_WORDS[guess]}", "muted"),
                shown,
                _because(criterion, has_survivors=bool(survived)),
            )
            for at, cell in enumerate(cells):
                grid.addWidget(cell, row, at, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)

    def _add_next(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        _heading(column, "Next")
        actions = [c["next_action"] for c in document["grade"]["criteria"] if c["next_action"]]
        if any(criterion["state"] == "ungraded" for criterion in document["grade"]["criteria"]):
            actions += NOT_JUDGED_STEPS
        for action in actions or ["Take the next question, or this one in a simulation."]:
            column.addWidget(label(action, wrap=True))

    def _add_measured(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        measurements = document["measurements"]
        if not measurements:
            return
        _heading(column, "Measured")
        for measurement in measurements.values():
            column.addWidget(label(measurement["sentence"], wrap=True))
            if measurement.get("error"):
                again = button("Measure again")
                again.clicked.connect(self.measure_wanted)
                column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        levels = measurements.get("hidden_tests", {}).get("levels", [])
        told = [f"Level {level['level']}: {level['passed']} of {level['total']}" for level in levels]
        performance = measurements.get("hidden_tests", {}).get("performance", {})
        if performance.get("total"):
            told.append(f"Large, timed: {performance['passed']} of {performance['total']}")
        if told:
            column.addWidget(label("   ".join(told), "muted", wrap=True))
        points = measurements.get("growth", {}).get("points", [])
        if points:
            shown = "   ".join(f"n = {point['n']:,}: {point['cpu_s'] * 1000:.1f} ms" for point in points)
            column.addWidget(label(shown, "muted", wrap=True))

    def _add_survived(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        survived = document["measurements"].get("own_tests", {}).get("survived", [])
        if not survived:
            return
        _heading(column, "Wrong solutions that your tests let through")
        for mutant in survived:
            column.addWidget(label(f"\N{BULLET}  {mutant['trap']}", wrap=True))

    def _add_phases(self, column: QVBoxLayout, document: Mapping[str, Any]) -> None:
        if not document["phases"]:
            return
        _heading(column, "Time by phase, against the guide")
        told = [f"{p['name']} {clock_words(p['spent_s'])} / {clock_words(p['guide_s'])}" for p in document["phases"]]
        column.addWidget(label("   ".join(told), "muted", wrap=True))

    def _add_reference(self, column: QVBoxLayout, record: RoundRecord) -> None:
        if not record.question.reference_answer:
            return
        _heading(column, "The model answer")
        show = button("Show the model answer")
        view = MarkdownView(self._theme)
        view.setAccessibleName("Model answer")
        view.hide()

        def reveal() -> None:
            show.hide()
            view.set_text(record.question.reference_answer)
            view.show()
            view.setFocus()
            # The whole answer at once: the page scrolls, not a box within it.
            view.document().setTextWidth(column.geometry().width() - 2 * Space.L)
            view.setMinimumHeight(round(view.document().size().height()) + Space.XL)
            bar = self._scroll.verticalScrollBar()
            QTimer.singleShot(0, view, lambda: bar.setValue(min(bar.maximum(), view.y() - Space.XXL)))

        show.clicked.connect(reveal)
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(view)


def _heading(column: QVBoxLayout, text: str) -> None:
    column.addSpacing(Space.M)
    column.addWidget(line())
    column.addWidget(label(text, "lead"))


def _because(criterion: Mapping[str, Any], *, has_survivors: bool) -> QWidget:
    quotes: Sequence[str] = [entry["quote"] for entry in criterion["evidence"]]
    reason = criterion["reason"] if criterion["state"] == "not_assessed" else ""
    missing = criterion["missing"]
    if has_survivors and criterion["id"] == TESTING:
        missing = "The wrong solutions that they let through are listed below."
    parts = [*quotes, missing, reason or _WAITS.get(criterion["reason"], criterion["reason"])]
    return label("\n".join(part for part in parts if part), wrap=True)


def _stacked(*labels: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for one in labels:
        column.addWidget(one)
    return holder
