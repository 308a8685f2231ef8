"""What only the plain editor does by itself: its keys, its find bar, its gutter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QToolTip

from tests.gui.editor.conftest import CONTROL, PlainDriver
from ui.editor.base import LIGHT_COLORS, Mark
from ui.editor.text_area import gravest_by_line

SHIFT = Qt.KeyboardModifier.ShiftModifier


def select(driver: PlainDriver, start: int, end: int) -> None:
    cursor = driver.plain._area.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    driver.plain._area.setTextCursor(cursor)


def test_tab_fills_up_to_the_next_stop(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("ab")
    plain_driver.editor.set_cursor_offset(2)
    plain_driver.press(Qt.Key.Key_Tab)
    assert plain_driver.editor.text() == "ab  "


def test_tab_moves_the_selected_lines_in_one_undo_step(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("a\n\nb\nc\n")
    select(plain_driver, 0, 5)  # up to the start of the line with c
    plain_driver.press(Qt.Key.Key_Tab)
    assert plain_driver.editor.text() == "    a\n\n    b\nc\n"
    plain_driver.press(Qt.Key.Key_Backtab, SHIFT)
    assert plain_driver.editor.text() == "a\n\nb\nc\n"
    plain_driver.press(Qt.Key.Key_Z, CONTROL)
    assert plain_driver.editor.text() == "    a\n\n    b\nc\n"
    plain_driver.press(Qt.Key.Key_Z, CONTROL)
    assert plain_driver.editor.text() == "a\n\nb\nc\n"


@pytest.mark.parametrize(
    ("before", "after"), [("      x", "    x"), ("    x", "x"), ("\tx", "x"), ("  x", "x"), ("x", "x")]
)
def test_shift_tab_goes_back_to_the_stop_before(plain_driver: PlainDriver, before: str, after: str) -> None:
    plain_driver.editor.set_text(before)
    plain_driver.press(Qt.Key.Key_Backtab, SHIFT)
    assert plain_driver.editor.text() == after


@pytest.mark.parametrize(
    ("before", "offset", "after"),
    [
        ("      x", 6, "    x"),
        ("        x", 8, "    x"),
        ("  ab", 4, "  a"),
        ("    \n    x", 9, "    \nx"),
        ("x\ny", 2, "xy"),
    ],
)
def test_backspace_in_the_indent_takes_a_step(plain_driver: PlainDriver, before: str, offset: int, after: str) -> None:
    plain_driver.editor.set_text(before)
    plain_driver.editor.set_cursor_offset(offset)
    plain_driver.press(Qt.Key.Key_Backspace)
    assert plain_driver.editor.text() == after


@pytest.mark.parametrize(
    ("line", "indent"),
    [("if x:", 4), ("    for x in y:  # go", 8), ("    x = 1", 4), ("d = {'a': 1}", 0), ("", 0)],
)
def test_enter_keeps_the_indent_and_adds_after_a_colon(plain_driver: PlainDriver, line: str, indent: int) -> None:
    plain_driver.editor.set_text(line)
    plain_driver.editor.set_cursor_offset(len(line))
    plain_driver.press(Qt.Key.Key_Return)
    assert plain_driver.editor.text() == line + "\n" + " " * indent


def test_the_find_bar_opens_with_the_selection_and_counts(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("spam eggs spam\nSpam\n")
    select(plain_driver, 0, 4)
    plain_driver.qtbot.keySequence(plain_driver.keys_go_to(), QKeySequence(QKeySequence.StandardKey.Find))
    bar = plain_driver.plain._find
    assert bar.isVisible()
    assert bar.query() == "spam"
    assert bar._count.text() == "3 matches"
    plain_driver.qtbot.keyClick(bar._query, Qt.Key.Key_Return)
    assert plain_driver.editor.cursor_offset() == 14
    plain_driver.qtbot.keyClick(bar._query, Qt.Key.Key_Return, SHIFT)
    assert plain_driver.editor.cursor_offset() == 4
    bar._query.setText("nothing")
    assert bar._count.text() == "No match"
    plain_driver.qtbot.keyClick(bar._query, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert plain_driver.plain._area.hasFocus()


def test_typing_in_the_find_bar_goes_to_the_first_match_after_the_cursor(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("one two three two\n")
    plain_driver.editor.show_find()
    plain_driver.qtbot.keyClicks(plain_driver.plain._find._query, "two")
    assert plain_driver.editor.cursor_offset() == 7


def test_marks_move_with_their_line_and_the_gravest_is_signed(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("x = zz\n")
    plain_driver.editor.set_marks([Mark(1, 5, 7, "error", "a"), Mark(1, 1, 2, "info", "b")])
    plain_driver.press(Qt.Key.Key_Return)
    assert gravest_by_line(plain_driver.plain._area.marks()) == {1: "error"}


def test_the_gutter_paints_numbers_and_a_sign_of_its_own_for_each_severity(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("x\n" * 3)
    gutter = plain_driver.plain._area._gutter
    looks = [gutter.grab().toImage()]
    # One colour for all: the shapes alone must tell them apart.
    plain_driver.editor.set_colors(LIGHT_COLORS._replace(warning=LIGHT_COLORS.error, info=LIGHT_COLORS.error))
    for severity in ("error", "warning", "info"):
        plain_driver.editor.set_marks([Mark(2, 1, 2, severity, "m")])  # type: ignore[arg-type]
        looks.append(gutter.grab().toImage())
    assert all(one != other for index, one in enumerate(looks) for other in looks[:index])


def test_a_mark_tells_its_message_as_plain_text(plain_driver: PlainDriver) -> None:
    plain_driver.editor.set_text("zz = 1\n")
    plain_driver.editor.set_marks([Mark(1, 1, 3, "error", "<b>zz</b>")])
    area = plain_driver.plain._area
    place = area.cursorRect(QTextCursor(area.document())).center() + QPoint(area.gutter_width(), 0)
    area.event(QHelpEvent(QHelpEvent.Type.ToolTip, place, area.mapToGlobal(place)))
    assert QToolTip.text() == "&lt;b&gt;zz&lt;/b&gt;"
    QToolTip.hideText()


def test_a_long_text_is_typed_into_and_scrolled_whole(plain_driver: PlainDriver) -> None:
    lines = 20_000
    plain_driver.editor.set_text("value = compute(1, 'two')  # three\n" * lines)
    plain_driver.editor.go_to_line(lines)
    plain_driver.type("x")
    assert plain_driver.editor.text().count("\n") == lines
    assert plain_driver.editor.text().split("\n")[lines - 1].startswith("xvalue")
    first = next(plain_driver.plain._area.lines_in_view())[0].blockNumber()
    assert first > lines - 100
