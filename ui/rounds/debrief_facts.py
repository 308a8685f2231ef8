"""What a debrief tells without any grader: the measured facts, the time by phase, and the model answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from mockint.app.report import clock_words
from mockint.measure.design import DESIGN
from mockint.measure.take_home import TAKE_HOME
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.parts import button, label, line

Document = Mapping[str, Any]
BUILD: Final = "build"
APART: Final = (BUILD, DESIGN, TAKE_HOME)
"""Measurements that have a part of their own: see `ui.rounds.build_result`, `brief_result` and `debrief_design`."""


def add_heading(column: QVBoxLayout, text: str) -> None:
    """A line across and a heading under it."""
    column.addSpacing(Space.M)
    column.addWidget(line())
    column.addWidget(label(text, "lead"))


def add_measured(column: QVBoxLayout, document: Document, measure_again: Callable[[], None]) -> None:
    """A sentence for each thing that was measured, and its figures; what failed can be measured again."""
    measurements = {name: found for name, found in document["measurements"].items() if name not in APART}
    if not measurements:
        return
    add_heading(column, "Measured")
    for measurement in measurements.values():
        column.addWidget(label(measurement["sentence"], wrap=True))
        for fact in measurement.get("left_out", ()):
            column.addWidget(label(f"\N{BULLET}  {fact}", wrap=True))
        if measurement.get("error"):
            again = button("Measure again")
            again.clicked.connect(measure_again)
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
    levels = measurements.get("hidden_tests", {}).get("levels", [])
    told = [f"Level {level['level']}: {level['passed']} of {level['total']}" for level in levels]
    performance = measurements.get("hidden_tests", {}).get("performance", {})
    if performance.get("total"):
        told.append(f"Large, timed: {performance['passed']} of {performance['total']}")
    if told:
        column.addWidget(label("   ".join(told), "muted", wrap=True))
    points = measurements.get("growth", {}).get("points", [])
    if points:
        shown = "   ".join(f"n = {point['n']:,}: {point['cpu_s'] * 1000:.1f} ms" for point in points)
        column.addWidget(label(shown, "muted", wrap=True))


def add_survived(column: QVBoxLayout, document: Document) -> None:
    """The wrong solutions that the candidate's own tests let through."""
    survived = document["measurements"].get("own_tests", {}).get("survived", [])
    if not survived:
        return
    add_heading(column, "Wrong solutions that your tests let through")
    for mutant in survived:
        column.addWidget(label(f"\N{BULLET}  {mutant['trap']}", wrap=True))


def add_phases(column: QVBoxLayout, document: Document) -> None:
    """Time by phase beside the guide, for a round in which the phases were told."""
    if not document["phases"]:
        return
    add_heading(column, "Time by phase, against the guide")
    told = [f"{p['name']} {clock_words(p['spent_s'])} / {clock_words(p['guide_s'])}" for p in document["phases"]]
    column.addWidget(label("   ".join(told), "muted", wrap=True))


def add_reference(column: QVBoxLayout, theme: Theme, answer: str, scroll: QScrollArea) -> None:
    """The model answer, shown only when it is asked for."""
    if not answer:
        return
    add_heading(column, "The model answer")
    show = button("Show the model answer")
    view = MarkdownView(theme)
    view.setAccessibleName("Model answer")
    view.hide()

    def reveal() -> None:
        show.hide()
        view.set_text(answer)
        view.show()
        view.setFocus()
        # The whole answer at once: the page scrolls, not a box within it.
        view.document().setTextWidth(column.geometry().width() - 2 * Space.L)
        view.setMinimumHeight(round(view.document().size().height()) + Space.XL)
        QTimer.singleShot(0, view, lambda: scroll.ensureWidgetVisible(view, 0, 0))

    show.clicked.connect(reveal)
    column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(view)
