"""Drives a coding round in the window: what is run in it, beside the course that every round has."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import Signal

from mockint.app import coding
from mockint.domain.judging import JudgeReport, OwnTestsReport, TestVerdict
from mockint.execution.judge import Called
from mockint.rounds.coding import CUSTOM_INPUT, SOLUTION, TESTS, levels_of
from ui.rounds.round_controller import RoundController


class CodingController(RoundController):
    """One open coding round; its runs are ``examples``, ``own_tests`` and ``custom_input``.

    Signals:
        examples_ran: A `JudgeReport` of the open levels' examples.
        own_tests_ran: An `OwnTestsReport` of the candidate's own tests on their own code.
        custom_ran: A `Called` of the candidate's own input.
        level_opened: Number of the level that has just opened.
    """

    examples_ran = Signal(object)
    own_tests_ran = Signal(object)
    custom_ran = Signal(object)
    level_opened = Signal(int)

    @property
    def levels(self) -> int:
        """Number of levels that this round can come to."""
        return len(levels_of(self.desk.question, self.desk.round.form))

    def run_examples(self) -> None:
        """Run the examples of the open levels on the code as it stands."""
        desk = self.desk
        code, levels = desk.session.document(SOLUTION), self.story.levels_open

        def work(cancel: threading.Event) -> JudgeReport:
            return coding.run_examples(
                self.services, desk.question, code, form=desk.round.form, levels_open=levels, cancel=cancel
            )

        self.start_run("examples", work, self._examples_ran)

    def run_own_tests(self) -> None:
        """Run the candidate's own tests on the candidate's own code."""
        code, tests = self.desk.session.document(SOLUTION), self.desk.session.document(TESTS)

        def work(cancel: threading.Event) -> OwnTestsReport:
            return coding.run_own_tests(self.services, self.desk.question, code, tests, cancel)

        self.start_run("own_tests", work, self._own_tests_ran)

    def run_custom_input(self, arguments: str) -> None:
        """Call the code with arguments of the candidate's own."""
        self.edit(CUSTOM_INPUT, arguments)
        code = self.desk.session.document(SOLUTION)

        def work(cancel: threading.Event) -> Called:
            return coding.run_custom_input(self.services, self.desk.question, code, arguments, cancel)

        self.start_run("custom_input", work, self._custom_ran)

    def _examples_ran(self, found: object) -> None:
        assert isinstance(found, JudgeReport)
        opened = self._note_examples(found)
        self.examples_ran.emit(found)
        if opened is not None:
            self.level_opened.emit(opened)

    def _own_tests_ran(self, found: object) -> None:
        assert isinstance(found, OwnTestsReport)
        self.ask(
            lambda: self.desk.session.record_run(
                "own_tests",
                verdict=found.verdict.value,
                passed=len(found.passed),
                total=len(found.tests),
                wall_s=found.wall_s,
            )
        )
        self.own_tests_ran.emit(found)

    def _custom_ran(self, found: object) -> None:
        assert isinstance(found, Called)
        passed = int(found.verdict is TestVerdict.ACCEPTED)
        note = partial(
            self.desk.session.record_run, "custom_input", verdict=found.verdict.value, passed=passed, total=1
        )
        self.ask(partial(note, wall_s=found.report.wall_s))
        self.custom_ran.emit(found)

    def _note_examples(self, found: JudgeReport) -> int | None:
        opened: list[int | None] = []
        self.ask(
            lambda: opened.append(
                self.desk.session.record_run(
                    "examples",
                    verdict=found.verdict.value,
                    passed=found.passed,
                    total=found.total,
                    wall_s=found.wall_s,
                )
            )
        )
        return opened[0] if opened else None
