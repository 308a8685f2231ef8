"""Monaco as a `CodeEditor`: the widget around the shut-in page, and the messages between the two.

Importing this module loads WebEngine; see `factory` for when and where that may happen. Of qtmonaco only the built editor
is used, never its Python code, which would start a language server open to the network.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFontDatabase, QFontInfo, QShowEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.editor.base import LIGHT_COLORS, AppKeyGate, CodeEditor, EditorColors, Mark
from ui.editor.language_server import LanguageServer
from ui.editor.monaco_theme import monaco_theme
from ui.editor.offsets import to_points, to_units, with_plain_line_ends
from ui.editor.web import EditorPage, make_profile, monaco_folder, page_html

_log = logging.getLogger(__name__)

_LANGUAGE_SERVER_DELAY_MS: Final = 1_000

#: What is fixed about the editor. Word lists, links and character warnings would need Monaco's web workers, which a page
#: without an origin cannot start; the language server knows better words anyway.
_OPTIONS: Final[Mapping[str, Any]] = {
    "automaticLayout": True,
    "minimap": {"enabled": False},
    "scrollBeyondLastLine": False,
    "stickyScroll": {"enabled": False},
    "wordBasedSuggestions": "off",
    "links": False,
    "colorDecorators": False,
    "unicodeHighlight": {"ambiguousCharacters": False, "invisibleCharacters": False, "nonBasicASCII": False},
    "unusualLineTerminators": "off",
    "occurrencesHighlight": "off",
    "renderLineHighlight": "all",
    "bracketPairColorization": {"enabled": False},
    "fixedOverflowWidgets": True,
    "lineNumbersMinChars": 4,
    "padding": {"top": 8, "bottom": 8},
    "quickSuggestionsDelay": 150,
    "lightbulb": {"enabled": "off"},
    "folding": False,
    "smoothScrolling": False,
    "cursorBlinking": "solid",
    "find": {"addExtraSpaceOnTop": False, "seedSearchStringFromSelection": "selection"},
}


class _Host(QObject):
    """The one object that the page can reach: it takes messages and gives commands."""

    command = Signal(str, str)
    message = Signal(str, str)

    @Slot(str, str)
    def receive(self, name: str, value: str) -> None:
        """Take a message from the page."""
        self.message.emit(name, value)


class MonacoEditor(CodeEditor):
    """Monaco in a web page that can reach nothing but its own files.

    Args:
        parent: The Qt parent.
        language_token: A random, hard to guess text (``secrets.token_urlsafe``) to start a language server with once the
            editor has been on screen for a second; None for an editor without completion.
    """

    def __init__(self, parent: QWidget | None = None, language_token: str | None = None) -> None:
        super().__init__(parent)
        self._language_token = language_token
        self._language_server: LanguageServer | None = None
        self._text = ""
        self._cursor = 0
        self._generation = 0
        self._colors = LIGHT_COLORS
        self._is_ready = False
        self._has_failed = False
        self._waiting: list[tuple[str, str]] = []
        self._mark_sources: set[str] = set()
        self._settling: list[Callable[[], None]] = []
        self._keys_pressed = 0

        folder = monaco_folder()
        # Children go in the order they came: the view takes its page with it before the page's profile goes.
        self._view = QWebEngineView(self)
        profile, self._guard = make_profile(folder, self)
        self._page = EditorPage(profile, self._view)
        self._view.setPage(self._page)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Monaco has its own
        self._view.setAccessibleName("Code editor")
        self._gate = AppKeyGate(self)
        self._view.installEventFilter(self)
        self._watch_focus_proxy()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)

        self._host = _Host(self)
        self._host.message.connect(self._on_message)
        channel = QWebChannel(self._page)
        channel.registerObject("host", self._host)
        self._page.setWebChannel(channel)
        self._page.renderProcessTerminated.connect(self._on_process_ended)
        self._page.loadFinished.connect(self._on_load_finished)
        self._send("set_options", {**_OPTIONS, "fontFamily": _font_families()})
        self.set_colors(LIGHT_COLORS)
        self.set_font_size(11)
        self._page.setHtml(page_html(folder), QUrl.fromLocalFile(f"{folder}/"))

    def is_ready(self) -> bool:
        """Whether Monaco runs."""
        return self._is_ready

    def text(self) -> str:
        """The text that the page told last; a key pressed a few milliseconds ago may still be under way."""
        return self._text

    def set_text(self, text: str) -> None:
        """Load a text; messages about the text before it that are still under way are dropped."""
        self._text = with_plain_line_ends(text)
        self._cursor = 0
        self._generation += 1
        self._send("set_text", {"text": self._text, "generation": self._generation})
        for source in self._mark_sources:
            self._send("set_marks", {"source": source, "marks": []})
        self._mark_sources.clear()

    def cursor_offset(self) -> int:
        """The cursor's offset as the page told it last."""
        return self._cursor

    def set_cursor_offset(self, offset: int) -> None:
        """Move the cursor."""
        self._cursor = min(max(0, offset), len(self._text))
        self._send("set_cursor", to_units(self._text, self._cursor))

    def go_to_line(self, line: int) -> None:
        """Move the cursor to a line and take the keyboard."""
        self.focus()
        self._send("go_to_line", line)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a setter, like Qt's
        """Allow or forbid changes."""
        self._send("set_options", {"readOnly": read_only, "domReadOnly": read_only})

    def set_marks(self, marks: Sequence[Mark], source: str = "lint") -> None:
        """Show marks as Monaco's markers; each source is an owner."""
        self._mark_sources.add(source)
        lines = self._text.split("\n")
        self._send("set_marks", {"source": source, "marks": [_marker(mark, lines) for mark in marks]})

    def set_colors(self, colors: EditorColors) -> None:
        """Define and take Monaco's theme."""
        self._colors = colors
        self._page.setBackgroundColor(colors.background)
        self._send("set_theme", monaco_theme(colors))

    def set_font_size(self, points: int) -> None:
        """Set the size; the page counts in CSS pixels, 96 to the inch."""
        self._send("set_options", {"fontSize": round(points * 96 / 72, 1)})

    def show_find(self, query: str = "") -> None:
        """Open Monaco's find bar."""
        self._view.setFocus()
        self._send("show_find", query)

    def find_next(self, *, backwards: bool = False) -> None:
        """Select the next match."""
        self._send("find_next", backwards)

    def focus(self) -> None:
        """Take the keyboard."""
        self._view.setFocus()
        self._send("focus", None)

    def settle(self, done: Callable[[], None]) -> None:
        """Ask the page; it answers after the keys that came before."""
        if self._is_ready:
            self._settling.append(done)
            self._send("settle", self._keys_pressed)
        else:
            done()

    def dispose(self) -> None:
        """End the language server; called by itself before `deleteLater` takes effect and when the program quits."""
        if self._language_server is not None:
            self._language_server.stop()

    def event(self, event: QEvent) -> bool:
        """End what runs outside before the widget goes."""
        if event.type() == QEvent.Type.DeferredDelete:
            self.dispose()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Think of the language server once the user can see the editor."""
        super().showEvent(event)
        self._plan_language_server()

    def language_server(self) -> LanguageServer | None:
        """The language server, once it was started."""
        return self._language_server

    def _open_language_server(self) -> None:
        if self._language_token is None:
            return
        self._language_server = LanguageServer(self._language_token, self)
        self._language_server.ended.connect(lambda: self._connect_language_server(None))
        address = self._language_server.open()
        if address is not None:
            self._connect_language_server(address)

    def _plan_language_server(self) -> None:
        if self._language_server is not None and self.isVisible():
            QTimer.singleShot(_LANGUAGE_SERVER_DELAY_MS, self, self._start_language_server)

    def _start_language_server(self) -> None:
        if self._language_server is not None and self.isVisible():
            self._language_server.start()

    def _connect_language_server(self, address: str | None) -> None:
        self._guard.allow_socket(address or "")
        self._send("language_server", address)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when WebEngine puts a new widget in place to take the keys, and count those that it takes."""
        if watched is self._view and event.type() == QEvent.Type.ChildPolished:
            self._watch_focus_proxy()
        elif event.type() == QEvent.Type.KeyPress and watched is self._view.focusProxy():
            self._keys_pressed += 1
        return super().eventFilter(watched, event)

    def _watch_focus_proxy(self) -> None:
        proxy = self._view.focusProxy()
        if proxy is not None:
            # The filter that came last is asked first: what the gate keeps is not counted.
            for watcher in (self, self._gate):
                proxy.removeEventFilter(watcher)
                proxy.installEventFilter(watcher)

    def _send(self, name: str, value: object) -> None:
        message = (name, json.dumps(value))
        if self._is_ready:
            self._host.command.emit(*message)
        elif not self._has_failed:
            self._waiting.append(message)

    def _on_message(self, name: str, value: str) -> None:
        content = json.loads(value)
        match name:
            case "text":
                self._take_state(content)
            case "cursor":
                self._take_cursor(content)
            case "settled":
                self._take_state(content)
                if self._settling:
                    self._settling.pop(0)()
            case "escape":
                self.escaped.emit()
            case "ready":
                self._become_ready()
            case "failed":
                self._fail(f"The editor's page did not start: {content}")
            case _:
                _log.warning("the editor's page sent an unknown message: %s", name)

    def _take_state(self, state: Mapping[str, Any]) -> None:
        if state["generation"] != self._generation:
            return
        changed = state["text"] != self._text
        self._text = state["text"]
        if changed:
            self.text_changed.emit(self._text)
        self._take_cursor(state)

    def _take_cursor(self, state: Mapping[str, Any]) -> None:
        if state["generation"] != self._generation:
            return
        cursor = to_points(self._text, state["offset"])
        if cursor != self._cursor:
            self._cursor = cursor
            self.cursor_moved.emit(cursor)

    def _become_ready(self) -> None:
        self._is_ready = True
        self._watch_focus_proxy()
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._host.command.emit(*message)
        self._open_language_server()
        self.became_ready.emit()
        self._plan_language_server()

    def _on_load_finished(self, ok: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not ok and not self._is_ready:  # a refused navigation of a page that runs comes here too
            self._fail("The editor's page did not load.")

    def _on_process_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, exit_code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self._fail(f"The editor's page ended by itself (exit code {exit_code}).")

    def _fail(self, reason: str) -> None:
        if not self._has_failed:
            self._has_failed, self._is_ready = True, False
            self._waiting.clear()
            settling, self._settling = self._settling, []
            for done in settling:
                done()
            _log.warning("%s", reason)
            self.failed.emit(reason)


def _marker(mark: Mark, lines: Sequence[str]) -> dict[str, object]:
    line = min(max(1, mark.line), len(lines))
    text = lines[line - 1]
    column = min(mark.column, len(text) + 1)
    end_column = mark.end_column if mark.end_column > mark.column else len(text) + 1
    return {
        "line": line,
        "column": to_units(text, column - 1) + 1,
        "end_column": to_units(text, end_column - 1) + 1,
        "severity": mark.severity,
        "message": mark.message,
    }


def _font_families() -> str:
    fixed = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)).family()
    return ", ".join(f"'{name}'" for name in (fixed, "DejaVu Sans Mono", "Menlo", "Consolas")) + ", monospace"
