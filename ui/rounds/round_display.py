"""What a work page shows of a round of any kind: time, brief, hints, the change of plan, and trouble."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mockint.app.catalogue import prompt_text
from mockint.domain.round import Mode, RoundState
from mockint.errors import KnownError
from mockint.rounds.notices import NoticeKind, TimeCheck
from ui.messages import Action
from ui.rounds.round_controller import RoundController
from ui.rounds.round_work import RoundWork
from ui.rounds.rubric_text import rubric_text


class RoundDisplay(QObject):
    """Listens to the controller and draws on the work page; what the candidate does goes another way.

    Signals:
        resume_wanted: The candidate wants the clock to run again.
        plan_changed: The change of plan has just come up.
    """

    resume_wanted = Signal()
    plan_changed = Signal()

    def __init__(self, controller: RoundController, work: RoundWork, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._work = work

    def load(self) -> None:
        """Show the round as its journal has it, then what changes; to be called once."""
        self.show_brief()
        self.show_hints()
        if self._controller.desk.round.mode is Mode.PRACTICE:
            self._work.brief.offer_rubric(rubric_text(self._controller.desk.rubric))
        if self._controller.story.curveball:
            self._work.brief.show_curveball(self._controller.story.curveball)
        controller = self._controller
        controller.time_checked.connect(self._show_time)
        controller.state_changed.connect(self._show_state)
        controller.refused.connect(lambda fault: self._work.tell(str(fault)))
        controller.trouble.connect(self.tell_trouble)

    def show_other_question(self) -> None:
        """Show what belongs to the question that is open now."""
        desk, brief = self._controller.desk, self._work.brief
        self.show_brief()
        brief.brief.verticalScrollBar().setValue(0)
        brief.show_answer("")
        self.show_hints()
        brief.show_rubric(rubric_text(desk.rubric))
        self._work.header.set_plan(desk.session.plan)
        self._work.header.show_phase(self._controller.story.phase)

    def show_brief(self) -> None:
        """Show the brief as far as it is open."""
        self._work.brief.show_brief(prompt_text(self._controller.desk.question, self._controller.story.levels_open))

    def show_hints(self) -> None:
        """Show the hints that were given and what can still be asked."""
        hints, round_ = self._controller.desk.question.hints, self._controller.desk.round
        given = [hints[number - 1] for number in self._controller.story.hints]
        self._work.brief.show_hints(given, len(hints), practice=round_.mode is Mode.PRACTICE)

    def tell_trouble(self, fault: KnownError | None) -> None:
        """Say that the history cannot be written, or that it can again."""
        banners = self._work.banners
        if fault is None:
            banners.clear("trouble")
            banners.tell("good", "The history can be written again; everything is on disk.", key="healed")
        else:
            banners.tell("error", f"{fault} What you type is kept in memory and tried again.", key="trouble")

    def _show_time(self, checked: TimeCheck) -> None:
        self._work.header.show_time(checked.remaining_s)
        self._work.header.show_phase(self._controller.story.phase)
        for notice in checked.notices:
            if notice.kind is NoticeKind.CURVEBALL:
                self._work.brief.show_curveball(notice.text)
                self._work.banners.tell("info", f"A change of plan: {notice.text}", key="curveball")
                self.plan_changed.emit()
            elif notice.kind is not NoticeKind.PHASE:
                self._work.tell(notice.text)

    def _show_state(self) -> None:
        state = self._controller.desk.session.state
        if state is RoundState.PAUSED:
            resume = Action("Resume", self.resume_wanted.emit)
            self._work.banners.tell("info", "Paused. The clock stands still.", resume, key="pause")
        else:
            self._work.banners.clear("pause")
        if state in (RoundState.RUNNING, RoundState.PAUSED):
            self._work.show_paused(paused=state is RoundState.PAUSED)
