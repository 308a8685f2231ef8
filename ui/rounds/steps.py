"""The two steps between the code and the reveal: the two-minute explanation, and what the candidate expects."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from mockint.domain.rubric import Criterion
from mockint.domain.skill import LEVEL_WORDS
from ui.rounds.header import clock_text
from ui.theme import Theme, tabular
from ui.tokens import Space
from ui.widgets.parts import Segments, button, clear_layout, label

_WIDTH = 720
_SKIPPED = "0"


class Forecast(NamedTuple):
    """What is forecast with the slider, in steps of five hundredths.

    Attributes:
        text: What stands before the slider.
        name: What a screen reader says.
        unit: What stands behind the number of hundredths.
    """

    text: str
    name: str
    unit: str


HIDDEN_TESTS: Final = Forecast("Hidden tests passed", "Share of hidden tests that you expect to pass", " %")
SCORE: Final = Forecast("Score on the hidden set", "Score that you expect, out of 100", " of 100")


class Step(QWidget):
    """A calm page in the middle of the window: a title, a sentence, a body, and its buttons below."""

    def __init__(self, theme: Theme, title: str, text: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        holder = QWidget()
        holder.setObjectName("scrolled")
        holder.setMaximumWidth(theme.look.px(_WIDTH))
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        self.heading = label(title, "title")
        self.about = label(text, "muted", wrap=True)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.about)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(holder, 100)
        centre.addStretch(1)
        outer.addLayout(centre, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.S)

    def add_buttons(self) -> None:
        """Put the row of buttons under the body."""
        self.column.addLayout(self.buttons)


class ExplainStep(Step):
    """Asks for the explanation that a candidate would say aloud; the round's clock runs on meanwhile.

    Signals:
        text_changed: The explanation so far.
        hand_in_wanted: Hand in.
        back_wanted: Back to the code.
    """

    text_changed = Signal(str)
    hand_in_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, theme: Theme, minutes: int) -> None:
        super().__init__(
            theme,
            f"Explain your solution in {minutes} minutes",
            "As you would say it to the interviewer: the approach and why, its complexity, what could break it, and what "
            "you would do next. Problem solving, code quality and communication are judged from this.",
        )
        self._limit_s = minutes * 60.0
        top = QHBoxLayout()
        self.clock = QLabel(clock_text(self._limit_s))
        self.clock.setProperty("type", "lead")
        self.clock.setFont(tabular(self.clock.font()))
        self.clock.setAccessibleName("Time for the explanation")
        self.words = label("0 words", "muted")
        top.addWidget(self.clock)
        top.addStretch(1)
        top.addWidget(self.words)
        self.column.addLayout(top)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("Your explanation")
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(self._changed)
        self.column.addWidget(self.editor, 1)
        self.hand_in = button("Hand in", "primary", tip="Hand in code, tests and explanation (Ctrl+Shift+Enter)")
        self.back = button("Back to the code", tip="Go on coding (Escape)")
        self.hand_in.clicked.connect(self.hand_in_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.back)
        self.buttons.addWidget(self.hand_in)
        self.add_buttons()

    def show_time(self, passed_s: float) -> None:
        """Show what is left of the explanation's own time; it is a guide, nothing is cut off."""
        self.clock.setText(clock_text(self._limit_s - passed_s))

    def load(self, text: str) -> None:
        """Put a text in without telling anyone."""
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)
        self._count()

    def _changed(self) -> None:
        self._count()
        self.text_changed.emit(self.editor.toPlainText())

    def _count(self) -> None:
        count = len(self.editor.toPlainText().split())
        self.words.setText(f"{count} words, about {count / 140:.1f} minutes aloud")


class PredictStep(Step):
    """Asks what the candidate expects before anything is shown; measuring runs meanwhile.

    Signals:
        predicted: What is expected of the forecast (0 to 1; None where there is none), and the level expected by
            criterion id.
        skipped: The candidate does not want to say.
        stop_wanted: End the measuring that goes on.
    """

    predicted = Signal(object, dict)
    skipped = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme, criteria: Sequence[Criterion], forecast: Forecast | None = HIDDEN_TESTS) -> None:
        super().__init__(
            theme,
            "Before you see it: what do you expect?",
            "Guessing first shows how well you know your own work. It changes nothing in the result.",
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.share = label("", "lead")
        self._forecast = forecast
        if forecast is not None:
            self.column.addLayout(self._forecast_row(theme, forecast))
        self.levels: dict[str, Segments] = {}
        body = QWidget()
        body.setObjectName("scrolled")
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.M)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Criteria")
        self._scroll.setWidget(body)
        self._offer(criteria)
        self.column.addWidget(self._scroll, 1)
        self.progress = label("", "muted")
        self.reveal = button("Show the result", "primary", tip="Keep the guess and show the result (Ctrl+Enter)")
        self.skip = button("Skip", tip="Show the result without a guess (Escape)")
        self.reveal.clicked.connect(self._predict)
        self.skip.clicked.connect(self.skipped)
        self.stop = button("Stop measuring", "quiet", tip="The answer is kept and can be measured later")
        self.stop.clicked.connect(self.stop_wanted)
        self.stop.hide()
        self.buttons.addWidget(self.progress, 1)
        self.buttons.addWidget(self.stop)
        self.buttons.addWidget(self.skip)
        self.buttons.addWidget(self.reveal)
        self.add_buttons()

    def ask_about(self, question: str, criteria: Sequence[Criterion], *, is_last: bool) -> None:
        """Ask for the levels of one question of several.

        Args:
            question: Which one, in words.
            criteria: What it is judged by.
            is_last: Whether the result follows.
        """
        self.heading.setText(f"{question}: what do you expect?")
        self.reveal.setText("Show the result" if is_last else "Next question")
        tip = "Keep the guess and show the result" if is_last else "Keep the guess and go on to the next question"
        self.reveal.setToolTip(f"{tip} (Ctrl+Enter)")
        self._offer(criteria)
        self._scroll.verticalScrollBar().setValue(0)
        parts = [part for one in self.levels.values() for part in one.findChildren(QPushButton)]
        for before, part in itertools.pairwise((self._scroll, *parts, self.stop, self.skip, self.reveal)):
            QWidget.setTabOrder(before, part)

    def _offer(self, criteria: Sequence[Criterion]) -> None:
        clear_layout(self._rows)
        self.levels.clear()
        for criterion in criteria:
            row = self._criterion(criterion)
            self._rows.addWidget(row)
            if self._scroll.isVisible():
                row.show()  # now, not with the next turn of the event loop: it is about to get the keyboard
        self._rows.addStretch(1)

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that can be said."""
        if self._forecast is not None:
            self.slider.setFocus()
        else:
            next(iter(self.levels.values())).segment(_SKIPPED).setFocus()

    def _forecast_row(self, theme: Theme, forecast: Forecast) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(label(forecast.text))
        self.slider.setRange(0, 20)
        self.slider.setValue(16)
        self.slider.setPageStep(2)
        self.slider.setAccessibleName(forecast.name)
        self.share.setText(f"80{forecast.unit}")
        self.share.setMinimumWidth(theme.look.px(56))
        self.slider.valueChanged.connect(lambda value: self.share.setText(f"{value * 5}{forecast.unit}"))
        row.addWidget(self.slider, 1)
        row.addWidget(self.share)
        return row

    def _criterion(self, criterion: Criterion) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(label(criterion.title, "section"))
        anchor = label("", "muted", wrap=True)
        choices = [(_SKIPPED, "No guess"), *((str(level), LEVEL_WORDS[level]) for level in (1, 2, 3, 4))]
        segments = Segments(criterion.title, choices, _SKIPPED)

        def show(value: str) -> None:
            anchor.setText(criterion.anchors[int(value)] if value != _SKIPPED else criterion.about)  # type: ignore[index]

        segments.chosen.connect(show)
        show(_SKIPPED)
        column.addWidget(segments)
        column.addWidget(anchor)
        self.levels[criterion.id] = segments
        return holder

    def _predict(self) -> None:
        levels = {name: int(one.value()) for name, one in self.levels.items() if one.value() != _SKIPPED}
        self.predicted.emit(None if self._forecast is None else self.slider.value() / 20, levels)
