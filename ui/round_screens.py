"""Which screen a round gets, and the editor that is kept warm for it."""

from __future__ import annotations

import gc
import importlib
import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, QUrl

from mockint.domain.changes import Changes
from mockint.domain.ids import RoundId
from mockint.errors import KnownError
from ui.editor.factory import EditorWarmUp
from ui.grading_news import GradingNews

if TYPE_CHECKING:
    from mockint.app.desk import RoundDesk
    from mockint.app.record import RoundRecord
    from mockint.app.services import Services
    from mockint.domain.round import Round
    from mockint.execution.job import Isolation
    from mockint.settings.model import Settings
    from ui.application import WindowApp
    from ui.editor.base import CodeEditor
    from ui.pages.page import Tools
    from ui.rounds.journal_timer import Relay
    from ui.rounds.round_controller import RoundController
    from ui.rounds.round_screen import RoundScreen
    from ui.rounds.work_page import WorkPage

_T = TypeVar("_T")
_AHEAD = (
    "mockint.measure.lint",
    "mockint.measure.coding",
    "mockint.app.coding",
    "mockint.app.measuring",
    "mockint.app.report",
    "mockint.graders.base",
    "mockint.graders.instructions",
    "mockint.graders.guards",
    "mockint.graders.reply",
    "mockint.graders.model",
    "mockint.graders.lexical",
    "mockint.graders.offline",
    "mockint.graders.paste",
    "mockint.app.reading",
    "mockint.app.grading",
    "ui.editor.lint_loop",
    "ui.editor.plain",
    "ui.rounds.header",
    "ui.rounds.brief_pane",
    "ui.rounds.editor_tabs",
    "ui.rounds.code_pane",
    "ui.rounds.results_pane",
    "ui.rounds.round_controller",
    "ui.rounds.controller",
    "ui.rounds.criterion_row",
    "ui.rounds.judge_bar",
    "ui.rounds.debrief",
    "ui.rounds.round_screen",
    "ui.rounds.coding_screen",
    "mockint.corpus.documents",
    "mockint.corpus.questions",
    "mockint.corpus.render",
    "mockint.app.build_folder",
    "mockint.gateway.stand_in",
    "mockint.gateway.build_gateway",
    "mockint.execution.console",
    "mockint.app.build_run",
    "mockint.app.build_check",
    "ui.rounds.file_tree",
    "ui.rounds.console_pane",
    "ui.rounds.build_work",
    "ui.rounds.build_controller",
    "ui.rounds.build_screen",
    "ui.pages.history",
    "ui.pages.today",
    "ui.pages.settings",
)
"""Imported in this order, so that none takes long; the places one goes to after a round too."""
_AHEAD_MS = 25
_TURN_MS = 5
"""Long enough for the window to do what waits; a timer of 0 would be served within the same turn."""


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
        self._news = GradingNews(tools.grading, running.window, self.open, lambda: self._shown, self)
        self.warm_up = EditorWarmUp(
            self._in_background,
            self._is_round_running,
            secrets.token_urlsafe,
            self,
            home=running.window,
            idle=running.input_idle,
        )

        self._ahead = list(_AHEAD)
        QTimer.singleShot(_AHEAD_MS, self, self._import_ahead)

    def keep_editor_ready(self) -> None:
        """Have Monaco made in a quiet moment where the settings ask for it, and let go of it where they do not."""
        self._in_background(lambda: self._services.settings.load().settings.editor.value, self._prepare_editor)

    def open(self, round_id: str) -> None:
        """Open a round on its screen; a second wish while one is being opened changes nothing."""
        if self._is_opening:
            return
        self._is_opening = True
        services = self._services
        self._tools.tasks.store(
            lambda _: services.stored(lambda store: store.load_round(RoundId(round_id))),
            self,
            self._found,
            self._refused,
        )

    def _prepare_editor(self, wanted: str) -> None:
        if wanted == "monaco":
            self.warm_up.start()
        else:
            self.warm_up.stop()

    def _found(self, found: Round) -> None:
        from mockint.domain.round import OPEN_STATES
        from ui.pages.question_pane import WITH_A_SCREEN

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
        services = self._services
        show = self._show_build if desk.question.build is not None else self._show_coding
        self._tools.tasks.remote(
            lambda: services.settings.load().settings, self, partial(show, desk, relay), self._refused
        )

    def _show_build(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        """Make the screen of a build in steps, as that of a coding round."""
        from mockint.measure.lint import lint_text
        from ui.editor.lint_loop import LintLoop
        from ui.editor.plain import PlainEditor
        from ui.rounds.build_controller import BuildController
        from ui.rounds.build_editors import BuildEditors

        controller = BuildController(self._tools, self._services, desk, self)
        controller.adopt(relay)
        given = self.warm_up.editor_for_round("plain" if settings.editor.value == "plain" else "monaco")
        free = [given.editor]

        def equip(path: str, editor: CodeEditor) -> CodeEditor:
            editor.set_font_size(self._tools.theme.look.px(settings.editor_font_size))
            if path.endswith(".py"):
                LintLoop(editor, lint_text, self._in_background)
            return editor

        def editor_for(path: str) -> CodeEditor:
            """The one that is warm for the first program file; its language server knows one text."""
            is_python = path.endswith(".py")
            return equip(path, free.pop() if free and is_python else PlainEditor(is_python=is_python))

        editors = BuildEditors(editor_for)

        def let_go() -> None:
            while free:
                free.pop().deleteLater()

        editors.destroyed.connect(let_go)

        def make() -> None:
            from ui.rounds.build_screen import BuildScreen, make_build_work

            screen = self._screen = BuildScreen(
                self._tools, controller, make_build_work(self._tools, controller, editors)
            )
            editors.replaced.connect(lambda path, _reason: equip(path, editors.editors[path]))
            editors.replaced.connect(partial(_tell_replaced, screen))
            screen.work.header.show_guide(shown=settings.phase_guide)
            if given.notice:
                screen.work.tell(given.notice)
            QTimer.singleShot(_TURN_MS, self, load)

        def load() -> None:
            if self._screen is not None:
                self._screen.load()
                QTimer.singleShot(_TURN_MS, self, partial(self._enter, controller, self._screen))

        QTimer.singleShot(_TURN_MS, self, make)

    def _show_coding(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        """Make the screen in steps, a turn of the event loop for each, so that the window is never held up for long."""
        from mockint.measure.lint import lint_text
        from ui.editor.lint_loop import LintLoop
        from ui.editor.plain import PlainEditor
        from ui.rounds.code_pane import CodePane
        from ui.rounds.controller import CodingController

        controller = CodingController(self._tools, self._services, desk, self)
        controller.adopt(relay)
        wanted: Literal["monaco", "plain"] = "plain" if settings.editor.value == "plain" else "monaco"
        given = self.warm_up.editor_for_round(wanted)
        code = CodePane(given.editor, PlainEditor())

        def equip(document: str) -> None:
            code.editors[document].set_font_size(self._tools.theme.look.px(settings.editor_font_size))
            LintLoop(code.editors[document], lint_text, self._in_background)

        for document in code.editors:
            equip(document)

        def make_work() -> None:
            from ui.rounds.coding_screen import make_work_page

            QTimer.singleShot(_TURN_MS, self, partial(make, make_work_page(self._tools, controller, code)))

        def make(work: WorkPage) -> None:
            from ui.rounds.coding_screen import CodingScreen

            screen = self._screen = CodingScreen(self._tools, controller, work)
            code.replaced.connect(equip)
            code.replaced.connect(partial(_tell_replaced, screen))
            screen.work.header.show_guide(shown=settings.phase_guide)
            if given.notice:
                screen.work.tell(given.notice)
            QTimer.singleShot(_TURN_MS, self, load)

        def load() -> None:
            if self._screen is not None:
                self._screen.load()
                QTimer.singleShot(_TURN_MS, self, partial(self._enter, controller, self._screen))

        QTimer.singleShot(_TURN_MS, self, make_work)

    def _enter(self, controller: RoundController, screen: RoundScreen) -> None:
        """Give the window to a screen that is made, and start the clock."""
        round_id = self._shown = controller.desk.round.id
        screen.closed.connect(self._leave)
        screen.report_wanted.connect(partial(self._show_report, round_id))
        screen.again_wanted.connect(partial(self._again, controller.desk.round))
        self._is_opening = False
        self._running.window.banners.clear("round")
        self._running.window.open_round(screen, controller.desk.question.header.title)
        screen.begin()
        self._tools.tasks.remote(self._services.pool.isolation, self, partial(_tell_isolation, screen))

    def _open_debrief(self, found: Round) -> None:
        from mockint.app import measuring
        from mockint.app.desk import HANDED_IN
        from mockint.app.record import read_record
        from ui.rounds.debrief import Debrief

        services, tasks = self._services, self._tools.tasks
        debrief = Debrief(self._tools)
        debrief.take_keys()
        debrief.closed.connect(self._leave)
        debrief.report_wanted.connect(partial(self._show_report, found.id))
        debrief.again_wanted.connect(partial(self._again, found))

        def work() -> RoundRecord:
            if found.state in HANDED_IN:
                measuring.measure(services, found.id)
            return read_record(services, found.id)

        def show(record: RoundRecord) -> None:
            if found.state in HANDED_IN:
                self._tools.hub.announce(Changes(rounds=True, grades=True))
                self._tools.grading.after_measuring(record)
            debrief.show_record(record)

        def measure_and_show() -> None:
            tasks.remote(work, debrief, show, debrief.tell_fault)

        debrief.measure_wanted.connect(measure_and_show)
        self._is_opening = False
        self._shown = found.id
        self._running.window.open_round(debrief, "Result")
        measure_and_show()
        debrief.close_button.setFocus()

    def _leave(self) -> None:
        self._screen, self._shown = None, ""
        self._running.window.close_round()
        self.keep_editor_ready()

    def _again(self, found: Round) -> None:
        from ui.pages.question_pane import WITH_A_SCREEN

        ref, mode, form = found.items[0].question_ref, found.mode.value, found.form.value
        self._leave()
        if found.kind not in WITH_A_SCREEN:
            self._refused(
                KnownError("This kind of round has no screen here yet.", f"Start it with: mockint start {ref}")
            )
            return
        self._tools.tasks.store(lambda s: s.start_round(ref, mode, form), self, self.open, self._refused)

    def _show_report(self, round_id: str) -> None:
        path = self._tools.home.cache / f"report-{round_id}.html"

        def shown(_: object) -> None:
            self._tools.open_url(QUrl.fromLocalFile(str(path)))

        self._tools.tasks.store(lambda s: s.export_report(round_id, path), self, shown, self._refused)

    def _refused(self, fault: KnownError) -> None:
        self._is_opening = False
        self._running.window.banners.tell_error(fault, key="round")

    def _import_ahead(self) -> None:
        """Import what a round's screen is made of before the first round asks for it, a module a turn.

        On this thread: PySide's types must not be made on another while this one uses them.
        """
        if not self._ahead:
            gc.freeze()  # what is imported stays for good; collections that look at it would hold up the typing
            return
        importlib.import_module(self._ahead.pop(0))
        QTimer.singleShot(_AHEAD_MS, self, self._import_ahead)

    def _is_round_running(self) -> bool:
        return self._screen is not None and self._screen.is_running

    def _in_background(self, work: Callable[[], _T], done: Callable[[_T], None], /) -> object:
        return self._tools.tasks.remote(work, self, done)


def _tell_isolation(screen: RoundScreen, found: Isolation) -> None:
    if found.sentence:
        screen.work.banners.tell("warn", found.sentence, key="isolation")


def _tell_replaced(screen: RoundScreen, document: str, reason: str) -> None:  # noqa: ARG001 - the signal's
    words = f"{reason} A plain editor has taken its place for the rest of this round; your text is kept."
    screen.work.banners.tell("warn", words, key="editor")
