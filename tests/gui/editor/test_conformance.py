"""What both editors must do alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from tests.gui.editor.conftest import CONTROL, Driver
from ui.editor.base import DARK_COLORS, LIGHT_COLORS, Mark

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "x = 1\n",
        "\n\n\n",
        "s = '😀'  # naïve\n",
        "no\u00a0break = 1\n",
        "tab\there\n",
        "line\u2028separator\n",
        "<b>bold</b> & 'quote' </script> ${x} `y`\n",
    ],
)
def test_a_text_comes_out_as_it_went_in(driver: Driver, text: str) -> None:
    driver.load(text)
    assert driver.editor.text() == text
    assert driver.text_on_screen() == text


def test_line_ends_become_plain(driver: Driver) -> None:
    driver.load("a\r\nb\rc\n")
    assert driver.editor.text() == driver.text_on_screen() == "a\nb\nc\n"


def test_typing_tells_the_whole_text_and_the_cursor(driver: Driver) -> None:
    driver.load("tail\n")
    texts: list[str] = []
    cursors: list[int] = []
    driver.editor.text_changed.connect(texts.append)
    driver.editor.cursor_moved.connect(cursors.append)
    driver.type("ab")
    driver.settle()
    assert texts[-1] == driver.editor.text() == "abtail\n"
    assert cursors[-1] == driver.editor.cursor_offset() == 2


def test_loading_a_text_is_no_change_by_the_user(driver: Driver) -> None:
    driver.settle()
    told: list[object] = []
    driver.editor.text_changed.connect(told.append)
    driver.editor.cursor_moved.connect(told.append)
    driver.load("x = 1\n")
    driver.load("y = 2\n")
    assert told == []
    assert driver.editor.cursor_offset() == 0


def test_a_text_loaded_while_typing_replaces_the_old_one(driver: Driver) -> None:
    driver.load("older\n")
    driver.type("abc")
    driver.editor.set_text("loaded\n")
    told: list[str] = []
    driver.editor.text_changed.connect(told.append)
    driver.settle()
    # Keys that were still under way may go into the new text; nothing of the old one comes back.
    assert driver.editor.text() == driver.text_on_screen()
    assert driver.editor.text().endswith("loaded\n")
    assert not any("older" in text for text in told)


def test_undo_and_redo_stop_at_the_loaded_text(driver: Driver) -> None:
    driver.load("older\n")
    driver.load("loaded\n")
    driver.type("x")
    driver.settle()
    for _ in range(5):
        driver.press(Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert driver.editor.text() == "loaded\n"
    driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    driver.settle()
    assert driver.editor.text() == "xloaded\n"


@pytest.mark.parametrize("offset", [0, 3, 4, 5, 8])
def test_the_cursor_is_put_back_by_code_points(driver: Driver, offset: int) -> None:
    text = "😀 = '😀'\n# 😀😀\n"
    driver.load(text)
    driver.editor.set_cursor_offset(offset)
    driver.settle()
    assert driver.editor.cursor_offset() == offset
    driver.type("x")
    driver.settle()
    # Both close a quote that was opened; what matters is where the letter went.
    assert driver.editor.text() == text[:offset] + "x" + text[offset:]
    assert driver.editor.cursor_offset() == offset + 1


def test_a_cursor_beyond_the_text_goes_to_its_end(driver: Driver) -> None:
    driver.load("ab😀")
    driver.editor.set_cursor_offset(99)
    driver.settle()
    driver.type("x")
    driver.settle()
    assert driver.editor.text() == "ab😀x"
    assert driver.editor.cursor_offset() == 4


def test_go_to_line_puts_the_cursor_at_its_first_character(driver: Driver) -> None:
    driver.load("a\n    b\n" + "c\n" * 300)
    driver.editor.go_to_line(2)
    driver.settle()
    driver.type("x")
    driver.settle()
    assert driver.editor.text().split("\n")[1] == "    xb"
    driver.editor.go_to_line(9_999)
    driver.settle()
    assert driver.editor.cursor_offset() == len(driver.editor.text())


def test_read_only_keeps_the_text(driver: Driver) -> None:
    driver.load("fixed\n")
    driver.editor.set_read_only(True)
    driver.settle()
    driver.type("no")
    driver.press(Qt.Key.Key_Delete)
    driver.press(Qt.Key.Key_V, CONTROL)
    driver.settle()
    assert driver.editor.text() == driver.text_on_screen() == "fixed\n"
    driver.editor.set_read_only(False)
    driver.settle()
    driver.type("x")
    driver.settle()
    assert driver.editor.text() == "xfixed\n"


def test_a_read_only_editor_still_loads_texts(driver: Driver) -> None:
    driver.editor.set_read_only(True)
    driver.load("loaded\n")
    assert driver.text_on_screen() == "loaded\n"


def test_marks_stand_on_their_lines_in_utf16_columns(driver: Driver) -> None:
    driver.load("x = 1\ns = '😀'; y = zz\n")
    driver.editor.set_marks([Mark(2, 14, 16, "error", "Undefined <b>zz</b>"), Mark(1, 1, 2, "warning", "w")])
    driver.settle()
    assert sorted(mark[:] for mark in driver.marks()) == [
        (1, 1, 2, "warning", "w"),
        (2, 15, 17, "error", "Undefined <b>zz</b>"),
    ]


def test_each_source_replaces_its_own_marks(driver: Driver) -> None:
    driver.load("a\nb\nc\n")
    driver.editor.set_marks([Mark(1, 1, 2, "warning", "lint")])
    driver.editor.set_marks([Mark(2, 1, 2, "error", "trace")], source="trace")
    driver.editor.set_marks([Mark(3, 1, 2, "info", "lint again")])
    driver.settle()
    assert sorted((mark.line, mark.message) for mark in driver.marks()) == [(2, "trace"), (3, "lint again")]
    driver.load("new\n")
    assert driver.marks() == []


def test_marks_outside_the_text_are_brought_into_it(driver: Driver) -> None:
    driver.load("ab\ncd")
    driver.editor.set_marks([Mark(99, 1, 0, "error", "below"), Mark(1, 50, 60, "error", "right")])
    driver.settle()
    assert {mark.line for mark in driver.marks()} == {1, 2}


def test_a_mark_without_an_end_takes_the_rest_of_the_line(driver: Driver) -> None:
    driver.load("def f(:\n")
    driver.editor.set_marks([Mark(1, 5, 0, "error", "syntax")])
    driver.settle()
    assert [(mark.column, mark.end_column) for mark in driver.marks()] == [(5, 8)]


@pytest.mark.parametrize(("theme", "colors"), [("light", LIGHT_COLORS), ("dark", DARK_COLORS)])
def test_a_theme_gives_its_ground(driver: Driver, theme: str, colors: object) -> None:
    driver.load("x\n" * 2)
    driver.editor.set_theme("dark" if theme == "light" else "light")
    driver.editor.set_theme(theme)  # type: ignore[arg-type]
    driver.settle()
    assert driver.background() == colors.background  # type: ignore[attr-defined]


def test_the_font_takes_a_size_in_points(driver: Driver) -> None:
    driver.load("x\n")
    driver.editor.set_font_size(18)
    driver.settle()
    assert driver.font_pixels() == pytest.approx(24, abs=0.1)


def test_find_goes_from_match_to_match_and_round(driver: Driver) -> None:
    driver.load("needle 😀 needle\nNEEDLE\n")
    driver.editor.show_find("needle")
    driver.wait(driver.find_is_open)
    driver.settle()
    seen = set()
    for _ in range(3):
        driver.editor.find_next()
        driver.settle()
        seen.add(driver.editor.cursor_offset())
    assert seen == {6, 15, 22}
    last = driver.editor.cursor_offset()
    driver.editor.find_next()
    driver.editor.find_next(backwards=True)
    driver.settle()
    assert driver.editor.cursor_offset() == last


def test_finding_nothing_moves_nothing(driver: Driver) -> None:
    driver.load("hay\n")
    driver.editor.show_find("needle")
    driver.wait(driver.find_is_open)
    driver.editor.find_next()
    driver.settle()
    assert driver.editor.cursor_offset() == 0


def test_escape_closes_what_is_open_first_and_is_the_windows_after(driver: Driver) -> None:
    escapes: list[bool] = []
    driver.editor.escaped.connect(lambda: escapes.append(True))
    driver.editor.show_find("x")
    driver.wait(driver.find_is_open)
    driver.press(Qt.Key.Key_Escape)
    driver.wait(lambda: not driver.find_is_open())
    assert escapes == []
    driver.press(Qt.Key.Key_Escape)
    driver.wait(lambda: escapes == [True])


def test_escape_reaches_a_window_that_has_it_as_a_shortcut_only_by_the_signal(driver: Driver) -> None:
    taken: list[str] = []
    QShortcut(QKeySequence("Escape"), driver.window).activated.connect(lambda: taken.append("shortcut"))
    driver.editor.escaped.connect(lambda: taken.append("signal"))
    driver.press(Qt.Key.Key_Escape)
    driver.wait(lambda: bool(taken))
    assert taken == ["signal"]


@pytest.mark.parametrize(
    ("keys", "key", "modifiers"),
    [
        ("Ctrl+Return", Qt.Key.Key_Return, CONTROL),
        ("Ctrl+Shift+Return", Qt.Key.Key_Return, CONTROL | SHIFT),
        ("Ctrl+K", Qt.Key.Key_K, CONTROL),
    ],
)
def test_the_windows_keys_reach_it_and_change_nothing(
    driver: Driver, keys: str, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    driver.load("x\n")
    pressed: list[str] = []
    QShortcut(QKeySequence(keys), driver.window).activated.connect(lambda: pressed.append(keys))
    driver.press(key, modifiers)
    driver.wait(lambda: bool(pressed))
    driver.settle()
    assert pressed == [keys]
    assert driver.editor.text() == driver.text_on_screen() == "x\n"


def test_a_window_key_that_nobody_wants_does_not_edit(driver: Driver) -> None:
    driver.load("x\n")
    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("y")
    driver.settle()
    assert driver.editor.text() == "yx\n"


def test_run_right_after_typing_sees_every_key(driver: Driver) -> None:
    seen: list[str] = []
    run = QShortcut(QKeySequence("Ctrl+Return"), driver.window)
    run.activated.connect(lambda: driver.editor.settle(lambda: seen.append(driver.editor.text())))
    expected = ""
    for number in range(20):
        word = f"w{number}_"
        expected += word
        driver.type(word)
        driver.press(Qt.Key.Key_Return, CONTROL)
        driver.wait(lambda: len(seen) == number + 1)  # noqa: B023 - called before the next turn
        assert seen[-1] == expected


def test_enter_after_a_colon_indents(driver: Driver) -> None:
    driver.load("")
    driver.type("def f:")
    driver.press(Qt.Key.Key_Return)
    driver.type("x")
    driver.press(Qt.Key.Key_Return)
    driver.type("y")
    driver.settle()
    assert driver.editor.text() == "def f:\n    x\n    y"


def test_tab_and_shift_tab_move_by_four(driver: Driver) -> None:
    driver.load("")
    driver.press(Qt.Key.Key_Tab)
    driver.type("x")
    driver.settle()
    assert driver.editor.text() == "    x"
    driver.press(Qt.Key.Key_Backtab, SHIFT)
    driver.settle()
    assert driver.editor.text() == "x"
