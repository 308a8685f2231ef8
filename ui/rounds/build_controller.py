"""Drives a round that is worked on in a folder: what is run there, the change of plan, the questions on the own change."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal

from mockint.app.build_check import BuildChecked, VisibleCase
from mockint.app.building import stage_of
from mockint.app.diff_questions import diff_questions
from mockint.app.workspace import Changed
from mockint.domain.round import OPEN_STATES
from mockint.execution.console import ConsoleEnd
from mockint.rounds.kind import REPLY
from mockint.rounds.live_build import build_task
from ui.rounds.check_rows import CheckSummary, build_row, build_summary
from ui.rounds.round_controller import RoundController

_T = TypeVar("_T")


class BuildController(RoundController):
    """One open round in a folder; its runs are ``check`` and ``command``.

    Signals:
        progressed: What a run is doing now, in words.
        case_asked: A `CheckRow` of the check that is under way.
        checked: A `CheckSummary`.
        command_ended: A `ConsoleEnd`.
        corpus_changed: Paths that the change of plan changed; told again when the round is opened again.
        questions_made: A tuple of `DiffQuestion` on the candidate's own change.
    """

    progressed = Signal(str)
    case_asked = Signal(object)
    checked = Signal(object)
    command_ended = Signal(object)
    corpus_changed = Signal(object)
    questions_made = Signal(object)

    @property
    def folder(self) -> Path:
        """The round's folder."""
        folder = self.desk.round.folder
        assert folder is not None
        return Path(folder)

    def take_over(self, changed: tuple[Changed, ...]) -> None:
        """Journal what the files of the folder hold now; one that is gone is empty from now on."""
        if self.is_running:
            for each in changed:
                self.edit(each.path, each.text or "")

    def missing(self, paths: set[str]) -> tuple[Changed, ...]:
        """Files that the journal has and the folder has no more.

        Args:
            paths: Every file of the folder.
        """
        known = self.story.documents
        return tuple(Changed(path, None) for path, text in known.items() if text and path not in paths | {REPLY})

    # Running

    def check(self) -> None:
        """Ask the visible questions of what stands in the folder."""
        desk, folder = self.desk, self.folder
        question, seed, stage = desk.question, desk.round.seed, stage_of(desk.session.story)
        services, round_id = self.services, desk.round.id
        on_case, progress = teller(self._tell_case), teller(self.progressed.emit)

        def work(cancel: threading.Event) -> BuildChecked:
            from mockint.app.build_check import check_round

            return check_round(services, round_id, question, seed, stage, folder, on_case, cancel, progress)

        self.start_run("check", work, self._checked)

    def run_command(self, line: str, on_output: Callable[[str], None]) -> None:
        """Run a command of the candidate's in the folder.

        Args:
            line: As typed.
            on_output: Told what it prints, on a lane's thread.
        """
        task, seed, folder = build_task(self.desk.question), self.desk.round.seed, self.folder

        def work(cancel: threading.Event) -> ConsoleEnd:
            from mockint.app.build_console import run_command

            return run_command(task, seed, folder, line, on_output, cancel)

        self.start_run("command", work, self.command_ended.emit)

    def bring_change(self) -> None:
        """Change the folder's corpus as the change of plan says; doing it again changes nothing."""
        question, seed, folder = self.desk.question, self.desk.round.seed, self.folder

        def work() -> tuple[str, ...]:
            from mockint.app.build_folder import apply_curveball

            return apply_curveball(folder, question, seed)

        self._tools.tasks.remote(work, self, self.corpus_changed.emit, self.refused.emit)

    def ask_on_change(self) -> None:
        """Make the questions on what the candidate changed so far."""
        starter = build_task(self.desk.question).starter
        now = {path: text for path, text in self.story.documents.items() if path.endswith(".py")}
        self._tools.tasks.remote(
            lambda: diff_questions(starter, now), self, self.questions_made.emit, self.refused.emit
        )

    def _tell_case(self, case: VisibleCase) -> None:
        self.case_asked.emit(build_row(case))

    def _checked(self, found: object) -> None:
        assert isinstance(found, BuildChecked)
        is_clean = found.answered == found.total and not found.fault
        verdict = "accepted" if is_clean else "runtime_error"
        self.keep_check(build_summary(found), verdict, found.answered, found.total, found.wall_s)

    def keep_check(self, summary: CheckSummary, verdict: str, passed: int, total: int, wall_s: float) -> None:
        """Journal what a check came to while the round is open, and tell it."""
        if self.desk.session.state in OPEN_STATES:
            self.ask(
                partial(
                    self.desk.session.record_run, "examples", verdict=verdict, passed=passed, total=total, wall_s=wall_s
                )
            )
        self.checked.emit(summary)


def teller(emit: Callable[[_T], None]) -> Callable[[_T], None]:
    """Tells from a lane, as long as anybody is there to hear it."""

    def tell(value: _T) -> None:
        with contextlib.suppress(RuntimeError):  # the round's screen was left
            emit(value)

    return tell
