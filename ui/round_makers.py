"""Makes the screen of a round, every kind in its own way, in steps that hold the window up for no longer than a frame or two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from mockint.app.desk import RoundDesk
    from mockint.app.services import Services
    from mockint.settings.model import Settings
    from ui.editor.base import CodeEditor
    from ui.editor.factory import EditorWarmUp
    from ui.editor.lint_loop import RunInBackground
    from ui.pages.page import Tools
    from ui.rounds.journal_timer import Relay
    from ui.rounds.round_controller import RoundController
    from ui.rounds.round_screen import RoundScreen
    from ui.rounds.work_page import WorkPage

_TURN_MS: Final = 5
"""Long enough for the window to do what waits; a timer of 0 would be served within the same turn."""


class RoundMakers(QObject):
    """One way to a screen for every kind of round that has one.

    Args:
        warm_up: Has the editor that is kept ready.
        in_background: Runs something on a lane and hands its result over here.

    Signals:
        made: A `RoundScreen` that is there, but not shown.
        entered: A `RoundController` and its screen, which shows the round as its journal has it.
    """

    made = Signal(object)
    entered = Signal(object, object)

    def __init__(
        self,
        tools: Tools,
        services: Services,
        warm_up: EditorWarmUp,
        in_background: RunInBackground,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._services = services
        self._warm_up = warm_up
        self._in_background = in_background

    def make(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        """Make the screen of a round that was claimed; what it came to is told by the signals."""
        ways = {"coding": self._coding, "system_design": self._design}
        way = ways.get(desk.round.kind, self._behavioral)
        (self._build if desk.question.is_worked_on_in_files else way)(desk, relay, settings)

    def _design(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        from ui.rounds.design_screen import DesignScreen, make_design_work

        controller = self._plain_controller(desk, relay)

        def make() -> None:
            work = make_design_work(self._tools, controller)
            self._then(lambda: self._finish(controller, DesignScreen(self._tools, controller, work), settings))

        self._then(make)

    def _behavioral(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        from ui.rounds.behavioral_screen import BehavioralScreen, make_behavioral_work

        controller = self._plain_controller(desk, relay)

        def make() -> None:
            work = make_behavioral_work(self._tools, controller)
            self._then(lambda: self._finish(controller, BehavioralScreen(self._tools, controller, work), settings))

        self._then(make)

    def _plain_controller(self, desk: RoundDesk, relay: Relay) -> RoundController:
        """That of a round in which nothing is run."""
        from ui.rounds.round_controller import RoundController

        controller = RoundController(self._tools, self._services, desk, self)
        controller.adopt(relay)
        return controller

    def _build(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        """Make the screen of a build or a take-home in steps, as that of a coding round."""
        from mockint.measure.lint import lint_text
        from ui.editor.lint_loop import LintLoop
        from ui.editor.plain import PlainEditor
        from ui.rounds.brief_controller import BriefController
        from ui.rounds.build_controller import BuildController
        from ui.rounds.build_editors import BuildEditors

        is_brief = desk.question.take_home is not None
        controller = (BriefController if is_brief else BuildController)(self._tools, self._services, desk, self)
        controller.adopt(relay)
        given = self._warm_up.editor_for_round("plain" if settings.editor.value == "plain" else "monaco")
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
            from ui.rounds.brief_screen import BriefScreen
            from ui.rounds.build_screen import BuildScreen, make_build_work

            kind = BriefScreen if is_brief else BuildScreen
            screen = kind(self._tools, controller, make_build_work(self._tools, controller, editors, kind.words))
            editors.replaced.connect(lambda path, _reason: equip(path, editors.editors[path]))
            editors.replaced.connect(partial(_tell_replaced, screen))
            self._finish(controller, screen, settings, given.notice)

        self._then(make)

    def _coding(self, desk: RoundDesk, relay: Relay, settings: Settings) -> None:
        """Make the screen in steps, a turn of the event loop for each, so that the window is never held up for long."""
        from mockint.measure.lint import lint_text
        from ui.editor.lint_loop import LintLoop
        from ui.editor.plain import PlainEditor
        from ui.rounds.code_pane import CodePane
        from ui.rounds.controller import CodingController

        controller = CodingController(self._tools, self._services, desk, self)
        controller.adopt(relay)
        wanted: Literal["monaco", "plain"] = "plain" if settings.editor.value == "plain" else "monaco"
        given = self._warm_up.editor_for_round(wanted)
        code = CodePane(given.editor, PlainEditor())

        def equip(document: str) -> None:
            code.editors[document].set_font_size(self._tools.theme.look.px(settings.editor_font_size))
            LintLoop(code.editors[document], lint_text, self._in_background)

        for document in code.editors:
            equip(document)

        def make_work() -> None:
            from ui.rounds.coding_screen import make_work_page

            self._then(partial(make, make_work_page(self._tools, controller, code)))

        def make(work: WorkPage) -> None:
            from ui.rounds.coding_screen import CodingScreen

            screen = CodingScreen(self._tools, controller, work)
            code.replaced.connect(equip)
            code.replaced.connect(partial(_tell_replaced, screen))
            self._finish(controller, screen, settings, given.notice)

        self._then(make_work)

    def _finish(self, controller: RoundController, screen: RoundScreen, settings: Settings, notice: str = "") -> None:
        """What is left to do for every screen: the guide, the journal's content, and the window."""
        self.made.emit(screen)
        screen.work.header.show_guide(shown=settings.phase_guide)
        if notice:
            screen.work.tell(notice)

        def load() -> None:
            screen.load()
            self._then(lambda: self.entered.emit(controller, screen))

        self._then(load)

    def _then(self, step: Callable[[], object]) -> None:
        """Go on in another turn of the event loop."""
        QTimer.singleShot(_TURN_MS, self, step)


def _tell_replaced(screen: RoundScreen, document: str, reason: str) -> None:  # noqa: ARG001 - the signal's
    words = f"{reason} A plain editor has taken its place for the rest of this round; your text is kept."
    screen.work.banners.tell("warn", words, key="editor")
