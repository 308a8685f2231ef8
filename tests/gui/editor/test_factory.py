"""Monaco is made in quiet moments, and a round always gets an editor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.editor.conftest import READY_MS, end
from ui.editor.factory import EditorWarmUp
from ui.editor.plain import PlainEditor
from ui.idle import IdleWatch


def at_once(work: Callable[[], Any], done: Callable[[Any], None], /) -> None:
    done(work())


class Setting:
    """A main window, and a round that runs or not."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(640, 480)
        self.window.show()
        self.round_runs = False
        self.in_background: Callable[..., object] = at_once
        self.made: list[EditorWarmUp] = []

    def warm_up(self, idle_ms: int = 30, **changes: Any) -> EditorWarmUp:
        self.idle = IdleWatch(self.window, idle_ms)
        arguments = {"home": self.window, "idle": self.idle, **changes}
        self.made.append(
            EditorWarmUp(self.in_background, lambda: self.round_runs, lambda: "token", self.window, **arguments)
        )
        return self.made[-1]


@pytest.fixture
def setting(qtbot: QtBot) -> Iterator[Setting]:
    made = Setting(qtbot)
    yield made
    for warm_up in made.made:
        warm_up.stop()
    end(made.window)


def test_a_warm_monaco_is_taken_and_the_next_one_is_made_when_asked(qtbot: QtBot, setting: Setting) -> None:
    warm_up = setting.warm_up()
    with qtbot.waitSignal(warm_up.became_warm, timeout=READY_MS):
        warm_up.start()
    assert warm_up.is_warm()
    editor, notice = warm_up.editor_for_round()
    assert notice == ""
    assert editor.is_ready()
    assert not editor.isVisible()
    assert not warm_up.is_warm()
    with qtbot.waitSignal(warm_up.became_warm, timeout=READY_MS):
        warm_up.start()
    assert warm_up.editor_for_round().editor is not editor


def test_each_input_begins_the_wait_anew(qtbot: QtBot, setting: Setting) -> None:
    warm_up = setting.warm_up(idle_ms=60_000, load=lambda: None)
    setting.idle._timer.setTimerType(Qt.TimerType.PreciseTimer)
    warm_up.start()
    for give_input in (
        lambda: QTest.keyClick(setting.window, Qt.Key.Key_A),
        lambda: QTest.mouseClick(setting.window, Qt.MouseButton.LeftButton),
    ):
        qtbot.waitUntil(lambda: setting.idle._timer.remainingTime() < 59_950)
        before = setting.idle._timer.remainingTime()
        give_input()
        assert setting.idle._timer.remainingTime() > before
    assert not warm_up.is_warm()


def test_an_import_that_takes_longer_than_the_quiet_is_followed_by_the_build_at_once(
    qtbot: QtBot, setting: Setting
) -> None:
    loaded: list[Callable[[str | None], None]] = []
    setting.in_background = lambda _work, done: loaded.append(done)
    warm_up = setting.warm_up(idle_ms=1)
    warm_up.start()
    qtbot.waitUntil(lambda: not setting.idle._timer.isActive())
    with qtbot.waitSignal(warm_up.became_warm, timeout=READY_MS):
        loaded[0](None)


@pytest.mark.parametrize("late", ["loaded", "ready"])
def test_what_ends_after_the_window_went_is_dropped(qtbot: QtBot, setting: Setting, late: str) -> None:
    loaded: list[Callable[[str | None], None]] = []
    setting.in_background = lambda _work, done: loaded.append(done)
    warm_up = setting.warm_up(idle_ms=1)
    warm_up.start()
    if late == "loaded":
        warm_up.stop()
        loaded[0](None)
    else:
        qtbot.waitUntil(lambda: not setting.idle._timer.isActive())
        loaded[0](None)
        warm_up.stop()
    qtbot.wait(50)
    assert not warm_up.is_warm()
    assert warm_up._editor is None


@pytest.mark.expects_log
def test_input_is_no_longer_watched_once_it_gave_up(qtbot: QtBot, setting: Setting) -> None:
    loads: list[bool] = []
    warm_up = setting.warm_up(load=lambda: loads.append(True) or "No luck.")
    with qtbot.waitSignal(warm_up.gave_up) as told:
        warm_up.start()
    assert told.args == ["No luck."]
    warm_up.start()
    QTest.keyClick(setting.window, Qt.Key.Key_A)
    qtbot.wait(80)
    assert loads == [True]
    editor, notice = warm_up.editor_for_round()
    assert isinstance(editor, PlainEditor)
    assert notice == "No luck. This round uses the plain editor."
    end(editor)


def test_nothing_is_loaded_or_built_in_a_running_round(qtbot: QtBot, setting: Setting) -> None:
    loads: list[bool] = []
    warm_up = setting.warm_up(load=lambda: loads.append(True) or None)
    setting.round_runs = True
    warm_up.start()
    qtbot.wait(150)
    assert loads == []
    setting.round_runs = False
    qtbot.waitUntil(lambda: bool(loads))
    setting.round_runs = True
    qtbot.wait(150)
    assert not warm_up.is_warm()
    editor, notice = warm_up.editor_for_round()
    assert isinstance(editor, PlainEditor)
    assert "still loading" in notice
    end(editor)
    setting.round_runs = False
    with qtbot.waitSignal(warm_up.became_warm, timeout=READY_MS):
        pass


def test_the_plain_editor_can_be_chosen(setting: Setting) -> None:
    editor, notice = setting.warm_up().editor_for_round("plain")
    assert isinstance(editor, PlainEditor)
    assert notice == ""
    end(editor)


@pytest.mark.expects_log
def test_an_editor_that_dies_while_it_waits_is_not_handed_out(qtbot: QtBot, setting: Setting) -> None:
    warm_up = setting.warm_up()
    with qtbot.waitSignal(warm_up.became_warm, timeout=READY_MS):
        warm_up.start()
    with qtbot.waitSignal(warm_up.gave_up):
        warm_up._editor._fail("The editor's page ended by itself.")  # type: ignore[union-attr]
    editor, notice = warm_up.editor_for_round()
    assert isinstance(editor, PlainEditor)
    assert "ended by itself" in notice
    end(editor)


@pytest.mark.expects_log
def test_a_page_that_crashes_tells_and_keeps_the_text(qtbot: QtBot, new_monaco: Callable[..., Any]) -> None:
    driver = new_monaco()
    driver.load("kept\n")
    driver.type("x")
    driver.settle()
    done: list[bool] = []
    with qtbot.waitSignal(driver.editor.failed, timeout=10_000) as told:
        driver.editor.settle(lambda: done.append(True))
        _kill(driver.editor._page.renderProcessPid())
    assert "ended by itself" in told.args[0]
    assert driver.editor.text() == "xkept\n"
    assert not driver.editor.is_ready()
    driver.editor.settle(lambda: done.append(True))
    assert done[-1:] == [True]


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_importing_the_factory_loads_no_web_engine_and_no_monaco() -> None:
    program = (
        "import sys; import ui.editor.factory as f; f.prepare_application();"
        "heavy = ('PySide6.QtWebEngine', 'PySide6.QtWebChannel', 'PySide6.QtNetwork', 'PySide6.QtWebSockets', 'qtmonaco', 'qtpy',"
        " 'psutil', 'pydantic', 'ui.editor.monaco');"
        "print([m for m in sys.modules if m.startswith(heavy)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
