"""The screen of a coding round, from the first keystroke to the reveal."""

from __future__ import annotations

from functools import cached_property, partial

from mockint.domain.round import Form, Mode
from mockint.rounds.coding import EXPLANATION, NOTES, TESTS
from mockint.rounds.notices import TimeCheck
from ui.pages.page import Tools
from ui.rounds.brief_pane import BRIEF_TAB, HINTS_TAB, NOTES_TAB, RUBRIC_TAB
from ui.rounds.code_pane import CodePane
from ui.rounds.controller import CodingController
from ui.rounds.header import RoundHeader
from ui.rounds.results_pane import CUSTOM_TAB
from ui.rounds.round_screen import RoundScreen
from ui.rounds.steps import ExplainStep
from ui.rounds.work_display import WorkDisplay
from ui.rounds.work_page import WorkPage


def make_work_page(tools: Tools, controller: CodingController, code: CodePane) -> WorkPage:
    """The page to work on; apart from the rest, since it takes a turn of the event loop of its own to make."""
    round_, question = controller.desk.round, controller.desk.question
    form = ", short form" if round_.form is Form.SHORT else ""
    header = RoundHeader(
        tools.theme,
        question.header.title,
        f"Coding · {round_.mode.value.capitalize()}{form}",
        controller.desk.session.plan,
        can_pause=round_.mode is Mode.PRACTICE,
    )
    return WorkPage(tools.theme, tools.state, header, code)


class CodingScreen(RoundScreen):
    """Work, explain, predict, reveal; each is a page of this stack."""

    later = ("interviewer", "leave", "explain", "predict", "debrief")
    _controller: CodingController
    work: WorkPage

    def __init__(self, tools: Tools, controller: CodingController, work: WorkPage) -> None:
        super().__init__(tools, controller, work, WorkDisplay(controller, work, work))
        self._explaining_since_s: float | None = None
        self.setAccessibleName(f"Coding round: {controller.desk.question.header.title}")
        self._add_actions()
        self._take_colours()

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        super().load()
        controller, work = self._controller, self.work
        work.code.edited.connect(controller.edit)
        work.code.cursor_moved.connect(controller.move_cursor)
        work.code.escaped.connect(self._escape)
        work.brief.notes_changed.connect(lambda text: controller.edit(NOTES, text))
        work.results.line_wanted.connect(work.code.go_to_line)
        work.results.custom_wanted.connect(self._run_custom)
        work.results.stop_wanted.connect(self._stop_run)
        work.run_wanted.connect(self._run)
        work.tests_wanted.connect(self._run_own_tests)
        work.submit_wanted.connect(self._submit)
        controller.time_checked.connect(self._show_explaining)
        self._tools.theme.changed.connect(self._take_colours)

    @cached_property
    def explain(self) -> ExplainStep:
        """Where the explanation is written."""
        desk = self._controller.desk
        page = self.added(ExplainStep(self._tools.theme, desk.question.explanation_minutes))
        page.load(desk.session.document(EXPLANATION))
        page.text_changed.connect(lambda text: self._controller.edit(EXPLANATION, text))
        page.hand_in_wanted.connect(self.hand_in)
        page.back_wanted.connect(self.back_to_work)
        return page

    def back_to_work(self) -> None:
        """Show the code again; the explanation is not being written any more."""
        self._explaining_since_s = None
        super().back_to_work()

    def _add_actions(self) -> None:
        self.add_shared_actions()
        self.add_action("Run", "Ctrl+Return", self._primary)
        self.add_action("Submit", "Ctrl+Shift+Return", self._submit)
        self.add_action("Run my tests", "Ctrl+T", self._run_own_tests)
        for tab, name in ((BRIEF_TAB, "brief"), (HINTS_TAB, "hints"), (NOTES_TAB, "notes")):
            self.add_action(f"Go to the {name}", f"Alt+{tab + 1}", partial(self.work.brief.focus_tab, tab))
        self.add_action("Go to the solution", "Alt+4", lambda: self._go_to_code(0))
        self.add_action("Go to my tests", "Alt+5", lambda: self._go_to_code(1))
        self.add_action("Go to the results", "Alt+6", self.work.results.list.setFocus)
        self.add_action("Go to the custom input", "Alt+7", self._go_to_custom)
        self.add_action("Go to the rubric", "Alt+8", partial(self.work.brief.focus_tab, RUBRIC_TAB))
        self.add_action("Back", "Escape", self._escape)

    def _take_colours(self) -> None:
        look = self._tools.theme.look
        self.work.code.take_colours(look.colours, dark=look.dark)

    # What the candidate does

    def _primary(self) -> None:
        """Ctrl+Enter: run on the work page, go on elsewhere."""
        if self.currentWidget() is self.work:
            self._run()
        elif self.shows("predict"):
            self.predict.reveal.click()

    def _run(self) -> None:
        if self.work.results.custom.hasFocus():
            self._run_custom(self.work.results.custom.toPlainText())
        elif self.work.code.current == TESTS:
            self._run_own_tests()
        else:
            self.work.settle(self._controller.run_examples)

    def _run_own_tests(self) -> None:
        if self.is_working:
            self.work.settle(self._controller.run_own_tests)

    def _run_custom(self, arguments: str) -> None:
        self.work.settle(partial(self._controller.run_custom_input, arguments))

    def _stop_run(self) -> None:
        self._controller.stop_run()
        self.work.results.show_failure("Stopped.")

    def _submit(self) -> None:
        if self._is_over:
            return
        if self.shows("explain") or not self._controller.desk.question.explanation_minutes:
            self.hand_in()
        elif self._controller.is_running:
            self._controller.stop_run()
            self._explaining_since_s = self._controller.desk.session.elapsed_s()
            self.setCurrentWidget(self.explain)
            self.explain.editor.setFocus()

    def _escape(self) -> None:
        if self.shows("explain") and not self._is_over:
            self.back_to_work()
        elif not self.escape_elsewhere():
            if self._controller.is_busy:
                self._stop_run()
            else:
                self.work.focus_editor()

    def _go_to_code(self, tab: int) -> None:
        self.work.code.setCurrentIndex(tab)
        self.work.code.focus_editor()

    def _go_to_custom(self) -> None:
        self.work.results.setCurrentIndex(CUSTOM_TAB)
        self.work.results.custom.setFocus()

    def _show_explaining(self, checked: TimeCheck) -> None:
        if self._explaining_since_s is not None:
            self.explain.show_time(checked.elapsed_s - self._explaining_since_s)
