"""The criteria of a debrief: one reading with its quotes, filling in as it is made, or two side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mockint.app.record import RoundRecord
from mockint.domain.grade import Grade
from mockint.domain.judgement import Judged, Judgement, NotAssessed, Ungraded
from mockint.graders.base import Step
from ui.rounds import reading_words
from ui.rounds.criterion_row import CriterionRow, stacked
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import label

_HEADS = ("Criterion", "You expected", "Level", "What decides it")


class CriteriaTable(QWidget):
    """A row a criterion.

    Args:
        disputed: Called with criterion, level and reason.
        looked_up: Called with a quote whose moment is to be seen.
    """

    def __init__(
        self,
        theme: Theme,
        record: RoundRecord,
        disputed: Callable[[str, int, str], None],
        looked_up: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.L)
        grid.setColumnStretch(3, 1)
        predicted = record.told.predicted
        expected: Mapping[str, int] = {} if predicted is None else dict(predicted.levels)
        for at, title in enumerate(_HEADS):
            if at != 1 or expected:
                grid.addWidget(label(title, "small"), 0, at)
        self._rows: dict[str, CriterionRow] = {}
        for at, criterion in enumerate(record.rubric.criteria, start=1):
            is_must = record.round.target in criterion.must_have
            row = self._rows[criterion.id] = CriterionRow(
                theme, criterion, is_must=is_must, disputed=disputed, looked_up=looked_up
            )
            row.show_expected(expected.get(criterion.id))
            row.put_into(grid, at)

    @property
    def is_editing(self) -> bool:
        """Whether the user is writing a word of their own."""
        return any(row.form is not None for row in self._rows.values())

    def show_reading(self, record: RoundRecord, grade: Grade, step: Step | None, told: str = "") -> None:
        """Show a reading, and what a grading under way has come to so far in place of it.

        Args:
            record: The round.
            grade: The reading.
            step: How far a grading under way is; None where there is none.
            told: A reason that is told above and need not be repeated.
        """
        said = _by_criterion(grade.judgements)
        new = {} if step is None else _by_criterion(step.judgements)
        for criterion, row in self._rows.items():
            judgement = said.get(criterion)
            disputes = [one for one in record.disputes if one.criterion == criterion]
            if step is None or _is_settled(judgement):
                row.show(judgement, grade, disputes, told=told)
            else:
                row.show(new.get(criterion), None, disputes, is_reading=True)


class Comparison(QWidget):
    """Two readings side by side by criterion; where they differ stands in words."""

    def __init__(self, theme: Theme, record: RoundRecord, left: Grade, right: Grade) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.L)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.setAccessibleName("Two readings side by side")
        grid.addWidget(label("Criterion", "small"), 0, 0)
        for at, grade in ((1, left), (2, right)):
            head = stacked(
                label(reading_words.reading_title(grade), "section", wrap=True), label(grade.verdict.words, wrap=True)
            )
            grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignTop)
        judged = (_by_criterion(left.judgements), _by_criterion(right.judgements))
        for row, criterion in enumerate(record.rubric.criteria, start=1):
            pair = judged[0].get(criterion.id), judged[1].get(criterion.id)
            differs = reading_words.difference_words(*pair)
            word = label(differs, "small", wrap=True)
            if differs not in {"", "same level"}:
                word.setProperty("tone", "warn")
            name = stacked(label(criterion.title, wrap=True), word)
            name.setFixedWidth(theme.look.px(168))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            for at, judgement in enumerate(pair, start=1):
                grid.addWidget(_side(judgement), row, at, Qt.AlignmentFlag.AlignTop)


def _side(judgement: Judgement | None) -> QWidget:
    level = label(reading_words.level_words(judgement), "body" if isinstance(judgement, Judged) else "muted")
    level.setProperty("tone", reading_words.level_tone(judgement))
    parts: list[QWidget] = [level]
    small = "  ·  ".join(
        part for part in (reading_words.source_words(judgement), reading_words.spread_words(judgement)) if part
    )
    if small:
        parts.append(label(small, "small", wrap=True))
    parts += [
        label(reading_words.evidence_words(one), wrap=True)
        for one in (() if judgement is None else getattr(judgement, "evidence", ()))
    ]
    if isinstance(judgement, Judged) and judgement.missing:
        parts.append(label(reading_words.missing_words(judgement), "muted", wrap=True))
    if isinstance(judgement, Ungraded | NotAssessed) and judgement.reason.rstrip(".") != "Not judged yet":
        parts.append(label(judgement.reason, "muted", wrap=True))
    holder = stacked(*parts)
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    column.setSpacing(Space.XS)
    return holder


def _by_criterion(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    return {judgement.criterion: judgement for judgement in judgements}


def _is_settled(judgement: Judgement | None) -> bool:
    """Whether no grader is asked about it: code measured it, or the round gave no chance to show it."""
    return isinstance(judgement, NotAssessed) or (isinstance(judgement, Judged) and judgement.source == "measured")
