"""The filters of the history: words, kind, state, verdict, question and days, and what they let through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mockint.domain.wanted import Wanted
from ui import icons, words
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.filter_chip import FilterChip
from ui.widgets.parts import button, label

_SEARCH_AFTER_MS = 150
_SPAN: Final = "span"
_STATES: Final = (
    ("open", "Open"),
    ("graded", "Graded"),
    ("ungraded", "Ungraded"),
    ("abandoned", "Abandoned"),
)
_VERDICTS: Final = (
    ("strong_hire", "Strong hire"),
    ("hire", "Hire"),
    ("no_hire", "No hire"),
    ("strong_no_hire", "Strong no hire"),
)
_DAYS: Final = (
    ("1", "Today"),
    ("7", "Last 7 days"),
    ("30", "Last 30 days"),
    ("90", "Last 90 days"),
    (_SPAN, "From ... to ..."),
)
_HANDED_IN: Final = ("submitted", "expired", "measured", "graded")


class Filters(NamedTuple):
    """What is filtered by; empty for anything.

    Attributes:
        state: ``open``, ``graded``, ``ungraded`` (handed in, without a verdict) or ``abandoned``.
        days: So many days up to today, as digits, or ``span`` for those from `first` to `last`.
    """

    search: str = ""
    kind: str = ""
    state: str = ""
    verdict: str = ""
    question: str = ""
    days: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered by."""
        return any((self.search.strip(), self.kind, self.state, self.verdict, self.question, self.days))

    def wanted(self, today: date) -> Wanted:
        """What the history is asked for."""
        graded = {"graded": True, "ungraded": False}.get(self.state)
        states = {"ungraded": _HANDED_IN, "abandoned": ("abandoned",)}.get(self.state)
        since, until = self._span(today)
        return Wanted(
            search=self.search,
            kinds=(self.kind,) if self.kind else None,
            states=states,
            is_open=True if self.state == "open" else None,
            graded=graded,
            verdicts=(self.verdict,) if self.verdict else None,
            since=since,
            until=until,
            question=self.question,
        )

    def _span(self, today: date) -> tuple[datetime | None, datetime | None]:
        if self.days == _SPAN:
            if self.first is None or self.last is None:
                return None, None
            first, last = sorted((self.first, self.last))
            return _midnight(first), _midnight(last + timedelta(days=1))
        if not self.days:
            return None, None
        # No end: where a clock was wrong, a round may lie in the days to come, and it is among the last ones.
        return _midnight(today - timedelta(days=int(self.days) - 1)), None


def _midnight(day: date) -> datetime:
    """The moment at which a day begins where the user is."""
    return datetime.combine(day, time()).astimezone()


class FilterBar(QWidget):
    """The box to search in, a chip for each filter, and the button that lets go of them all.

    Signals:
        changed: Something else is filtered by.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = QLineEdit()
        self.chips = {name: FilterChip(name.capitalize()) for name in ("kind", "state", "verdict", "question", "days")}
        self.clear_all = button("Clear filters", "quiet", tip="Show every round")
        self.first, self.last = QDateEdit(), QDateEdit()
        self.later = QTimer(self)
        self._search_icon = self.search.addAction(
            icons.icon("search", theme.look.colours.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self._build()
        self._connect()
        self._say()

    def filters(self) -> Filters:
        """What is filtered by now."""
        value = {name: chip.value() for name, chip in self.chips.items()}
        is_span = value["days"] == _SPAN
        return Filters(
            search=self.search.text(),
            first=_day(self.first) if is_span else None,
            last=_day(self.last) if is_span else None,
            **value,
        )

    def in_words(self) -> str:
        """What is filtered by, as one reads it: ``kind: Coding; words: cache``."""
        told = [f"{name}: {chip.title()}" for name, chip in self.chips.items() if chip.value()]
        if self.chips["days"].value() == _SPAN:
            first, last = sorted((_day(self.first), _day(self.last)))
            told[-1] = f"days: {first:%d %b %Y} to {last:%d %b %Y}"
        if self.search.text().strip():
            told.append(f"words: {self.search.text().strip()}")
        return "; ".join(told)

    def set_questions(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these questions, and the one that is filtered by if it is not among them."""
        chip = self.chips["question"]
        value, title = chip.value(), chip.title()
        if value and value not in dict(choices):
            choices = [*choices, (value, title)]
        chip.set_choices(choices)

    def only_question(self, ref: str, title: str) -> None:
        """Show the rounds of one question, whatever else was filtered by."""
        self._let_go()
        self.set_questions([*self.chips["question"].offered(), (ref, title)])
        self.chips["question"].set_value(ref)
        self._changed()

    def clear(self) -> None:
        """Let go of every filter; the keyboard goes to the search."""
        self._let_go()
        self.search.setFocus()
        self._changed()

    def _let_go(self) -> None:
        self.search.blockSignals(True)  # noqa: FBT003
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003
        for chip in self.chips.values():
            chip.set_value("")

    def _build(self) -> None:
        self.search.setPlaceholderText("Search titles and answers")
        self.search.setAccessibleName("Search rounds")
        self.search.setToolTip("Search the history (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self._theme.look.px(180))
        self.later.setSingleShot(True)
        self.later.setInterval(_SEARCH_AFTER_MS)
        self.chips["kind"].set_choices(list(words.KINDS.items()))
        for name, choices in (("state", _STATES), ("verdict", _VERDICTS), ("days", _DAYS)):
            self.chips[name].set_choices(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.S)
        column.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.search, 1)
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        for chip in self.chips.values():
            chips.addWidget(chip)
        column.addLayout(row)
        if self._theme.look.roomy:
            chips.addStretch(1)
            column.addLayout(chips)
        else:
            row.addLayout(chips)
        row.addWidget(self.clear_all)
        column.addWidget(self._build_span())

    def _build_span(self) -> QWidget:
        self.span = QWidget()
        row = QHBoxLayout(self.span)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        today = QDate.currentDate()
        for edit, title, day in ((self.first, "From", today.addDays(-30)), (self.last, "to", today)):
            edit.setDisplayFormat("dd MMM yyyy")
            edit.setDateRange(QDate(2000, 1, 1), QDate(2100, 12, 31))
            edit.setKeyboardTracking(False)
            edit.setDate(day)
            edit.setAccessibleName(f"{title.capitalize()} this day")
            row.addWidget(label(title, "muted"))
            row.addWidget(edit)
        row.addStretch(1)
        self.span.hide()
        return self.span

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self.later.timeout.connect(self.changed)
        for name, chip in self.chips.items():
            chip.filtered.connect(lambda _value, name=name: self._chosen(name))
        for edit in (self.first, self.last):
            edit.dateChanged.connect(lambda _day: self._changed())
        self.clear_all.clicked.connect(self.clear)
        self._theme.changed.connect(
            lambda: self._search_icon.setIcon(icons.icon("search", self._theme.look.colours.muted))
        )

    def _typed(self, _text: str) -> None:
        self._say()
        self.later.start()

    def _chosen(self, name: str) -> None:
        self._changed()
        if name == "days" and self.filters().days == _SPAN:
            self.first.setFocus()

    def _changed(self) -> None:
        self.later.stop()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        found = self.filters()
        self.clear_all.setEnabled(found.is_on)
        self.span.setVisible(found.days == _SPAN)


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
