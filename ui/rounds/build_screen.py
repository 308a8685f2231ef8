"""The screen of a live build, from the first look at the folder to the reveal."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent

from mockint.app import workspace
from mockint.app.build_folder import DEFAULT_COMMAND, command_of
from mockint.app.diff_questions import DiffQuestion
from mockint.app.workspace import Changed, Files
from mockint.bank.build_files import SETTINGS_FILE
from mockint.domain.round import Form, Mode
from mockint.errors import BadInputError, KnownError
from mockint.execution.console import ConsoleEnd
from mockint.rounds.live_build import DECISIONS, DEFENCE
from ui.messages import Action
from ui.pages.page import Tools
from ui.rounds.brief_pane import BRIEF_TAB, HINTS_TAB, RUBRIC_TAB
from ui.rounds.build_controller import BuildController
from ui.rounds.build_defence import DefenceStep
from ui.rounds.build_disk import BuildDisk
from ui.rounds.build_editors import BuildEditors
from ui.rounds.build_work import BuildWork
from ui.rounds.check_rows import BUILD_WORDS, FolderWords
from ui.rounds.console_pane import CHECK_TAB
from ui.rounds.header import RoundHeader
from ui.rounds.round_display import RoundDisplay
from ui.rounds.round_screen import RoundScreen, nothing
from ui.rounds.steps import SCORE

_EXPANDED = ("candidate",)


def make_build_work(
    tools: Tools, controller: BuildController, editors: BuildEditors, words: FolderWords = BUILD_WORDS
) -> BuildWork:
    """The page to work on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    round_ = controller.desk.round
    form = ", short form" if round_.form is Form.SHORT else ""
    header = RoundHeader(
        tools.theme,
        controller.desk.question.header.title,
        f"{words.kind} · {round_.mode.value.capitalize()}{form}",
        controller.desk.session.plan,
        can_pause=round_.mode is Mode.PRACTICE,
    )
    return BuildWork(tools.theme, tools.state, header, editors, words)


class BuildScreen(RoundScreen):
    """Work, questions on the own change, predict, reveal; each is a page of this stack."""

    later: ClassVar[tuple[str, ...]] = ("interviewer", "leave", "defence", "predict", "debrief")
    forecast = SCORE
    can_stop_measuring = True
    words = BUILD_WORDS
    first_file = "candidate/build.py"
    _controller: BuildController
    work: BuildWork

    def __init__(self, tools: Tools, controller: BuildController, work: BuildWork) -> None:
        super().__init__(tools, controller, work, RoundDisplay(controller, work, work))
        self.disk = BuildDisk(tools.tasks, controller.folder, self)
        self._is_first_list = True
        self._then: Callable[[], object] = nothing
        self.setAccessibleName(f"{self.words.kind}: {controller.desk.question.header.title}")
        self._add_actions()
        self._take_colours()

    def begin(self) -> None:
        """Start the clock, or go on; the folder is looked at from now on."""
        super().begin()
        self.disk.start()
        if self._controller.story.curveball:
            self._controller.bring_change()

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        super().load()
        controller, work, disk, console = self._controller, self.work, self.disk, self.work.console
        self.display.plan_changed.connect(controller.bring_change)
        controller.corpus_changed.connect(self._show_changed_corpus)
        controller.questions_made.connect(self._show_questions)
        controller.run_started.connect(console.show_running)
        controller.progressed.connect(console.show_progress)
        controller.case_asked.connect(console.show_case)
        controller.checked.connect(console.show_checked)
        controller.checked.connect(self._look)
        controller.command_ended.connect(self._command_ended)
        controller.run_failed.connect(self._run_failed)
        console.run_wanted.connect(self._run)
        console.check_wanted.connect(self._check)
        console.stop_wanted.connect(self._stop_run)
        work.tree.file_wanted.connect(self.open_file)
        work.editors.edited.connect(self._edited)
        work.editors.cursor_moved.connect(controller.move_cursor)
        work.editors.escaped.connect(self._escape)
        work.editors.shown.connect(work.tree.choose)
        work.file_made.connect(self._make_file)
        work.folder_wanted.connect(self._open_folder)
        work.submit_wanted.connect(self._submit)
        disk.listed.connect(self._show_files)
        disk.changed.connect(self._changed_on_disk)
        disk.clashed.connect(self._clashed)
        disk.failed.connect(self._not_written)
        disk.recovered.connect(partial(work.banners.clear, "disk "))
        disk.flushed.connect(self._flushed)
        self._tools.theme.changed.connect(self._take_colours)
        documents = {**controller.initial_documents(), **controller.story.documents}
        work.console.command.setText(_command_of(documents))
        first = self.first_file if documents.get(self.first_file) else DECISIONS
        work.editors.open(first, documents.get(first, ""))
        controller.state_changed.connect(self._state_changed)

    @cached_property
    def defence(self) -> DefenceStep:
        """The questions on the candidate's own change."""
        page = self.added(DefenceStep(self._tools.theme))
        page.text_changed.connect(partial(self._edited, DEFENCE))
        page.hand_in_wanted.connect(self._hand_in_answers)
        page.back_wanted.connect(self.back_to_work)
        return page

    def _add_actions(self) -> None:
        self.add_shared_actions()
        work = self.work
        self.add_action("Run the command", "Ctrl+Return", self._primary)
        self.add_action("Check", "Ctrl+T", self._check)
        self.add_action("Submit", "Ctrl+Shift+Return", self._submit)
        self.add_action("Go to the brief", "Alt+1", partial(work.brief.focus_tab, BRIEF_TAB))
        self.add_action("Go to the hints", "Alt+2", partial(work.brief.focus_tab, HINTS_TAB))
        self.add_action("Go to the files", "Alt+3", work.tree.setFocus)
        self.add_action("Go to the editor", "Alt+4", work.focus_editor)
        self.add_action("Go to the console", "Alt+5", work.console.focus_command)
        self.add_action("Go to the check", "Alt+6", self._go_to_check)
        self.add_action("Go to the rubric", "Alt+8", partial(work.brief.focus_tab, RUBRIC_TAB))
        self.add_action("New file", "Ctrl+N", lambda: work.ask_name() if self.is_working else None)
        self.add_action("Close the file", "Ctrl+W", work.editors.close_current)
        self.add_action("Open the folder", "Ctrl+Shift+O", self._open_folder)
        self.add_action("Back", "Escape", self._escape)

    def _take_colours(self) -> None:
        look = self._tools.theme.look
        self.work.editors.take_colours(look.colours, dark=look.dark)

    # Files

    def open_file(self, path: str) -> None:
        """Show a file of the folder in a tab."""
        if path in self.work.editors.editors:
            self.work.editors.open(path, "")
            self.work.focus_editor()
            return
        folder = self._controller.folder

        def show(text: str) -> None:
            self.work.editors.open(path, text, self._controller.story.cursors.get(path, 0))
            self.work.focus_editor()

        self._tools.tasks.remote(partial(workspace.read_file, folder, path), self, show, self._refuse)

    def _make_file(self, path: str) -> None:
        folder = self._controller.folder

        def work() -> None:
            if (folder / path).exists():
                return
            workspace.write_file(folder, path, "")

        def done(_: object) -> None:
            self.disk.turn()
            self.open_file(path)

        self._tools.tasks.remote(work, self, done, self._refuse)

    def _edited(self, path: str, text: str) -> None:
        """Typing goes to the journal at once, and to the disk in a moment."""
        if self._controller.is_running and self.work.editors.is_own(path):
            self._controller.edit(path, text)
            self.disk.write(path, text)

    def _show_files(self, files: Files) -> None:
        self.work.tree.show_files(files.files, _EXPANDED)
        self.work.cut.setVisible(files.is_cut)
        if files.is_cut:
            self.work.cut.set_whole(f"Only the first {len(files.files):,} files are shown.")
        if self._is_first_list:
            self._is_first_list = False
            self._changed_on_disk(self._controller.missing({file.path for file in files.files}))
            self.work.tree.choose(self.work.editors.current)

    def _changed_on_disk(self, changed: tuple[Changed, ...]) -> None:
        self._controller.take_over(changed)
        for each in changed:
            if each.text is None:
                self.work.editors.drop(each.path)
            else:
                self.work.editors.replace_text(each.path, each.text)

    def _clashed(self, clash: Changed) -> None:
        """Two wrote the same file: the candidate chooses, and nothing is lost meanwhile."""
        what = "deleted" if clash.text is None else "changed"
        words = f"{clash.path} was {what} on disk while you typed in it. Your typing is kept here and not written yet."

        def end(*, keep_mine: bool) -> None:
            self.work.banners.clear(f"clash {clash.path}")
            self.disk.settle_clash(clash.path, keep_mine=keep_mine)
            if not keep_mine:
                self._changed_on_disk((clash,))

        banner = self.work.banners.tell(
            "warn", words, Action("Keep mine", partial(end, keep_mine=True)), key=f"clash {clash.path}"
        )
        banner.add_action(Action("Take the file's", partial(end, keep_mine=False)))
        banner.closed.connect(partial(end, keep_mine=True))

    def _not_written(self, path: str, fault: KnownError) -> None:
        self.work.banners.tell_error(fault, key=f"disk {path}")

    def _show_changed_corpus(self, paths: tuple[str, ...]) -> None:
        self.work.tree.files.mark_changed(paths)
        for path in paths:
            if path in self.work.editors.editors:
                self.work.editors.drop(path)  # it is given, so it holds no typing; opened again it is the new one
        self.disk.turn()

    def _open_folder(self) -> None:
        if not self._tools.open_url(QUrl.fromLocalFile(str(self._controller.folder))):
            self.work.tell(f"No program opened it. The folder is {self._controller.folder}")

    # What the candidate does

    def _primary(self) -> None:
        """Ctrl+Enter: run on the work page, go on elsewhere."""
        if self.is_working:
            self._run(self.work.console.command.text())
        elif self.shows("predict"):
            self.predict.reveal.click()

    def _run(self, line: str) -> None:
        self.when_written(partial(self._controller.run_command, line, self.work.console.waiting.add))

    def _check(self) -> None:
        if self.is_working:
            self.when_written(self._controller.check)

    def _stop_run(self) -> None:
        self._controller.stop_run()
        self.work.console.show_failure("Stopped.")
        self._look()

    def _submit(self) -> None:
        if self._is_over:
            return
        if self.shows("defence"):
            self._hand_in_answers()
        elif self.is_working and self._controller.is_running:
            self._controller.stop_run()
            self.close_work()

    def close_work(self) -> None:
        """What comes before handing in: the questions on the own change."""
        self.when_written(self._controller.ask_on_change)

    def _hand_in_answers(self) -> None:
        self.when_written(self.hand_in)

    def _escape(self) -> None:
        if self.shows("defence") and not self._is_over:
            self.back_to_work()
        elif self.escape_elsewhere():
            return
        elif self.work.name.hasFocus():
            self.work.name.hide()
            self.work.focus_editor()
        elif self._controller.is_busy:
            self._stop_run()
        else:
            self.work.focus_editor()

    def _go_to_check(self) -> None:
        self.work.console.setCurrentIndex(CHECK_TAB)
        self.work.console.table.setFocus()

    def when_written(self, then: Callable[[], object]) -> None:
        """Do something once everything that was typed is on disk."""

        def settled() -> None:
            self._then = then
            self.disk.turn()
            if self.disk.is_idle:
                self._flushed()

        self.work.settle(settled)

    def _flushed(self) -> None:
        then, self._then = self._then, nothing
        then()

    # What is shown

    def _show_questions(self, questions: tuple[DiffQuestion, ...]) -> None:
        if not self._is_over:
            self.defence.ask(questions, self._controller.desk.session.document(DEFENCE))
            self.setCurrentWidget(self.defence)
            self.defence.answers[0].setFocus()

    def _command_ended(self, end: ConsoleEnd) -> None:
        capped = " It printed over 100 MB; the rest was let go." if end.capped else ""
        words = f"{end.message or f'Ended with exit code {end.exit_code}.'} {end.wall_s:.1f} s.{capped}"
        self.work.console.show_end(words, good=end.exit_code == 0)
        self._look()

    def _run_failed(self, fault: KnownError) -> None:
        self.work.console.show_failure(str(fault))
        self._look()

    def _look(self) -> None:
        """A program of the candidate's may have written files."""
        self.disk.turn()

    def _refuse(self, fault: KnownError) -> None:
        self.work.tell(str(fault))

    def _state_changed(self) -> None:
        if self._controller.is_running and not self._is_first_list:
            self.disk.look_anew()  # paused until now: what was changed meanwhile is journaled now

    def _handed_in(self) -> None:
        self.disk.stop()
        super()._handed_in()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the folder as it was left here."""
        self.disk.stop()
        super().closeEvent(event)


def _command_of(documents: Mapping[str, str]) -> str:
    """What the console begins with; a file that cannot be read is told when it is run."""
    try:
        return shlex.join(command_of(documents.get(SETTINGS_FILE, "")))
    except BadInputError:
        return shlex.join(DEFAULT_COMMAND)
