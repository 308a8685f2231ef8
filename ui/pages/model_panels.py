"""The cards of Settings about models; they show what they are told and say what the user wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.tokens import Space
from ui.widgets.parts import Busy, button, label, restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from mockint.app.model_setup import CheckFigures, KeyState
    from mockint.provider.connection import Check

_CHECKS: Final = ("reachable", "key", "model", "streaming", "structured output", "counting")
_STATES: Final = {
    "ok": ("\N{CHECK MARK} ok", "good"),
    "no": ("\N{BALLOT X} no", "bad"),
    "unknown": ("? unknown", "warn"),
}
_KEYLESS: Final = "No key."


class Panel(QFrame):
    """A card with a title, a line of text, and room below for what belongs to it."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.column.setSpacing(Space.S)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        self.head = QHBoxLayout()
        self.head.setSpacing(Space.S)
        self.words = label(text, "muted", wrap=True)
        lines.addWidget(label(title))
        lines.addWidget(self.words)
        self.head.addLayout(lines, 1)
        self.column.addLayout(self.head)


class KeyPanel(Panel):
    """Where one key comes from, with a masked line to keep another one. What is typed is taken out of it at once.

    Signals:
        kept: The text that the user wants to keep as the key.
        removed: The key is to be forgotten.
    """

    kept = Signal(str)
    removed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(f"Key for {title}", "Looking for the key \N{HORIZONTAL ELLIPSIS}")
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(f"Key for {title}")
        self.line.setPlaceholderText("Paste a key")
        self.line.setMinimumWidth(220)
        self.keep = button("Keep", tip="Keep the key in the system's keyring (Enter)")
        self.keep.setAccessibleName(f"Keep the key for {title}")
        self.remove = button("Remove", "quiet", tip="Forget this key")
        self.remove.setAccessibleName(f"Remove the key for {title}")
        self.remove.hide()
        self.keep.setEnabled(False)
        self.head.addSpacing(Space.L)
        for widget in (self.line, self.keep, self.remove):
            self.head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.line.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self.removed)

    def show_state(self, state: KeyState) -> None:
        """Show where the key comes from."""
        self.words.setText(state.sentence if state.source else f"{_KEYLESS} {state.sentence}")
        by_environment = state.source == "environment"
        for widget in (self.line, self.keep):
            widget.setVisible(not by_environment)
        if self.remove.hasFocus() and not state.source:
            self.line.setFocus()
        self.remove.setVisible(state.source in {"keyring", "session"})
        self.line.setPlaceholderText("Paste another key" if state.source else "Paste a key")

    def _keep(self) -> None:
        text = self.line.text()
        self.line.clear()
        if text.strip():
            self.kept.emit(text)


class ConnectionPanel(Panel):
    """'Test connection': six things, each ok, no or unknown, with a sentence.

    Signals:
        wanted: Test now.
        cancelled: Do not wait for the rest.
    """

    wanted = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Connection")
        self.busy = Busy()
        self.test = button("Test connection", tip="Send a few small requests and say what works")
        self.head.addWidget(self.busy)
        self.head.addWidget(self.test, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, Space.XS, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(2, 1)
        self._states: dict[str, QLabel] = {}
        self._sentences: dict[str, QLabel] = {}
        for row, name in enumerate(_CHECKS):
            state, sentence = label(""), label("", "muted", wrap=True)
            sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(name.capitalize()), row, 0, top)
            grid.addWidget(state, row, 1, top)
            grid.addWidget(sentence, row, 2, top)
            self._states[name], self._sentences[name] = state, sentence
        self.column.addWidget(self._grid)
        self._grid.hide()
        self.test.clicked.connect(self.wanted)
        self.busy.cancelled.connect(self.cancelled)

    def begin(self) -> None:
        """Show that a test is under way."""
        for name in _CHECKS:
            self._tell(name, "\N{HORIZONTAL ELLIPSIS}", "", "")
        self._grid.show()
        self.test.setEnabled(False)
        self.busy.show_work("Testing")

    def show_check(self, check: Check) -> None:
        """Show one thing as soon as it is known."""
        words, tone = _STATES[check.state]
        self._tell(check.name, words, tone, check.sentence)

    def end(self) -> None:
        """Show that nothing more comes."""
        for name in _CHECKS:
            if self._states[name].text() == "\N{HORIZONTAL ELLIPSIS}":
                self._tell(name, *_STATES["unknown"], "Not tried: the test was ended before.")
        self.busy.done()
        self.test.setEnabled(True)

    def results(self) -> dict[str, tuple[str, str]]:
        """What each line says: its state and its sentence."""
        return {name: (self._states[name].text(), self._sentences[name].text()) for name in _CHECKS}

    def _tell(self, name: str, words: str, tone: str, sentence: str) -> None:
        state = self._states[name]
        state.setText(words)
        state.setProperty("tone", tone)
        restyle(state)
        self._sentences[name].setText(sentence)


class CheckPanel(Panel):
    """The last check of the grader in use, and a button that runs it; a model's price is told before it starts.

    Signals:
        wanted: Tell the price, or start at once where there is none.
        confirmed: The user has read the price and wants it all the same.
        cancelled: Stop.
    """

    wanted = Signal()
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("How far the grader can be trusted")
        self.changed = label("", wrap=True)
        self.changed.setProperty("tone", "warn")
        self.changed.hide()
        self.column.addWidget(self.changed)
        self.run = button("Check the grader", tip="Have it judge answers whose levels are known")
        self.head.addWidget(self.run, 0, Qt.AlignmentFlag.AlignVCenter)
        self._ask = QWidget()
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.price = label("", wrap=True)
        self.go = button("Run it")
        self.stay = button("Not now", "quiet")
        row.addWidget(self.price, 1)
        row.addWidget(self.go)
        row.addWidget(self.stay)
        self._ask.hide()
        self.column.addWidget(self._ask)
        self.busy = Busy()
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self.busy.setSizePolicy(policy)
        self.column.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignLeft)
        self.run.clicked.connect(self.wanted)
        self.go.clicked.connect(self._confirm)
        self.stay.clicked.connect(self._decline)
        self.busy.cancelled.connect(self.cancelled)

    def show_figures(self, found: CheckFigures) -> None:
        """Show the last result."""
        name = {"offline": "offline estimate", "messages": "Claude grader", "openai": "OpenAI grader"}[found.grader]
        nothing = f"The {name} was not checked on this machine yet. The check takes answers whose levels are known."
        self.words.setText(f"{found.summary} The {name}, {found.made}." if found.summary else nothing)
        self.changed.setText(found.changed)
        self.changed.setVisible(bool(found.changed))

    def ask(self, price: str) -> None:
        """Tell the price and ask."""
        self.busy.done()
        self.price.setText(price)
        self._ask.show()
        self.go.setFocus()

    def begin(self, words: str) -> None:
        """Show that the check is under way."""
        self.run.setEnabled(False)
        self._ask.hide()
        self.busy.show_work(words)

    def end(self) -> None:
        """Show that it is over."""
        self.busy.done()
        self.run.setEnabled(True)

    def _confirm(self) -> None:
        self._ask.hide()
        self.confirmed.emit()

    def _decline(self) -> None:
        self._ask.hide()
        self.end()
        self.run.setFocus()
