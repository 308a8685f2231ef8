"""The scene of a diagram: follows one state after another and changes only what differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsScene

from mockint.domain.diagram import Diagram
from ui.diagram import shapes
from ui.diagram.edits import EMPTY, Chosen, EdgeKey, keyed, place_of
from ui.diagram.items import EdgeItem, FrameItem, Inks, LabelItem, NodeItem
from ui.tokens import Colours

NOTHING: Final = ("", "")


class Thing(NamedTuple):
    """What is under the pointer: node, edge or group with its key; empty for nothing."""

    kind: str
    key: object

    @property
    def node_id(self) -> str:
        """Id of the part; empty where it is none."""
        return str(self.key) if self.kind == "node" else ""


class DiagramScene(QGraphicsScene):
    """Shows a diagram whose parts all have a place."""

    def __init__(self, colours: Colours, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Some hundred things that move together: a tree of them takes longer to mend than to do without.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._inks = Inks.of(colours)
        self._fonts = shapes.Fonts.of(font)
        self.nodes: dict[str, NodeItem] = {}
        self.edges: dict[EdgeKey, EdgeItem] = {}
        self.frames: dict[str, FrameItem] = {}
        self._shown = EMPTY
        self._chosen = Chosen()
        self._slots: dict[EdgeKey, float] = {}
        self._touching: dict[str, set[EdgeKey]] = {}
        self._members: dict[str, list[str]] = {}

    @property
    def inks(self) -> Inks:
        """Pens and brushes in use."""
        return self._inks

    def dress(self, colours: Colours, font: QFont) -> None:
        """Show everything anew in other colours or another font."""
        shown, chosen = self._shown, self._chosen
        self.show_diagram(EMPTY)
        self._chosen = Chosen()
        self._inks, self._fonts = Inks.of(colours), shapes.Fonts.of(font)
        self.show_diagram(shown)
        self.mark(chosen)

    def show_diagram(self, diagram: Diagram) -> None:
        """Show another state."""
        moved = self._show_nodes(diagram)
        if diagram.edges is not self._shown.edges:
            moved |= self._show_edges(diagram)
        self._lay_edges(moved)
        self._show_frames(diagram)
        self._shown = diagram

    def _show_nodes(self, diagram: Diagram) -> set[str]:
        """Bring the cards up to date; which of them moved or have another size."""
        moved: set[str] = set()
        wanted = {node.id: node for node in diagram.nodes}
        for id_ in [id_ for id_ in self.nodes if id_ not in wanted]:
            self.removeItem(self.nodes.pop(id_))
        for id_, node in wanted.items():
            item = self.nodes.get(id_)
            if item is None:
                item = self.nodes[id_] = NodeItem(node, self._inks, self._fonts)
                self.addItem(item)
            elif item.node is not node:
                item.show_node(node)
            elif (item.x(), item.y()) != place_of(node):
                item.setPos(*place_of(node))
            else:
                continue
            moved.add(id_)
        return moved

    def _show_edges(self, diagram: Diagram) -> set[str]:
        """Bring the edges up to date; the sources of those that must find their way anew."""
        wanted = dict(keyed(diagram.edges))
        for key in [key for key in self.edges if key not in wanted]:
            item = self.edges.pop(key)
            self.removeItem(item.label)
            self.removeItem(item)
        self._touching = defaultdict(set)
        for key, edge in wanted.items():
            if key not in self.edges:
                item = self.edges[key] = EdgeItem(key, self._inks, self._fonts)
                self.addItem(item)
                self.addItem(item.label)
            self.edges[key].show_edge(edge)
            self._touching[key.source].add(key)
            self._touching[key.target].add(key)
        slots = _slots(wanted)
        anew = {key.source for key in wanted if slots[key] != self._slots.get(key)}
        self._slots = slots
        return anew

    def _show_frames(self, diagram: Diagram) -> None:
        if diagram.nodes is not self._shown.nodes or diagram.groups is not self._shown.groups:
            self._members = defaultdict(list)
            for node in diagram.nodes:
                if node.group:
                    self._members[node.group].append(node.id)
            for id_ in [id_ for id_ in self.frames if id_ not in self._members]:
                self.removeItem(self.frames.pop(id_))
            for group in diagram.groups:
                if group.id in self._members:
                    if group.id not in self.frames:
                        self.frames[group.id] = FrameItem(self._inks, self._fonts)
                        self.addItem(self.frames[group.id])
                    self.frames[group.id].show_group(group)
        self._lay_frames(self._members)

    def _lay_edges(self, ids: Collection[str]) -> None:
        for key in {key for id_ in ids for key in self._touching.get(id_, ())}:
            self.edges[key].lay(self.nodes[key.source], self.nodes[key.target], self._slots[key])

    def _lay_frames(self, groups: Collection[str]) -> None:
        for id_ in groups:
            self.frames[id_].lay(shapes.frame(self.nodes[member].rect for member in self._members[id_]))

    def nudge(self, ids: Collection[str], by: tuple[float, float]) -> None:
        """Show some parts elsewhere for as long as they are dragged; the diagram stays as it is."""
        for node in self._shown.nodes:
            if node.id in ids:
                x, y = place_of(node)
                self.nodes[node.id].setPos(x + by[0], y + by[1])
        self._lay_edges(ids)
        self._lay_frames([id_ for id_, members in self._members.items() if not set(members).isdisjoint(ids)])

    def mark(self, chosen: Chosen) -> None:
        """Show another selection."""
        for item, is_chosen in self._cards(chosen):
            if item.is_chosen != is_chosen:
                item.is_chosen = is_chosen
                item.update()
        edges = set(chosen.edges)
        for key, edge in self.edges.items():
            edge.mark(chosen=key in edges)
        self._chosen = chosen

    def _cards(self, chosen: Chosen) -> Iterator[tuple[NodeItem | FrameItem, bool]]:
        """Every part and group, and whether it is selected."""
        nodes, groups = set(chosen.nodes), set(chosen.groups)
        yield from ((item, id_ in nodes) for id_, item in self.nodes.items())
        yield from ((item, id_ in groups) for id_, item in self.frames.items())

    def thing_at(self, point: QPointF, reach: float = 0.0) -> Thing:
        """What is drawn uppermost at a point.

        Args:
            point: Where, in the scene.
            reach: How far around it a thing is still met, in the scene.
        """
        near = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        for item in self.items(near) if reach else self.items(point):
            if isinstance(item, NodeItem):
                return Thing("node", item.node.id)
            if isinstance(item, EdgeItem | LabelItem):
                return Thing("edge", item.key)
            found = [id_ for id_, frame in self.frames.items() if frame is item]
            if found:
                return Thing("group", found[0])
        return Thing(*NOTHING)

    def group_at(self, point: QPointF) -> str:
        """The group in whose frame a point lies; empty for none."""
        return next((id_ for id_, frame in self.frames.items() if frame.rect.contains(point)), "")

    def content(self) -> QRectF:
        """The room of all that is drawn."""
        around = QRectF()
        for item in (*self.nodes.values(), *self.edges.values(), *self.frames.values()):
            around = around.united(item.sceneBoundingRect())
        for edge in self.edges.values():
            if edge.label.isVisible():
                around = around.united(edge.label.sceneBoundingRect())
        return around

    def boxes(self, ids: Collection[str]) -> dict[str, tuple[float, float, float, float]]:
        """Middle, width and height of some parts' cards."""
        found = {id_: self.nodes[id_] for id_ in ids}
        return {
            id_: (item.x(), item.y(), item.card.rect.width(), item.card.rect.height()) for id_, item in found.items()
        }


def _slots(edges: Collection[EdgeKey]) -> dict[EdgeKey, float]:
    """How many steps each edge keeps from the straight way between its parts."""
    many = Counter(frozenset((key.source, key.target)) for key in edges)
    seen: Counter[frozenset[str]] = Counter()
    slots = {}
    for key in edges:
        pair = frozenset((key.source, key.target))
        slots[key] = seen[pair] - (many[pair] - 1) / 2
        seen[pair] += 1
    return slots
