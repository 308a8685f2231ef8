"""Gives the parts of a diagram their places: columns from left to right in the order of what flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.diagram import MOST_PLACE, Diagram, Node

CELL: Final = (180.0, 72.0)
"""Room that a part takes, width and height, in pixels at a zoom of 1."""
COLUMN_GAP: Final = 100.0
ROW_GAP: Final = 28.0
FRAME: Final = 20.0
"""Room between a group's parts and its frame."""
TITLE: Final = 28.0
"""Room for a group's title."""
_GRID: Final = 20.0
_SWEEPS: Final = 4
_LOOSE_COLUMNS: Final = 6


class _Box(NamedTuple):
    """Something with a size that is placed as a whole: a part, or a group with its parts."""

    width: float
    height: float


_Places = dict[str, tuple[float, float]]
_Links = Sequence[tuple[str, str]]


def placed(diagram: Diagram) -> Diagram:
    """The diagram with a place for every part; parts that have one keep it.

    Parts without a place go below the others. The same diagram always gets the same places; cycles are allowed.
    """
    lost = [node for node in diagram.nodes if node.x is None or node.y is None]
    if not lost:
        return diagram
    places = _arranged(lost, [(edge.source, edge.target) for edge in diagram.edges])
    fixed = [(node.x, node.y) for node in diagram.nodes if node.x is not None and node.y is not None]
    left = min((x for x, _ in fixed), default=0.0) - min(x for x, _ in places.values())
    top = max((y for _, y in fixed), default=0.0) - min(y for _, y in places.values())
    if fixed:
        top += CELL[1] + FRAME + TITLE + ROW_GAP

    def settled(node: Node) -> Node:
        if node.id not in places:
            return node
        x, y = places[node.id]
        return node.model_copy(update={"x": _snapped(x + left), "y": _snapped(y + top)})

    return diagram.model_copy(update={"nodes": tuple(settled(node) for node in diagram.nodes)})


def _snapped(value: float) -> float:
    return max(-MOST_PLACE, min(MOST_PLACE, round(value / _GRID) * _GRID))


def _arranged(nodes: Sequence[Node], links: _Links) -> _Places:
    """Middles of all parts: each group by itself first, then groups and single parts together."""
    members: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        members[node.group].append(node)
    holder = {node.id: (f"group {node.group}" if node.group else f"part {node.id}") for node in nodes}
    inside: dict[str, _Places] = {}
    boxes: dict[str, _Box] = {}
    for node in nodes:
        held = holder[node.id]
        if held in boxes:
            continue
        if not node.group:
            inside[held], boxes[held] = {node.id: (0.0, 0.0)}, _Box(*CELL)
            continue
        ids = {one.id: _Box(*CELL) for one in members[node.group]}
        inner = _flow(ids, [link for link in links if link[0] in ids and link[1] in ids])
        inside[held], box = _centred(inner, ids)
        boxes[held] = _Box(box.width + 2 * FRAME, box.height + 2 * FRAME + TITLE)
    outer = _flow(boxes, [(holder[a], holder[b]) for a, b in links if a in holder and b in holder])
    found = {}
    for held, (x, y) in outer.items():
        down = TITLE / 2 if held.startswith("group ") else 0.0
        for id_, (dx, dy) in inside[held].items():
            found[id_] = (x + dx, y + dy + down)
    return found


def _centred(places: _Places, boxes: Mapping[str, _Box]) -> tuple[_Places, _Box]:
    """The same places around a middle of (0, 0), and the room that they take."""
    left = min(x - boxes[id_].width / 2 for id_, (x, _) in places.items())
    right = max(x + boxes[id_].width / 2 for id_, (x, _) in places.items())
    top = min(y - boxes[id_].height / 2 for id_, (_, y) in places.items())
    bottom = max(y + boxes[id_].height / 2 for id_, (_, y) in places.items())
    middle = ((left + right) / 2, (top + bottom) / 2)
    return {id_: (x - middle[0], y - middle[1]) for id_, (x, y) in places.items()}, _Box(right - left, bottom - top)


def _flow(boxes: Mapping[str, _Box], links: _Links) -> _Places:
    """Middles of the boxes: what is linked in columns, what is linked to nothing in rows below."""
    kept = [(a, b) for a, b in dict.fromkeys(links) if a != b]
    linked = {id_ for link in kept for id_ in link}
    places = _columns({id_: box for id_, box in boxes.items() if id_ in linked}, kept) if kept else {}
    loose = [id_ for id_ in boxes if id_ not in linked]
    left = min((x - boxes[id_].width / 2 for id_, (x, _) in places.items()), default=0.0)
    top = max((y + boxes[id_].height / 2 + 2 * ROW_GAP for id_, (_, y) in places.items()), default=0.0)
    across = max(1, min(_LOOSE_COLUMNS, round(len(loose) ** 0.5 + 0.4)))
    for at in range(0, len(loose), across):
        row, x = loose[at : at + across], left
        tall = max(boxes[id_].height for id_ in row)
        for id_ in row:
            places[id_] = (x + boxes[id_].width / 2, top + tall / 2)
            x += boxes[id_].width + ROW_GAP * 2
        top += tall + ROW_GAP
    return places


def _columns(boxes: Mapping[str, _Box], links: _Links) -> _Places:
    forward = _without_cycles(boxes, links)
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in forward:
        before[b].append(a)
        after[a].append(b)
    layers = _layers(boxes, before, after)
    for sweep in range(_SWEEPS):
        near, order = (before, layers) if sweep % 2 == 0 else (after, layers[::-1])
        row = {id_: at for layer in layers for at, id_ in enumerate(layer)}
        for layer in order:
            layer.sort(key=_mean_of(near, row))
            row.update({id_: at for at, id_ in enumerate(layer)})
    return _spread(layers, boxes, before, after)


def _mean_of(near: Mapping[str, list[str]], row: Mapping[str, float]) -> Callable[[str], float]:
    """Where a box wants to be: at the mean of its neighbours, else where it is."""

    def wanted(id_: str) -> float:
        others = near.get(id_, ())
        return sum(row[other] for other in others) / len(others) if others else row[id_]

    return wanted


def _without_cycles(ids: Iterable[str], links: _Links) -> list[tuple[str, str]]:
    """The links, each that closes a cycle turned round; a walk in depth without recursion."""
    out: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        out[a].append(b)
    state: dict[str, int] = {}
    turned: set[tuple[str, str]] = set()
    coming = {b for _, b in links}
    for root in sorted(ids, key=lambda id_: id_ in coming):
        if root in state:
            continue
        state[root] = 1
        trail = [(root, iter(out[root]))]
        while trail:
            at, rest = trail[-1]
            for following in rest:
                if state.get(following) == 1:
                    turned.add((at, following))
                elif following not in state:
                    state[following] = 1
                    trail.append((following, iter(out[following])))
                    break
            else:
                state[at] = 2
                trail.pop()
    return list(dict.fromkeys((b, a) if (a, b) in turned else (a, b) for a, b in links))


def _layers(ids: Iterable[str], before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> list[list[str]]:
    """Columns of boxes, each as far left as what flows into it allows."""
    ids = list(ids)
    waiting = {id_: len(before.get(id_, ())) for id_ in ids}
    column = {id_: 0 for id_ in ids if not waiting[id_]}
    ready = list(column)
    for id_ in ready:
        for following in after.get(id_, ()):
            column[following] = max(column.get(following, 0), column[id_] + 1)
            waiting[following] -= 1
            if not waiting[following]:
                ready.append(following)
    for id_ in reversed(ready):  # a source stands next to what it feeds, not far to the left of it
        if not before.get(id_) and after.get(id_):
            column[id_] = min(column[following] for following in after[id_]) - 1
    layers: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for id_ in ids:
        layers[column[id_]].append(id_)
    return layers


def _spread(
    layers: Sequence[Sequence[str]],
    boxes: Mapping[str, _Box],
    before: Mapping[str, list[str]],
    after: Mapping[str, list[str]],
) -> _Places:
    """Middles: columns side by side, each box as near to the height of its neighbours as the others allow."""
    middle: dict[str, float] = {}
    for layer in layers:
        top = -sum(boxes[id_].height + ROW_GAP for id_ in layer) / 2
        for id_ in layer:
            middle[id_] = top + boxes[id_].height / 2
            top += boxes[id_].height + ROW_GAP
    for near, order in ((before, layers[1:]), (after, layers[-2::-1]), (before, layers[1:])):
        wanted = _mean_of(near, middle)
        for layer in order:
            wishes = [wanted(id_) for id_ in layer]
            found: list[float] = []
            for id_, wish in zip(layer, wishes, strict=True):
                low = -MOST_PLACE * 10
                if found:
                    above = boxes[layer[len(found) - 1]].height
                    low = found[-1] + (above + boxes[id_].height) / 2 + ROW_GAP
                found.append(max(wish, low))
            drift = sum(found) / len(found) - sum(wishes) / len(wishes)
            middle.update({id_: y - drift for id_, y in zip(layer, found, strict=True)})
    places: _Places = {}
    left = 0.0
    for layer in layers:
        wide = max(boxes[id_].width for id_ in layer)
        places.update({id_: (left + wide / 2, middle[id_]) for id_ in layer})
        left += wide + COLUMN_GAP
    return places
