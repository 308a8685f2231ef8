"""The plain editor's scanner colours Python line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextDocument
from pytestqt.qtbot import QtBot

from ui.editor.base import DARK_COLORS, LIGHT_COLORS
from ui.editor.highlight import PythonHighlighter, Token, tokens


def kinds(line: str, open_quotes: str = "") -> list[tuple[str, str]]:
    return [(line[t.start : t.start + t.length], t.kind) for t in tokens(line, open_quotes) if isinstance(t, Token)]


def left_open(line: str, open_quotes: str = "") -> str:
    *_, last = tokens(line, open_quotes)
    assert isinstance(last, str)
    return last


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("x = y", []),
        ("return None", [("return", "keyword"), ("None", "keyword")]),
        ("def run(self):  # go", [("def", "keyword"), ("run", "name"), ("# go", "comment")]),
        ("class Box(dict):", [("class", "keyword"), ("Box", "name"), ("dict", "name")]),
        ("print('# no')", [("print", "name"), ("'# no'", "string")]),
        ("box.print()", []),
        (r"s = rb'a\'b' + f\"x\"".replace(r"\"", '"'), [(r"rb'a\'b'", "string"), ('f"x"', "string")]),
        ("'open", [("'open", "string")]),
        ("n = 0xFF + 1_000.5e-3j", [("0xFF", "number"), ("1_000.5e-3j", "number")]),
        ("x1 = 2", [("2", "number")]),
        ("    @cache.it", [("    @cache.it", "decorator")]),
        ("a @ b", []),
        ("match point:", [("match", "keyword")]),
        ("match = 3", [("3", "number")]),
        ('"""one""" if x', [('"""one"""', "string"), ("if", "keyword")]),
    ],
)
def test_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(line) == expected
    assert left_open(line) == ""


def test_a_long_string_stays_open_until_its_own_quotes() -> None:
    assert left_open('x = """one') == '"""'
    assert kinds("two ''' # no", '"""') == [("two ''' # no", "string")]
    assert left_open("two '''", '"""') == '"""'
    assert kinds('three""" + 1', '"""') == [('three"""', "string"), ("1", "number")]
    assert left_open('three""" + 1', '"""') == ""
    assert left_open(r'still \"""', '"""') == '"""'


@given(
    st.text(alphabet="ab'\"\\#@ 0xf:\n😀", max_size=40).filter(lambda line: "\n" not in line),
    st.sampled_from(["", "'''", '"""']),
)
def test_any_line_is_cut_into_stretches_in_order(line: str, open_quotes: str) -> None:
    *stretches, last = tokens(line, open_quotes)
    assert last in ("", "'''", '"""')
    position = 0
    for token in stretches:
        assert isinstance(token, Token)
        assert position <= token.start
        position = token.start + token.length
    assert position <= len(line)


def test_a_document_is_coloured_past_wide_characters_and_recoloured(qtbot: QtBot) -> None:
    document = QTextDocument("'😀' + None\n'''\nlong\n'''")
    highlighter = PythonHighlighter(document, LIGHT_COLORS)
    highlighter.rehighlight()
    ranges = document.firstBlock().layout().formats()
    assert [(r.start, r.length, r.format.foreground().color()) for r in ranges] == [
        (0, 4, QColor(LIGHT_COLORS.string)),
        (7, 4, QColor(LIGHT_COLORS.keyword)),
    ]
    highlighter.set_colors(DARK_COLORS)
    long_line = document.findBlockByNumber(2).layout().formats()
    assert [(r.start, r.length, r.format.foreground().color()) for r in long_line] == [
        (0, 4, QColor(DARK_COLORS.string))
    ]
