"""What the editors' tests share: WebEngine without a screen, and one way to look into either editor."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.editor.base import CodeEditor
from ui.editor.factory import prepare_application
from ui.editor.plain import PlainEditor

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium's own sandbox does not run as root
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")
if QCoreApplication.instance() is None:
    prepare_application()

CONTROL = Qt.KeyboardModifier.ControlModifier
READY_MS = 30_000


class ShownMark(NamedTuple):
    """A mark as the editor shows it; columns are in UTF-16 units here, as the editors count."""

    line: int
    column: int
    end_column: int
    severity: str
    message: str


class Driver:
    """Uses one editor as a person would, through real key events, and looks at what it shows."""

    kind: Literal["plain", "monaco"]

    def __init__(self, qtbot: QtBot, editor: CodeEditor, window: QWidget) -> None:
        self.qtbot = qtbot
        self.editor = editor
        self.window = window

    def keys_go_to(self) -> QWidget:
        widget: QWidget = self.editor
        while (proxy := widget.focusProxy()) is not None:
            widget = proxy
        return widget

    def load(self, text: str) -> None:
        """Load a text and wait until it is on screen: keys come by another way and might overtake it."""
        self.editor.set_text(text)
        self.settle()

    def type(self, text: str) -> None:
        self.settle()
        QTest.keyClicks(self.keys_go_to(), text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.keys_go_to(), key, modifiers)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def settle(self) -> None:
        done: list[bool] = []
        self.editor.settle(lambda: done.append(True))
        self.wait(lambda: bool(done))

    def text_on_screen(self) -> str:
        raise NotImplementedError

    def marks(self) -> list[ShownMark]:
        raise NotImplementedError

    def background(self) -> str:
        raise NotImplementedError

    def find_is_open(self) -> bool:
        raise NotImplementedError

    def font_pixels(self) -> float:
        raise NotImplementedError


class PlainDriver(Driver):
    kind = "plain"

    @property
    def plain(self) -> PlainEditor:
        assert isinstance(self.editor, PlainEditor)
        return self.editor

    def text_on_screen(self) -> str:
        return self.plain._area.document().toRawText().replace("\u2029", "\n")

    def marks(self) -> list[ShownMark]:
        shown = []
        for mark, place in self.plain._area.marks():
            block = place.document().findBlock(place.selectionStart())
            start = place.selectionStart() - block.position() + 1
            end = place.selectionEnd() - block.position() + 1
            shown.append(ShownMark(block.blockNumber() + 1, start, end, mark.severity, mark.message))
        return shown

    def background(self) -> str:
        image = self.plain._area.viewport().grab().toImage()
        return image.pixelColor(image.width() - 2, image.height() - 2).name()

    def find_is_open(self) -> bool:
        return self.plain._find.isVisible()

    def font_pixels(self) -> float:
        return QFontInfo(self.plain._area.font()).pixelSize()


class MonacoDriver(Driver):
    kind = "monaco"

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        self.editor._page.runJavaScript(script, answers.append)  # type: ignore[attr-defined]
        self.wait(lambda: bool(answers))
        return answers[0]

    def text_on_screen(self) -> str:
        return str(self.ask("window.qtmonaco.editor.getModel().getValue()"))

    def marks(self) -> list[ShownMark]:
        self.ask(
            "window.found = null; import(new URL('assets/monaco-core.js', document.baseURI)).then(core => {"
            "  const api = Object.values(core).find(v => v && typeof v.getModelMarkers === 'function');"
            "  const rows = api.getModelMarkers({}).map(m => [m.startLineNumber, m.startColumn, m.endColumn, m.severity, m.message]);"
            "  window.found = JSON.stringify(rows);"
            "}); 0"
        )
        self.wait(lambda: self.ask("window.found !== null"))
        names = {8: "error", 4: "warning", 2: "info"}
        found = json.loads(self.ask("window.found"))
        return [ShownMark(line, start, end, names[level], text) for line, start, end, level, text in found]

    def background(self) -> str:
        color = self.ask("getComputedStyle(document.querySelector('.monaco-editor')).backgroundColor")
        return "#" + "".join(f"{int(part):02x}" for part in color.removeprefix("rgb(").rstrip(")").split(","))

    def find_is_open(self) -> bool:
        return bool(self.ask("document.querySelector('.find-widget.visible') !== null"))

    def font_pixels(self) -> float:
        return float(self.ask("parseFloat(getComputedStyle(document.querySelector('.view-line')).fontSize)"))


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 500)
    QVBoxLayout(window)
    return window


def end(*widgets: QWidget) -> None:
    """Delete widgets now, as the event loop would."""
    for widget in widgets:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def plain_driver(qtbot: QtBot) -> Iterator[PlainDriver]:
    window = _window(qtbot)
    editor = PlainEditor(window)
    window.layout().addWidget(editor)
    window.show()
    window.activateWindow()
    editor.focus()
    yield PlainDriver(qtbot, editor, window)
    end(window)


@pytest.fixture
def new_monaco(qtbot: QtBot) -> Iterator[Callable[..., MonacoDriver]]:
    """Makes a Monaco in a window, with or without a language server."""
    from ui.editor.monaco import MonacoEditor

    windows = []

    def make(language_token: str | None = None) -> MonacoDriver:
        window = _window(qtbot)
        editor = MonacoEditor(window, language_token)
        window.layout().addWidget(editor)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(editor.is_ready, timeout=READY_MS)
        editor.focus()
        driver = MonacoDriver(qtbot, editor, window)
        driver.wait(lambda: bool(driver.ask("document.hasFocus() && window.qtmonaco.editor.hasTextFocus()")))
        # Chromium holds keys back until a page was drawn once.
        driver.ask(
            "window.drawn = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = 1; })); 0"
        )
        driver.wait(lambda: bool(driver.ask("window.drawn")))
        return driver

    yield make
    for window in windows:
        end(window)


@pytest.fixture(params=["plain", "monaco"])
def driver(request: pytest.FixtureRequest) -> Driver:
    """Either editor, on screen and with the focus."""
    if request.param == "plain":
        return request.getfixturevalue("plain_driver")
    return request.getfixturevalue("new_monaco")()
