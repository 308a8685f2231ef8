"""How the window starts: what is imported before it is painted, and what is said where it cannot be shown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockint.__main__ import _read
from ui.main import display_trouble

_ROOT = Path(__file__).resolve().parents[2]
_BEFORE_PAINT = """
import sys
from ui import timeline

def reached(self, name):
    if name == "painted":
        print("\\n".join(sys.modules))
        from PySide6.QtWidgets import QApplication
        next(w for w in QApplication.topLevelWidgets() if w.windowTitle()).close()

timeline.Timeline.reached = reached
from mockint.__main__ import main
sys.argv = ["mockint"]
sys.exit(main())
"""
_BANNED = (
    "pydantic", "sqlalchemy", "sqlmodel", "alembic", "typer", "click", "rich", "numpy", "anthropic", "pyqtgraph", "qtawesome",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtSvg", "qtmonaco", "keyring", "psutil", "logging.handlers",
)  # fmt: skip


def _run(code: str, tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"MOCKINT_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"} | more
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_only_qt_and_the_standard_library_come_before_the_first_paint(tmp_path: Path) -> None:
    done = _run(_BEFORE_PAINT, tmp_path)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "ui.main_window" in loaded
    assert not [name for name in _BANNED if name in loaded]
    strangers = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert {name for name in strangers if not name.startswith("_")} <= {"mockint", "ui", "PySide6", "shiboken6", "shibokensupport", "platformdirs", "signature_bootstrap"}  # fmt: skip


_ELSEWHERE = """
import sys, threading
from ui import timeline

# Not a module of Qt is made on a lane: a type that two threads make at a time ends the program.
found = []
def hear(event, given):
    if event == "import" and threading.current_thread() is not threading.main_thread():
        found.append(given[0])
sys.addaudithook(hear)

def reached(self, name):
    if name == "store_ready":
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        print("\\n".join(found))
        QTimer.singleShot(0, next(w for w in QApplication.topLevelWidgets() if w.windowTitle()).close)

timeline.Timeline.reached = reached
from mockint.__main__ import main
sys.argv = ["mockint"]
sys.exit(main())
"""


def test_nothing_of_qt_is_imported_on_a_lane(tmp_path: Path) -> None:
    done = _run(_ELSEWHERE, tmp_path)
    assert done.returncode == 0, done.stderr
    heard = set(done.stdout.split())
    assert any(name.startswith("mockint.") for name in heard), "lanes do import what is theirs"
    here = {name for name in heard if name.startswith(("PySide6", "ui."))}
    assert here <= {"ui.boot", "ui.services_port"}, "these two name nothing of Qt"


def test_the_timeline_tells_when_what_was_reached(tmp_path: Path) -> None:
    code = """
from ui import timeline
one = timeline.Timeline.from_environment()
one.reached("painted"); one.reached("painted"); one.reached("store_ready")
"""
    target = tmp_path / "timeline.jsonl"
    assert _run(code, tmp_path, MOCKINT_TIMELINE=str(target)).returncode == 0
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert [line["name"] for line in lines] == ["painted", "store_ready"]
    assert lines[0]["monotonic_s"] <= lines[1]["monotonic_s"]


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "vnc:port=5901"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({}, False),
    ],
)
def test_a_window_needs_a_display_on_linux(environment: dict[str, str], *, shown: bool) -> None:
    assert (display_trouble("linux", environment) == "") is shown
    assert display_trouble("darwin", environment) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("display", ["", "localhost:77"])
def test_without_a_display_one_line_says_what_to_do(tmp_path: Path, display: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    environment |= {"MOCKINT_HOME": str(tmp_path), "DISPLAY": display}
    done = subprocess.run(
        [sys.executable, "-m", "mockint"],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert "mockint start" in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("mockint: ")]) == 1


@pytest.mark.parametrize(
    ("arguments", "window", "home"),
    [
        ([], True, None),
        (["--home", "/somewhere"], True, Path("/somewhere")),
        (["--home=/somewhere"], True, Path("/somewhere")),
        (["--help"], False, None),
        (["list"], False, None),
        (["--home", "/somewhere", "list"], False, None),
    ],
)
def test_without_a_command_there_is_a_window(arguments: list[str], home: Path | None, *, window: bool) -> None:
    assert tuple(_read(arguments)) == (window, home)


def test_a_missing_qt_library_is_one_line(tmp_path: Path) -> None:
    code = """
import sys
sys.modules["PySide6"] = None
from ui.main import run
sys.exit(run())
"""
    done = _run(code, tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "Qt cannot be loaded" in done.stderr
