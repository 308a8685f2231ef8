"""Views of text: Markdown loses nothing and fetches nothing; a program's output stays text and within bounds."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlockFormat
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.markdown_view import MarkdownView
from ui.widgets.output_view import MAX_CHARACTERS, MAX_LINES, OutputView, bounded


@pytest.fixture
def markdown(theme: Theme, qtbot: QtBot) -> MarkdownView:
    view = MarkdownView(theme)
    qtbot.addWidget(view)
    return view


@pytest.mark.parametrize(
    "text", ["A List<int> and then more", "Use <b> for bold, and more", "x <script>alert(1)</script> more"]
)
def test_markdown_drops_nothing_that_looks_like_a_tag(markdown: MarkdownView, text: str) -> None:
    markdown.set_text(text)
    assert markdown.toPlainText() == text


def test_markdown_is_rendered_with_code_apart(markdown: MarkdownView, theme: Theme) -> None:
    markdown.set_text(
        "# Title\n\nSome `code` and **bold**.\n\n```python\ndef f(x: list[int]):\n    return x\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert "Title" in markdown.toPlainText()
    assert "return x" in markdown.toPlainText()
    fences = []
    block = markdown.document().begin()
    while block.isValid():
        if block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence):
            fences.append(block.blockFormat().background().color().name())
        block = block.next()
    assert fences
    assert set(fences) == {theme.look.colours.hover}
    theme.choose("dark")
    assert "return x" in markdown.toPlainText()


def test_markdown_loads_nothing(markdown: MarkdownView, tmp_path: object) -> None:
    markdown.set_text("![picture](file:///etc/hostname) ![far](http://127.0.0.1:9/x.png)")
    assert markdown.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert markdown.shown_text().startswith("![picture]")


def test_the_same_text_again_keeps_the_place(markdown: MarkdownView) -> None:
    text = "\n\n".join(f"Paragraph {n}" for n in range(200))
    markdown.resize(300, 200)
    markdown.show()
    markdown.set_text(text)
    markdown.verticalScrollBar().setValue(100)
    markdown.set_text(text)
    assert markdown.verticalScrollBar().value() == 100


def test_output_is_never_markup(theme: Theme, qtbot: QtBot) -> None:
    view = OutputView(theme)
    qtbot.addWidget(view)
    view.set_output("<b>bold</b> & <img src=x>\x1b[31mred\x00")
    assert view.toPlainText() == "<b>bold</b> & <img src=x>\N{SYMBOL FOR ESCAPE}[31mred\N{SYMBOL FOR NULL}"


def test_output_is_bounded(theme: Theme, qtbot: QtBot) -> None:
    view = OutputView(theme)
    qtbot.addWidget(view)
    view.set_output("line\n" * (MAX_LINES * 2))
    assert view.document().blockCount() <= MAX_LINES
    cut = bounded("x" * (MAX_CHARACTERS + 7))
    assert cut.endswith("[... 7 characters left out]")
    assert bounded("short") == "short"
