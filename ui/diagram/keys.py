"""The keys of the canvas: one table that is both what they do and how they are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.diagram import clipboard

if TYPE_CHECKING:
    from ui.diagram.view import DiagramView


class Key(NamedTuple):
    """What some keys do.

    Attributes:
        keys: In Qt's words, such as ``Ctrl+Z``.
        about: What is told of it; empty where another line tells it.
        changes: Whether it changes the diagram, and so does nothing where that can only be read.
    """

    keys: tuple[str, ...]
    about: str
    run: Callable[[DiagramView], object]
    changes: bool = True


def _arrow(name: str, across: int, down: int) -> tuple[Key, ...]:
    def go(view: DiagramView, *, fine: bool) -> None:
        if view.drawing.chosen.nodes or view.drawing.chosen.groups:
            view.move_chosen(across, down, fine=fine)
        else:
            view.pan(across * 60, down * 60)

    return (
        Key((name,), "", lambda view: go(view, fine=False), changes=False),
        Key((f"Shift+{name}",), "", lambda view: go(view, fine=True), changes=False),
    )


KEYS: Final = (
    Key(
        ("A",),
        "then a letter: add a part beside the selected one; with Shift also connect it",
        lambda v: v.ask_kind("add"),
    ),
    Key(("T",), "then a letter: change the type of the selected parts", lambda v: v.ask_kind("change")),
    Key(("Return", "F2", "Enter"), "write the label", lambda v: v.edit_label()),
    Key(
        ("C",),
        "connect: two selected parts, or choose the other with arrows or Tab, then Enter",
        lambda v: v.connect_chosen(),
    ),
    Key(("E",), "walk the connections of the selected part", lambda v: v.walk_edges(), changes=False),
    Key(("R",), "turn the selected connection round", lambda v: v.drawing.reverse()),
    Key(("G", "Ctrl+G"), "group the selected parts", lambda v: v.group_chosen()),
    Key(("Ctrl+Shift+G",), "ungroup", lambda v: v.drawing.ungroup()),
    Key(("L",), "align or space evenly", lambda v: v.offer_align()),
    Key(("Del", "Backspace"), "delete; of a group the frame alone", lambda v: v.drawing.remove()),
    Key(("Ctrl+Z",), "undo", lambda v: v.drawing.undo()),
    Key(("Ctrl+Y", "Ctrl+Shift+Z"), "redo", lambda v: v.drawing.redo()),
    Key(("Ctrl+C",), "copy", lambda v: clipboard.copy(v.drawing), changes=False),
    Key(("Ctrl+X",), "cut", lambda v: clipboard.cut(v.drawing)),
    Key(("Ctrl+V",), "paste", lambda v: clipboard.paste(v.drawing)),
    Key(("Ctrl+D",), "double what is selected", lambda v: clipboard.double(v.drawing)),
    Key(("Ctrl+A",), "select all", lambda v: v.drawing.choose_all(), changes=False),
    Key(("Esc",), "leave: a connection, a selection", lambda v: v.leave(), changes=False),
    Key(("Ctrl++", "Ctrl+=", "Ctrl+Shift++", "Ctrl+Shift+="), "", lambda v: v.zoom_by(1), changes=False),
    Key(("Ctrl+-",), "", lambda v: v.zoom_by(-1), changes=False),
    Key(("Ctrl+0",), "", lambda v: v.zoom_to(1.0), changes=False),
    Key(("F",), "fit all into the view", lambda v: v.fit(), changes=False),
    *_arrow("Left", -1, 0),
    *_arrow("Right", 1, 0),
    *_arrow("Up", 0, -1),
    *_arrow("Down", 0, 1),
)
_OF: Final = {keys: key for key in KEYS for keys in key.keys}
_MORE: Final = (
    ("Tab, Shift+Tab", "go through parts and groups as one reads"),
    ("Arrows", "move what is selected by the grid, with Shift by a pixel; with nothing selected pan"),
    ("Ctrl and +, -, 0", "zoom in, out, to 100 %; also Ctrl and the wheel"),
    ("Space or middle button, drag", "pan; the wheel alone pans too"),
    ("Double click", "write a label; on empty ground add a part"),
    ("Drag a circle at a part's border", "connect it"),
    ("Alt while dragging", "leave the grid"),
)


def found(event: QKeyEvent) -> Key | None:
    """What a key press does; None for nothing."""
    keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _OF.get(QKeySequence(QKeyCombination(keys, Qt.Key(event.key()))).toString())


def told() -> tuple[tuple[str, str], ...]:
    """Every key with what it does, to be read."""
    return (*((" or ".join(key.keys[:2]), key.about) for key in KEYS if key.about), *_MORE)
