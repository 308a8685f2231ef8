"""Finding one's way in a diagram without a pointer: reading order, neighbours, and what is said of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from mockint.domain.diagram import Node
from ui import words
from ui.diagram import edits
from ui.diagram.drawing import Drawing
from ui.diagram.edits import Chosen, EdgeKey
from ui.diagram.gestures import nearest_handle
from ui.diagram.scene import Thing
from ui.diagram.symbols import word

if TYPE_CHECKING:
    from ui.diagram.view import DiagramView

_ROW: Final = 44.0
"""Parts whose middles differ in height by less stand in one row."""
_ARROWS: Final = {  # in the order in which an edge looks for its end
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
}


def stops(drawing: Drawing) -> list[Thing]:
    """Parts and groups in rows from top to bottom, each from left to right."""
    scene = drawing.scene
    found = [(item.y(), item.x(), Thing("node", id_)) for id_, item in scene.nodes.items()]
    found += [
        (item.title_rect.center().y(), item.rect.left(), Thing("group", id_)) for id_, item in scene.frames.items()
    ]
    found.sort(key=lambda stop: stop[0])
    order: list[Thing] = []
    row: list[tuple[float, float, Thing]] = []
    for stop in found:
        if row and stop[0] - row[0][0] >= _ROW:
            order += [thing for _, _, thing in sorted(row, key=lambda one: one[1])]
            row = []
        row.append(stop)
    return order + [thing for _, _, thing in sorted(row, key=lambda one: one[1])]


def next_stop(drawing: Drawing, step: int) -> Thing | None:
    """What follows the selected thing as one reads; None past the last."""
    order, now = stops(drawing), single(drawing.chosen)
    if now not in order:
        return (order[0] if step > 0 else order[-1]) if order else None
    at = order.index(now) + step
    return order[at] if 0 <= at < len(order) else None


def single(chosen: Chosen) -> Thing:
    """The thing that was selected last."""
    if chosen.nodes:
        return Thing("node", chosen.nodes[-1])
    if chosen.groups:
        return Thing("group", chosen.groups[-1])
    return Thing("edge", chosen.edges[-1]) if chosen.edges else Thing("", "")


def next_edge(drawing: Drawing, anchor: str) -> EdgeKey | None:
    """The edge after the selected one, of those at a part, or of all where the part has none."""
    every = [key for key, _ in edits.keyed(drawing.diagram.edges)]
    near = [key for key in every if anchor in key[:2]] or every
    if not near:
        return None
    now = drawing.chosen.edges[-1] if drawing.chosen.edges else None
    return near[(near.index(now) + 1) % len(near)] if now in near else near[0]


def nearest(drawing: Drawing, node_id: str, across: int, down: int) -> str:
    """The nearest part in a direction; the same one where there is none."""
    scene = drawing.scene
    here = scene.nodes[node_id].pos()
    best, found = float("inf"), node_id
    for id_, item in scene.nodes.items():
        off = item.pos() - here
        ahead = off.x() * across + off.y() * down
        aside = abs(off.x() * down) + abs(off.y() * across)
        if id_ != node_id and ahead > 0 and ahead + 2 * aside < best:
            best, found = ahead + 2 * aside, id_
    return found


def spoken(drawing: Drawing) -> str:
    """What is selected, in a sentence for eyes and ears."""
    chosen, diagram = drawing.chosen, drawing.diagram
    names = {node.id: name_of(node) for node in diagram.nodes}
    many = len(chosen.nodes) + len(chosen.edges) + len(chosen.groups)
    if many > 1:
        return f"{words.counted(many, 'thing')} selected"
    if chosen.nodes:
        node = next(one for one in diagram.nodes if one.id == chosen.nodes[0])
        out = [names[edge.target] for edge in diagram.edges if edge.source == node.id]
        into = [names[edge.source] for edge in diagram.edges if edge.target == node.id]
        group = next((one.label or "a group" for one in diagram.groups if one.id == node.group), "")
        said = [names[node.id] + (f" ({word(node.type)})" if node.label.strip() and node.type else "")]
        said += [f"in {group}"] if group else []
        said += [f"from {', '.join(into)}"] if into else []
        said += [f"to {', '.join(out)}"] if out else []
        return "; ".join(said) if into or out else "; ".join([*said, "not connected"])
    if chosen.edges:
        key = chosen.edges[0]
        label = drawing.label_of(Thing("edge", key))
        return f"{names[key.source]} to {names[key.target]}" + (f": {label}" if label else "")
    if chosen.groups:
        inside = [names[node.id] for node in diagram.nodes if node.group == chosen.groups[0]]
        return f"Group {drawing.label_of(Thing('group', chosen.groups[0]))}: {', '.join(inside)}"
    return ""


def name_of(node: Node) -> str:
    """What a part is called on its card."""
    return " ".join(node.label.split()) or word(node.type) or "Part"


class Aim:
    """An edge being drawn by keyboard: its start is set, its end is being chosen."""

    def __init__(self, view: DiagramView, source: str) -> None:
        self._view = view
        self._source = source
        self._at = next(
            (id_ for way in _ARROWS.values() if (id_ := nearest(view.drawing, source, *way)) != source), source
        )
        self._show()

    def key(self, key: int) -> bool:
        """Carry out a key; whether it was one for this."""
        if key in _ARROWS:
            self._at = nearest(self._view.drawing, self._at, *_ARROWS[Qt.Key(key)])
            self._show()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.leave()
            self._view.drawing.join(self._source, self._at)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def walk(self, step: int) -> None:
        """Aim at the next part as one reads."""
        order = [stop.node_id for stop in stops(self._view.drawing) if stop.kind == "node"]
        self._at = order[(order.index(self._at) + step) % len(order)]
        self._show()

    def leave(self) -> None:
        """Stop aiming."""
        self._view.aim = None
        self._view.show_hint(QPainterPath())
        self._view.drawing.told.emit("")

    def _show(self) -> None:
        drawing = self._view.drawing
        begin, end = drawing.scene.nodes[self._source], drawing.scene.nodes[self._at]
        outline = QPainterPath()
        outline.addRoundedRect(end.rect.adjusted(-5, -5, 5, 5), 10, 10)
        if begin is not end:
            outline.moveTo(nearest_handle(begin.rect, end.pos()))
            outline.lineTo(nearest_handle(end.rect, begin.pos()))
        self._view.show_hint(outline)
        self._view.reveal(Thing("node", self._at))
        names = {node.id: name_of(node) for node in drawing.diagram.nodes}
        drawing.asked.emit(
            f"Connect {names[self._source]} to {names[self._at]}? Enter connects, arrows or Tab go on, Esc leaves."
        )
