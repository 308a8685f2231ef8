"""Defend a repository, or what a round handed in: its facts first, then the round on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from mockint.errors import KnownError
from ui import words
from ui.tasks import TaskRunner
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView
from ui.widgets.parts import ElidedLabel, Segments, button, label

if TYPE_CHECKING:
    from mockint.app.services import Services
    from mockint.domain.ids import RoundId

_SIZE = (820, 620)
_ABOUT = (
    "Six questions are made of these facts, with the lines they are about; each answer is asked why twice. Nothing is run, "
    "and no score follows from the facts."
)


class DefendDialog(QDialog):
    """Shows the facts of a repository or of handed-in files, and starts their defence.

    Signals:
        round_made: A round was kept; its id.
    """

    round_made = Signal(str)

    def __init__(self, theme: Theme, tasks: TaskRunner, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._services = services
        self._of: Path | RoundId = Path()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Defend a repository")
        self.where = ElidedLabel("", "lead")
        self.facts = OutputView(theme)
        self.facts.setAccessibleName("Facts")
        self.mode = Segments("Mode", tuple(words.MODES.items()))
        self.other = button("Choose another folder...", tip="Choose the folder of another git repository")
        self.other.clicked.connect(self.choose)
        close = button("Close", "quiet")
        close.clicked.connect(self.reject)
        self.start = button("Start the defence", "primary", tip="Start a round on these facts (Enter)")
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (self.where, self.facts):
            column.addWidget(widget, int(widget is self.facts))
        column.addWidget(label(_ABOUT, "small", wrap=True))
        column.addWidget(self.mode)
        column.addLayout(row)
        self.resize(*_SIZE)

    def choose(self) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(self, "The folder of a git repository")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.look(Path(path)))
        dialog.open()

    def look(self, path: Path) -> None:
        """Read a repository and show what is in it."""
        self._look(path, str(path))

    def look_at_round(self, round_id: RoundId, title: str) -> None:
        """Read what a round handed in and show what is in it."""
        self.setWindowTitle("Defend what was handed in")
        self.other.hide()
        self._look(round_id, title)

    def _look(self, of: Path | RoundId, words: str) -> None:
        self._of = of
        self.where.set_whole(words)
        self.facts.set_output("Reading the files ...")
        self.start.setEnabled(False)
        services = self._services

        def read() -> str:
            from mockint.app.defence_round import facts_of
            from mockint.app.defend_text import lines

            return "\n".join(lines(facts_of(services, of)))

        self._tasks.remote(read, self, lambda text: self._show(of, text), lambda fault: self._refused(of, fault))

    def _show(self, of: Path | RoundId, text: str) -> None:
        if of != self._of:
            return
        self.facts.set_output(text)
        self.start.setEnabled(True)
        self.start.setFocus()

    def _refused(self, of: Path | RoundId, fault: KnownError) -> None:
        if of == self._of:
            self.facts.set_output(str(fault))
            self.start.setText("Start the defence")
            self.other.setFocus()

    def _start(self) -> None:
        of, services, mode = self._of, self._services, self.mode.value()
        self.start.setEnabled(False)
        self.start.setText("Starting")

        def plan() -> str:
            from mockint.app.defence_round import Defence, plan_defence
            from mockint.domain.round import Mode

            return str(plan_defence(services, Defence(of, Mode(mode))).id)

        self._tasks.remote(plan, self, self._made, lambda fault: self._refused(of, fault))

    def _made(self, round_id: str) -> None:
        self.accept()
        self.round_made.emit(round_id)
