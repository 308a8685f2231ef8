"""What one skill or kind of round is made of: its level, its way over time, and the rounds that moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui import words
from ui.tokens import Space
from ui.widgets.level_scale import LevelScale, TrendChart
from ui.widgets.parts import ElidedLabel, button, clear_layout, label

if TYPE_CHECKING:
    from mockint.app.skills import KindTold, Moved, SkillTold
    from mockint.readiness.estimate import Estimate
    from ui.theme import Theme

_MOST = 20
_MINUS = "\N{MINUS SIGN}"


class SkillDetail(QScrollArea):
    """The pane beside the list.

    Signals:
        round_wanted: The user wants to see the round of this id.
    """

    round_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self._column.setSpacing(Space.S)
        self.setWidget(content)

    def show_skill(self, one: SkillTold, bar: float) -> None:
        """Tell everything of a skill."""
        self._begin(one.title, one.about, one.estimate, bar)
        for sentence in caveats(one):
            self._column.addWidget(label(sentence, "muted", wrap=True))
        if one.trend:
            self._column.addSpacing(Space.S)
            self._column.addWidget(label("Over time", "section"))
            chart = TrendChart(self._theme)
            chart.tell(one.trend, bar)
            self._column.addWidget(chart)
        self._column.addSpacing(Space.S)
        self._column.addWidget(label("What moved it", "section"))
        if one.moved:
            self._column.addWidget(self._rounds(one.moved[:_MOST]))
        else:
            self._column.addWidget(label("No graded round has spoken for this skill yet.", "muted"))
        if len(one.moved) > _MOST:
            earlier = words.counted(len(one.moved) - _MOST, "earlier round")
            self._column.addWidget(label(f"{earlier} not shown; the sum below has them.", "muted"))
        self._column.addWidget(label(sum_words(one), "muted", wrap=True))
        self._end()

    def show_kind(self, one: KindTold, bar: float) -> None:
        """Tell everything of a kind of round."""
        about = "A kind of round is weighed by the skills that its criteria speak for."
        if not one.in_loop:
            about += " Your target's loop does not have it."
        self._begin(words.kind(one.kind), about, one.estimate, bar)
        self._column.addSpacing(Space.S)
        self._column.addWidget(label("Skills that it asks for", "section"))
        card, grid = self._card()
        for row, (title, share) in enumerate(one.weights):
            grid.addWidget(ElidedLabel(title), row, 0)
            grid.addWidget(label(f"{share} %", "muted"), row, 1)
        grid.setColumnStretch(0, 1)
        self._column.addWidget(card)
        self._end()

    def _begin(self, title: str, about: str, one: Estimate, bar: float) -> None:
        clear_layout(self._column)
        self._column.addWidget(label(title, "lead"))
        self._column.addWidget(label(about, "muted", wrap=True))
        self._column.addSpacing(Space.XS)
        if one.enough:
            self._column.addWidget(label(f"{one.level:.1f}", "title"))
        else:
            self._column.addWidget(label("Too few rounds", "lead"))
        scale = LevelScale(self._theme)
        scale.tell(one, bar)
        self._column.addWidget(scale)
        self._column.addWidget(label(estimate_words(one, bar), "muted", wrap=True))

    def _end(self) -> None:
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _card(self) -> tuple[QFrame, QGridLayout]:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        return card, grid

    def _rounds(self, moved: tuple[Moved, ...]) -> QWidget:
        card, grid = self._card()
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(moved):
            grid.addWidget(label(f"{one.at.astimezone():%d %b %Y}".lstrip("0"), "muted"), 2 * row, 0)
            grid.addWidget(ElidedLabel(title_words(one)), 2 * row, 1)
            step = label(signed(one.shown + one.practice))
            step.setToolTip(f"What it showed: {signed(one.shown)}; practice: {signed(one.practice)}")
            grid.addWidget(step, 2 * row, 2)
            if one.round_id:
                look = button("Open", "quiet", tip=f"See {one.title}")
                look.setAccessibleName(f"Open {one.title} of {one.at.astimezone():%d %b %Y}")
                look.clicked.connect(lambda _checked=False, name=one.round_id: self.round_wanted.emit(name))
                grid.addWidget(look, 2 * row, 3, 2, 1)
            grid.addWidget(ElidedLabel(levels_words(one), "muted"), 2 * row + 1, 1)
            reach = f"{one.before.low:.1f}\N{EN DASH}{one.before.high:.1f} \N{RIGHTWARDS ARROW} "
            reach += f"{one.after.low:.1f}\N{EN DASH}{one.after.high:.1f}"
            span = label(reach, "small")
            span.setToolTip("The 80 % interval before and after")
            grid.addWidget(span, 2 * row + 1, 2)
        return card


def signed(change: float) -> str:
    """A change of a level with its sign."""
    sign = _MINUS if round(change, 2) < 0 else "+"
    return f"{sign}{abs(change):.2f}"


def estimate_words(one: Estimate, bar: float) -> str:
    """Interval, chance and what is behind them; without enough no number but the interval."""
    rounds = words.counted(one.observations, "graded question")
    reach = f"80 % interval {one.low:.1f} to {one.high:.1f}"
    if one.enough:
        return f"{reach}. Chance of meeting the bar of {bar:.1f}: {100 * one.chance:.0f} %. {rounds}."
    need = "Three that not you alone have judged make a level" if one.observations < 3 else "The interval is still wide"
    return f"{rounds}; {reach}. {need}, where the interval is at most 1.8 wide."


def caveats(one: SkillTold) -> list[str]:
    """What the figures rest on, where that is weak."""
    told, seen = [], one.estimate.observations
    if seen and one.self_count == seen:
        told.append("You alone have judged all of them. That counts for little, and never makes ready.")
    elif one.self_count:
        told.append(f"{one.self_count} of {seen} were judged by you alone, which counts for little.")
    if one.offline_count:
        told.append(f"{one.offline_count} of {seen} rest on the offline estimate, which is coarse.")
    if any(not row.in_bank for row in one.moved):
        told.append("Some questions are no longer in the bank; the rounds on them still count.")
    return told


def title_words(one: Moved) -> str:
    """A round by its question, and what is special about it."""
    marks = [one.title, words.kind(one.kind)] if one.kind else [one.title]
    if one.demo:
        marks.append("demo")
    if one.only_practice:
        marks.append("seen before: practice only")
    return " \N{MIDDLE DOT} ".join(marks)


def levels_words(one: Moved) -> str:
    """The levels given, and by whom."""
    given = ", ".join(f"{title} {level}" for title, level in one.levels)
    return f"{given}; by {one.who}" if given else f"By {one.who}" if one.who else "No level"


def sum_words(one: SkillTold) -> str:
    """How the level came to be, as a sum."""
    return (
        f"Anybody starts at {one.start:.2f}. These rounds: {signed(one.by_rounds)}; rounds on other skills, as skills go "
        f"together: {signed(one.by_others)}; time without practice: {signed(one.by_time)}. Today: {one.end:.2f}."
        if one.estimate.enough
        else f"These rounds: {signed(one.by_rounds)}; rounds on other skills, as skills go together: "
        f"{signed(one.by_others)}; time without practice: {signed(one.by_time)}."
    )
