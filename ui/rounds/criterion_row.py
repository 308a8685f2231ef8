"""One criterion in the debrief: what was expected, its level, what decides it, and the user's own word against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mockint.domain.dispute import Dispute
from mockint.domain.grade import Grade
from mockint.domain.judgement import Evidence, Judged, Judgement
from mockint.domain.rubric import Criterion
from mockint.domain.skill import LEVEL_WORDS
from ui import icons
from ui.rounds import reading_words
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import Segments, button, clear_layout, label, restyle

DisputeWanted = Callable[[str, int, str], None]
QuoteWanted = Callable[[str], None]
_NAME_WIDTH, _LEVEL_WIDTH = 168, 168
_ICON = 16


class CriterionRow:
    """The cells of one criterion in a grid; they fill in as the grader goes on.

    Args:
        disputed: Called with criterion, level and reason.
        looked_up: Called with a quote whose moment is to be seen.
    """

    def __init__(
        self,
        theme: Theme,
        criterion: Criterion,
        *,
        is_must: bool,
        disputed: DisputeWanted,
        looked_up: QuoteWanted | None = None,
    ) -> None:
        self._theme = theme
        self._criterion = criterion
        self._disputed = disputed
        self._looked_up = looked_up
        self._shown: tuple[object, ...] | None = None
        self.form: DisputeForm | None = None
        must = ", must-have" if is_must else ""
        self._name = stacked(label(criterion.title, wrap=True), label(f"{criterion.weight:g} %{must}", "small"))
        self._name.setFixedWidth(theme.look.px(_NAME_WIDTH))
        self._expected = label("", "muted")
        self._level = label("")
        self._source = label("", "small", wrap=True)
        self._spread = label("", "small", wrap=True)
        self._levels = stacked(self._level, self._source, self._spread)
        self._levels.setFixedWidth(theme.look.px(_LEVEL_WIDTH))
        because = QWidget()
        self._because = QVBoxLayout(because)
        self._because.setContentsMargins(0, 0, 0, 0)
        self._because.setSpacing(Space.XS)
        self._cells = (self._name, self._expected, self._levels, because)

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Take a row of the grid."""
        for at, cell in enumerate(self._cells):
            grid.addWidget(cell, row, at, Qt.AlignmentFlag.AlignTop)

    def show_expected(self, level: int | None) -> None:
        """Show what the user expected."""
        self._expected.setText("" if level is None else f"{level}  {LEVEL_WORDS[level]}")

    def show(
        self,
        judgement: Judgement | None,
        grade: Grade | None,
        disputes: Sequence[Dispute] = (),
        *,
        is_reading: bool = False,
        told: str = "",
    ) -> None:
        """Show a judgement; nothing moves where it is the one that is shown.

        Args:
            judgement: What was said; None where nothing was.
            grade: The reading it belongs to; None while it streams in.
            disputes: The user's own words against this criterion's levels.
            is_reading: Whether the grader is still at it.
            told: A reason that is told elsewhere and need not be repeated.
        """
        now = (judgement, None if grade is None else grade.id, tuple(disputes), is_reading, told)
        if now == self._shown:
            return
        self._shown = now
        is_judged = isinstance(judgement, Judged)
        self._level.setText(
            "reading \N{HORIZONTAL ELLIPSIS}" if is_reading and not is_judged else reading_words.level_words(judgement)
        )
        self._level.setProperty("type", "body" if is_judged else "muted")
        self._level.setProperty("tone", reading_words.level_tone(judgement))
        restyle(self._level)
        measured = isinstance(judgement, Judged) and judgement.source == "measured"
        so_far = "so far" if is_reading and is_judged and not measured else ""
        _tell(self._source, so_far or ("" if grade is None else reading_words.source_words(judgement)))
        spread = "" if is_reading else reading_words.spread_words(judgement)
        self._spread.setProperty("tone", "warn" if "low confidence" in spread else "")
        restyle(self._spread)
        _tell(self._spread, spread)
        self._fill(
            judgement,
            disputes,
            can_disagree=_can_disagree(judgement) and not is_reading and grade is not None,
            told=told,
        )

    def _fill(self, judgement: Judgement | None, disputes: Sequence[Dispute], *, can_disagree: bool, told: str) -> None:
        clear_layout(self._because)
        self.form = None
        for evidence in () if judgement is None else getattr(judgement, "evidence", ()):
            self._because.addWidget(_evidence(self._theme, evidence, self._looked_up))
        if isinstance(judgement, Judged):
            following = f"Next: {judgement.next_action}" if judgement.next_action else ""
            for text in filter(None, (reading_words.missing_words(judgement), following)):
                self._because.addWidget(_selectable(text))
        elif judgement is not None and judgement.reason.rstrip(".") not in {told.rstrip("."), "Not judged yet"}:
            self._because.addWidget(_selectable(judgement.reason, "muted"))
        for one in disputes:
            words = f"You said {one.level}: {one.why}"
            self._because.addWidget(with_icon(self._theme, "info", "accent_text", words))
        if can_disagree:
            self._offer_dispute()

    def _offer_dispute(self) -> None:
        start = button("Disagree", "quiet", tip="Set your own level beside this one, with a reason")
        start.setProperty("flush", "true")
        start.setAccessibleName(f"Disagree about {self._criterion.title}")
        self._because.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)

        def close() -> None:
            if self.form is not None:
                self.form.hide()
                self.form.deleteLater()
                self.form = None
            start.show()
            start.setFocus()

        def open_form() -> None:
            start.hide()
            self.form = DisputeForm(
                self._theme, self._criterion, lambda level, why: self._disputed(self._criterion.id, level, why), close
            )
            self._because.addWidget(self.form)
            self.form.show()  # now, so that it takes the keyboard
            self.form.levels.segment("3").setFocus()

        start.clicked.connect(open_form)


class DisputeForm(QWidget):
    """Asks, in place, for the level that the user holds to be right, and why."""

    def __init__(
        self, theme: Theme, criterion: Criterion, keep: Callable[[int, str], None], close: Callable[[], None]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.levels = Segments(
            f"Your level for {criterion.title}", [(str(level), LEVEL_WORDS[level]) for level in (1, 2, 3, 4)], "3"
        )
        self._anchor = label("", "muted", wrap=True)
        self.why = QLineEdit()
        self.why.setPlaceholderText("What was missed, in a sentence")
        self.why.setAccessibleName(f"Why you disagree about {criterion.title}")
        self.why.setMaximumWidth(theme.look.px(560))
        self.keep = button("Keep", tip="Keep your level beside the grader's (Enter)")
        cancel = button("Cancel", "quiet", tip="Say nothing")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.keep)
        row.addWidget(cancel)
        row.addStretch(1)
        for one in (self.levels, self._anchor, self.why):
            column.addWidget(one)
        column.addLayout(row)

        def show_anchor(value: str) -> None:
            self._anchor.setText(criterion.anchors[int(value)])  # type: ignore[index]

        def check() -> None:
            self.keep.setEnabled(bool(self.why.text().strip()))

        def submit() -> None:
            if self.keep.isEnabled():
                keep(int(self.levels.value()), self.why.text().strip())

        self.levels.chosen.connect(show_anchor)
        self.why.textChanged.connect(check)
        self.why.returnPressed.connect(submit)
        self.keep.clicked.connect(submit)
        cancel.clicked.connect(close)
        show_anchor("3")
        check()


def _can_disagree(judgement: Judgement | None) -> bool:
    """Whether somebody else than the user has set a level."""
    return isinstance(judgement, Judged) and judgement.source != "self"


def stacked(*labels: QWidget) -> QWidget:
    """Widgets one under the other, without space between."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for one in labels:
        column.addWidget(one)
    return holder


def with_icon(theme: Theme, icon: str, tone: str, text: str) -> QWidget:
    """A text with a small icon before it; the text says all that the icon says."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    mark = QLabel()
    side = theme.look.px(_ICON)
    mark.setPixmap(icons.pixmap(icon, getattr(theme.look.colours, tone), side, holder.devicePixelRatioF()))
    mark.setFixedWidth(side)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_selectable(text), 1)
    return holder


def _evidence(theme: Theme, evidence: Evidence, looked_up: QuoteWanted | None) -> QWidget:
    icon = reading_words.EVIDENCE[evidence.verified][0]
    tone = {"good": "good", "warn": "warn"}.get(icon, "muted")
    told = with_icon(theme, icon, tone, reading_words.evidence_words(evidence))
    row = told.layout()
    if looked_up is not None and evidence.verified in {"verified", "moved"} and isinstance(row, QHBoxLayout):
        see = button("See when", "quiet", tip="Show in the replay the moment in which this was written")
        see.setAccessibleName(f"See when this was written: {' '.join(evidence.quote.split())[:60]}")
        see.clicked.connect(lambda: looked_up(evidence.quote))
        row.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
    return told


def _selectable(text: str, kind: str = "body") -> QLabel:
    made = label(text, kind, wrap=True)  # type: ignore[arg-type]
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _tell(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))
