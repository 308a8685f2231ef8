"""What the work page of a coding round shows beside what every round shows: levels and results."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mockint.domain.judging import JudgeReport, OwnTestsReport, TestVerdict
from mockint.domain.round import RoundState
from mockint.rounds.coding import CUSTOM_INPUT, NOTES, SOLUTION, TESTS, examples_level
from ui.rounds.controller import CodingController
from ui.rounds.round_display import RoundDisplay
from ui.rounds.work_page import WorkPage


class WorkDisplay(RoundDisplay):
    """Listens to the controller and draws on the work page; what the candidate does goes another way."""

    _controller: CodingController
    _work: WorkPage

    def __init__(self, controller: CodingController, work: WorkPage, parent: QObject) -> None:
        super().__init__(controller, work, parent)

    def load(self) -> None:
        """Show the round as its journal has it, then what changes; to be called once."""
        session, story, code = self._controller.desk.session, self._controller.story, self._work.code
        starts = {} if session.state is not RoundState.PLANNED else self._controller.initial_documents()
        for name in (SOLUTION, TESTS):
            code.load(name, starts.get(name, session.document(name)), story.cursors.get(name, 0))
        self._work.brief.set_notes(session.document(NOTES))
        self._work.results.custom.setPlainText(session.document(CUSTOM_INPUT))
        super().load()
        controller, results = self._controller, self._work.results
        controller.run_started.connect(results.show_running)
        controller.examples_ran.connect(self._show_examples)
        controller.own_tests_ran.connect(self._show_own_tests)
        controller.custom_ran.connect(results.show_custom)
        controller.run_failed.connect(lambda fault: results.show_failure(str(fault)))
        controller.level_opened.connect(self._show_level)

    def _show_level(self, level: int) -> None:
        self.show_brief()
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
