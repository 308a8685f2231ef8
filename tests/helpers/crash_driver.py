"""A window that types by itself and keeps its own log, to be killed: ``python -m tests.helpers.driven crash_driver HOME ROUND LOG SEED``.

It starts the program at its real entry point. Keys go through Qt's event queue to whatever a user would type into. Before
each key the text that it will make is written to the log and synced, so the log is never behind the screen.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from ui.application import WindowApp
    from ui.rounds.coding_screen import CodingScreen

KEY_MS = 25
_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_TABS = {"solution": Qt.Key.Key_4, "tests": Qt.Key.Key_5, "notes": Qt.Key.Key_3}


class Log:
    """One JSON line an entry, on disk before the caller goes on."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, kind: str, **entry: Any) -> None:
        line = json.dumps({"kind": kind, "t": time.monotonic(), **entry}) + "\n"
        os.write(self._file, line.encode())
        os.fsync(self._file)


class Typist(QObject):
    """Opens a round and works in it for ever: letters, corrections, runs, and from one document to another."""

    def __init__(self, running: WindowApp, round_id: str, log: Log, rng: random.Random) -> None:
        super().__init__(running)
        self._running = running
        self._round_id = round_id
        self._log = log
        self._rng = rng
        self._screen: CodingScreen | None = None
        self._document = "solution"
        self._timer = QTimer(self)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        if self._screen is not None:
            self._work(self._screen)
        elif self._running.rounds is not None:
            shown = self._running.window.round_widget
            if type(shown).__name__ == "CodingScreen":
                self._begin()
            elif shown is None:
                self._running.open_round(self._round_id)
            elif (go_on := getattr(shown, "go_on", None)) is not None and go_on.isEnabled():
                go_on.click()  # another window had the round, and is gone

    def _begin(self) -> None:
        screen: Any = self._running.window.round_widget
        session = screen._controller.desk.session
        shown = {name: editor.text() for name, editor in screen.work.code.editors.items()}
        shown["notes"] = screen.work.brief.notes.toPlainText()
        self._screen = screen
        self._log.write(
            "opened",
            texts=shown,
            cursor=screen.work.code.editors["solution"].cursor_offset(),
            elapsed_s=session.elapsed_s(),
            state=session.state.value,
            can_type=screen.work.run.isEnabled(),
        )
        self._go_to("solution")

    def _work(self, screen: CodingScreen) -> None:
        chance = self._rng.random()
        if chance < 0.03:
            self._go_to(self._rng.choice(tuple(_TABS)))
        elif chance < 0.05:
            QTest.keyClick(self._target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        elif chance < 0.06:
            QTest.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        else:
            self._press()

    def _press(self) -> None:
        target, text = self._target(), self._text()
        if self._rng.random() < 0.1 and text and not text.endswith(" "):
            key: Any = Qt.Key.Key_Backspace
            after = text[:-1]
        elif self._rng.random() < 0.08 and not text.rpartition("\n")[2].startswith(" "):
            key = Qt.Key.Key_Return
            after = text + "\n"
        else:
            key = self._rng.choice(_LETTERS if not text.endswith(("\n", " ")) else _LETTERS.strip())
            after = text + key
        elapsed_s = self._screen_of()._controller.desk.session.elapsed_s()
        self._log.write("key", document=self._document, text=after, elapsed_s=elapsed_s)
        QTest.keyClick(target, key)
        if self._text() != after:
            self._log.write("broken", document=self._document, wanted=after, got=self._text())

    def _go_to(self, document: str) -> None:
        QTest.keyClick(self._screen_of(), _TABS[document], Qt.KeyboardModifier.AltModifier)
        self._document = document
        QTest.keyClick(self._target(), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    def _target(self) -> QWidget:
        """The widget that has, or would get, the keys."""
        screen = self._screen_of()
        if self._document == "notes":
            return screen.work.brief.notes
        found = screen.work.code.editors[self._document].findChild(QPlainTextEdit)
        assert isinstance(found, QPlainTextEdit)
        return found

    def _text(self) -> str:
        screen = self._screen_of()
        if self._document == "notes":
            return screen.work.brief.notes.toPlainText()
        return screen.work.code.editors[self._document].text()

    def _screen_of(self) -> CodingScreen:
        assert self._screen is not None
        return self._screen


def driver(round_id: str, log_path: str, seed: str) -> Callable[[WindowApp], object]:
    """What types in the window."""
    log, rng = Log(log_path), random.Random(int(seed))
    return lambda running: Typist(running, round_id, log, rng)
