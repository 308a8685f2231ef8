"""Which screen a round gets, and the editor that is kept warm for it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QUrl

from mockint.domain.changes import Changes
from mockint.domain.ids import RoundId
from mockint.errors import KnownError
from ui.editor.factory import EditorWarmUp
from ui.grading_news import GradingNews
from ui.replay.opening import Replays, Wanted
from ui.round_ahead import ImportAhead
from ui.round_makers import RoundMakers

if TYPE_CHECKING:
    from mockint.app.desk import RoundDesk
    from mockint.app.record import RoundRecord
    from mockint.app.services import Services
    from mockint.domain.round import Round
    from mockint.execution.job import Isolation
    from ui.application import WindowApp
    from ui.defend_dialog import DefendDialog
    from ui.pages.page import Tools
    from ui.rounds.journal_timer import Relay
    from ui.rounds.round_controller import RoundController
    from ui.rounds.round_screen import RoundScreen
    from ui.services_port import Services as Port

_T = TypeVar("_T")


class RoundScreens(QObject):
    """Opens rounds in the window: one that can be worked on, or the debrief of one that is over.

    Args:
        running: The window with its tools.
        services: The core's services, open.
    """

    def __init__(self, running: WindowApp, tools: Tools, services: Services) -> None:
        super().__init__(running)
        self._running = running
        self._tools = tools
        self._services = services
        self._is_opening = False
        self._screen: RoundScreen | None = None
        self._shown = ""
        self._held_back: set[str] = set()
        self._news = GradingNews(
            tools.grading, running.window, self.open, lambda: self._shown, self._held_back.__contains__, self
        )
        self.warm_up = EditorWarmUp(
            self._in_background,
            self._is_round_running,
            secrets.token_urlsafe,
            self,
            home=running.window,
            idle=running.input_idle,
        )
        self._makers = RoundMakers(tools, services, self.warm_up, self._in_background, self)
        self._makers.made.connect(self._made)
        self._makers.entered.connect(self._enter)
        self.replays = Replays(tools, services, running.window, self.open, self._refused, self)
        ImportAhead(self)

    def keep_editor_ready(self) -> None:
        """Have Monaco made in a quiet moment where the settings ask for it, and let go of it where they do not."""
        self._in_background(lambda: self._services.settings.load().settings.editor.value, self._prepare_editor)

    def open(self, round_id: str) -> None:
        """Open a round on its screen; a second wish while one is being opened changes nothing."""
        if self._is_opening:
            return
        self._is_opening = True
        services = self._services

        def work(port: Port) -> tuple[Round, bool]:
            found = services.stored(lambda store: store.load_round(RoundId(round_id)))
            return found, port.loops().holds_back(round_id)

        self._tools.tasks.store(work, self, lambda found: self._found(*found), self._refused)

    def defend(self) -> None:
        """Ask for a repository, show its facts, and open the round on them; nothing happens while a round is shown."""
        if not self._is_opening and self._running.window.round_widget is None:
            self._defence().choose()

    def drill(self) -> None:
        """Put drills, one after another; nothing happens while a round is shown."""
        from ui.drills.dialog import DrillDialog

        if self._is_opening or self._running.window.round_widget is not None:
            return
        draft = self._tools.home.root / "drill-draft.json"
        dialog = DrillDialog(self._tools.theme, self._tools.tasks, self._services, draft, self._running.window)
        dialog.finished.connect(lambda _: self._tools.hub.announce(Changes(grades=True)))
        dialog.open()
        dialog.begin()

    def _defend_round(self, round_id: RoundId, title: str) -> None:
        self._defence().look_at_round(round_id, title)

    def _defence(self) -> DefendDialog:
        from ui.defend_dialog import DefendDialog

        def made(round_id: str) -> None:
            self._running.window.activateWindow()
            self._tools.hub.announce(Changes(rounds=True))
            if self._running.window.round_widget is not None:
                self._leave()
            self.open(round_id)

        dialog = DefendDialog(self._tools.theme, self._tools.tasks, self._services, self._running.window)
        dialog.round_made.connect(made)
        dialog.open()
        return dialog

    def _prepare_editor(self, wanted: str) -> None:
        if wanted == "monaco":
            self.warm_up.start()
        else:
            self.warm_up.stop()

    def _found(self, found: Round, holds_back: bool) -> None:  # noqa: FBT001 - a task's result
        from mockint.domain.round import OPEN_STATES
        from ui.pages.question_pane import WITH_A_SCREEN

        if holds_back:
            self._held_back.add(found.id)
        else:
            self._held_back.discard(found.id)
        if found.state in OPEN_STATES and found.kind not in WITH_A_SCREEN:
            where = f"in {found.folder}" if found.folder else "from the command line"
            self._refused(KnownError("This kind of round has no screen here yet.", f"Go on {where}; nothing is lost."))
        elif found.state in OPEN_STATES:
            self._claim(found.id)
        else:
            self._open_debrief(found)

    def _claim(self, round_id: RoundId, *, take_over: bool = False) -> None:
        from ui.rounds.round_controller import open_desk

        refused = partial(self._not_claimed, round_id)
        open_desk(self._tools, self._services, round_id, self, self._claimed, refused, take_over=take_over)

    def _not_claimed(self, round_id: RoundId, fault: KnownError) -> None:
        from mockint.app.desk import HeldError, SilentOwnerError
        from ui.messages import Action

        if isinstance(fault, HeldError):
            self._follow(round_id)
            return
        self._refused(fault)
        if isinstance(fault, SilentOwnerError):
            take_over = Action("Take it over", partial(self._claim, round_id, take_over=True))
            self._running.window.banners.tell("warn", str(fault), take_over, key="round")

    def _follow(self, round_id: RoundId) -> None:
        """Show a round that is another process's, as it grows there."""
        from mockint.app.follow import look
        from ui.rounds.follow import FollowScreen

        self._is_opening = False
        services, tasks = self._services, self._tools.tasks

        def ask() -> None:
            tasks.remote(lambda: look(services, round_id), screen, screen.show_round, self._refused)

        screen = FollowScreen(self._tools.theme, ask)
        screen.closed.connect(self._leave)
        screen.open_wanted.connect(partial(self.open, round_id))
        self._running.window.open_round(screen, "Followed")
        screen.leave.setFocus()
        ask()

    def _claimed(self, desk: RoundDesk, relay: Relay) -> None:
        services, make = self._services, self._makers.make
        self._tools.tasks.remote(
            lambda: services.settings.load().settings, self, partial(make, desk, relay), self._refused
        )

    def _made(self, screen: RoundScreen) -> None:
        self._screen = screen

    def _enter(self, controller: RoundController, screen: RoundScreen) -> None:
        """Give the window to a screen that is made, and start the clock."""
        round_id = self._shown = controller.desk.round.id
        screen.closed.connect(self._leave)
        screen.holds_back = round_id in self._held_back
        screen.report_wanted.connect(partial(self._show_report, round_id))
        screen.again_wanted.connect(partial(self._again, controller.desk.round))
        screen.replay_wanted.connect(partial(self._replay, round_id))
        screen.defence_wanted.connect(partial(self._defend_round, round_id))
        self._is_opening = False
        self._running.window.banners.clear("round")
        self._running.window.open_round(screen, controller.title)
        screen.begin()
        if controller.desk.question.runs_code:
            self._tools.tasks.remote(self._services.pool.isolation, self, partial(_tell_isolation, screen))

    def _open_debrief(self, found: Round) -> None:
        from mockint.app import measuring
        from mockint.app.desk import HANDED_IN
        from mockint.app.record import read_records
        from ui.rounds.round_debrief import RoundDebrief

        services, tasks = self._services, self._tools.tasks
        debrief = RoundDebrief(self._tools)
        debrief.take_keys()
        debrief.closed.connect(self._leave)
        debrief.report_wanted.connect(partial(self._show_report, found.id))
        debrief.again_wanted.connect(partial(self._again, found))
        debrief.replay_wanted.connect(partial(self._replay, found.id))
        debrief.defence_wanted.connect(partial(self._defend_round, found.id))

        def work() -> tuple[RoundRecord, ...]:
            if found.state in HANDED_IN:
                measuring.measure(services, found.id)
            return read_records(services, found.id)

        def show(records: tuple[RoundRecord, ...]) -> None:
            if found.state in HANDED_IN:
                self._tools.hub.announce(Changes(rounds=True, grades=True))
                self._tools.grading.after_measuring(records)
            debrief.show_records(records)

        def measure_and_show() -> None:
            tasks.remote(work, debrief, show, debrief.tell_fault)

        debrief.measure_wanted.connect(measure_and_show)
        self._is_opening = False
        self._shown = found.id
        self._running.window.open_round(debrief, "Result")
        measure_and_show()
        debrief.close_button.setFocus()

    def _leave(self) -> None:
        is_of_loop = self._shown in self._held_back
        self._screen, self._shown = None, ""
        self._running.window.close_round()
        if is_of_loop:
            self._running.window.go_to("loop")
        self.keep_editor_ready()

    def _again(self, found: Round) -> None:
        from ui.pages.question_pane import WITH_A_SCREEN

        ref = found.items[0].question_ref if len(found.items) == 1 else found.kind
        mode, form = found.mode.value, found.form.value
        self._leave()
        if found.kind == "take_home":
            self.defend()
            return
        if found.kind not in WITH_A_SCREEN:
            self._refused(
                KnownError("This kind of round has no screen here yet.", f"Start it with: mockint start {ref}")
            )
            return
        self._tools.tasks.store(lambda s: s.start_round(ref, mode, form), self, self.open, self._refused)

    def _replay(self, round_id: str, item: int, quote: str) -> None:
        """Show how a round went; afterwards its result again."""
        self._leave()
        self.replays.open(round_id, Wanted(item, quote), partial(self._back_to, round_id))

    def _back_to(self, round_id: str) -> None:
        self._running.window.close_round()
        self.open(round_id)

    def _show_report(self, round_id: str) -> None:
        path = self._tools.home.cache / f"report-{round_id}.html"

        def shown(_: object) -> None:
            self._tools.open_url(QUrl.fromLocalFile(str(path)))

        self._tools.tasks.store(lambda s: s.export_report(round_id, path), self, shown, self._refused)

    def _refused(self, fault: KnownError) -> None:
        self._is_opening = False
        self._running.window.banners.tell_error(fault, key="round")

    def _is_round_running(self) -> bool:
        return self._screen is not None and self._screen.is_running

    def _in_background(self, work: Callable[[], _T], done: Callable[[_T], None], /) -> object:
        return self._tools.tasks.remote(work, self, done)


def _tell_isolation(screen: RoundScreen, found: Isolation) -> None:
    if found.sentence:
        screen.work.banners.tell("warn", found.sentence, key="isolation")
