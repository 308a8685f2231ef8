"""A button that deletes: it asks first, in its own place, and the safe answer is the nearer one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.tokens import Space
from ui.widgets.parts import button, label


class AskFirst(QWidget):
    """*Delete...*, and once it is pressed a question with *Delete for good* and *Keep it*.

    Args:
        what: What goes, for the accessible names; see `set_what`.
        quiet: Whether the first button stands back, as in a list.

    Signals:
        confirmed: It is to go.
    """

    confirmed = Signal()

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.delete = button("Delete...", "quiet" if quiet else "")
        self.question = label("", "muted")
        self.confirm = button("Delete for good", "danger")
        self.keep = button("Keep it")
        for one in (self.question, self.confirm, self.keep, self.delete):
            row.addWidget(one)
        self.delete.clicked.connect(lambda: self._ask(wanted=True))
        self.keep.clicked.connect(lambda: self._ask(wanted=False))
        self.confirm.clicked.connect(self._confirmed)
        self.set_what(what)

    def set_what(self, what: str, question: str = "") -> None:
        """Name what goes, and take a question back that was not answered."""
        self.question.setText(question)
        self.delete.setToolTip(f"Remove {what} for good; asks first")
        self.delete.setAccessibleName(f"Delete {what}")
        self.confirm.setAccessibleName(f"Delete {what} for good")
        self.keep.setAccessibleName(f"Keep {what}")
        self._show(wanted=False)

    def _ask(self, *, wanted: bool) -> None:
        self._show(wanted=wanted)
        (self.keep if wanted else self.delete).setFocus()

    def _show(self, *, wanted: bool) -> None:
        for one in (self.confirm, self.keep):
            one.setVisible(wanted)
        self.question.setVisible(wanted and bool(self.question.text()))
        self.delete.setVisible(not wanted)

    def _confirmed(self) -> None:
        self._show(wanted=False)
        self.confirmed.emit()
