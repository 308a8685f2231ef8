"""How a debrief begins: the verdict with its rule, what the guards noticed, and why something is not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mockint.app.grade_json import grade_document
from mockint.app.record import RoundRecord
from mockint.app.report import lead
from mockint.domain.grade import Grade
from mockint.domain.judgement import Judged, Ungraded
from mockint.domain.verdict import VerdictWord
from ui import words
from ui.rounds import reading_words
from ui.rounds.criterion_row import with_icon
from ui.rounds.debrief_facts import add_heading
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import button, label

_GOOD = frozenset({VerdictWord.HIRE, VerdictWord.STRONG_HIRE})
_NO_READING = "Not judged yet"


class NotJudged(NamedTuple):
    """Why criteria of a reading have no level.

    Attributes:
        text: What happened, what was kept, what to do.
        reason: The grader's own words; empty where nobody was asked.
        again: What the button says.
    """

    text: str
    reason: str
    again: str


class Notice(QFrame):
    """Says in place why a round is not judged, and offers to try again.

    Signals:
        again_wanted: Have it judged once more.
    """

    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = button("Try again", tip="Have it judged by the grader of the settings")
        self.again.clicked.connect(self.again_wanted)
        self.again.setMinimumWidth(theme.look.px(96))
        row.addWidget(self._text, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: NotJudged | None) -> None:
        """Show a notice, or none."""
        self.setVisible(notice is not None)
        if notice is not None:
            self._text.setText(notice.text)
            self.again.setText(notice.again)


def add_lead(
    column: QVBoxLayout, theme: Theme, record: RoundRecord, document: Mapping[str, Any], grade: Grade | None
) -> None:
    """The verdict of the reading that is shown; what was measured leads while judged criteria wait."""
    shown = {**document, "grade": None if grade is None else grade_document(grade, record.rubric)}
    kind = words.kind(record.round.kind)
    column.addWidget(label(f"{document['title']}  ·  {kind}  ·  {document['mode'].capitalize()}", "section", wrap=True))
    title = label(lead(shown), "title", wrap=True)
    title.setProperty("tone", _tone(grade))
    column.addWidget(title)
    if grade is not None:
        column.addWidget(label(f"{grade.verdict.reason} {reading_words.reading_line(grade)}", "muted", wrap=True))
        note = {"offline": reading_words.OFFLINE_NOTE, "self": reading_words.OWN_NOTE}.get(grade.grader)
        if note:
            column.addWidget(label(note, "muted", wrap=True))
        for mark in grade.marks:
            column.addWidget(with_icon(theme, "warn", "warn", f"Noticed: {mark}"))
    predicted = document["predicted"]
    hidden = document["measurements"].get("hidden_tests", {})
    if predicted and predicted["hidden_pass_rate"] is not None and hidden.get("total"):
        share = hidden["passed"] / hidden["total"]
        told = f"You expected {predicted['hidden_pass_rate']:.0%} of the hidden tests; {share:.0%} passed."
        column.addWidget(label(told))
    build = document["measurements"].get("build") or document["measurements"].get("take_home", {})
    if predicted and predicted["hidden_pass_rate"] is not None and "score" in build:
        expected = predicted["hidden_pass_rate"] * 100
        column.addWidget(label(f"You expected a score of {expected:.0f} of 100; it is {build['score']:.1f}."))


def add_next(column: QVBoxLayout, grade: Grade) -> None:
    """What to do next: the weakest judged criterion's own advice first."""
    judged = [each for each in grade.judgements if isinstance(each, Judged) and each.next_action]
    judged.sort(key=lambda each: each.level)
    add_heading(column, "Next")
    told = list(dict.fromkeys(each.next_action for each in judged))[:3]
    for action in told or ["Take the next question, or this one in a simulation."]:
        column.addWidget(label(action, wrap=True))


def notice_of(grade: Grade, *, has_grader: bool) -> NotJudged | None:
    """Why criteria of this reading have no level; None where all have, or where each says its own reason.

    Args:
        grade: The reading.
        has_grader: Whether the settings choose a grader.
    """
    open_ = [each for each in grade.judgements if isinstance(each, Ungraded)]
    if not open_:
        return None
    if not grade.grader:
        if not has_grader:
            return NotJudged(reading_words.WAYS, "", "Ways to grade")
        return NotJudged(f"{_NO_READING}. {reading_words.KEPT}", "", "Grade now")
    reasons = {each.reason for each in open_}
    if grade.grader in {"offline", "self"} or len(reasons) != 1:
        return None  # each criterion tells its own
    reason = reasons.pop()
    return NotJudged(f"Not judged by {grade.model or grade.source}: {reason} {reading_words.KEPT}", reason, "Try again")


def _tone(grade: Grade | None) -> str:
    if grade is None:
        return ""
    if grade.verdict.word is VerdictWord.NOT_JUDGED:
        return {"met": "good", "not_met": "bad"}.get(grade.verdict.measured_bar or "", "")
    return "good" if grade.verdict.word in _GOOD else "bad"
