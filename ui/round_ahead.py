"""Imports what rounds are made of before the first one asks for it, a module a turn of the event loop."""

from __future__ import annotations

import gc
import importlib

from PySide6.QtCore import QObject, QTimer

_MODULES = (
    "mockint.measure.lint",
    "mockint.measure.coding",
    "mockint.app.coding",
    "mockint.app.measuring",
    "mockint.app.report",
    "mockint.graders.base",
    "mockint.graders.instructions",
    "mockint.graders.guards",
    "mockint.graders.reply",
    "mockint.graders.model",
    "mockint.graders.lexical",
    "mockint.graders.offline",
    "mockint.graders.paste",
    "mockint.app.reading",
    "mockint.app.grading",
    "ui.editor.lint_loop",
    "ui.editor.plain",
    "ui.rounds.header",
    "ui.rounds.brief_pane",
    "ui.rounds.editor_tabs",
    "ui.rounds.code_pane",
    "ui.rounds.results_pane",
    "ui.rounds.round_controller",
    "ui.rounds.controller",
    "ui.rounds.criterion_row",
    "ui.rounds.judge_bar",
    "ui.rounds.debrief",
    "ui.rounds.round_screen",
    "ui.rounds.coding_screen",
    "mockint.corpus.documents",
    "mockint.corpus.questions",
    "mockint.corpus.render",
    "mockint.app.build_folder",
    "mockint.gateway.stand_in",
    "mockint.gateway.build_gateway",
    "mockint.execution.console",
    "mockint.app.build_run",
    "mockint.app.build_check",
    "ui.rounds.file_tree",
    "ui.rounds.console_pane",
    "ui.rounds.build_work",
    "ui.rounds.build_controller",
    "ui.rounds.build_screen",
    "mockint.app.repository_parts",
    "mockint.app.brief_rounds",
    "ui.rounds.brief_controller",
    "ui.rounds.brief_screen",
    "ui.rounds.notebook_pane",
    "ui.rounds.estimate_pad",
    "ui.diagram.view",
    "ui.diagram.canvas",
    "ui.rounds.design_screen",
    "ui.rounds.behavioral_screen",
    "ui.pages.history",
    "ui.pages.today",
    "ui.pages.settings",
)
"""Imported in this order, so that none takes long; the places one goes to after a round too."""
_PAUSE_MS = 25


class ImportAhead(QObject):
    """Imports on this thread: PySide's types must not be made on another while this one uses them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(_MODULES)
        QTimer.singleShot(_PAUSE_MS, self, self._next)

    def _next(self) -> None:
        if not self._left:
            gc.freeze()  # what is imported stays for good; collections that look at it would hold up the typing
            return
        importlib.import_module(self._left.pop(0))
        QTimer.singleShot(_PAUSE_MS, self, self._next)
