"""A build's score in the debrief: the number with its interval, its parts, the categories, and every case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockint.app.build_words import CATEGORIES, PARTS, named
from mockint.domain.build_score import CARRIES_OVER
from ui.rounds.case_view import CaseView
from ui.rounds.debrief_facts import BUILD, Document, add_heading
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView
from ui.widgets.parts import button, label

_NOTE = (
    "Measured with the stand-in, which is no model: compare it with other stand-in scores alone. "
    "The interval is what other questions of the same kinds would give."
)


def add_build(column: QVBoxLayout, theme: Theme, document: Document, seed: int) -> None:
    """Everything that was measured of a build; nothing where none was."""
    data = document["measurements"].get(BUILD, {})
    if "score" not in data:
        return
    low, high = data["interval"]
    add_heading(column, f"{data['score']:.1f} of 100, 95 % interval {low:.0f} to {high:.0f}")
    if data["index_fault"]:
        column.addWidget(label(f"The corpus was not indexed: {data['index_fault']}", wrap=True))
    column.addWidget(label(data["summary"], wrap=True))
    column.addWidget(_bars(theme, data))
    for told in (*_facts(data), *((_NOTE,) if data["stand_in"] else ())):
        column.addWidget(label(told, "muted", wrap=True))
    column.addLayout(_challenge(document, data, seed))
    if data["cases"]:
        add_heading(column, "The hidden questions, one by one")
        column.addWidget(CaseView(theme, data["cases"], data.get("trace", {})))
    if data.get("output"):
        column.addLayout(add_printed(theme, data["output"]))


def challenge_line(document: Document, data: Mapping[str, Any], seed: int) -> str:
    """A line for somebody else, with which they can build on the same corpus and be measured on the same questions."""
    low, high = data["interval"]
    who = "stand-in" if data["stand_in"] else "own model"
    return (
        f"{document['title']} (version {document['version']}, seed {seed}): {data['score']:.1f} of 100 "
        f"({low:.0f} to {high:.0f}), {who}. Try it: mockint start {document['question']} --seed {seed}"
    )


def _bars(theme: Theme, data: Mapping[str, Any]) -> QWidget:
    """The parts on the left, the categories on the right; each bar stands beside its number."""
    holder = QWidget()
    across = QHBoxLayout(holder)
    across.setContentsMargins(0, Space.S, 0, Space.S)
    across.setSpacing(Space.XXL)
    parts = _Bars(theme, "Parts of the score")
    for name, part in data["parts"].items():
        parts.add(named(PARTS, name), part["points"] / part["of"], f"{part['points']:.1f} of {part['of']}")
    categories = _Bars(theme, "Right by category")
    for name, found in data["categories"].items():
        wrong = f", {found['wrong']} wrong" if found["wrong"] else ""
        abstained = f", {found['abstained']} abstained" if found["abstained"] else ""
        categories.add(
            named(CATEGORIES, name), found["share"], f"{found['right']} of {found['n']}", f"{wrong}{abstained}"
        )
    across.addWidget(parts, 1, Qt.AlignmentFlag.AlignTop)
    across.addWidget(categories, 1, Qt.AlignmentFlag.AlignTop)
    return holder


class _Bars(QWidget):
    """Rows of a name, a bar and a number."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(label(title, "section"), 0, 0, 1, 3)

    def add(self, name: str, share: float, number: str, more: str = "") -> None:
        """Add a row; `more` is said on hovering and to a screen reader."""
        row = self._grid.rowCount()
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setValue(round(max(0.0, min(1.0, share)) * 1000))
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{name}: {number}{more}")
        bar.setToolTip(f"{name}: {number}{more}")
        told = label(number)
        told.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(label(name), row, 0)
        self._grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(told, row, 2)


def _facts(data: Mapping[str, Any]) -> tuple[str, ...]:
    gap, faults = data["sibling_gap"], data["faults"]
    if gap is None:
        sibling = "The sibling corpus was not run."
    else:
        words = "does not carry over" if gap > CARRIES_OVER else "carries over"
        if data["answers_share"] <= CARRIES_OVER:
            words = "says nothing, for there was little to lose"
        sibling = f"Gap to the sibling corpus {gap:+.2f} of the answers' share: {words}."
    survived = [
        f"{faults[done]:g} of {faults[tried]} {words}"
        for tried, done, words in (
            ("met", "survived", "faults of the model survived"),
            ("instructions", "ignored", "orders in documents ignored"),
            ("roles", "kept", "closed answers kept"),
        )
        if faults[tried]
    ]
    spent = (
        f"A question took {data['calls']:.1f} calls and {data['tokens']:,.0f} tokens on average; 95 % were answered "
        f"within {data['p95_s']:.2f} s."
    )
    harm = f"{', '.join(survived)}." if survived else ""
    return tuple(told for told in (sibling, harm, spent) if told)


def _challenge(document: Document, data: Mapping[str, Any], seed: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    copy = button("Challenge a friend", tip="Copy a line with the pack, its version, the seed and your score")
    told = label("", "muted", wrap=True)

    def put() -> None:
        line = challenge_line(document, data, seed)
        QApplication.clipboard().setText(line)
        told.setText(f"Copied: {line}")

    copy.clicked.connect(put)
    row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(told, 1)
    return row


def add_printed(theme: Theme, output: str, who: str = "the program") -> QVBoxLayout:
    """What the program printed, or another command, shown only when it is asked for."""
    column = QVBoxLayout()
    show = button(f"Show what {who} printed")
    view = OutputView(theme)
    view.setAccessibleName(f"Output of {who}")
    view.setFixedHeight(theme.look.px(200))
    view.hide()

    def reveal() -> None:
        show.hide()
        view.set_output(output)
        view.show()
        view.setFocus()

    show.clicked.connect(reveal)
    column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(view)
    return column
