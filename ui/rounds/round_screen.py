"""What the screen of every kind of round does: the talk, leaving, handing in, the forecast and the reveal."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar, Final, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from mockint.app.record import RoundRecord
from mockint.domain.round import Mode, RoundState
from mockint.errors import KnownError
from mockint.rounds.kind import REPLY
from ui.messages import Action
from ui.pages.page import Tools
from ui.rounds.brief_pane import HINTS_TAB
from ui.rounds.held_panel import HeldPanel
from ui.rounds.interviewer_pane import ON_THE_WAY, InterviewerPane
from ui.rounds.leave_panel import LeavePanel
from ui.rounds.round_controller import RoundController
from ui.rounds.round_debrief import RoundDebrief
from ui.rounds.round_display import RoundDisplay
from ui.rounds.round_work import RoundWork
from ui.rounds.steps import HIDDEN_TESTS, Forecast, PredictStep
from ui.rounds.talk import RoundTalk

_Page = TypeVar("_Page", bound=QWidget)
_PAUSE_MS: Final = 40
_QUIET_MS: Final = 500


class RoundScreen(QStackedWidget):
    """Work, predict, reveal and leave; a page that is not there yet is made when it is first asked for.

    A kind of round adds its own page to work on, and what stands between that and handing in.

    Signals:
        closed: The candidate leaves; the window may take the screen away.
        again_wanted: Start another round on the same question.
        report_wanted: Show the report as a page.
        replay_wanted: Show how it went: position of a question, and a quote whose moment is looked for (or none).
        defence_wanted: Hold a defence on the files that were handed in; the title of the round.
    """

    closed = Signal()
    again_wanted = Signal()
    report_wanted = Signal()
    replay_wanted = Signal(int, str)
    defence_wanted = Signal(str)

    later: ClassVar[tuple[str, ...]] = ("interviewer", "leave", "predict", "debrief")
    """Pages that are made after the round has opened, in this order."""
    forecast: ClassVar[Forecast | None] = HIDDEN_TESTS
    """What the candidate is asked to expect beside the levels; None where nothing is counted."""
    can_stop_measuring: ClassVar[bool] = False
    """Whether measuring takes so long that it can be stopped."""

    def __init__(self, tools: Tools, controller: RoundController, work: RoundWork, display: RoundDisplay) -> None:
        super().__init__()
        self._tools = tools
        self._controller = controller
        self.work = work
        self.added(work)
        controller.setParent(self)
        self.display = display
        display.setParent(self)
        self._record: RoundRecord | None = None
        self._is_over = False
        self._talk: RoundTalk | None = None
        self._is_talk_shown = False
        self.holds_back = False
        """Whether the result waits until the round's loop is over."""

    @property
    def is_running(self) -> bool:
        """Whether a round is being worked on here, so that nothing heavy may be built meanwhile."""
        return not self._is_over

    @property
    def is_working(self) -> bool:
        """Whether the work page is shown and the round is not over."""
        return not self._is_over and self.currentWidget() is self.work

    def begin(self) -> None:
        """Start the clock, or go on, and give the keyboard to the editor."""
        self.work.focus_editor()
        self._controller.begin()
        QTimer.singleShot(_QUIET_MS, self, self.make_rest)

    def load(self) -> None:
        """Show the round as its journal has it; to be called once, before `begin`."""
        self.display.load()
        controller, header = self._controller, self.work.header
        header.phase_chosen.connect(controller.enter_phase)
        header.pause_wanted.connect(self._pause)
        header.end_wanted.connect(self._ask_to_leave)
        self.work.brief.hint_wanted.connect(self._take_hint)
        controller.ending.connect(lambda: self.work.settle(nothing))
        controller.handed_in.connect(self._handed_in)
        controller.measuring.connect(self._show_measuring)
        controller.measured.connect(self._measured)
        controller.not_measured.connect(self._not_measured)
        self.display.resume_wanted.connect(self._pause)

    # The pages

    @cached_property
    def interviewer(self) -> InterviewerPane:
        """The talk, in its place on the work page."""
        pane = InterviewerPane(self._tools.theme)
        self.work.side.add_pane(pane)
        self._connect_interviewer(pane)
        return pane

    @cached_property
    def predict(self) -> PredictStep:
        """Where the candidate says what they expect."""
        page = self.added(PredictStep(self._tools.theme, self._controller.desk.rubric.criteria, self.forecast))
        page.predicted.connect(self._predicted)
        page.skipped.connect(self._reveal)
        page.stop_wanted.connect(self._controller.stop_measuring)
        return page

    @cached_property
    def held(self) -> HeldPanel:
        """Says that the result waits until the loop is over."""
        page = self.added(HeldPanel(self._tools.theme))
        page.back_wanted.connect(self.closed)
        page.result_wanted.connect(self._show_now)
        return page

    @cached_property
    def debrief(self) -> RoundDebrief:
        """The result."""
        page = self.added(RoundDebrief(self._tools))
        page.closed.connect(self.closed)
        page.again_wanted.connect(self.again_wanted)
        page.report_wanted.connect(self.report_wanted)
        page.replay_wanted.connect(self.replay_wanted)
        page.defence_wanted.connect(self.defence_wanted)
        page.measure_wanted.connect(self._controller.measure)
        page.stop_wanted.connect(self._controller.stop_measuring)
        return page

    @cached_property
    def leave(self) -> LeavePanel:
        """Asks what leaving is meant to be."""
        can_pause = self._controller.desk.round.mode is Mode.PRACTICE
        page = self.added(LeavePanel(self._tools.theme, can_pause=can_pause))
        page.stayed.connect(self.back_to_work)
        page.left.connect(self.closed)
        page.given_up.connect(self._give_up)
        return page

    def shows(self, name: str) -> bool:
        """Whether the page of this name is the one that is shown; asking makes none."""
        return name in self.__dict__ and self.currentWidget() is self.__dict__[name]

    def make_rest(self) -> None:
        """Make the pages that are not there yet, a turn of the event loop for each."""
        missing = [name for name in self.later if name not in self.__dict__]
        if missing:
            getattr(self, missing[0])
            QTimer.singleShot(_PAUSE_MS, self, self.make_rest)

    def added(self, page: _Page) -> _Page:
        """Put a page into the stack."""
        self.addWidget(page)
        return page

    # Keys that every round has

    def add_shared_actions(self) -> None:
        """Add the keys that every kind of round has."""
        self.add_action("Pause or resume", "Ctrl+P", self._pause)
        self.add_action("Ask for a hint", "Ctrl+H", self._take_hint)
        self.add_action("Leave or end the round", "Ctrl+E", self._ask_to_leave)
        self.add_action("Go to the interviewer", "Ctrl+I", self._go_to_interviewer)
        self.add_action("Show the report", "Ctrl+R", self._show_report)

    def add_action(self, text: str, keys: str, run: Callable[[], object]) -> None:
        """Add a key of this screen."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)

    # What the candidate does

    def hand_in(self) -> None:
        """Hand in everything that was typed before."""
        self.work.settle(self._controller.hand_in)

    def back_to_work(self) -> None:
        """Show the work page again."""
        self.setCurrentWidget(self.work)
        self.work.focus_editor()

    def escape_elsewhere(self) -> bool:
        """Escape on a page that is not the work page; whether it was one."""
        if self.shows("leave") and not self._is_over:
            self.back_to_work()
        elif self.shows("predict"):
            self._reveal()
        elif self.shows("debrief") or self.shows("held"):
            self.closed.emit()
        else:
            return False
        return True

    def _pause(self) -> None:
        if self.is_working and self._controller.desk.round.mode is Mode.PRACTICE:
            self.work.settle(self._controller.pause)

    def _take_hint(self) -> None:
        if not self.is_working:
            return
        before = len(self._controller.story.hints)
        said = self._controller.hint()
        given = len(self._controller.story.hints) > before
        self.work.brief.show_answer("" if given else said)
        self.display.show_hints()
        self.work.brief.focus_tab(HINTS_TAB)

    def _ask_to_leave(self) -> None:
        if not self._is_over:
            self.work.settle(nothing)
            self.setCurrentWidget(self.leave)
            self.leave.stay.setFocus()

    def _give_up(self) -> None:
        self._controller.abandon()
        self._is_over = True
        self.closed.emit()

    def _go_to_interviewer(self) -> None:
        if self.currentWidget() is self.work:
            self.interviewer  # noqa: B018 - made now, if somebody is faster than the making
            self.work.side.unfold()

    def _show_report(self) -> None:
        if self._record is not None:
            self.report_wanted.emit()

    # What is shown

    def _connect_interviewer(self, pane: InterviewerPane) -> None:
        talk = self._talk = RoundTalk(self._tools, self._controller.services, self._controller.desk, self)
        self._controller.item_changed.connect(self._show_other_talk)
        pane.said.connect(talk.say)
        pane.load_line(self._controller.desk.session.document(REPLY))
        pane.typed.connect(lambda text: self._controller.edit(REPLY, text))
        talk.said.connect(pane.clear_line)
        talk.changed.connect(self._show_talk)
        talk.refused.connect(lambda fault: self.work.tell(str(fault)))
        self._controller.state_changed.connect(self._show_talk)
        self._controller.time_checked.connect(lambda checked: self._show_talk() if checked.notices else None)
        self.currentChanged.connect(lambda _: self._listen())

    def _listen(self) -> None:
        """The interviewer keeps its questions for the page on which they are seen."""
        if self._talk is not None:
            self._talk.is_listening = self.is_working

    def _show_other_talk(self) -> None:
        """Another question is open: its talk takes the place, and what is typed there belongs to it."""
        self._is_talk_shown = False
        pane, talk = self.interviewer, self._talk
        pane.load_line(self._controller.desk.session.document(REPLY))
        if talk is not None:
            talk.turn_to_open_item()
            if not talk.is_here:
                pane.show_talk(())
                pane.show_state(can_ask=False, why=ON_THE_WAY)
        self._show_talk()

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

    def _handed_in(self) -> None:
        self._is_over = True
        self.work.freeze()
        self.setCurrentWidget(self.predict)
        self.predict.take_focus()

    def _predicted(self, share: float | None, levels: dict[str, int]) -> None:
        self._controller.predict(share, levels)
        self._reveal()

    def _show_now(self) -> None:
        self.holds_back = False
        self._reveal()

    def _reveal(self) -> None:
        if self.holds_back:
            self.setCurrentWidget(self.held)
            self.held.back.setFocus()
            return
        self.setCurrentWidget(self.debrief)
        if self._record is not None:
            self._controller.refresh_records(self._records_read)
        self.debrief.close_button.setFocus()

    def _show_measuring(self, words: str) -> None:
        self.predict.progress.setText(f"Measuring: {words}")
        self.predict.stop.setVisible(self.can_stop_measuring)
        if self._record is None:
            self.debrief.show_waiting(f"Measuring: {words}", can_stop=self.can_stop_measuring)

    def _measured(self, records: tuple[RoundRecord, ...]) -> None:
        self.predict.progress.setText("Measured. The result is ready.")
        self.predict.stop.hide()
        self.debrief.banners.clear("measure")
        self._records_read(records)
        story = self._controller.desk.session.story
        if any(story.item(record.item.position).predicted != record.told.predicted for record in records):
            self._controller.refresh_records(self._records_read)  # they were read before the last forecast was made

    def _records_read(self, records: tuple[RoundRecord, ...]) -> None:
        self._record = records[0]
        self.debrief.show_records(records)

    def _not_measured(self, fault: KnownError) -> None:
        stored = self._controller.is_stored
        self.predict.progress.setText("Could not be measured; the answer is kept.")
        self.predict.stop.hide()
        if not stored:
            self._is_over = True
            self.work.freeze()
        if not (self.shows("predict") or self.shows("held")) or not stored:
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
        self.work.dispose()
        super().closeEvent(event)


def nothing() -> None:
    """What is done after the editors have told their text, where nothing else waits for it."""
