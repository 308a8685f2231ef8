"""A bug is told once, with its details to copy and no secret in them; a death is told at the next start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Launch
from tests.helpers.fake_services import FakeServices
from ui.application import WindowApp
from ui.crash import CrashDialog, FaultFile, details, earlier_faults


def _dialogs() -> list[CrashDialog]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog) and widget.isVisible()
    ]


def _button(dialog: CrashDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


@pytest.mark.expects_log
def test_a_bug_in_a_service_opens_one_dialog_and_the_window_goes_on(
    running: WindowApp, services: FakeServices, qtbot: QtBot
) -> None:
    services.fail["history"] = ZeroDivisionError("api_key=verysecret division")
    running.window.go_to("history")
    qtbot.waitUntil(lambda: bool(_dialogs()))
    (dialog,) = _dialogs()
    qtbot.mouseClick(_button(dialog, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError" in copied
    assert "verysecret" not in copied
    assert not dialog.view.isVisible()
    qtbot.mouseClick(_button(dialog, "Show details"), Qt.MouseButton.LeftButton)
    assert dialog.view.isVisible()
    qtbot.mouseClick(_button(dialog, "Go on"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not _dialogs())
    running.window.go_to("practice")
    assert running.window.page("practice").isVisible()


@pytest.mark.expects_log
def test_a_bug_in_a_slot_is_caught_too(running: WindowApp, qtbot: QtBot) -> None:
    hook = sys.excepthook
    assert running._crash is not None
    try:
        1 // 0  # noqa: B018
    except ZeroDivisionError as bug:
        hook_of_the_window = running._crash._hook
        hook_of_the_window(ZeroDivisionError, bug, bug.__traceback__)
        hook_of_the_window(ZeroDivisionError, bug, bug.__traceback__)
    qtbot.waitUntil(lambda: bool(_dialogs()))
    assert len(_dialogs()) == 1
    _dialogs()[0].accept()
    qtbot.waitUntil(lambda: not _dialogs())
    assert hook is sys.excepthook


def test_details_name_the_versions() -> None:
    text = details(ValueError("odd"))
    assert "Python 3" in text
    assert "Qt 6" in text
    assert "ValueError: odd" in text


def test_a_clean_run_leaves_no_fault_file(tmp_path: Path) -> None:
    file = FaultFile(tmp_path / "logs")
    file.open()
    assert list((tmp_path / "logs").iterdir())
    assert earlier_faults(tmp_path / "logs") == ""
    file.close()
    assert not list((tmp_path / "logs").iterdir())


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    file = FaultFile(tmp_path / "logs")
    file.open()
    file.close()
    assert earlier_faults(tmp_path / "logs") == ""


def test_a_death_is_offered_at_the_next_start(launch: Launch, tmp_path: Path, qtbot: QtBot) -> None:
    logs = tmp_path / "home" / "logs"
    code = f"""
import os, signal
from pathlib import Path
from ui.crash import FaultFile
FaultFile(Path({str(logs)!r})).open()
os.kill(os.getpid(), signal.SIGSEGV)
"""
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=60,
    )
    running = launch()
    qtbot.waitUntil(lambda: bool(running.window.banners.shown()), timeout=5000)
    (banner,) = running.window.banners.shown()
    assert "ended without warning" in banner.text
    qtbot.mouseClick(
        next(b for b in banner.findChildren(QPushButton) if b.text() == "Copy details"), Qt.MouseButton.LeftButton
    )
    assert "Segmentation fault" in QApplication.clipboard().text()
    assert not [path for path in logs.glob("fault-*.txt") if str(os.getpid()) not in path.name]


def test_an_interrupt_closes_the_window(running: WindowApp, qtbot: QtBot) -> None:
    import signal

    QTimer.singleShot(0, running, lambda: os.kill(os.getpid(), signal.SIGINT))
    qtbot.waitUntil(lambda: not running.window.isVisible())
    assert running.interrupted
