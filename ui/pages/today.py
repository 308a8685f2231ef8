"""Today: what to take up again, what was last, and the first step for who is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mockint.domain.changes import Changes
from ui import words
from ui.models.rounds import how, name_of, outcome
from ui.pages.next_card import NextCard
from ui.pages.page import Page, Tools
from ui.pages.readiness_strip import ReadinessStrip
from ui.pages.waiting_card import WaitingCard
from ui.tokens import Space
from ui.widgets.parts import ElidedLabel, EmptyState, button, clear_layout, label

if TYPE_CHECKING:
    from mockint.app.skills import Glimpse, SkillBoard
    from mockint.errors import KnownError
    from ui.services_port import RoundSummary, Services, WaitingRound

_LAST = 6
_BLANK, _FILLED, _EMPTY = range(3)


class _Glance(NamedTuple):
    """What the page shows."""

    open_rounds: Sequence[RoundSummary]
    last: Sequence[RoundSummary]
    days_left: int | None
    waiting: Sequence[WaitingRound]
    grader: str | None


class TodayPage(Page):
    """Open rounds first, then the last ones.

    Signals:
        drills_wanted: The user wants to drill.
    """

    drills_wanted = Signal()

    title = "Today"
    aside_place = "targets"
    watches = Changes(rounds=True, grades=True, settings=True)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._first: QPushButton | None = None
        self._choose: QPushButton | None = None
        body = QWidget()
        self._stack = QStackedLayout(body)
        self.column.addWidget(body, 1)
        self._stack.addWidget(QWidget())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._content = QWidget()
        self._content.setObjectName("scrolled")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        self.strip = ReadinessStrip(tools.theme)
        self.next = NextCard()
        self.strip.skills_wanted.connect(lambda: self.place_wanted.emit("skills"))
        self.next.start_wanted.connect(self._start)
        self._first_rows, self._rows = QVBoxLayout(), QVBoxLayout()
        for part in (self._first_rows, self._rows):
            part.setSpacing(Space.M)
        column.addWidget(self.strip)
        column.addLayout(self._first_rows)
        column.addWidget(self.next)
        self.drills = label(" ", "muted", wrap=True)
        self.drill = button("Drill", tip="The drills that are due, or the next one, one after another")
        self.drill.clicked.connect(self.drills_wanted)
        due = QHBoxLayout()
        due.setSpacing(Space.M)
        due.addWidget(self.drills, 1)
        due.addWidget(self.drill)
        column.addLayout(due)
        column.addLayout(self._rows)
        column.addStretch(1)
        scroll.setWidget(self._content)
        self._stack.addWidget(scroll)
        self.empty = EmptyState(
            tools.theme,
            "today",
            "No rounds yet",
            "Take a first round: a real problem, a clock, hidden tests. Afterwards its result is here, and what is "
            "worth doing next.",
            ("Choose a first round", lambda: self.place_wanted.emit("practice")),
        )
        self._stack.addWidget(self.empty)

    def preferred_focus(self) -> QWidget | None:
        """The button that goes on."""
        if self._stack.currentIndex() != _FILLED:
            return self.empty.action
        return self._first if self._first is None or self._first.isEnabled() else self._choose

    def load(self) -> None:
        """Ask for open and last rounds, and for readiness, which takes longer."""
        self.ask(_glance, self._show, failed=self._not_read)
        self.ask(lambda services: services.skills(), self._read_skills, key="skills")

    def _show(self, glance: _Glance) -> None:
        had_focus = self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self)
        clear_layout(self._first_rows)
        clear_layout(self._rows)
        self._first = None
        self.aside.setText(until_interview(glance.days_left))
        if not glance.open_rounds and not glance.last:
            self._stack.setCurrentIndex(_EMPTY)
        else:
            for index, one in enumerate(glance.open_rounds):
                self._first_rows.addWidget(self._resume_card(one, primary=index == 0))
            self._add_waiting(glance)
            if glance.last:
                self._rows.addSpacing(Space.S)
                self._rows.addWidget(label("Last rounds", "section"))
                self._rows.addWidget(self._last_card(glance.last))
            self._rows.addWidget(self._next_line())
            self.next.be_primary(primary=not glance.open_rounds)
            if not glance.open_rounds:
                self._first = self.next.start
            self._stack.setCurrentIndex(_FILLED)
        focus = self.preferred_focus()
        if had_focus and focus is not None:
            focus.setFocus()

    def _read_skills(self, board: SkillBoard) -> None:
        """Readiness takes longer than the list; its room is kept free, so nothing moves when it comes."""
        self.tools.tasks.remote(board.glimpse, self, self.show_glimpse, self._no_skills)

    def show_glimpse(self, found: Glimpse) -> None:
        """Show how it stands, and what comes next."""
        self.strip.show_glimpse(found)
        self.next.tell(found.next)
        self.drills.setText(found.drills)

    def _no_skills(self, fault: KnownError) -> None:
        self.next.tell(None, str(fault))

    def _start(self, ref: str, form: str) -> None:
        self.next.starting(on=True)

        def started(round_id: str) -> None:
            self.next.starting(on=False)
            self.round_wanted.emit(round_id)

        self.ask(
            lambda services: services.start_round(ref, "practice", form),
            started,
            words="Starting the round",
            key="start",
            failed=lambda _: self.next.starting(on=False),
        )

    def _add_waiting(self, glance: _Glance) -> None:
        desk = self.tools.grading
        waiting = [one for one in glance.waiting if desk.step(one.name) is None]
        if waiting:
            rounds = [(one.name, one.title) for one in waiting]
            card = WaitingCard(
                waiting,
                glance.grader,
                lambda: desk.grade_all(rounds),
                lambda: self.place_wanted.emit("settings"),
                self.round_wanted.emit,
            )
            self._rows.addWidget(card)

    def _not_read(self, _: KnownError) -> None:
        """Claim nothing about a history that could not be read; what was read before stays."""
        if self._stack.currentIndex() == _EMPTY:
            self._stack.setCurrentIndex(_BLANK)

    def _resume_card(self, one: RoundSummary, *, primary: bool) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(label("Resume round", "section"))
        lines.addWidget(ElidedLabel(one.title, "lead"))
        state = words.STATES.get(one.state, one.state)
        lines.addWidget(
            ElidedLabel(f"{how(one)} \N{MIDDLE DOT} {state} \N{MIDDLE DOT} {words.moment(one.started)}", "muted")
        )
        row.addLayout(lines, 1)
        resume = button("Resume", "primary" if primary else "", tip=f"Go on with {one.title}")
        resume.setAccessibleName(f"Resume {one.title}")
        resume.clicked.connect(lambda: self.round_wanted.emit(one.id))
        row.addWidget(resume)
        if self._first is None:
            self._first = resume
        return card

    def _last_card(self, rounds: Sequence[RoundSummary]) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2)
        for row, one in enumerate(rounds):
            grid.addWidget(ElidedLabel(name_of(one)), row, 0)
            grid.addWidget(label(words.moment(one.started), "muted"), row, 1)
            grid.addWidget(ElidedLabel(outcome(one), "muted"), row, 2)
            look = button("Open", "quiet", tip=f"See {one.title} again")
            look.setAccessibleName(f"Open {one.title}")
            look.clicked.connect(lambda _checked=False, one=one: self.round_wanted.emit(one.id))
            grid.addWidget(look, row, 3)
        return card

    def _next_line(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, Space.S, 0, 0)
        go = button("Choose a round")
        go.clicked.connect(lambda: self.place_wanted.emit("practice"))
        row.addWidget(go)
        row.addStretch(1)
        self._choose = go
        return holder


def _glance(services: Services) -> _Glance:
    interview = services.interview_date()
    days_left = None if interview is None else (interview - services.today()).days
    last = services.last_rounds(_LAST)
    return _Glance(services.open_rounds(), last, days_left, services.waiting_rounds(), services.grader())


def until_interview(days: int | None) -> str:
    """How long it is to the interview; nothing without a date, or once it is past."""
    if days is None or days < 0:
        return ""
    if days == 0:
        return "Interview today"
    return f"Interview in {words.counted(days, 'day')}"
