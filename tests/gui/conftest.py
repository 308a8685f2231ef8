"""What holds for every test of the window: offscreen, Qt's messages fail it, and nothing is left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mockint.paths import Home
from tests.helpers.fake_services import FakeBoot, FakeServices
from ui.application import WindowApp
from ui.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_EXPECTED = (
    "This plugin does not support",  # the offscreen platform on things that a screen has
    # WebEngine on a machine without a graphics card, once, before it draws in software
    "QRhiGles2: Failed to create",
    "Failed to create RHI for backend",
    "Failed to load vulkan",
    "QVulkanInstance: Failed to initialize",
    "GBM is not supported",
    "GPUInfo not initialized",
    "Unable to detect GPU vendor",
)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """No Qt message, and afterwards no thread, running timer or top-level widget that was not there before."""
    told: list[str] = []

    def listen(kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith(_EXPECTED):
            told.append(message)

    threads = set(threading.enumerate())
    widgets = set(map(id, QApplication.topLevelWidgets()))
    font = qapp.font()
    before = qInstallMessageHandler(listen)
    yield
    qapp.setFont(font)  # a theme sets the application's font, and the next one takes its scale from it
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(before)
    assert not told, told
    left = [thread.name for thread in threading.enumerate() if thread not in threads and not thread.daemon]
    assert not left, f"threads left: {left}"
    windows = [w for w in QApplication.topLevelWidgets() if id(w) not in widgets and w.isVisible()]
    assert not windows, f"windows left: {windows}"
    timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers left: {timers}"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A light theme at 100 %."""
    made = Theme(qapp, "light", scale=1.0)
    yield made
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def services() -> FakeServices:
    """The services behind `running`; change them before or while it runs."""
    return FakeServices()


class Opened:
    """Every address that the window wanted to open; `answer` is what it hears."""

    def __init__(self) -> None:
        self.urls: list[QUrl] = []
        self.answer = True

    def __call__(self, url: QUrl) -> bool:
        self.urls.append(url)
        return self.answer


Launch = Callable[..., WindowApp]


@pytest.fixture
def launch(qapp: QApplication, qtbot: QtBot, tmp_path: Path, services: FakeServices) -> Iterator[Launch]:
    """Opens the window as the program does, and waits until it is at rest; may be called again for a next start."""
    running: list[WindowApp] = []

    def close() -> None:
        for one in running:
            one.window.close()
            one.close()
            one.window.deleteLater()
            one.deleteLater()
            one.theme.deleteLater()
        running.clear()

    def start(*, wait: bool = True, refusal: object = None) -> WindowApp:
        close()
        boot = FakeBoot(services)
        boot.refusal = refusal  # type: ignore[assignment]
        one = WindowApp(qapp, Home(tmp_path / "home"), boot)
        running.append(one)
        one.window.show()
        one.window.activateWindow()
        if wait:
            settle(qtbot, one)
        return one

    yield start
    close()


@pytest.fixture
def running(launch: Launch) -> WindowApp:
    """The window, open and at rest, with a history and eight questions."""
    return launch()


_TURN_MS = 5


@pytest.fixture
def rest(qtbot: QtBot, running: WindowApp) -> Callable[[], None]:
    """Waits until nothing is under way and what came of it is laid out."""
    return lambda: settle(qtbot, running)


def settle(qtbot: QtBot, running: WindowApp) -> None:
    """Wait for the lanes, and then for Qt to show and lay out what they brought, until neither has more to do."""
    turns = 0
    while turns < 3:
        qtbot.waitUntil(running.idle, timeout=5000)
        qtbot.wait(_TURN_MS)  # what a page leaves for a turn of its own comes a few milliseconds later
        turns = turns + 1 if running.idle() else 0


def named(parent: QWidget, name: str) -> QWidget:
    """The visible widget with this accessible name, as a screen reader finds it."""
    found = [w for w in parent.findChildren(QWidget) if w.accessibleName() == name and w.isVisible()]
    assert found, f"no widget is named {name!r}"
    return found[0]
