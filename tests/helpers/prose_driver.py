"""A window in which a round of words is worked on, to be killed: ``python -m tests.helpers.driven prose_driver HOME ROUND``.

It starts the program at its real entry point. Each step is told on standard output once the window holds it, with what
the documents are then; after the last one it only waits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.application import WindowApp

STEP_MS = 60
_DRAWN = (
    "A",
    "C",
    "text:Help page",
    "Return",
    "A",
    "Shift+M",
    "text:Answer model",
    "Return",
    "Ctrl+A",
    "G",
    "text:Ours",
    "Return",
)


class Worker(QObject):
    """Opens the round, then goes through its steps."""

    def __init__(self, running: WindowApp, round_id: str) -> None:
        super().__init__(running)
        self._running = running
        self._round_id = round_id
        self._steps: Iterator[str] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if self._running.rounds is None:
            return
        screen: Any = self._running.window.round_widget
        if self._steps is None:
            if screen is None:
                self._running.open_round(self._round_id)
            elif (kind := type(screen).__name__) in {"DesignScreen", "BehavioralScreen"}:
                self._running.window.activateWindow()
                is_design = kind == "DesignScreen"
                words = ("text:Two hundred questions a day.", "Return", "text:Nothing is measured yet.")
                self._steps = iter((*words, "Alt+5", *_DRAWN) if is_design else words)
            return
        for key in self._steps:
            self._press(key)
            session = screen._controller.desk.session
            names = ("notebook", "diagram", "answer")
            _tell({name: session.document(name) for name in names})
            return
        self._timer.stop()
        _tell("done")

    def _press(self, key: str) -> None:
        target = QApplication.focusWidget() or self._running.window
        if key.startswith("text:"):
            QTest.keyClicks(target, key.removeprefix("text:"))
        else:
            QTest.keySequence(target, QKeySequence(key))


def _tell(what: Any) -> None:
    os.write(1, (json.dumps(what) + "\n").encode())


def driver(round_id: str) -> Callable[[WindowApp], object]:
    """What works in the round."""
    return lambda running: Worker(running, round_id)
