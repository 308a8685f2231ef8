"""Where the candidate writes: the solution and the tests of their own, each in an editor, with marks on lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mockint.domain.judging import TracebackLine
from mockint.rounds.coding import SOLUTION, TESTS
from ui.editor.base import CodeEditor, Mark
from ui.rounds.editor_tabs import EditorTabs

FAILED: Final = "failed"
_FILES = {SOLUTION: "solution.py", TESTS: "own_tests.py"}


class CodePane(EditorTabs):
    """The two tabs of a coding round."""

    def __init__(self, solution: CodeEditor, tests: CodeEditor) -> None:
        super().__init__()
        self.setAccessibleName("Your code")
        self.add_editor(SOLUTION, solution)
        self.add_editor(TESTS, tests)

    def title_of(self, document: str) -> str:
        """The name of the document's file."""
        return _FILES[document]

    def load(self, document: str, text: str, cursor: int) -> None:
        """Put a text into its editor as it was left."""
        self.editors[document].set_text(text)
        self.editors[document].set_cursor_offset(cursor)

    def mark_failure(self, document: str, lines: Sequence[TracebackLine], message: str) -> None:
        """Mark the innermost line at which a run failed; none takes the mark away."""
        marks = [Mark(lines[-1].line, 1, 0, "error", message)] if lines else []
        self.editors[document].set_marks(marks, FAILED)

    def _edited(self, document: str, text: str) -> None:
        self.editors[document].set_marks([], FAILED)
        super()._edited(document, text)
