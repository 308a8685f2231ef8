"""The screen of a coding round, from the first keystroke to the reveal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence

from mockint.app.record import RoundRecord
from mockint.domain.round import Mode, RoundState
from mockint.errors import KnownError
from mockint.rounds.coding import EXPLANATION, NOTES, REPLY, TESTS
from mockint.rounds.notices import TimeCheck
from ui.messages import Action
from ui.pages.page import Tools
from ui.rounds.brief_pane import BRIEF_TAB, HINTS_TAB, NOTES_TAB, RUBRIC_TAB
from ui.rounds.coding_pages import CodingPages
from ui.rounds.controller import CodingController
from ui.rounds.debrief import Debrief
from ui.rounds.interviewer_pane import InterviewerPane
from ui.rounds.leave_panel import LeavePanel
from ui.rounds.results_pane import CUSTOM_TAB
from ui.rounds.steps import ExplainStep, PredictStep
from ui.rounds.talk import RoundTalk
from ui.rounds.work_display import WorkDisplay
from ui.rounds.work_page import WorkPage

_QUIET_MS = 500


class CodingScreen(CodingPages):
    """Work, explain, predict, reveal; each is a page of this stack.

    Signals:
        closed: The candidate leaves; the window may take the screen away.
        again_wanted: Start another round on the same question.
        report_wanted: Show the report as a page.
    """

    closed = Signal()
    again_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, tools: Tools, controller: CodingController, work: WorkPage) -> None:
        super().__init__(tools, controller, work)
        controller.setParent(self)
        self.display = WorkDisplay(controller, work, self)
        self._record: RoundRecord | None = None
        self._explaining_since_s: float | None = None
        self._is_over = False
        self._talk: RoundTalk | None = None
        self._is_talk_shown = False
        self.setAccessibleName(f"Coding round: {controller.desk.question.header.title}")
        self._add_actions()
        self._take_colours()

    @property
    def is_running(self) -> bool:
        """Whether a round is being worked on here, so that nothing heavy may be built meanwhile."""
        return not self._is_over

    @property
    def _is_working(self) -> bool:
        """Whether the work page is shown and the round is not over."""
        return not self._is_over and self.currentWidget() is self.work

    def begin(self) -> None:
        """Start the clock, or go on, and give the keyboard to the editor."""
        self.work.code.focus_editor()
        self._controller.begin()
        QTimer.singleShot(_QUIET_MS, self, self.make_rest)

    # Putting it together

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        self.display.load()
        self._connect()

    def _connect(self) -> None:
        controller, work = self._controller, self.work
        work.header.phase_chosen.connect(controller.enter_phase)
        work.header.pause_wanted.connect(self._pause)
        work.header.end_wanted.connect(self._ask_to_leave)
        work.code.edited.connect(controller.edit)
        work.code.cursor_moved.connect(controller.move_cursor)
        work.code.escaped.connect(self._escape)
        work.brief.notes_changed.connect(lambda text: controller.edit(NOTES, text))
        work.brief.hint_wanted.connect(self._take_hint)
        work.results.line_wanted.connect(work.code.go_to_line)
        work.results.custom_wanted.connect(self._run_custom)
        work.results.stop_wanted.connect(self._stop_run)
        work.run_wanted.connect(self._run)
        work.tests_wanted.connect(self._run_own_tests)
        work.submit_wanted.connect(self._submit)
        controller.time_checked.connect(self._show_explaining)
        controller.ending.connect(lambda: work.code.settle(_nothing))
        controller.handed_in.connect(self._handed_in)
        controller.measuring.connect(self._show_measuring)
        controller.measured.connect(self._measured)
        controller.not_measured.connect(self._not_measured)
        self.display.resume_wanted.connect(self._pause)
        self._tools.theme.changed.connect(self._take_colours)

    def connect_interviewer(self, pane: InterviewerPane) -> None:
        """Make the interviewer, and show what it says."""
        talk = self._talk = RoundTalk(self._tools, self._controller.services, self._controller.desk, self)
        pane.said.connect(talk.say)
        pane.load_line(self._controller.desk.session.document(REPLY))
        pane.typed.connect(lambda text: self._controller.edit(REPLY, text))
        talk.said.connect(pane.clear_line)
        talk.changed.connect(self._show_talk)
        talk.refused.connect(lambda fault: self.work.tell(str(fault)))
        self._controller.state_changed.connect(self._show_talk)
        self._controller.time_checked.connect(lambda checked: self._show_talk() if checked.notices else None)
        self.currentChanged.connect(lambda _: self._listen())

    def connect_explain(self, page: ExplainStep) -> None:
        """Keep what is written, and hand in or go back."""
        page.text_changed.connect(lambda text: self._controller.edit(EXPLANATION, text))
        page.hand_in_wanted.connect(self._hand_in)
        page.back_wanted.connect(self._back_to_work)

    def connect_predict(self, page: PredictStep) -> None:
        """Go on to the result, with a guess or without."""
        page.predicted.connect(self._predicted)
        page.skipped.connect(self._reveal)

    def connect_debrief(self, page: Debrief) -> None:
        """Let what is wanted after the result be done."""
        page.closed.connect(self.closed)
        page.again_wanted.connect(self.again_wanted)
        page.report_wanted.connect(self.report_wanted)
        page.measure_wanted.connect(self._controller.measure)

    def connect_leave(self, page: LeavePanel) -> None:
        """Stay, leave or give up."""
        page.stayed.connect(self._back_to_work)
        page.left.connect(self.closed)
        page.given_up.connect(self._give_up)

    def _add_actions(self) -> None:
        self._action("Run", "Ctrl+Return", self._primary)
        self._action("Submit", "Ctrl+Shift+Return", self._submit)
        self._action("Run my tests", "Ctrl+T", self._run_own_tests)
        self._action("Pause or resume", "Ctrl+P", self._pause)
        self._action("Ask for a hint", "Ctrl+H", self._take_hint)
        self._action("Leave or end the round", "Ctrl+E", self._ask_to_leave)
        for tab, name in ((BRIEF_TAB, "brief"), (HINTS_TAB, "hints"), (NOTES_TAB, "notes")):
            self._action(f"Go to the {name}", f"Alt+{tab + 1}", partial(self.work.brief.focus_tab, tab))
        self._action("Go to the solution", "Alt+4", lambda: self._go_to_code(0))
        self._action("Go to my tests", "Alt+5", lambda: self._go_to_code(1))
        self._action("Go to the results", "Alt+6", self.work.results.list.setFocus)
        self._action("Go to the custom input", "Alt+7", self._go_to_custom)
        self._action("Go to the rubric", "Alt+8", partial(self.work.brief.focus_tab, RUBRIC_TAB))
        self._action("Go to the interviewer", "Ctrl+I", self._go_to_interviewer)
        self._action("Back", "Escape", self._escape)
        self._action("Show the report", "Ctrl+R", self._show_report)

    def _action(self, text: str, keys: str, run: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)

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
            self.work.code.settle(self._controller.run_examples)

    def _run_own_tests(self) -> None:
        if self._is_working:
            self.work.code.settle(self._controller.run_own_tests)

    def _run_custom(self, arguments: str) -> None:
        self.work.code.settle(partial(self._controller.run_custom_input, arguments))

    def _hand_in(self) -> None:
        self.work.code.settle(self._controller.hand_in)

    def _stop_run(self) -> None:
        self._controller.stop_run()
        self.work.results.show_failure("Stopped.")

    def _submit(self) -> None:
        if self._is_over:
            return
        if self.shows("explain") or not self._controller.desk.question.explanation_minutes:
            self._hand_in()
        elif self._controller.is_running:
            self._controller.stop_run()
            self._explaining_since_s = self._controller.desk.session.elapsed_s()
            self.setCurrentWidget(self.explain)
            self.explain.editor.setFocus()

    def _pause(self) -> None:
        if self._is_working and self._controller.desk.round.mode is Mode.PRACTICE:
            self.work.code.settle(self._controller.pause)

    def _take_hint(self) -> None:
        if not self._is_working:
            return
        before = len(self._controller.story.hints)
        said = self._controller.hint()
        given = len(self._controller.story.hints) > before
        self.work.brief.show_answer("" if given else said)
        self.display.show_hints()
        self.work.brief.focus_tab(HINTS_TAB)

    def _ask_to_leave(self) -> None:
        if not self._is_over:
            self.work.code.settle(_nothing)
            self.setCurrentWidget(self.leave)
            self.leave.stay.setFocus()

    def _give_up(self) -> None:
        self._controller.abandon()
        self._is_over = True
        self.closed.emit()

    def _back_to_work(self) -> None:
        self._explaining_since_s = None
        self.setCurrentWidget(self.work)
        self.work.code.focus_editor()

    def _escape(self) -> None:
        if (self.shows("explain") or self.shows("leave")) and not self._is_over:
            self._back_to_work()
        elif self.shows("predict"):
            self._reveal()
        elif self.shows("debrief"):
            self.closed.emit()
        elif self._controller.is_busy:
            self._stop_run()
        else:
            self.work.code.focus_editor()

    def _go_to_code(self, tab: int) -> None:
        self.work.code.setCurrentIndex(tab)
        self.work.code.focus_editor()

    def _go_to_custom(self) -> None:
        self.work.results.setCurrentIndex(CUSTOM_TAB)
        self.work.results.custom.setFocus()

    def _go_to_interviewer(self) -> None:
        if self.currentWidget() is self.work:
            self.interviewer  # noqa: B018 - made now, if somebody is faster than the making
            self.work.side.unfold()

    def _show_report(self) -> None:
        if self._record is not None:
            self.report_wanted.emit()

    # What is shown

    def _listen(self) -> None:
        """The interviewer keeps its questions for the page on which they are seen."""
        if self._talk is not None:
            self._talk.is_listening = self._is_working

    def _show_talk(self) -> None:
        pane, talk, state = self.interviewer, self._talk, self._controller.desk.session.state
        if talk is None or not talk.is_here:
            return
        was_shown, self._is_talk_shown = self._is_talk_shown, True
        heard = pane.show_talk(talk.turns)
        pane.who.set_whole(talk.speaker)
        if talk.notice and not was_shown:
            self.work.banners.tell("info", talk.notice, key="interviewer")
        why = "The clock stands still." if state is RoundState.PAUSED else "The round is over."
        pane.show_state(can_ask=talk.can_ask, waiting=talk.is_waiting, why="" if state is RoundState.RUNNING else why)
        if heard and was_shown:
            pane.announce(heard)
            self.work.side.tell_new()
            self.display.show_hints()

    def _show_explaining(self, checked: TimeCheck) -> None:
        if self._explaining_since_s is not None:
            self.explain.show_time(checked.elapsed_s - self._explaining_since_s)

    def _handed_in(self) -> None:
        self._is_over = True
        self.work.freeze()
        self.setCurrentWidget(self.predict)
        self.predict.slider.setFocus()

    def _predicted(self, share: float, levels: dict[str, int]) -> None:
        self._controller.predict(share, levels)
        self._reveal()

    def _reveal(self) -> None:
        self.setCurrentWidget(self.debrief)
        if self._record is not None:
            self._controller.refresh_record(self._record_read)
        self.debrief.close_button.setFocus()

    def _show_measuring(self, words: str) -> None:
        self.predict.progress.setText(f"Measuring: {words}")
        if self._record is None:
            self.debrief.show_waiting(f"Measuring: {words}")

    def _measured(self, record: RoundRecord) -> None:
        self.predict.progress.setText("Measured. The result is ready.")
        self.debrief.banners.clear("measure")
        self._record_read(record)

    def _record_read(self, record: RoundRecord) -> None:
        self._record = record
        self.debrief.show_record(record)

    def _not_measured(self, fault: KnownError) -> None:
        stored = self._controller.is_stored
        self.predict.progress.setText("Could not be measured; the answer is kept.")
        if not stored:
            self._is_over = True
            self.work.freeze()
        if not self.shows("predict") or not stored:
            self.setCurrentWidget(self.debrief)
        self.debrief.show_waiting("Not measured yet." if stored else "Not stored yet; it is kept in this window.")
        again = Action("Measure again" if stored else "Try again", self._measure_again)
        self.debrief.banners.tell_error(fault, again, key="measure")

    def _measure_again(self) -> None:
        self.debrief.banners.clear("measure")
        self._controller.measure()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Note when the window loses the focus."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and not self._is_over:
            self._controller.desk.session.lose_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the round to whoever opens it next."""
        self._is_over = True
        if self._talk is not None:
            self._talk.close()
        self._controller.close()
        self.work.code.dispose()
        super().closeEvent(event)


def _nothing() -> None:
    """What is done after the editors have told their text, where nothing else waits for it."""
