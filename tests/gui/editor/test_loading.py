"""Why Monaco cannot be had is found out before Chromium is started, and said in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ui.editor import loading
from ui.editor.loading import import_monaco, load_monaco, reason_for, sandbox_fault

linux = pytest.mark.skipif(sys.platform != "linux", reason="Chromium's sandbox is made of namespaces on Linux alone")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (ImportError("libnss3.so: cannot open shared object file: No such file or directory"), "libnss3.so is missing"),
        (ImportError("libxkbfile.so.1: cannot open shared object file: No such file"), "libxkbfile.so.1 is missing"),
        (FileNotFoundError("qtmonaco is not installed"), "qtmonaco is not installed"),
        (ImportError("two\nlines"), "two lines"),
    ],
)
def test_a_reason_names_what_is_missing(fault: Exception, says: str) -> None:
    assert says in reason_for(fault)
    assert "\n" not in reason_for(fault)


def test_too_little_memory_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_free_bytes", lambda: 100 * 2**20)
    assert load_monaco() == "Only 100 MB of memory are free, and Monaco needs about 700 MB."


def test_a_library_that_does_not_load_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> None:
        raise OSError("libnspr4.so: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(loading.ctypes, "CDLL", broken)
    monkeypatch.setattr(loading, "sandbox_fault", lambda: None)
    monkeypatch.setattr(loading, "_free_bytes", lambda: 2**40)
    assert load_monaco() == "The system library libnspr4.so is missing, and Monaco needs it."


def test_a_binding_that_does_not_import_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> None:
        raise ImportError("libnspr4.so: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(loading.importlib, "import_module", broken)
    assert import_monaco() == "The system library libnspr4.so is missing, and Monaco needs it."


def test_loading_makes_no_types_of_qt_on_the_worker_thread() -> None:
    """Made on one thread while another uses them, they ended the program with a segmentation fault now and then."""
    program = (
        "import sys\n"
        "from ui.editor.loading import load_monaco\n"
        "before = set(sys.modules)\n"
        "load_monaco()\n"
        "print([name for name in set(sys.modules) - before if name.startswith(('PySide6.Qt', 'shiboken6'))])\n"
    )
    environment = {**os.environ, "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


@pytest.fixture
def default_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_CHROMIUM_FLAGS", raising=False)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(loading, "_free_bytes", lambda: 2**40)


@linux
@pytest.mark.usefixtures("default_sandbox")
def test_root_is_told_before_chromium_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "ordinary user" in str(load_monaco())


@linux
@pytest.mark.usefixtures("default_sandbox")
def test_a_system_without_namespaces_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(loading, "_NAMESPACE_PROBE", "raise SystemExit(1)")
    assert "user namespaces" in str(sandbox_fault())
    monkeypatch.setattr(loading, "_NAMESPACE_PROBE", "pass")
    assert sandbox_fault() is None


@linux
@pytest.mark.usefixtures("default_sandbox")
@pytest.mark.parametrize(
    ("name", "value"), [("QTWEBENGINE_CHROMIUM_FLAGS", "--x --no-sandbox"), ("QTWEBENGINE_DISABLE_SANDBOX", "1")]
)
def test_a_sandbox_that_was_switched_off_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv(name, value)
    assert sandbox_fault() is None


@linux
def test_a_probe_that_cannot_run_counts_as_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert not loading._namespaces_work()


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
def test_an_ordinary_user_is_judged_as_chromium_would() -> None:
    """Whatever the answer is here, the real editor must agree: it starts where the probe says yes."""
    program = """
import os, sys
from ui.editor.loading import sandbox_fault
if sandbox_fault() is not None:
    sys.exit("no sandbox here")
from ui.editor.factory import prepare_application
prepare_application()
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.editor.monaco import MonacoEditor
editor = MonacoEditor()
editor.became_ready.connect(app.quit)
editor.failed.connect(lambda reason: sys.exit(reason))
app.exec()
print("ready")
"""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QTWEBENGINE_")}
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-c", program],
            env={**environment, "QT_QPA_PLATFORM": "offscreen", "HOME": "/nonexistent"},
            user=65534, group=65534, extra_groups=[],
            capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip
    except PermissionError:
        pytest.skip("another user may not run this interpreter")
    if "no sandbox here" in done.stderr:
        pytest.skip("this machine allows no user namespaces")
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("another user may not read this copy of the program")
    assert done.stdout.strip() == "ready", done.stderr[-2000:]
