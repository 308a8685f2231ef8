"""Colours Python in the plain editor: a small scanner for one line at a time, and the highlighter around it."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ui.editor.base import EditorColors

Kind = Literal["keyword", "string", "number", "comment", "name", "decorator"]

#: What a line may leave open for the next: nothing, or a string in three quotes of one kind or the other.
_OPEN_QUOTES: Final = ("", "'''", '"""')
_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#.*)
  | (?P<long>(?i:[rbuft]{0,2})(?P<quotes>'''|\"\"\"))
  | (?P<string>(?i:[rbuft]{0,2})(?:'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)))
  | (?P<number>\b(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?[jJ]?))
  | (?P<decorator>^\s*@[\w.]+)
  | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE,
)
_BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_SOFT_KEYWORD: Final = re.compile(r"\s*(?:(?:match|case)\s*[^\s\w=.,:)\]][^=]*:|(?:match|case)\s+\w.*:|type\s+\w+.*=)")


class Token(NamedTuple):
    """A coloured stretch of a line.

    Attributes:
        start: First index.
        length: How many characters.
        kind: What it is.
    """

    start: int
    length: int
    kind: Kind


def tokens(line: str, open_quotes: str = "") -> Iterator[Token | str]:
    """Cut a line into coloured stretches.

    Args:
        line: The line without its end.
        open_quotes: The three quotes that an earlier line left open, or an empty text.

    Yields:
        The stretches from left to right and, last, the quotes that this line leaves open.
    """
    position = 0
    if open_quotes:
        end = _end_of_long(line, 0, open_quotes)
        yield Token(0, len(line) if end < 0 else end, "string")
        if end < 0:
            yield open_quotes
            return
        position = end
    defines = False
    while (match := _TOKEN.search(line, position)) is not None:
        start, position = match.span()
        match match.lastgroup:
            case "quotes" | "long":
                quotes = match["quotes"]
                end = _end_of_long(line, position, quotes)
                yield Token(start, (len(line) if end < 0 else end) - start, "string")
                if end < 0:
                    yield quotes
                    return
                position = end
            case "word":
                kind = _kind_of_word(match["word"], line, start, defines=defines)
                defines = match["word"] in {"def", "class"}
                if kind is not None:
                    yield Token(start, position - start, kind)
            case "comment" | "string" | "number" | "decorator" as kind:
                yield Token(start, position - start, kind)
    yield ""


def _end_of_long(line: str, start: int, quotes: str) -> int:
    position = start
    while (position := line.find(quotes, position)) >= 0:
        backslashes = len(line[start:position]) - len(line[start:position].rstrip("\\"))
        if backslashes % 2 == 0:
            return position + 3
        position += 1
    return -1


def _kind_of_word(word: str, line: str, start: int, *, defines: bool) -> Kind | None:
    if keyword.iskeyword(word):
        return "keyword"
    if defines:
        return "name"
    if word in {"match", "case", "type"} and not line[:start].strip() and _SOFT_KEYWORD.match(line):
        return "keyword"
    if word in _BUILTINS and line[start - 1 : start] != ".":
        return "name"
    return None


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document as it changes; Qt asks line by line.

    Args:
        document: What to colour.
        colors: The first colours.
    """

    def __init__(self, document: QTextDocument, colors: EditorColors) -> None:
        self._formats = _formats(colors)
        super().__init__(document)

    def set_colors(self, colors: EditorColors) -> None:
        """Colour the whole document anew."""
        self._formats = _formats(colors)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        before = max(0, self.previousBlockState())
        open_quotes = _OPEN_QUOTES[before] if before < len(_OPEN_QUOTES) else ""
        # Qt counts UTF-16 units; only a line with wide characters needs its offsets turned.
        is_wide = not text.isascii() and any(ord(character) > 0xFFFF for character in text)
        for token in tokens(text, open_quotes):
            if isinstance(token, str):
                self.setCurrentBlockState(_OPEN_QUOTES.index(token))
                continue
            start, end = token.start, token.start + token.length
            if is_wide:
                start, end = _units(text, start), _units(text, end)
            self.setFormat(start, end - start, self._formats[token.kind])


def _units(text: str, points: int) -> int:
    return points + sum(ord(character) > 0xFFFF for character in text[:points])


def _formats(colors: EditorColors) -> dict[Kind, QTextCharFormat]:
    kinds: tuple[Kind, ...] = ("keyword", "string", "number", "comment", "name", "decorator")
    formats = {}
    for kind in kinds:
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(getattr(colors, kind)))
    return formats
