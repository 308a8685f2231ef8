"""What every page has: a head, messages, a body, and the habit to draw itself again only when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mockint.domain.changes import Changes
from mockint.errors import KnownError
from mockint.paths import Home
from ui.grading_desk import GradingDesk
from ui.messages import Action, BannerArea
from ui.services_port import Services
from ui.signals import ChangeHub
from ui.tasks import Task, TaskRunner
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.parts import Busy, LinkLabel, label, line
from ui.window_state import WindowState

_T = TypeVar("_T")


class Tools(NamedTuple):
    """What the window hands to each of its pages.

    Attributes:
        open_url: Opens an address or file in the program of the user's choice; False where nothing took it.
        grading: Grades rounds, whichever page is shown.
    """

    theme: Theme
    tasks: TaskRunner
    hub: ChangeHub
    state: WindowState
    home: Home
    open_url: Callable[[QUrl], bool]
    grading: GradingDesk


class Page(QWidget):
    """A place of the window. It shows what the services tell, and asks again when it is stale and shown.

    Signals:
        round_wanted: The user wants into the round of this id.
        place_wanted: The user wants to another place, named.
    """

    round_wanted = Signal(str)
    place_wanted = Signal(str)

    title = ""
    watches = Changes()
    """What makes this page stale."""
    aside_place = ""
    """Where the words beside the title lead; empty for nowhere."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self._stale = True
        self._loading: Task[object] | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        head = self.head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        head.setSpacing(Space.M)
        self.heading = label(self.title, "title")
        self.aside: QLabel = LinkLabel(f"Go to {self.aside_place}") if self.aside_place else label("", "muted")
        if isinstance(self.aside, LinkLabel):
            self.aside.opened.connect(lambda: self.place_wanted.emit(self.aside_place))
        self.busy = Busy()
        head.addWidget(self.heading)
        head.addWidget(self.aside)
        head.addStretch(1)
        head.addWidget(self.busy)
        self.column.addLayout(head)
        self.column.addWidget(line())
        self.banners = BannerArea(tools.theme)
        self.banners.hide()
        self.column.addWidget(self.banners)
        self.busy.cancelled.connect(self._cancel)
        tools.hub.changed.connect(self._changed)

    def load(self) -> None:
        """Ask the services for what the page shows; pages override it."""

    def preferred_focus(self) -> QWidget | None:
        """Where the keyboard goes when the page is opened."""
        return None

    def ask(
        self,
        work: Callable[[Services], _T],
        done: Callable[[_T], None],
        *,
        words: str = "Loading",
        key: str = "error",
        failed: Callable[[KnownError], None] | None = None,
    ) -> Task[_T]:
        """Do work on the store lane; a known error becomes a banner of this page.

        Args:
            work: A plain function of the services.
            done: Called with its result.
            words: What goes on, for work that takes long.
            key: Whose message a failure replaces; it goes when the work succeeds.
            failed: Called as well, after the banner is shown.
        """

        def end(result: _T) -> None:
            self.banners.clear(key)
            done(result)

        def fail(fault: KnownError) -> None:
            if fault is not self.tools.tasks.refusal:  # that one the window tells, for all of its pages
                self.banners.tell_error(fault, Action("Try again", self.reload), key)
            if failed is not None:
                failed(fault)

        task = self.tools.tasks.store(work, self, end, fail, lambda slow: self._slow(words, slow=slow))
        self._loading = task  # type: ignore[assignment]
        return task

    def reload(self) -> None:
        """Ask again now."""
        self._stale = False
        self.load()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw again where something changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _changed(self, changes: Changes) -> None:
        if not any(mine and there for mine, there in zip(self.watches, changes, strict=True)):
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    def _slow(self, words: str, *, slow: bool) -> None:
        if slow:
            self.busy.show_work(words)
        else:
            self.busy.done()

    def _cancel(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
