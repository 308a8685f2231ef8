"""Keeps an editor's lint marks up to date: after a pause in typing, off the GUI thread, and never about an older text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from mockint.errors import KnownError
from mockint.measure.lint import LintMark
from ui.editor.base import CodeEditor, Mark

_T = TypeVar("_T")

LINT_DELAY_MS: Final = 400
_log = logging.getLogger(__name__)


class RunInBackground(Protocol):
    """Runs work on a thread that is not the GUI's and hands its result to a function on the GUI thread."""

    def __call__(self, work: Callable[[], _T], done: Callable[[_T], None], /) -> object:
        """Start the work; it must not raise."""


class LintLoop(QObject):
    """Lints an editor's text some time after it changed; at most one run is under way.

    Args:
        editor: Whose text; also the Qt parent.
        lint: Finds marks, such as `mockint.measure.lint.lint_text`; may raise `KnownError`.
        run_in_background: Runs it.
        delay_ms: How long nothing must have changed before a run, in milliseconds.
    """

    def __init__(
        self,
        editor: CodeEditor,
        lint: Callable[[str], Sequence[LintMark]],
        run_in_background: RunInBackground,
        delay_ms: int = LINT_DELAY_MS,
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._lint = lint
        self._run_in_background = run_in_background
        self._is_running = False
        self._has_told_fault = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self.check_now)
        editor.text_changed.connect(lambda _text: self._timer.start())

    def check_now(self) -> None:
        """Lint the text as it is, for example after it was loaded."""
        if self._is_running:  # its end sees that the text has changed and comes here again
            return
        self._is_running = True
        text = self._editor.text()
        self._run_in_background(lambda: self._find(text), lambda found: self._show(text, found))

    def _find(self, text: str) -> Sequence[LintMark] | KnownError:
        try:
            return self._lint(text)
        except KnownError as fault:
            return fault

    def _show(self, text: str, found: Sequence[LintMark] | KnownError) -> None:
        if not isValid(self):  # the editor went meanwhile
            return
        self._is_running = False
        if text != self._editor.text():
            self._timer.start()
            return
        if isinstance(found, KnownError):
            if not self._has_told_fault:
                self._has_told_fault = True
                _log.warning("%s", found.one_line())
            found = ()
        self._editor.set_marks([to_mark(mark) for mark in found])


def to_mark(found: LintMark) -> Mark:
    """Show a finding on its first line; one that spans lines marks the rest of it."""
    end_column = found.end_column if found.end_line == found.line else 0
    return Mark(found.line, found.column, end_column, found.severity, f"{found.message} ({found.code})")
