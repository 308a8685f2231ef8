"""Puts the window together: the frame before the first paint, then services, pages and the habits of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.rail import MORE_PLACES, PLACES
from ui.theme import Choice, Theme
from ui.timeline import Timeline
from ui.window_state import WindowState

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QAction

    from mockint.errors import KnownError
    from mockint.paths import Home
    from ui.crash import CrashHandler, FaultFile
    from ui.idle import IdleWatch
    from ui.interrupt import InterruptWatch
    from ui.pages.page import Page, Tools
    from ui.pages.practice import PracticePage
    from ui.round_screens import RoundScreens
    from ui.services_port import Boot, QuestionShelf, Services
    from ui.tasks import TaskRunner
    from ui.welcome import WelcomePanel
    from ui.widgets.command_palette import Command


class WindowApp(QObject):
    """The running window with what belongs to it.

    Signals:
        settled: The start is over: the services are open, or it was told why they are not.
    """

    settled = Signal()

    def __init__(self, application: QApplication, home: Home, boot: Boot | None) -> None:
        super().__init__()
        self.application = application
        self.home = home
        self.timeline = Timeline.from_environment()
        self.state = WindowState(home.window_state, self)
        self.theme = Theme(application, cast("Choice", self.state.text("window/theme", "system")))
        self.window = MainWindow(self.theme, self.state)
        self._boot = boot
        self.tools: Tools | None = None
        self.tasks: TaskRunner | None = None
        self._crash: CrashHandler | None = None
        self._faults: FaultFile | None = None
        self._welcome: WelcomePanel | None = None
        self.rounds: RoundScreens | None = None
        self.input_idle: IdleWatch | None = None
        self._interrupts: InterruptWatch | None = None
        self._question_actions: list[QAction] = []
        self._shelf: QuestionShelf | None = None
        self._is_listed = False
        self._closed = False
        self.window.painted.connect(self._painted)
        self.window.round_wanted.connect(self.open_round)
        self.window.theme_chosen.connect(self._theme_chosen)

    def close(self) -> None:
        """Finish every lane's work; called when the window is gone."""
        if self._closed:
            return
        self._closed = True
        if self._interrupts is not None:
            self._interrupts.close()
        if self.tools is not None:
            self.tools.grading.close()
        if self.tasks is not None:
            self.tasks.close()
        if self._crash is not None:
            self._crash.uninstall()
        if self._faults is not None:
            self._faults.close()

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl+C, and not the user's hand, closed the window."""
        return self._interrupts is not None and self._interrupts.came

    def idle(self) -> bool:
        """Whether nothing is under way on a lane."""
        return self.tasks is not None and not self.tasks.under_way()

    def open_round(self, round_id: str) -> None:
        """Open a round's own screen."""
        if self.rounds is not None:
            self.rounds.open(round_id)

    def _replay(self, round_id: str) -> None:
        if self.rounds is not None:
            self.rounds.replays.open(round_id)

    def _painted(self) -> None:
        self.timeline.reached("painted")
        from ui.idle import IdleWatch
        from ui.interrupt import InterruptWatch

        self.input_idle = IdleWatch(self)
        self.input_idle.start()  # from the first moment on: the editor waits for a quiet second
        self._interrupts = InterruptWatch(self.window.close)
        self._start_services()
        # A page is imported on this thread: a type of Qt's bindings that two threads make at a time ends the program.
        QTimer.singleShot(0, self, self._furnish)

    def _start_services(self) -> None:
        from ui.crash import CrashHandler, FaultFile
        from ui.tasks import TaskRunner

        if self._boot is None:
            from ui.boot import AppBoot

            self._boot = AppBoot(self.home)
        self._crash = CrashHandler(self)
        self._crash.window = self.window
        self._crash.install()
        self._faults = FaultFile(self.home.logs)
        self.tasks = TaskRunner(self._boot, self)
        self.tasks.bug_found.connect(self._crash.report)
        self.tasks.start(self._listed, self._opened, self._not_opened)

    def _furnish(self) -> None:
        from PySide6.QtGui import QDesktopServices

        from ui.grading_desk import GradingDesk
        from ui.pages.page import Tools
        from ui.signals import ChangeHub

        if self._closed:
            return
        assert self.tasks is not None
        hub = ChangeHub(self)
        desk = GradingDesk(self.tasks, hub, self)
        self.tools = Tools(self.theme, self.tasks, hub, self.state, self.home, QDesktopServices.openUrl, desk)
        self.window.furnish({place.name: partial(self._make_page, place.name) for place in (*PLACES, *MORE_PLACES)})
        self.window.add_commands(self._question_commands)
        self._show_shelf()

    def _make_page(self, name: str) -> Page:
        assert self.tools is not None
        if name == "practice":
            from ui.pages.practice import PracticePage

            practice = PracticePage(self.tools)
            practice.listed.connect(self._questions_ready)
            practice.defend_wanted.connect(self.window.defend_wanted)
            return practice
        if name == "settings":
            from ui.pages.settings import SettingsPage

            settings = SettingsPage(self.tools)
            settings.setting_changed.connect(self._setting_changed)
            return settings
        if name == "today":
            from ui.pages.today import TodayPage

            today = TodayPage(self.tools)
            today.drills_wanted.connect(self.window.drills_wanted)
            return today
        if name == "history":
            from ui.pages.history import HistoryPage

            history = HistoryPage(self.tools)
            history.replay_wanted.connect(self._replay)
            return history
        if name == "targets":
            from ui.pages.targets import TargetsPage

            return TargetsPage(self.tools)
        if name == "loop":
            from ui.pages.loop import LoopPage

            return LoopPage(self.tools)
        if name == "stories":
            from ui.pages.stories import StoriesPage

            return StoriesPage(self.tools)
        if name == "skills":
            from ui.pages.skills import SkillsPage

            return SkillsPage(self.tools)
        raise ValueError(f"there is no place {name!r}")

    def _listed(self, shelf: QuestionShelf) -> None:
        self._shelf, self._is_listed = shelf, True
        self._show_shelf()

    def _show_shelf(self) -> None:
        """Fill the list once both are there, the page and the questions; only then are the services worth the time."""
        if self.tools is None or self.tasks is None or not self._is_listed:
            return
        if self._shelf is not None and self.window.place == "practice":
            cast("PracticePage", self.window.page("practice")).show_shelf(self._shelf)
            self._shelf = None
        else:
            self.tasks.let_open()

    def _questions_ready(self) -> None:
        self.timeline.reached("questions_ready")
        if self.tasks is not None:
            self.tasks.let_open()

    def _opened(self, services: Services) -> None:
        self.timeline.reached("store_ready")
        assert self.tasks is not None
        self._furnish_rounds(services)
        self.tasks.store(lambda s: s.needs_welcome(), self, self._maybe_welcome)
        if self._faults is not None:
            self._faults.open()
        self.tasks.remote(self._look_back, self, self._tell_look_back)
        self.settled.emit()

    def _furnish_rounds(self, services: Services) -> None:
        from ui.boot import WindowServices

        if not isinstance(services, WindowServices):
            return  # a test's own services hold no rounds
        from ui.round_screens import RoundScreens

        assert self.tools is not None
        self.tools.grading.open(services.app)
        self.rounds = RoundScreens(self, self.tools, services.app)
        self.rounds.keep_editor_ready()
        self.window.defend_wanted.connect(self.rounds.defend)
        self.window.drills_wanted.connect(self.rounds.drill)

    def _failed(self, fault: KnownError) -> None:
        self.window.banners.tell_error(fault, key="open")

    def _not_opened(self, fault: KnownError) -> None:
        from ui.messages import Action

        if self.tasks is not None:
            self.tasks.let_open()  # also where it was the list that could not be read
        self.window.banners.tell_error(fault, Action("Try again", self._open_again), key="open")
        self.settled.emit()

    def _open_again(self) -> None:
        assert self.tasks is not None
        self.tasks.reopen(self._reopened, self._not_opened)

    def _reopened(self, services: Services) -> None:
        from mockint.domain.changes import Changes

        self.window.banners.clear("open")
        self._opened(services)
        if self.tools is not None:
            self.tools.hub.announce(Changes(*(True for _ in Changes._fields)))

    def _look_back(self) -> str:
        from ui.crash import earlier_faults

        return earlier_faults(self.home.logs)

    def _tell_look_back(self, text: str) -> None:
        if not text:
            return
        from ui.messages import Action

        self.window.banners.tell(
            "warn",
            "mockint ended without warning the last time. Everything up to the last second is kept.",
            Action("Copy details", lambda: QApplication.clipboard().setText(text)),
            key="fault",
        )

    def _maybe_welcome(self, wanted: object) -> None:
        if not wanted:
            return
        from ui.welcome import WelcomePanel

        panel = WelcomePanel(self.theme.look)
        panel.answered.connect(self._finish_welcome)
        panel.skipped.connect(lambda: self._finish_welcome(None, None))
        self._welcome = panel
        self.window.show_above(panel)

    def _finish_welcome(self, level: str | None, interview: date | None) -> None:
        assert self.tools is not None

        def kept(_: None) -> None:
            from mockint.domain.changes import Changes

            if self.tools is not None:
                self.tools.hub.announce(Changes(settings=True))

        self.tools.tasks.store(lambda s: s.finish_welcome(level, interview), self, kept, self._failed)
        if self._welcome is not None:
            self._welcome.hide()
            self._welcome.deleteLater()
            self._welcome = None
        self.window.go_to(self.window.place)

    def _theme_chosen(self, choice: str) -> None:
        self._setting_changed("theme", choice)
        if self.tools is not None:
            hub = self.tools.hub

            def kept(_: None) -> None:
                from mockint.domain.changes import Changes

                hub.announce(Changes(settings=True))

            self.tools.tasks.store(lambda s: s.change_setting("theme", choice), self, kept, self._failed)

    def _setting_changed(self, name: str, value: object) -> None:
        if name == "editor" and self.rounds is not None:
            self.rounds.keep_editor_ready()
        if name == "theme" and (value == "system" or value == "light" or value == "dark"):  # noqa: PLR1714 - narrows
            self.theme.choose(value)
            self.state.remember("window/theme", str(value))
            self.window.theme_actions[str(value)].setChecked(True)

    def _question_commands(self) -> Sequence[Command]:
        from PySide6.QtGui import QAction

        from ui.widgets.command_palette import Command

        practice = cast("PracticePage", self.window.page("practice"))
        for old in self._question_actions:
            old.deleteLater()
        self._question_actions = []
        found = []
        for entry in practice.questions.entries():
            action = QAction(entry.title, self)
            action.triggered.connect(lambda _checked=False, ref=entry.ref: self._show_question(ref))
            self._question_actions.append(action)
            found.append(Command(f"Practice: {entry.title}", action))
        return found

    def _show_question(self, ref: str) -> None:
        self.window.go_to("practice")
        cast("PracticePage", self.window.page("practice")).show_question(ref)


def open_window(arguments: Sequence[str], home: Home, boot: Boot | None = None) -> WindowApp:
    """Make the application and show its window; its event loop is the caller's to run."""
    # The editor's page draws with shared contexts; Qt wants to know before the application is made.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QApplication.setStyle("Fusion")
    application = QApplication(list(arguments))
    application.setApplicationName("mockint")
    application.setApplicationDisplayName("mockint")
    application.setDesktopFileName("mockint")
    opened = WindowApp(application, home, boot)
    opened.window.show()
    return opened
