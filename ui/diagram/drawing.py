"""A diagram under the user's hands: its state, what is selected, and everything that can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QPointF, Signal

from mockint.domain.diagram import Diagram, read_diagram
from mockint.domain.layout import placed
from mockint.errors import KnownError
from ui.diagram import edits
from ui.diagram.edits import EMPTY, GRID, Chosen, EdgeKey
from ui.diagram.past import Past
from ui.diagram.scene import DiagramScene, Thing

_BESIDE = (240.0, 100.0)
"""How far from the selected part a new one goes: to the right, then down until there is room."""


def first_label(thing: Thing) -> str:
    """The gesture of making a thing and giving it its first label."""
    return f"new {thing.kind} {thing.key}"


class Drawing(QObject):
    """The state behind the canvas; every change of the user's goes through it and is one step back.

    Signals:
        changed: The diagram is another one by the user's hand.
        replaced: Something else is shown: after a change, an undo or a new text.
        chosen_changed: Another selection.
        told: A sentence about what was not done and why; empty once it no longer matters.
        asked: What the next key decides.
    """

    changed = Signal()
    replaced = Signal()
    chosen_changed = Signal()
    told = Signal(str)
    asked = Signal(str)

    def __init__(self, scene: DiagramScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene = scene
        self.is_read_only = False
        self.chosen = Chosen()
        self.past = Past(EMPTY)

    @property
    def diagram(self) -> Diagram:
        """What is drawn now."""
        return self.past.now

    def load(self, text: str) -> None:
        """Show another diagram and forget what was before.

        Raises:
            BadInputError: If it is none; then everything stays as it is.
        """
        diagram = placed(read_diagram(text)) if text.strip() else EMPTY
        self.past = Past(diagram)
        self._show()

    def choose(self, chosen: Chosen) -> None:
        """Select something else."""
        if chosen != self.chosen:
            self.past.name_gesture()
            self.chosen = chosen
            self.scene.mark(chosen)
            self.chosen_changed.emit()

    def choose_thing(self, thing: Thing, *, add: bool = False) -> None:
        """Select one thing, or take it into the selection or out of it."""
        found = Chosen(
            (str(thing.key),) if thing.kind == "node" else (),
            (thing.key,) if isinstance(thing.key, EdgeKey) else (),
            (str(thing.key),) if thing.kind == "group" else (),
        )
        self.choose(self.chosen.toggled(found) if add else found)

    def choose_all(self) -> None:
        """Select every part and every edge."""
        edge_keys = tuple(key for key, _ in edits.keyed(self.diagram.edges))
        self.choose(Chosen(tuple(node.id for node in self.diagram.nodes), edge_keys))

    def undo(self) -> None:
        """Take the last step back."""
        self._step(self.past.undo)

    def redo(self) -> None:
        """Make a step again that was taken back."""
        self._step(self.past.redo)

    def _step(self, step: Callable[[], Diagram]) -> None:
        before = self.diagram
        if not self.is_read_only and step() is not before:
            self._show()
            self.changed.emit()

    def add(self, kind: str, at: QPointF) -> str:
        """Put a part on the canvas and select it; its id, or empty where there is no room for one."""
        spot = (edits.snapped(at.x()), edits.snapped(at.y()))
        return self._add(kind, spot, self.scene.group_at(QPointF(*spot)))

    def add_beside(self, kind: str, else_at: QPointF, *, connected: bool = False) -> str:
        """Put a part beside the selected one, or at a place where none is selected.

        Args:
            kind: Its type.
            else_at: Where, when nothing is selected.
            connected: Whether an edge leads to it.
        """
        beside = self.chosen.nodes[-1] if self.chosen.nodes else ""
        if beside:
            x, y = (edits.snapped(value) for value in self.scene.boxes([beside])[beside][:2])
            spot = edits.free_place(self.diagram, (x + _BESIDE[0], y), (0, _BESIDE[1]))
        else:
            spot = (edits.snapped(else_at.x()), edits.snapped(else_at.y()))
            spot = edits.free_place(self.diagram, spot, (0, _BESIDE[1]))
        return self._add(kind, spot, self.scene.group_at(QPointF(*spot)), connect_from=beside if connected else "")

    def _add(self, kind: str, spot: tuple[float, float], group: str, connect_from: str = "") -> str:
        made = ""

        def change(diagram: Diagram) -> Diagram:
            nonlocal made
            after, made = edits.add_node(diagram, kind, spot, group)
            return edits.connect(after, connect_from, made)[0] if connect_from else after

        if not self.change(change):
            return ""
        self.choose(Chosen((made,)))
        self.past.name_gesture(first_label(Thing("node", made)))
        return made

    def join(self, source: str, target: str) -> None:
        """Draw an edge and select it."""
        made: list[EdgeKey] = []

        def change(diagram: Diagram) -> Diagram:
            after, key = edits.connect(diagram, source, target)
            made.append(key)
            return after

        if self.change(change):
            self.choose(Chosen(edges=tuple(made)))
            self.past.name_gesture(first_label(Thing("edge", made[0])))

    def rename(self, thing: Thing, text: str) -> None:
        """Give a thing another label; for a new one that is part of the step that made it."""
        if self.label_of(thing) != " ".join(text.split()):
            self.change(lambda diagram: edits.relabel(diagram, thing.kind, thing.key, text), first_label(thing))
            self.past.name_gesture()

    def label_of(self, thing: Thing) -> str:
        """The label of a thing; empty for none."""
        diagram = self.diagram
        if thing.kind == "edge":
            return next((edge.label for key, edge in edits.keyed(diagram.edges) if key == thing.key), "")
        found = diagram.nodes if thing.kind == "node" else diagram.groups
        return next((one.label for one in found if one.id == thing.key), "")

    def retype(self, kind: str) -> None:
        """Give the selected parts another type."""
        self.change(lambda diagram: edits.retype(diagram, self.chosen.nodes, kind))

    def move(self, by: tuple[float, float], gesture: str = "") -> None:
        """Move what is selected; parts that are dropped in a frame join its group."""
        ids = edits.with_members(self.diagram, self.chosen)
        self.change(lambda diagram: self._joined(edits.move(diagram, ids, by), ids), gesture)

    def _joined(self, moved: Diagram, ids: Collection[str]) -> Diagram:
        """The same, with parts of no group taken into the group in whose frame they now lie."""
        for id_, frame in self.scene.frames.items():
            members = {node.id for node in moved.nodes if node.group == id_}
            inside = [
                node.id
                for node in moved.nodes
                if node.id in ids and not node.group and frame.rect.contains(*edits.place_of(node))
            ]
            if inside and members.isdisjoint(ids):
                moved = edits.set_group(moved, inside, id_)
        return moved

    def move_by_key(self, across: int, down: int, *, fine: bool) -> None:
        """Move what is selected by a step of the grid, or by a pixel; steps in a row are taken back as one."""
        step = 1.0 if fine else GRID
        self.move((across * step, down * step), gesture="keys")

    def align(self, line: edits.Line) -> None:
        """Put the selected parts on one line."""
        boxes = self.scene.boxes(edits.with_members(self.diagram, self.chosen))
        if len(boxes) < 2:
            self.told.emit("Select two parts or more to align them.")
        self.change(lambda diagram: edits.align(diagram, boxes, line))

    def distribute(self, axis: int) -> None:
        """Give the selected parts equal gaps."""
        boxes = self.scene.boxes(edits.with_members(self.diagram, self.chosen))
        if len(boxes) < 3:
            self.told.emit("Select three parts or more to space them evenly.")
        self.change(lambda diagram: edits.distribute(diagram, boxes, axis))

    def group(self) -> str:
        """Frame the selected parts; the group's id, or empty for none."""
        ids, made = edits.with_members(self.diagram, self.chosen), ""
        if not ids:
            self.told.emit("Select the parts that belong together, then group them.")
            return ""

        def change(diagram: Diagram) -> Diagram:
            nonlocal made
            after, made = edits.group(diagram, ids)
            return after

        if not self.change(change):
            return ""
        self.choose(Chosen(groups=(made,)))
        self.past.name_gesture(first_label(Thing("group", made)))
        return made

    def ungroup(self) -> None:
        """Take the frames of selected groups away, and selected parts out of theirs."""
        chosen, ids = self.chosen, edits.with_members(self.diagram, self.chosen)
        self.change(lambda diagram: edits.set_group(diagram, chosen.nodes or ids, ""))
        if chosen.groups:
            self.choose(Chosen(ids))

    def reverse(self) -> None:
        """Turn the selected edges round."""
        after, chosen = edits.reverse(self.diagram, self.chosen.edges)
        if self.chosen.edges and self.change(lambda _: after):
            self.choose(chosen)

    def remove(self) -> None:
        """Delete what is selected."""
        if any(self.chosen):
            self.change(lambda diagram: edits.remove(diagram, self.chosen))

    def copied(self) -> Diagram:
        """What is selected, as a diagram of its own."""
        return edits.part_of(self.diagram, self.chosen)

    def put_in(self, part: Diagram, by: tuple[float, float]) -> None:
        """Put another diagram's parts in and select them."""
        found = Chosen()

        def change(diagram: Diagram) -> Diagram:
            nonlocal found
            after, found = edits.paste(diagram, part, by)
            return after

        if self.change(change):
            self.choose(found)

    def change(self, how: Callable[[Diagram], Diagram], gesture: str = "") -> bool:
        """Carry out a change as one step; whether there was any. A refusal is told and changes nothing."""
        if self.is_read_only:
            self.told.emit("This diagram can be read, not changed.")
            return False
        try:
            after = how(self.diagram)
        except KnownError as fault:
            self.told.emit(str(fault))
            return False
        if after is self.diagram or after == self.diagram:
            return False
        self.past.record(after, gesture)
        self._show()
        self.changed.emit()
        return True

    def _show(self) -> None:
        self.scene.show_diagram(self.diagram)
        before, self.chosen = self.chosen, self.chosen.kept_in(self.diagram)
        self.scene.mark(self.chosen)
        if before != self.chosen:
            self.chosen_changed.emit()
        self.replaced.emit()
