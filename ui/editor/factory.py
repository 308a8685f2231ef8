"""Decides which editor a round gets, and has Monaco ready in time without ever disturbing the user.

Start-up imports this module, so it imports neither WebEngine nor Monaco; both come later.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.editor.base import CodeEditor
from ui.editor.lint_loop import RunInBackground
from ui.editor.loading import import_monaco, load_monaco
from ui.editor.plain import PlainEditor
from ui.idle import IdleWatch

if TYPE_CHECKING:
    from ui.editor.monaco import MonacoEditor

_log = logging.getLogger(__name__)


def prepare_application() -> None:
    """Set what WebEngine needs before there is a ``QApplication``; call it first, it costs nothing."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


class RoundEditor(NamedTuple):
    """The editor for a round.

    Attributes:
        editor: The editor, for the round to put into its layout.
        notice: Why it is not the one that was asked for, in a sentence for a banner; empty when it is.
    """

    editor: CodeEditor
    notice: str


class EditorWarmUp(QObject):
    """Keeps one Monaco ready, so that a round opens at once.

    Its libraries are loaded on a worker thread, and it is built on the GUI thread only when there was no input for a second and no round
    runs. A round that opens before it is ready gets the plain editor and keeps it: nothing is swapped under the
    candidate's hands.

    Signals:
        became_warm: A Monaco is ready to be taken.
        gave_up: Monaco cannot be used on this machine, with the reason.

    Args:
        run_in_background: Runs the import.
        is_round_running: Tells whether a round runs now.
        new_token: Makes a random, hard to guess text for the language server, such as ``secrets.token_urlsafe``.
        parent: The Qt parent.
        home: A widget of the main window for the warm editor to wait in, hidden, so that showing it later does not
            make the window anew; None to let it wait alone.
        idle: Watches the input; it may have begun before. None to make one.
        load: Imports Monaco.
    """

    became_warm = Signal()
    gave_up = Signal(str)

    def __init__(
        self,
        run_in_background: RunInBackground,
        is_round_running: Callable[[], bool],
        new_token: Callable[[], str],
        parent: QObject | None = None,
        *,
        home: QWidget | None = None,
        idle: IdleWatch | None = None,
        load: Callable[[], str | None] = load_monaco,
    ) -> None:
        super().__init__(parent)
        self._run_in_background = run_in_background
        self._is_round_running = is_round_running
        self._new_token = new_token
        self._home = home
        self._load = load
        self._reason = ""
        self._state: Literal["cold", "loading", "loaded", "building", "warm", "given up"] = "cold"
        self._editor: MonacoEditor | None = None
        self._started = False
        self._idle = idle or IdleWatch(self)
        self._idle.went_idle.connect(self._on_idle)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Import Monaco, and wait for a quiet moment to build it; does nothing while that goes on or when it gave up."""
        if self._state not in {"cold", "loading", "loaded"} or self._started:
            return
        self._started = True
        self._idle.start()
        if not self._is_round_running():
            self._begin_to_load()

    def stop(self) -> None:
        """Stop waiting and let go of the warm editor."""
        self._rest()
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.deleteLater()
        if self._state in {"building", "warm"}:
            self._state = "loaded"

    def is_warm(self) -> bool:
        """Whether an editor is ready to be taken."""
        return self._state == "warm"

    def editor_for_round(self, wanted: Literal["monaco", "plain"] = "monaco") -> RoundEditor:
        """Give a round its editor, at once; the round owns it and ends it with ``deleteLater``.

        Args:
            wanted: The user's setting.
        """
        if wanted == "plain":
            return RoundEditor(PlainEditor(), "")
        if self._state == "warm" and self._editor is not None:
            editor, self._editor, self._state = self._editor, None, "loaded"
            editor.failed.disconnect(self._on_failed)
            return RoundEditor(editor, "")
        if self._state == "given up":
            return RoundEditor(PlainEditor(), f"{self._reason} This round uses the plain editor.")
        notice = "Monaco is still loading. This round uses the plain editor; the next one will have Monaco."
        return RoundEditor(PlainEditor(), notice)

    def _rest(self) -> None:
        self._started = False
        self._idle.stop()

    def _on_idle(self) -> None:
        if not self._started:
            return
        if self._is_round_running():
            self._idle.wait_again()
        elif self._state == "loaded":
            self._rest()
            self._build()
        else:
            self._begin_to_load()

    def _begin_to_load(self) -> None:
        if self._state == "cold":
            self._state = "loading"
            importlib.import_module("PySide6.QtNetwork")  # here, and not on the worker thread: see `load_monaco`
            self._run_in_background(self._load, self._on_loaded)

    def _on_loaded(self, reason: str | None) -> None:
        if reason is not None:
            self._give_up(reason)
            return
        self._state = "loaded"
        if self._idle.is_idle:  # it has been quiet all the time
            self._on_idle()

    def _build(self) -> None:
        reason = import_monaco()
        if reason is not None:
            self._give_up(reason)
            return
        from ui.editor.monaco import MonacoEditor

        self._state = "building"
        self._editor = MonacoEditor(self._home, self._new_token())
        if self._home is None:
            self._editor.hide()
        else:
            # One pixel behind everything, until it is ready: the first time a web view is drawn, the window's drawing is
            # set up for it (0.1 s), and that is better done now than when a round opens.
            self._editor.setGeometry(0, 0, 1, 1)
            self._editor.lower()
            self._editor.show()
        self._editor.failed.connect(self._on_failed)
        self._editor.became_ready.connect(self._on_ready)

    def _on_ready(self) -> None:
        if self._state == "building" and self._editor is not None:
            self._editor.hide()
            self._state = "warm"
            self.became_warm.emit()

    def _on_failed(self, reason: str) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.deleteLater()
        self._give_up(reason)

    def _give_up(self, reason: str) -> None:
        self._state, self._reason = "given up", reason
        self._rest()
        _log.warning("Rounds use the plain editor: %s", reason)
        self.gave_up.emit(reason)
