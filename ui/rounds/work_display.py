"""What the work page of a coding round shows of the round: time, brief, levels, hints, results and trouble."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mockint.app.catalogue import prompt_text
from mockint.domain.judging import JudgeReport, OwnTestsReport, TestVerdict
from mockint.domain.round import Mode, RoundState
from mockint.errors import KnownError
from mockint.rounds.coding import CUSTOM_INPUT, NOTES, SOLUTION, TESTS, examples_level
from mockint.rounds.notices import NoticeKind, TimeCheck
from ui.messages import Action
from ui.rounds.controller import CodingController
from ui.rounds.rubric_text import rubric_text
from ui.rounds.work_page import WorkPage


class WorkDisplay(QObject):
    """Listens to the controller and draws on the work page; what the candidate does goes another way.

    Signals:
        resume_wanted: The candidate wants the clock to run again.
    """

    resume_wanted = Signal()

    def __init__(self, controller: CodingController, work: WorkPage, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._work = work

    def load(self) -> None:
        """Show the round as its journal has it, then what changes; to be called once."""
        session, story, code = self._controller.desk.session, self._controller.story, self._work.code
        starts = {} if session.state is not RoundState.PLANNED else self._controller.initial_documents()
        for name in (SOLUTION, TESTS):
            code.load(name, starts.get(name, session.document(name)), story.cursors.get(name, 0))
        self._work.brief.set_notes(session.document(NOTES))
        self._work.results.custom.setPlainText(session.document(CUSTOM_INPUT))
        self._show_brief()
        self.show_hints()
        if self._controller.desk.round.mode is Mode.PRACTICE:
            self._work.brief.offer_rubric(rubric_text(self._controller.desk.rubric))
        if story.curveball:
            self._work.brief.show_curveball(story.curveball)
        self._connect()

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

    def _connect(self) -> None:
        controller, results = self._controller, self._work.results
        controller.time_checked.connect(self._show_time)
        controller.state_changed.connect(self._show_state)
        controller.run_started.connect(results.show_running)
        controller.examples_ran.connect(self._show_examples)
        controller.own_tests_ran.connect(self._show_own_tests)
        controller.custom_ran.connect(results.show_custom)
        controller.run_failed.connect(lambda fault: results.show_failure(str(fault)))
        controller.level_opened.connect(self._show_level)
        controller.refused.connect(lambda fault: self._work.tell(str(fault)))
        controller.trouble.connect(self.tell_trouble)

    def _show_time(self, checked: TimeCheck) -> None:
        self._work.header.show_time(checked.remaining_s)
        self._work.header.show_phase(self._controller.story.phase)
        for notice in checked.notices:
            if notice.kind is NoticeKind.CURVEBALL:
                self._work.brief.show_curveball(notice.text)
                self._work.banners.tell("info", f"A change of plan: {notice.text}", key="curveball")
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

    def _show_brief(self) -> None:
        self._work.brief.show_brief(prompt_text(self._controller.desk.question, self._controller.story.levels_open))

    def _show_level(self, level: int) -> None:
        self._show_brief()
        self._work.brief.setCurrentIndex(0)
        self._work.tell(f"Level {level} of {self._controller.levels} is open; the brief has its text.")

    def _show_examples(self, report: JudgeReport) -> None:
        desk = self._controller.desk
        levels = examples_level(desk.question, desk.round.form, self._controller.story.levels_open)
        self._work.results.show_examples(report, levels[: len(report.tests)])
        self._mark(SOLUTION, report)

    def _show_own_tests(self, report: OwnTestsReport) -> None:
        self._work.results.show_own_tests(report)
        self._mark(TESTS, report)

    def _mark(self, document: str, report: JudgeReport | OwnTestsReport) -> None:
        """Mark the line at which the first failed test stopped."""
        failed = next((test for test in report.tests if test.verdict is not TestVerdict.ACCEPTED), None)
        self._work.code.mark_failure(document, failed.traceback if failed else (), failed.message if failed else "")
