"""A take-home's score in the debrief: the number with its interval, its parts with what they rest on, every failed check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from mockint.app.report_brief import brief_view
from mockint.measure.take_home import TAKE_HOME
from ui.rounds.build_result import add_printed
from ui.rounds.debrief_facts import Document, add_heading
from ui.theme import Theme
from ui.tokens import Space
from ui.widgets.output_view import OutputView
from ui.widgets.parts import label

_NOTE: Final = (
    "Each check is right, missed, or did harm, which takes a point away. The interval is what other checks of the same "
    "kinds would give."
)
_PRINTED: Final = {"own_tests": "your tests", "own_evaluation": "your evaluation"}
_VIEW_HEIGHT: Final = 320


def add_brief(column: QVBoxLayout, theme: Theme, document: Document) -> None:
    """Everything that was measured of a take-home; nothing where none was."""
    data = document["measurements"].get(TAKE_HOME, {})
    view = brief_view(data)
    if view is None:
        return
    low, high = data["interval"]
    add_heading(column, f"{data['score']:.1f} of 100, 95 % interval {low:.0f} to {high:.0f}")
    if data["not_opened"]:
        column.addWidget(label(f"The program did not open: {data['not_opened']}", wrap=True))
    column.addWidget(_Parts(data["parts"]))
    column.addWidget(label(_NOTE, "muted", wrap=True))
    if view["failed"]:
        _add_failed(column, theme, view["failed"], view["more_failed"])
    for kind, output in data.get("printed", {}).items():
        column.addLayout(add_printed(theme, output, _PRINTED.get(kind, kind)))
    if data.get("output"):
        column.addLayout(add_printed(theme, data["output"]))


class _Parts(QWidget):
    """A row a part: name, bar, points, and below it the sentence that they rest on."""

    def __init__(self, parts: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, Space.S, 0, Space.S)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for part in parts:
            row = grid.rowCount()
            told = f"{part['points']:.1f} of {part['of']}"
            bar = QProgressBar()
            bar.setRange(0, 1000)
            bar.setValue(round(part["points"] / part["of"] * 1000))
            bar.setTextVisible(False)
            bar.setAccessibleName(f"{part['title']}: {told}. {part['sentence']}")
            grid.addWidget(label(part["title"]), row, 0)
            grid.addWidget(bar, row, 1)
            points, rests_on = label(told), label(part["sentence"], "small", wrap=True)
            points.setAlignment(Qt.AlignmentFlag.AlignRight)
            rests_on.setContentsMargins(0, 0, 0, Space.S)
            grid.addWidget(points, row, 2)
            grid.addWidget(rests_on, row + 1, 0, 1, 3)


def _add_failed(column: QVBoxLayout, theme: Theme, failed: Sequence[Mapping[str, str]], more: int) -> None:
    """The failed checks, each with what was wanted and what came."""
    count = len(failed) + more
    add_heading(column, f"{count} failed checks" if count > 1 else "The failed check")
    view = OutputView(theme)
    view.setAccessibleName("Failed checks, with what was wanted and what came")
    view.setFixedHeight(theme.look.px(_VIEW_HEIGHT))
    text = "\n\n".join(_text(check) for check in failed)
    view.set_output(f"{text}\n\n... and {more} more; the report lists them." if more else text)
    column.addWidget(view)


def _text(check: Mapping[str, str]) -> str:
    lines = [f"{check['outcome'].upper()}  {check['where']}", f"  {check['says']}"]
    lines += [f"  wanted  {check['missed']}"] if check["missed"] else []
    lines += [f"  came    {check['came']}"] if check["came"] else []
    return "\n".join(lines)
