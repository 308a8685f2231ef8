"""A user at the real window: the real bank and a small pack, real workers, a real history in a folder of the test's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mockint.app.services import Services
from mockint.clock import Instant, SystemClock
from mockint.domain.ids import RoundId
from mockint.paths import Home, bank_root
from tests.gui.conftest import Opened
from tests.helpers.packs import write_pack
from ui.application import WindowApp
from ui.boot import AppBoot
from ui.editor.factory import EditorWarmUp
from ui.pages.history import HistoryPage
from ui.pages.practice import PracticePage
from ui.rounds.coding_screen import CodingScreen
from ui.rounds.debrief import Debrief

QUESTION = "coding/count-pairs"
RIGHT = """from collections import Counter


def count_pairs(values: list[int], total: int) -> int:
    seen: Counter[int] = Counter()
    pairs = 0
    for value in values:
        pairs += seen[total - value]
        seen[value] += 1
    return pairs
"""
WRONG = "def count_pairs(values, total):\n    print(len(values), 'values')\n    return 0\n"
RAISES = "def count_pairs(values, total):\n    first = helper(values)\n    return first\n\n\ndef helper(values):\n    return values[99]\n"


class ShiftedClock:
    """The machine's clock, and as much more as a test has put on top."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._more_s = 0.0

    def now(self) -> Instant:
        now = self._clock.now()
        return now._replace(
            wall=now.wall + timedelta(seconds=self._more_s),
            monotonic_s=now.monotonic_s + self._more_s,
            since_boot_s=now.since_boot_s + self._more_s,
        )

    def advance(self, seconds: float) -> None:
        self._more_s += seconds


class User:
    """Does at the window what a user does, and waits for what a user waits for."""

    def __init__(
        self, running: WindowApp, services: Services, clock: ShiftedClock, qtbot: QtBot, opened: Opened
    ) -> None:
        self.running = running
        self.services = services
        self.clock = clock
        self.opened = opened
        self._qtbot = qtbot

    def wait(self, until: Callable[[], Any], timeout_ms: int = 30_000) -> None:
        self._qtbot.waitUntil(lambda: bool(until()), timeout=timeout_ms)

    def press(self, keys: str) -> None:
        target = QApplication.focusWidget() or self.running.window
        QTest.keySequence(target, QKeySequence(keys))

    def type(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def paste(self, text: str) -> None:
        """Put a text in place of all that is there."""
        QApplication.clipboard().setText(text)
        self.press("Ctrl+A")
        self.press("Ctrl+V")

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QAbstractButton:
        """The visible button of this name; one that was just added is shown with the next turn of the event loop."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            buttons = self.running.window.findChildren(QAbstractButton)
            found[:] = [one for one in buttons if one.text() == name and one.isVisible()]
            return bool(found)

        self.wait(look, timeout_ms=5_000)
        return found[0]

    @property
    def screen(self) -> CodingScreen:
        found = self.running.window.round_widget
        assert isinstance(found, CodingScreen)
        return found

    @property
    def debrief(self) -> Debrief:
        found = self.running.window.round_widget
        if isinstance(found, CodingScreen):
            found = found.currentWidget()
        assert isinstance(found, Debrief)
        return found

    @property
    def history(self) -> HistoryPage:
        found = self.running.window.page("history")
        assert isinstance(found, HistoryPage)
        return found

    def start(self, mode: str = "practice") -> CodingScreen:
        """Start the small question from the list, by keys alone."""
        window = self.running.window
        window.go_to("practice")
        page = window.page("practice")
        assert isinstance(page, PracticePage)
        self.wait(lambda: page.filter.rowCount() > 0)
        self.press("Ctrl+F")
        self.paste("count pairs")
        self.wait(lambda: page.filter.rowCount() == 1)
        page.pane.mode.set_value(mode)
        self.press("Ctrl+Return")
        self.wait(lambda: isinstance(window.round_widget, CodingScreen))
        return self.screen

    def open_first(self) -> None:
        """Open the newest round of the history."""
        self.running.window.go_to("history")
        self.wait(lambda: self.running.idle() and self.history.table.model().rowCount() > 0)
        self.history.table.choose_row(0)
        self.history.table.setFocus()
        self.press("Return")

    def run(self, keys: str = "Ctrl+Return") -> str:
        """Run, wait, and read the line that tells how it went."""
        results = self.screen.work.results
        ran = []
        controller = self.screen._controller
        for signal in (controller.examples_ran, controller.own_tests_ran, controller.custom_ran, controller.run_failed):
            signal.connect(ran.append)
        self.press(keys)
        self.wait(lambda: ran)
        return results.summary.text()

    def told(self) -> str:
        """Everything that stands in labels now."""
        labels = self.running.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def round_id(self) -> RoundId:
        return RoundId(self.services.stored(lambda store: store.list_rounds())[0].round.id)


class _Boot(AppBoot):
    def __init__(self, home: Home, services: Services) -> None:
        super().__init__(home)
        self._made = services


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


Sit = Callable[[], User]


@pytest.fixture
def sit_down(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: ShiftedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sit]:
    """Opens the window; a second call closes the first window and opens the next."""
    monkeypatch.setattr(EditorWarmUp, "start", lambda _: None)  # these rounds use the plain editor
    pack = tmp_path / "pack"
    write_pack(pack)
    home = Home(tmp_path / "home")
    seated: list[User] = []

    def leave() -> None:
        for user in seated:
            user.running.window.close()
            user.running.close()
            for one in (user.running.window, user.running, user.running.theme):
                one.deleteLater()
        seated.clear()

    def sit() -> User:
        leave()
        services = Services(home, clock, random.Random(7), bank_root(), (pack,))
        services.settings.change("first_run_done", value=True)
        services.settings.change("editor", "plain")
        running = WindowApp(qapp, home, _Boot(home, services))
        user = User(running, services, clock, qtbot, Opened())
        seated.append(user)
        running.window.resize(1280, 800)
        running.window.show()
        running.window.activateWindow()
        qtbot.waitUntil(lambda: running.rounds is not None and running.idle(), timeout=20_000)
        assert running.rounds is not None
        assert running.tools is not None
        running.tools = running.tools._replace(open_url=user.opened)
        running.rounds._tools = running.rounds._makers._tools = running.tools
        return user

    yield sit
    leave()


@pytest.fixture
def user(sit_down: Sit) -> User:
    """A user who has just opened the window."""
    return sit_down()


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
