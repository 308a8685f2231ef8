"""A sentence in two lines: wrapped once, then cut, with all of it in the tool tip."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.widgets.two_lines import TwoLines

_LONG = "Three graded rounds have shown it, and the chance that it is below the bar is sixty per cent. " * 3


def test_a_long_sentence_has_two_lines_and_a_tool_tip(qtbot: QtBot) -> None:
    line = TwoLines(_LONG)
    qtbot.addWidget(line)
    line.resize(400, 60)
    line.show()
    first, second = line.text().split("\n")
    assert _LONG.startswith(first)
    assert second.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert line.toolTip() == line.accessibleName() == _LONG
    line.resize(4000, 60)
    assert line.text() == _LONG
    assert not line.toolTip()


def test_it_keeps_its_room_whatever_stands_in_it(qtbot: QtBot) -> None:
    line = TwoLines("Short")
    qtbot.addWidget(line)
    before = line.minimumSizeHint()
    line.set_whole(_LONG)
    assert line.minimumSizeHint() == before
    assert before.height() > 2 * line.fontMetrics().lineSpacing()
