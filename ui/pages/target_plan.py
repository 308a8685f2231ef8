"""The way to the interview: the forecast, the week plan, the gaps that were heard, and how good predictions were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ui import words
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, button, clear_layout, label

if TYPE_CHECKING:
    from datetime import date

    from mockint.app.closing import Closing
    from mockint.app.outlook import Forecast
    from mockint.app.target_page import TargetOverview
    from mockint.readiness.forecast import Likely, Week

_CHANGED_MS: Final = 400
_MOST: Final = 3_000


class TargetPlan(QWidget):
    """What one reads, and one number to set: the minutes of a week.

    Signals:
        minutes_wanted: Minutes a week, once typing rests.
        practice_wanted: The user wants to the list of questions.
    """

    minutes_wanted = Signal(int)
    practice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self._rows.setSpacing(Space.S)
        self.minutes = QSpinBox()
        self.minutes.setAccessibleName("Minutes a week")
        self.minutes.setRange(0, _MOST)
        self.minutes.setSingleStep(30)
        self.minutes.setSuffix(" minutes a week")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_CHANGED_MS)
        self._rest.timeout.connect(lambda: self.minutes_wanted.emit(self.minutes.value()))
        self.minutes.valueChanged.connect(lambda _: self._rest.start())
        self.go = button("Choose a round")
        self.go.clicked.connect(self.practice_wanted)
        self._lead = label("", "lead", wrap=True)
        self._rows.addWidget(self._lead)
        self._forecast = self._part()
        bar = QHBoxLayout()
        bar.setSpacing(Space.S)
        bar.addWidget(label("Week plan", "section"))
        bar.addWidget(self.minutes)
        bar.addWidget(self.go)
        bar.addStretch(1)
        self._rows.addLayout(bar)
        self._weeks, self._gaps, self._predictions = self._part(), self._part(), self._part()
        self._rows.addStretch(1)

    def stop(self) -> None:
        """Ask for nothing any more."""
        self._rest.stop()

    def show_overview(self, shown: TargetOverview) -> None:
        """Show it as it is now."""
        ahead, aim = shown.outlook, shown.readiness.aim
        whose = "your settings" if aim.target is None else aim.target.company
        left = "" if ahead.days is None else f", {_in_days(ahead.days)}"
        self._lead.setText(f"For {whose}: {aim.level.value}, bar {aim.bar:g}{left}")
        self._show_forecast(shown)
        if self.minutes.value() != ahead.minutes_a_week and not self._rest.isActive():
            self.minutes.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.minutes.setValue(ahead.minutes_a_week)
            self.minutes.blockSignals(False)  # noqa: FBT003 - Qt's signature
        clear_layout(self._weeks)
        for week in ahead.weeks:
            self._weeks.addWidget(_week(week, shown))
        if ahead.plan_note:
            self._weeks.addWidget(label(ahead.plan_note, "muted", wrap=True))
        clear_layout(self._gaps)
        if ahead.gaps:
            self._gaps.addWidget(label("What you heard from outside", "section"))
        for one in ahead.gaps:
            self._gaps.addWidget(_gap(one))
        clear_layout(self._predictions)
        self._predictions.addWidget(label("How good predictions were", "section"))
        for sentence in shown.predictions:
            self._predictions.addWidget(label(sentence, "muted", wrap=True))

    def _show_forecast(self, shown: TargetOverview) -> None:
        clear_layout(self._forecast)
        ahead = shown.outlook
        if ahead.note:
            self._forecast.addWidget(label(ahead.note, wrap=True))
        if ahead.days is None or not (ahead.loop or any(ahead.rounds.values())):
            return
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        grid.setHorizontalSpacing(Space.XL)
        grid.setColumnStretch(4, 1)
        for column, title in enumerate(("At the bar on the day", "Today", "If you keep to the plan", "If you stop")):
            grid.addWidget(label(title, "section"), 0, column)
        named = [("Whole loop", ahead.loop), *((words.kind(kind), one) for kind, one in ahead.rounds.items())]
        for row, (title, one) in enumerate(named, start=1):
            grid.addWidget(label(title), row, 0)
            for column, text in enumerate(_cells(one), start=1):
                grid.addWidget(label(text, "body" if one else "muted"), row, column)
        self._forecast.addWidget(card)
        told = "The range is where the chance would be if you stand today at the lower or the upper end of what is believed."
        self._forecast.addWidget(label(told, "muted", wrap=True))

    def _part(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(Space.S)
        self._rows.addLayout(made)
        return made


def _cells(one: Forecast | None) -> tuple[str, ...]:
    if one is None:
        return ("Too few rounds",)
    return (_percent(one.now), _likely(one.keep), _likely(one.stop))


def _week(week: Week, shown: TargetOverview) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    column.setSpacing(2)
    used = sum(one.offer.minutes for one in week.rounds)
    column.addWidget(
        label(f"{_day(week.first)} to {_day(week.last)} \N{MIDDLE DOT} {used} of {week.minutes} min", "section")
    )
    if not week.rounds:
        column.addWidget(label("No round", "muted"))
    for one in week.rounds:
        name = one.offer.candidate.name
        why = shown.skills.get(one.skill, one.skill)
        text = f"{shown.titles.get(name, name)} \N{MIDDLE DOT} {words.kind(one.offer.kind)} \N{MIDDLE DOT} "
        column.addWidget(ElidedLabel(f"{text}{one.offer.minutes} min \N{MIDDLE DOT} for {why}"))
    return card


def _gap(one: Closing) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    column.setSpacing(2)
    gap = one.heard.gap
    column.addWidget(label(gap.heard[0].upper() + gap.heard[1:]))
    column.addWidget(
        label(
            f"{one.company}, {_day(one.held)}: \N{LEFT DOUBLE QUOTATION MARK}{one.heard.quote}\N{RIGHT DOUBLE QUOTATION MARK}",
            "muted",
            wrap=True,
        )
    )
    column.addWidget(label(f"{gap.means} {gap.closes}", "muted", wrap=True))
    if one.entry is not None:
        column.addWidget(label(f"Next round for it: {one.entry.title} ({one.entry.minutes} min)", wrap=True))
    return card


def _in_days(days: int) -> str:
    return "interview today" if days == 0 else f"interview in {words.counted(days, 'day')}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _likely(one: Likely) -> str:
    return f"{_percent(one.chance)} ({_percent(one.low)} to {_percent(one.high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
