"""The part of Settings about models: keys, a test of the connection, the check of the grader, and what was spent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.model_calls import month_words
from ui.pages.model_panels import CheckPanel, ConnectionPanel, KeyPanel, Panel
from ui.tokens import Space
from ui.widgets.parts import button

if TYPE_CHECKING:
    from mockint.app.model_setup import CheckFigures, Connection, KeyState, ModelSetup
    from mockint.app.spending import Month
    from mockint.errors import KnownError
    from mockint.provider.connection import Check
    from ui.pages.page import Tools
    from ui.tasks import Task


class ModelSettings(QWidget):
    """Puts the panels together and does their work on remote lanes: a keyring or a server may take its time.

    Signals:
        failed: A `KnownError`.
        names_found: Names of models that the server lists.
        calls_wanted: Show every call.
    """

    failed = Signal(object)
    names_found = Signal(object)
    calls_wanted = Signal()
    _checked = Signal(object, object)
    _progressed = Signal(object, str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.setup: ModelSetup | None = None
        self._cancel: dict[QObject, threading.Event] = {}
        self._tasks: dict[QObject, Task[Any]] = {}
        self.keys: dict[str, KeyPanel] = {}
        self.connection = ConnectionPanel()
        self.check = CheckPanel()
        self.calls = Panel("Model calls")
        self.show_calls = button("Show calls", tip="Every call of a model with its tokens, time and price")
        self.show_calls.clicked.connect(self.calls_wanted)
        self.calls.head.addWidget(self.show_calls, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._keys = QVBoxLayout()
        self._keys.setSpacing(Space.S)
        column.addLayout(self._keys)
        for panel in (self.connection, self.check, self.calls):
            column.addWidget(panel)
        self.connection.wanted.connect(self._test)
        self.connection.cancelled.connect(lambda: self._stop(self.connection))
        self.check.wanted.connect(self._ask_price)
        self.check.confirmed.connect(self._run_check)
        self.check.cancelled.connect(lambda: self._stop(self.check))
        self._checked.connect(self._show_check)
        self._progressed.connect(self._show_progress)
        self.destroyed.connect(partial(_end_all, self._cancel))

    def load(self, setup: ModelSetup) -> None:
        """Ask again for all that may have changed with the settings; nothing goes out of the house by this."""
        self.setup = setup
        self._remote(setup.keys, self._show_keys)
        self._remote(setup.target, self.connection.words.setText)
        self._remote(setup.last_check, self.check.show_figures)
        self._remote(setup.month, self._show_month)

    def look_for_names(self) -> None:
        """Ask the server for its models' names, if there is a key; the user is about to choose one."""
        if self.setup is not None:
            self._tools.tasks.remote(self.setup.model_names, self, self._found_names)

    def _show_keys(self, states: tuple[KeyState, ...]) -> None:
        for state in states:
            if state.name not in self.keys:
                self.keys[state.name] = self._key_panel(state)
            self.keys[state.name].show_state(state)

    def _key_panel(self, state: KeyState) -> KeyPanel:
        panel, name = KeyPanel(state.title), state.name
        panel.kept.connect(lambda text: self._change_key(panel, lambda setup: setup.keep_key(name, text)))
        panel.removed.connect(lambda: self._change_key(panel, lambda setup: setup.remove_key(name)))
        self._keys.addWidget(panel)
        return panel

    def _change_key(self, panel: KeyPanel, change: Callable[[ModelSetup], KeyState]) -> None:
        setup = self.setup
        if setup is not None:
            panel.words.setText("Asking the keyring \N{HORIZONTAL ELLIPSIS}")
            self._tools.tasks.remote(lambda: change(setup), self, panel.show_state, self._key_not_kept)

    def _key_not_kept(self, fault: KnownError) -> None:
        self.failed.emit(fault)
        if self.setup is not None:
            self._remote(self.setup.keys, self._show_keys)

    def _show_month(self, month: Month) -> None:
        self.calls.words.setText(month_words(month))

    # The connection

    def _test(self) -> None:
        setup = self.setup
        if setup is None:
            return
        cancel = self._begin(self.connection)
        self.connection.begin()

        def done(found: Connection) -> None:
            for check in found.checks:
                self.connection.show_check(check)
            self.connection.end()
            self._found_names(found.models)
            self._remote(setup.month, self._show_month)

        def work() -> Connection:
            return setup.test_connection(lambda check: self._post(self._checked, cancel, check), cancel)

        self._tasks[self.connection] = self._tools.tasks.remote(work, self, done, self._not_tested)

    def _not_tested(self, fault: KnownError) -> None:
        self.connection.end()
        self.failed.emit(fault)

    def _found_names(self, names: tuple[str, ...]) -> None:
        if names:
            self.names_found.emit(names)

    def _show_check(self, cancel: threading.Event, check: Check) -> None:
        if not cancel.is_set():
            self.connection.show_check(check)

    # The check of the grader

    def _ask_price(self) -> None:
        setup = self.setup
        if setup is None:
            return
        self.check.begin("Estimating the price")

        def told(price: str) -> None:
            if price:
                self.check.ask(price)
            else:
                self._run_check()

        self._begin(self.check)
        self._tasks[self.check] = self._tools.tasks.remote(setup.price_of_check, self, told, self._not_checked)

    def _run_check(self) -> None:
        setup = self.setup
        if setup is None:
            return
        cancel = self._begin(self.check)
        self.check.begin("Checking the grader")

        def done(found: CheckFigures) -> None:
            self.check.end()
            self.check.show_figures(found)
            self._remote(setup.month, self._show_month)

        def work() -> CheckFigures:
            return setup.run_check(lambda words: self._post(self._progressed, cancel, words), cancel)

        self._tasks[self.check] = self._tools.tasks.remote(work, self, done, self._not_checked)

    def _show_progress(self, cancel: threading.Event, words: str) -> None:
        if not cancel.is_set():
            self.check.busy.show_work(words)

    def _not_checked(self, fault: KnownError) -> None:
        self.check.end()
        self.failed.emit(fault)

    # Lanes

    def _begin(self, panel: QObject) -> threading.Event:
        cancel = self._cancel[panel] = threading.Event()
        return cancel

    def _stop(self, panel: ConnectionPanel | CheckPanel) -> None:
        """End what a panel is doing; what it comes to is not waited for."""
        if panel in self._cancel:
            self._cancel[panel].set()
        if panel in self._tasks:
            self._tasks.pop(panel).cancel()
        panel.end()

    def _post(self, signal: object, *what: object) -> None:
        """Bring something from a lane's thread to the window's."""
        try:
            signal.emit(*what)  # type: ignore[attr-defined]
        except RuntimeError:
            return  # the window was closed

    def _remote(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._tools.tasks.remote(work, self, done, self.failed.emit)


def _end_all(events: Mapping[QObject, threading.Event], *_: object) -> None:
    """Who asked is gone."""
    for event in events.values():
        event.set()
