"""Drives the real window in a process of its own and prints what it measured as one line of JSON.

Called by the benches as ``python -m tests.bench.window_driver editor|round|monaco_round|grading HOME``.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockint.paths import Home
from tests.bench.heartbeat import Heartbeat
from ui.application import WindowApp, open_window
from ui.main import collect_again

if TYPE_CHECKING:
    from ui.rounds.coding_screen import CodingScreen

RUNS = 40
_PATIENCE_MS = 60_000
_PAINT_PATIENCE_MS = 10_000
_HOSTILE = "def double(n):\n    return [bytes(10_000_000) for _ in range(10_000)]\n"
_LOOP = "def double(n):\n    while True:\n        pass\n"
_PRINTS = "def double(n):\n    while True:\n        print('x' * 1000)\n"
_DESIGN = "system_design/support-assistant"
_RIGHT = "def double(n):\n    return 2 * n\n"


def main(arguments: list[str]) -> int:
    """Measure one thing."""
    began = time.monotonic()
    what, home = arguments
    gc.disable()  # as `ui.main.run` does
    app = open_window(["mockint"], Home(Path(home)))
    app.settled.connect(collect_again)
    app.window.resize(1280, 800)
    app.window.activateWindow()  # no window manager does it off screen, and shortcuts belong to the active window
    wait(lambda: app.rounds is not None and app.window.isActiveWindow())
    result = {"editor": _editor, "round": _round, "monaco_round": _monaco_round, "grading": _grading}[what](app, began)
    print(json.dumps(result), flush=True)
    app.window.close()
    app.close()
    return 0


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something holds.

    Raises:
        RuntimeError: If it does not come to hold in a minute.
    """
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: loop.quit() if until() else None)
    timer.start()
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    timer.stop()
    if not until():
        raise RuntimeError("the window did not come to the point in time")


def pause(milliseconds: int) -> None:
    """Let the window work for a while. `QTest.qWait` would keep the interpreter from the other threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _editor(app: WindowApp, began: float) -> dict[str, Any]:
    """How long until Monaco is ready, and the longest time the GUI thread was held up meanwhile."""
    assert app.rounds is not None
    beat = Heartbeat()
    beat.start()
    warm = app.rounds.warm_up
    wait(warm.is_warm)
    ready = time.monotonic() - began
    beat.stop()
    return {"ready_s": ready, "longest_s": max(beat.late_s)}


def _round(app: WindowApp, began: float) -> dict[str, Any]:
    """Ctrl+Enter to the painted verdict for 3 and 50 tests, then the stalls of a whole scripted round."""
    assert app.rounds is not None
    found: dict[str, Any] = {}
    for count in (3, 50):
        screen = open_round(app, f"coding/double-{count}")
        type_solution(screen, _RIGHT)
        found[f"painted_{count}_s"] = [_painted(screen) for _ in range(RUNS)]
        leave(app)
    beat = Heartbeat()
    _scripted(app, beat)
    for place in ("history", "settings", "today", "practice"):
        beat.doing = place
        app.window.go_to(place)
        pause(150)
    beat.stop()
    return {**found, "late_s": beat.late_s, "worst_s": beat.worst}


def _monaco_round(app: WindowApp, began: float) -> dict[str, Any]:
    """The stalls of the same round in a Monaco that was ready before; the making of the next one is not part of it."""
    assert app.rounds is not None
    wait(app.rounds.warm_up.is_warm)
    beat = Heartbeat()
    _scripted(app, beat)
    beat.stop()
    return {"late_s": beat.late_s, "worst_s": beat.worst}


def _grading(app: WindowApp, began: float) -> dict[str, Any]:
    """The stalls while a debrief is shown and three runs of a model stream into it, until the last one has ended."""
    from mockint.app.rounds import submit_answer
    from mockint.paths import bank_root
    from ui.grading_desk import How

    assert app.tools is not None
    assert app.rounds is not None
    handed_in: list[str] = []
    folder = bank_root() / _DESIGN / "samples" / "level-3.md"
    services = app.rounds._services
    app.tools.tasks.remote(lambda: submit_answer(services, _DESIGN, folder), app, handed_in.append)
    wait(lambda: bool(handed_in))
    app.open_round(handed_in[0])
    wait(lambda: app.window.round_widget is not None)
    pause(600)
    desk, ended, beat = app.tools.grading, list[float](), Heartbeat()
    desk.ended.connect(lambda *_: (ended.append(time.monotonic()), beat.stop()))
    late: list[list[float]] = []
    for _ in range(2):
        ended.clear()
        desk.grade(handed_in[0], "Design", How("messages"))
        wait(lambda: desk.step(handed_in[0]) is not None)
        beat.start()
        wait(lambda: bool(ended))
        late.append(list(beat.late_s))
        pause(600)
    # The first one imports the SDK and finds out how the server takes a schema.
    return {"first_late_s": late[0], "late_s": late[1]}


def _scripted(app: WindowApp, beat: Heartbeat) -> None:
    """A round from its opening to its leaving, hostile code included, with the stalls noted."""
    beat.start()
    beat.doing = "open"
    screen = open_round(app, "coding/double-3")
    for code in (_HOSTILE, _LOOP, _PRINTS, _RIGHT):
        beat.doing = "type"
        type_solution(screen, code)
        beat.doing = "run"
        _run(screen)
    beat.doing = "switch"
    for tab in (1, 0):
        screen.work.code.setCurrentIndex(tab)
        pause(50)
    beat.doing = "explain"
    screen._submit()
    QTest.keyClicks(screen.explain.editor, "One multiplication, constant time.", delay=5)
    screen._submit()
    wait(lambda: screen.currentWidget() is screen.predict)
    beat.doing = "reveal"
    screen.predict.reveal.click()
    wait(lambda: screen._record is not None)
    pause(200)
    beat.doing = "leave"
    leave(app)


def open_round(app: WindowApp, ref: str) -> CodingScreen:
    """Start a practice round through the window's own way."""
    assert app.tools is not None
    app.tools.tasks.store(lambda s: s.start_round(ref, "practice", "full"), app, app.open_round)
    wait(lambda: app.window.round_widget is not None)
    pause(200)
    screen: Any = app.window.round_widget
    return screen


def leave(app: WindowApp) -> None:
    """Back to the places."""
    screen: Any = app.window.round_widget
    screen.closed.emit()
    wait(lambda: app.window.round_widget is None)
    pause(50)


def type_solution(screen: CodingScreen, code: str) -> None:
    """Replace the solution by typing, line by line, as the editor's own keys would."""
    editor: Any = screen.work.code.editors["solution"]
    target: QWidget = editor.focusProxy() or editor
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(target, Qt.Key.Key_Delete)
    for line in code.splitlines():
        QTest.keyClicks(target, line.strip(), delay=1)
        QTest.keyClick(target, Qt.Key.Key_Return)
    if editor.text() != code:
        editor.set_text(code)
        screen._controller.edit("solution", code)
    pause(600)


def _run(screen: CodingScreen) -> None:
    ended: list[object] = []
    screen._controller.examples_ran.connect(ended.append)
    screen._primary()
    wait(lambda: bool(ended))
    pause(300)


class _PaintWatch(QObject):
    """Notes when a widget was painted after it was armed, and ends a loop then."""

    def __init__(self, widget: QWidget, loop: QEventLoop) -> None:
        super().__init__()
        self.armed = False
        self.at: float | None = None
        self._loop = loop
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint."""
        if self.armed and event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
            self.armed = False
            QTimer.singleShot(0, self._loop.quit)
        return False


def _painted(screen: CodingScreen) -> float:
    """Seconds from Ctrl+Enter in the editor to the painted list of verdicts."""
    results = screen.work.results
    loop = QEventLoop()  # sleeps between events as the window's own does; a busy one would take the workers' time
    watch = _PaintWatch(results.list.viewport(), loop)

    def arm(_: object) -> None:
        watch.armed = True
        results.list.viewport().update()

    screen._controller.examples_ran.connect(arm)
    pause(300)  # a person's pause
    editor: Any = screen.work.code.editors["solution"]
    began = time.perf_counter()
    QTest.keyClick(editor.focusProxy() or editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTimer.singleShot(_PAINT_PATIENCE_MS, loop.quit)
    loop.exec()
    screen._controller.examples_ran.disconnect(arm)
    if watch.at is None:
        raise RuntimeError("no verdict was painted")
    return watch.at - began


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        sys.exit(main(sys.argv[1:]))
    except Exception:  # the window's own hook would only log it
        traceback.print_exc()
        os._exit(1)
