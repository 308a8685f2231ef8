"""Drives a take-home in the window: its visible stories and what stands around the program, run in its folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from mockint.app.brief_rounds import BriefChecked
from mockint.domain.take_home import CheckResult
from mockint.execution.console import ConsoleEnd
from mockint.rounds.take_home_brief import take_home_task
from ui.rounds.build_controller import BuildController, teller
from ui.rounds.check_rows import brief_row, brief_summary


class BriefController(BuildController):
    """One open take-home; its runs are ``check`` and ``command``."""

    def check(self) -> None:
        """Run the visible stories, the own tests and the own evaluation on what stands in the folder."""
        services, question, round_id, folder = self.services, self.desk.question, self.desk.round.id, self.folder
        on_story, progress = teller(self._tell_story), teller(self.progressed.emit)

        def work(cancel: threading.Event) -> BriefChecked:
            from mockint.app.brief_rounds import check_stories

            return check_stories(services, round_id, question, folder, progress, on_story, cancel)

        self.start_run("check", work, self._checked)

    def run_command(self, line: str, on_output: Callable[[str], None]) -> None:
        """Run a command of the candidate's in the folder.

        Args:
            line: As typed.
            on_output: Told what it prints, on a lane's thread.
        """
        task, seed, folder = take_home_task(self.desk.question), self.desk.round.seed, self.folder

        def work(cancel: threading.Event) -> ConsoleEnd:
            from mockint.app.build_console import run_brief_command

            return run_brief_command(task, seed, folder, line, on_output, cancel)

        self.start_run("command", work, self.command_ended.emit)

    def _tell_story(self, checks: Sequence[CheckResult]) -> None:
        for check in checks:
            self.case_asked.emit(brief_row(check))

    def _checked(self, found: object) -> None:
        assert isinstance(found, BriefChecked)
        right, total = found.right, len(found.checks)
        verdict = "accepted" if right == total and not found.fault else "wrong_answer"
        self.keep_check(brief_summary(found), verdict, right, total, found.wall_s)
