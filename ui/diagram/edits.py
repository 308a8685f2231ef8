"""Changes of a diagram as pure functions: each takes one and gives another, or says why it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeVar

from mockint.domain.diagram import MOST_EDGES, MOST_NODES, MOST_PLACE, Diagram, Edge, Group, Node
from mockint.domain.layout import placed
from mockint.errors import BadInputError

GRID: Final = 20.0
"""Distance of the light grid's points, in pixels at a zoom of 1."""
EMPTY: Final = Diagram(nodes=())
_Thing = TypeVar("_Thing", Node, Edge, Group)
_Key = TypeVar("_Key")
Line = Literal["left", "centre", "right", "top", "middle", "bottom"]


class EdgeKey(NamedTuple):
    """Which edge: its ends, and the how manieth between them."""

    source: str
    target: str
    nth: int


class Chosen(NamedTuple):
    """What is selected.

    Attributes:
        nodes: Ids in the order in which they were selected.
    """

    nodes: tuple[str, ...] = ()
    edges: tuple[EdgeKey, ...] = ()
    groups: tuple[str, ...] = ()

    def is_in(self, kind: str, key: object) -> bool:
        """Whether a thing is selected."""
        return key in {"node": self.nodes, "edge": self.edges, "group": self.groups}[kind]

    def toggled(self, other: Chosen) -> Chosen:
        """The same with what is selected in one of both alone."""
        return Chosen(
            _either(self.nodes, other.nodes), _either(self.edges, other.edges), _either(self.groups, other.groups)
        )

    def kept_in(self, diagram: Diagram) -> Chosen:
        """What of it there still is."""
        nodes = {node.id for node in diagram.nodes}
        edges = {key for key, _ in keyed(diagram.edges)}
        groups = {group.id for group in diagram.groups}
        return Chosen(
            tuple(id_ for id_ in self.nodes if id_ in nodes),
            tuple(key for key in self.edges if key in edges),
            tuple(id_ for id_ in self.groups if id_ in groups),
        )


def _either(some: tuple[_Key, ...], others: tuple[_Key, ...]) -> tuple[_Key, ...]:
    return tuple(key for key in (*some, *others) if (key in some) != (key in others))


def keyed(edges: Iterable[Edge]) -> Iterator[tuple[EdgeKey, Edge]]:
    """Each edge with its key."""
    seen: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        ends = (edge.source, edge.target)
        yield EdgeKey(*ends, seen[ends]), edge
        seen[ends] += 1


def place_of(node: Node) -> tuple[float, float]:
    """Where a part is, which has been placed."""
    return node.x or 0.0, node.y or 0.0


def with_members(diagram: Diagram, chosen: Chosen) -> tuple[str, ...]:
    """The selected parts, and those in selected groups."""
    inside = [node.id for node in diagram.nodes if node.group and node.group in chosen.groups]
    return tuple(dict.fromkeys((*chosen.nodes, *inside)))


def snapped(value: float) -> float:
    """The nearest line of the grid."""
    return round(value / GRID) * GRID


def add_node(diagram: Diagram, kind: str, at: tuple[float, float], group: str = "") -> tuple[Diagram, str]:
    """A diagram with one more part, and the part's id.

    Raises:
        BadInputError: If it has as many parts as it may.
    """
    _room(diagram, nodes=1)
    id_ = _new_id(kind, {node.id for node in diagram.nodes})
    made = Node(id=id_, type=kind, x=_inside(at[0]), y=_inside(at[1]), group=group)
    return _with(diagram, nodes=(*diagram.nodes, made)), id_


def free_place(diagram: Diagram, at: tuple[float, float], step: tuple[float, float]) -> tuple[float, float]:
    """The first place from `at` on, going by `step`, on which no part stands."""
    x, y = at
    while any(abs(x - px) < 100 and abs(y - py) < 50 for px, py in map(place_of, diagram.nodes)):
        x, y = x + step[0], y + step[1]
    return x, y


def connect(diagram: Diagram, source: str, target: str) -> tuple[Diagram, EdgeKey]:
    """A diagram with one more edge, and the edge's key.

    Raises:
        BadInputError: If it has as many connections as it may.
    """
    _room(diagram, edges=1)
    nth = sum((edge.source, edge.target) == (source, target) for edge in diagram.edges)
    return _with(diagram, edges=(*diagram.edges, Edge(source=source, target=target))), EdgeKey(source, target, nth)


def reverse(diagram: Diagram, keys: Collection[EdgeKey]) -> tuple[Diagram, Chosen]:
    """The same with some edges turned round, and where these are now."""
    turned = [
        (key in keys, edge.model_copy(update={"source": edge.target, "target": edge.source}) if key in keys else edge)
        for key, edge in keyed(diagram.edges)
    ]
    after = _with(diagram, edges=tuple(edge for _, edge in turned))
    marked = [key for (key, _), (is_turned, _) in zip(keyed(after.edges), turned, strict=True) if is_turned]
    return after, Chosen(edges=tuple(marked))


def relabel(diagram: Diagram, kind: str, key: object, text: str) -> Diagram:
    """The same with another label on one thing."""
    label = " ".join(text.split())
    if kind == "node":
        return _with(diagram, nodes=tuple(_labelled(n, label) if n.id == key else n for n in diagram.nodes))
    if kind == "group":
        return _with(diagram, groups=tuple(_labelled(g, label) if g.id == key else g for g in diagram.groups))
    return _with(diagram, edges=tuple(_labelled(e, label) if k == key else e for k, e in keyed(diagram.edges)))


def retype(diagram: Diagram, ids: Collection[str], kind: str) -> Diagram:
    """The same with other types of some parts."""
    change = {id_: {"type": kind} for id_ in ids}
    return _changed(diagram, {n.id: change[n.id] for n in diagram.nodes if n.id in change and n.type != kind})


def move(diagram: Diagram, ids: Collection[str], by: tuple[float, float]) -> Diagram:
    """The same with some parts elsewhere; all stop where the first of them reaches the end of the plane."""
    spots = [place_of(node) for node in diagram.nodes if node.id in ids]
    dx, dy = (_least(by[at], [spot[at] for spot in spots]) for at in (0, 1))
    if not spots or (not dx and not dy):
        return diagram
    return put(diagram, {n.id: (place_of(n)[0] + dx, place_of(n)[1] + dy) for n in diagram.nodes if n.id in ids})


def put(diagram: Diagram, places: Mapping[str, tuple[float, float]]) -> Diagram:
    """The same with some parts at other places."""
    old = {node.id: place_of(node) for node in diagram.nodes}
    return _changed(
        diagram,
        {id_: {"x": _inside(x), "y": _inside(y)} for id_, (x, y) in places.items() if old[id_] != (x, y)},
    )


def align(diagram: Diagram, boxes: Mapping[str, tuple[float, float, float, float]], line: Line) -> Diagram:
    """The same with some parts on one line.

    Args:
        diagram: What is drawn.
        boxes: Middle, width and height of each part that is to stand on the line.
        line: Which line of the boxes.
    """
    at, share = {
        "left": (0, -1),
        "centre": (0, 0),
        "right": (0, 1),
        "top": (1, -1),
        "middle": (1, 0),
        "bottom": (1, 1),
    }[line]
    spots = {id_: box[at] + share * box[at + 2] / 2 for id_, box in boxes.items()}
    if len(spots) < 2:
        return diagram
    wanted = (min if share < 0 else max)(spots.values()) if share else sum(spots.values()) / len(spots)

    def moved(box: tuple[float, float, float, float]) -> tuple[float, float]:
        value = wanted - share * box[at + 2] / 2
        value = value if share else snapped(value)
        return (value, box[1]) if at == 0 else (box[0], value)

    return put(diagram, {id_: moved(box) for id_, box in boxes.items()})


def distribute(diagram: Diagram, boxes: Mapping[str, tuple[float, float, float, float]], axis: int) -> Diagram:
    """The same with equal gaps between some parts; the outermost stay.

    Args:
        diagram: What is drawn.
        boxes: Middle, width and height of each part.
        axis: 0 across, 1 down.
    """
    order = sorted(boxes, key=lambda id_: boxes[id_][axis])
    if len(order) < 3:
        return diagram
    size = {id_: boxes[id_][axis + 2] for id_ in order}
    first, last = boxes[order[0]], boxes[order[-1]]
    room = (last[axis] - last[axis + 2] / 2) - (first[axis] + first[axis + 2] / 2)
    gap = (room - sum(size[id_] for id_ in order[1:-1])) / (len(order) - 1)
    edge, places = first[axis] + first[axis + 2] / 2, {}
    for id_ in order[1:-1]:
        middle = edge + gap + size[id_] / 2
        places[id_] = (middle, boxes[id_][1]) if axis == 0 else (boxes[id_][0], middle)
        edge = middle + size[id_] / 2
    return put(diagram, places)


def group(diagram: Diagram, ids: Collection[str]) -> tuple[Diagram, str]:
    """The same with some parts in a new group, and the group's id."""
    id_ = _new_id("group", {one.id for one in diagram.groups})
    if len(diagram.groups) >= MOST_NODES:
        raise BadInputError(f"A diagram has at most {MOST_NODES} groups.", "Nothing was changed.")
    joined = _changed(diagram, {one: {"group": id_} for one in ids})
    return _tidy(diagram, _with(joined, groups=(*diagram.groups, Group(id=id_)))), id_


def set_group(diagram: Diagram, ids: Collection[str], group_id: str) -> Diagram:
    """The same with some parts in a group that there is, or in none."""
    changes = {node.id: {"group": group_id} for node in diagram.nodes if node.id in ids and node.group != group_id}
    return _tidy(diagram, _changed(diagram, changes))


def remove(diagram: Diagram, chosen: Chosen) -> Diagram:
    """The same without what is selected; of a group the frame goes and its parts stay."""
    gone = set(chosen.nodes)
    edges = [e for k, e in keyed(diagram.edges) if k not in chosen.edges and not {e.source, e.target} & gone]
    nodes = [
        node.model_copy(update={"group": ""}) if node.group and node.group in chosen.groups else node
        for node in diagram.nodes
        if node.id not in gone
    ]
    groups = [one for one in diagram.groups if one.id not in chosen.groups]
    return _tidy(diagram, _with(diagram, nodes=tuple(nodes), edges=tuple(edges), groups=tuple(groups)))


def part_of(diagram: Diagram, chosen: Chosen) -> Diagram:
    """What is selected as a diagram of its own, with the edges between its parts."""
    ids = set(with_members(diagram, chosen))
    # A whole group comes along with its frame, also where only its parts were selected.
    whole = {one.id for one in diagram.groups if {n.id for n in diagram.nodes if n.group == one.id} <= ids}
    nodes = [n if n.group in whole else n.model_copy(update={"group": ""}) for n in diagram.nodes if n.id in ids]
    held = {node.group for node in nodes}
    return Diagram(
        nodes=tuple(nodes),
        edges=tuple(edge for edge in diagram.edges if {edge.source, edge.target} <= ids),
        groups=tuple(one for one in diagram.groups if one.id in held),
    )


def paste(diagram: Diagram, part: Diagram, by: tuple[float, float]) -> tuple[Diagram, Chosen]:
    """The diagram with another one in it under new ids, and what was put in.

    Raises:
        BadInputError: If it would hold more than it may.
    """
    _room(diagram, nodes=len(part.nodes), edges=len(part.edges))
    part = placed(part)
    ids, names = {node.id for node in diagram.nodes}, {}
    for node in part.nodes:
        names[node.id] = _new_id(node.type, ids)
        ids.add(names[node.id])
    group_ids, groups = {one.id for one in diagram.groups}, {"": ""}
    for one in part.groups:
        groups[one.id] = _new_id("group", group_ids)
        group_ids.add(groups[one.id])
    nodes = [n.model_copy(update={"id": names[n.id], "group": groups[n.group]}) for n in part.nodes]
    edges = [e.model_copy(update={"source": names[e.source], "target": names[e.target]}) for e in part.edges]
    frames = [one.model_copy(update={"id": groups[one.id]}) for one in part.groups]
    moved = move(Diagram(nodes=tuple(nodes)), set(names.values()), by).nodes
    after = _with(
        diagram,
        nodes=(*diagram.nodes, *moved),
        edges=(*diagram.edges, *edges),
        groups=(*diagram.groups, *frames),
    )
    return after, Chosen(nodes=tuple(names.values()))


def _with(
    diagram: Diagram,
    nodes: tuple[Node, ...] | None = None,
    edges: tuple[Edge, ...] | None = None,
    groups: tuple[Group, ...] | None = None,
) -> Diagram:
    return Diagram.model_construct(
        nodes=diagram.nodes if nodes is None else nodes,
        edges=diagram.edges if edges is None else edges,
        groups=diagram.groups if groups is None else groups,
    )


def _changed(diagram: Diagram, changes: Mapping[str, Mapping[str, object]]) -> Diagram:
    """The same where some parts have other values; the very same where none has."""
    if not changes:
        return diagram
    nodes = (node.model_copy(update=changes[node.id]) if node.id in changes else node for node in diagram.nodes)
    return _with(diagram, nodes=tuple(nodes))


def _tidy(before: Diagram, after: Diagram) -> Diagram:
    """Without the groups that lost their last part just now."""
    held = {node.group for node in after.nodes}
    lost = {node.group for node in before.nodes} - held
    return _with(after, groups=tuple(one for one in after.groups if one.id not in lost)) if lost - {""} else after


def _labelled(thing: _Thing, label: str) -> _Thing:
    return thing.model_copy(update={"label": label})


def _room(diagram: Diagram, nodes: int = 0, edges: int = 0) -> None:
    for count, most, what in (
        (len(diagram.nodes) + nodes, MOST_NODES, "parts"),
        (len(diagram.edges) + edges, MOST_EDGES, "connections"),
    ):
        if count > most:
            raise BadInputError(f"A diagram has at most {most:,} {what}.", "Nothing was added.")


def _new_id(word: str, taken: Collection[str]) -> str:
    stem = "".join(sign for sign in word[:40] if sign.isalnum()) or "part"
    return next(id_ for at in range(1, len(taken) + 2) if (id_ := f"{stem}{at}") not in taken)


def _inside(value: float) -> float:
    return max(-MOST_PLACE, min(MOST_PLACE, value))


def _least(by: float, spots: Sequence[float]) -> float:
    return max(-MOST_PLACE - min(spots, default=0.0), min(MOST_PLACE - max(spots, default=0.0), by))
