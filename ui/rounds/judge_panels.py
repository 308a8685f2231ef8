"""What opens in the debrief before a grading: the price, another model's name, a pasted reply, one's own levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mockint.domain.rubric import Criterion
from mockint.domain.skill import LEVEL_WORDS, Level
from ui.tokens import Space
from ui.widgets.parts import Segments, button, label

if TYPE_CHECKING:
    from mockint.provider.prices import Estimate

_OPEN = "0"
_LEVELS: Mapping[str, Level] = {"1": 1, "2": 2, "3": 3, "4": 4}


class Panel(QFrame):
    """A card with a title, a sentence, a body, and its buttons; Escape closes it and nothing else.

    Signals:
        closed: The user does not want it.
    """

    closed = Signal()

    def __init__(self, title: str, text: str, go: str, tip: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.column.setSpacing(Space.S)
        self.text = label(text, "muted", wrap=True)
        self.column.addWidget(label(title, "section"))
        self.column.addWidget(self.text)
        self.go = button(go, tip=tip)
        self.cancel = button("Cancel", "quiet", tip="Close this (Escape)")
        self.cancel.clicked.connect(self.closed)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.S)

    def add_buttons(self) -> None:
        """Put the buttons under the body."""
        self.buttons.addWidget(self.go)
        self.buttons.addWidget(self.cancel)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.go

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the page below."""
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PricePanel(Panel):
    """Tells about what a grading will cost before it is paid for.

    Signals:
        wanted: Grade now.
    """

    wanted = Signal()

    def __init__(self, model: str) -> None:
        super().__init__(
            f"Grade with {model}", "Looking up the price \N{HORIZONTAL ELLIPSIS}", "Grade now", "Start it (Enter)"
        )
        self.go.clicked.connect(self.wanted)
        self.add_buttons()

    def show_price(self, estimate: Estimate | None) -> None:
        """Say the price, or why there is none."""
        self.text.setText(price_words(estimate))


class ModelPanel(Panel):
    """Asks for a model's name.

    Signals:
        wanted: Grade with the model of this name.
    """

    wanted = Signal(str)

    def __init__(self, model: str) -> None:
        super().__init__(
            "Grade with another model",
            "A model of the service or the server that the settings name. The new reading stands beside the others.",
            "Go on",
            "Look up what it costs (Enter)",
        )
        self.name = QLineEdit(model)
        self.name.setAccessibleName("Name of the model")
        self.name.returnPressed.connect(self._submit)
        self.name.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(bool(model.strip()))
        self.go.clicked.connect(self._submit)
        self.column.addWidget(self.name)
        self.add_buttons()

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.name

    def _submit(self) -> None:
        if self.name.text().strip():
            self.wanted.emit(self.name.text().strip())


class PastePanel(Panel):
    """Gives the prompt to take elsewhere, and takes the reply that comes back.

    Signals:
        wanted: Judge by this reply.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Judge with a model that you have elsewhere",
            "Copy the prompt, give it to the model, and paste its whole reply here. It is checked like every other: "
            "quotes are looked up in your answer.",
            "Judge",
            "Judge by the pasted reply",
        )
        self._prompt = ""
        self.copy = button("Copy the prompt", tip="Put the whole prompt on the clipboard")
        self.copy.setEnabled(False)
        self.copied = label("Making the prompt \N{HORIZONTAL ELLIPSIS}", "small")
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.copy)
        top.addWidget(self.copied, 1)
        self.column.addLayout(top)
        self.reply = QPlainTextEdit()
        self.reply.setPlaceholderText("The reply: a JSON object, with or without words around it")
        self.reply.setAccessibleName("The model's reply")
        self.reply.setTabChangesFocus(True)
        self.reply.setFixedHeight(120)
        self.reply.textChanged.connect(lambda: self.go.setEnabled(bool(self.reply.toPlainText().strip())))
        self.go.setEnabled(False)
        self.go.clicked.connect(lambda: self.wanted.emit(self.reply.toPlainText()))
        self.copy.clicked.connect(self._copy)
        self.column.addWidget(self.reply)
        self.add_buttons()

    def show_prompt(self, prompt: str) -> None:
        """The prompt is made."""
        self._prompt = prompt
        self.copied.setText(f"{len(prompt):,} characters")
        self.copy.setEnabled(True)
        self.copy.setFocus()

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.reply

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._prompt)
        self.copied.setText("Copied. It holds your answer and the rubric.")


class OwnPanel(Panel):
    """Asks for the user's own levels.

    Signals:
        wanted: The levels by criterion; what was left open is not among them.
    """

    wanted = Signal(dict)

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        super().__init__(
            "Your own levels",
            "Compare your answer with the anchors. Your levels are shown beside every other reading; they do not count "
            "towards a verdict.",
            "Keep",
            "Keep your levels as a reading",
        )
        self.levels: dict[str, Segments] = {}
        for criterion in criteria:
            self._add(criterion)
        self.go.setEnabled(False)
        self.go.clicked.connect(lambda: self.wanted.emit(self.chosen()))
        self.add_buttons()

    def chosen(self) -> dict[str, Level]:
        """The levels that were set."""
        return {name: _LEVELS[one.value()] for name, one in self.levels.items() if one.value() != _OPEN}

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return next((one.segment(_OPEN) for one in self.levels.values()), self.go)

    def _add(self, criterion: Criterion) -> None:
        choices = [(_OPEN, "Open"), *((str(level), LEVEL_WORDS[level]) for level in (1, 2, 3, 4))]
        segments = self.levels[criterion.id] = Segments(criterion.title, choices, _OPEN)
        anchor = label(criterion.about, "muted", wrap=True)

        def show(value: str) -> None:
            anchor.setText(criterion.about if value == _OPEN else criterion.anchors[_LEVELS[value]])
            self.go.setEnabled(bool(self.chosen()))

        segments.chosen.connect(show)
        self.column.addSpacing(Space.XS)
        for one in (label(criterion.title), segments, anchor):
            self.column.addWidget(one)


def price_words(estimate: Estimate | None) -> str:
    """What a grading will cost, as one says it."""
    if estimate is None:
        return "This costs nothing."
    tokens = f"about {estimate.input_tokens:,} tokens to read, at most {estimate.output_tokens:,} to write"
    if estimate.price.usd is not None:
        digits = 2 if estimate.price.usd >= 0.01 else 4
        return f"About {estimate.price.usd:.{digits}f} USD: {tokens}."
    where = "The model runs on this machine" if estimate.price.note == "local" else "No price is known for this model"
    return f"{where}: {tokens}."
