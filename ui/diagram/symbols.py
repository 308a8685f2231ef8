"""The thirteen kinds of part: a word, a letter to add one by, and a symbol drawn by code."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from PySide6.QtGui import QPainterPath

from mockint.domain.diagram import NODE_TYPES
from ui import icons


class Kind(NamedTuple):
    """How a kind of part is told.

    Attributes:
        letter: The key that adds one once the palette has the keyboard; it stands in the word.
        drawing: Its symbol, in the language of `ui.icons`, on a grid of 20.
    """

    word: str
    letter: str
    drawing: str


KINDS: Final = {
    "client": Kind("Client", "C", "R 2.5 3.5 15 10 1.5 M 7 17 L 13 17 M 10 13.5 L 10 17"),
    "api": Kind("API", "A", "M 6.5 3.5 L 2.5 10 L 6.5 16.5 M 13.5 3.5 L 17.5 10 L 13.5 16.5 M 7.6 10 L 12.4 10"),
    "queue": Kind("Queue", "Q", "R 2 6 16 8 1.5 M 6 6 L 6 14 M 10 6 L 10 14 M 14 6 L 14 14"),
    "model": Kind(
        "Model",
        "M",
        "O 4 5 2 O 4 15 2 O 16 10 2 O 10 10 2 M 5.6 6.2 L 8.4 8.8 M 5.6 13.8 L 8.4 11.2 M 12 10 L 14 10",
    ),
    "retriever": Kind("Retriever", "R", "O 8.5 8.5 5.5 M 12.6 12.6 L 17.5 17.5 M 6 7.2 L 11 7.2 M 6 9.8 L 9.5 9.8"),
    "index": Kind("Index", "I", "R 3 3 14 14 2 M 6.5 7 L 13.5 7 M 6.5 10 L 13.5 10 M 6.5 13 L 10.5 13"),
    "store": Kind(
        "Store",
        "S",
        "M 3 5 C 3 2 17 2 17 5 C 17 8 3 8 3 5 M 3 5 L 3 15 C 3 18 17 18 17 15 L 17 5 M 3 10 C 3 13 17 13 17 10",
    ),
    "cache": Kind("Cache", "H", "M 11 2 L 4 11.5 L 9.5 11.5 L 8.5 18 L 16 8.5 L 10.5 8.5 Z"),
    "tool": Kind(
        "Tool",
        "O",
        "M 16.8 5.6 L 13.8 8.4 L 11.6 6.2 L 14.4 3.2 C 12 2 9 3.2 8.4 6 C 8.2 7 8.3 7.8 8.6 8.6 L 2.8 14.4 L 5.6 17.2 "
        "L 11.4 11.4 C 14.6 12.6 18.2 9.4 16.8 5.6 Z",
    ),
    "guard": Kind(
        "Guard", "G", "M 10 2 L 16.5 4.5 L 16.5 9.5 C 16.5 13.5 14 16.5 10 18 C 6 16.5 3.5 13.5 3.5 9.5 L 3.5 4.5 Z"
    ),
    "evaluator": Kind("Evaluator", "E", "R 4 3.5 12 14 1.5 M 7.5 2.5 L 12.5 2.5 M 7 10.5 L 9.2 12.8 L 13.2 8"),
    "tracer": Kind("Tracer", "T", "M 2 10.5 L 5.5 10.5 L 8 4 L 12 16 L 14.5 10.5 L 18 10.5"),
    "human": Kind("Human", "U", "O 10 6.2 3.4 M 3.5 17.5 C 3.8 13 6.5 11.6 10 11.6 C 13.5 11.6 16.2 13 16.5 17.5"),
}
assert tuple(KINDS) == NODE_TYPES
OF_LETTER: Final = {kind.letter: name for name, kind in KINDS.items()}
_OTHER: Final = "R 3.5 3.5 13 13 2"
TOOLS: Final = {
    "undo": "M 7 4 L 3 8 L 7 12 M 3 8 L 12 8 C 18.5 8 18.5 16.5 12 16.5 L 8 16.5",
    "redo": "M 13 4 L 17 8 L 13 12 M 17 8 L 8 8 C 1.5 8 1.5 16.5 8 16.5 L 12 16.5",
    "connect": "R 2 3.5 5.5 5.5 1 R 12.5 11 5.5 5.5 1 M 4.8 9 L 4.8 13.8 L 11.6 13.8 M 9.4 11.6 L 11.8 13.8 L 9.4 16",
    "group": "R 2.5 4.5 15 13 2 M 2.5 8 L 17.5 8 M 6 11 L 9 11 L 9 14.5 L 6 14.5 Z M 11.5 11 L 14.5 11 L 14.5 14.5 L 11.5 14.5 Z",
    "align": "M 3 2.5 L 3 17.5 M 5.5 5 L 16 5 L 16 8.5 L 5.5 8.5 Z M 5.5 11.5 L 11.5 11.5 L 11.5 15 L 5.5 15 Z",
    "out": "M 4.5 10 L 15.5 10",
    "in": "M 4.5 10 L 15.5 10 M 10 4.5 L 10 15.5",
    "fit": "M 3 7 L 3 3 L 7 3 M 13 3 L 17 3 L 17 7 M 17 13 L 17 17 L 13 17 M 7 17 L 3 17 L 3 13 M 7.5 7.5 L 12.5 7.5 "
    "L 12.5 12.5 L 7.5 12.5 Z",
    "keys": "R 2 5 16 10.5 1.5 M 5 8 L 5.2 8 M 8.3 8 L 8.5 8 M 11.6 8 L 11.8 8 M 14.8 8 L 15 8 M 6.5 12.2 L 13.5 12.2",
}
"""Symbols of the tool bar."""


def word(kind: str) -> str:
    """The word of a kind of part; of a kind that is none of the thirteen its own."""
    return KINDS[kind].word if kind in KINDS else " ".join(kind.split())


@cache
def symbol(kind: str) -> QPainterPath:
    """The symbol of a kind of part, or of a tool, on a grid of 20."""
    return icons.path(TOOLS.get(kind) or (KINDS[kind].drawing if kind in KINDS else _OTHER))
