"""Places for parts that have none: in the order of what flows, apart from one another, soon and always the same."""

from __future__ import annotations

import itertools
import random
import time

from mockint.domain.diagram import MOST_EDGES, MOST_NODES, Diagram, Edge, Group, Node
from mockint.domain.layout import CELL, FRAME, TITLE, placed


def drawn(nodes: str, links: str = "", groups: str = "") -> Diagram:
    """Parts by a letter each, links as pairs of letters, groups as a word that holds its parts' letters."""
    group_of = {letter: word for word in groups.split() for letter in word}
    return Diagram(
        nodes=tuple(Node(id=letter, group=group_of.get(letter, "")) for letter in nodes),
        edges=tuple(Edge(source=a, target=b) for a, b in links.split()),
        groups=tuple(Group(id=word) for word in groups.split()),
    )


def places(diagram: Diagram) -> dict[str, tuple[float, float]]:
    found = {}
    for node in placed(diagram).nodes:
        assert node.x is not None
        assert node.y is not None
        found[node.id] = (node.x, node.y)
    return found


def overlaps(diagram: Diagram) -> list[tuple[str, str]]:
    found = places(diagram)
    return [
        (a, b)
        for a, b in itertools.combinations(found, 2)
        if abs(found[a][0] - found[b][0]) < CELL[0] and abs(found[a][1] - found[b][1]) < CELL[1]
    ]


def test_what_flows_goes_to_the_right() -> None:
    found = places(drawn("dcba", "ab bc cd ad"))
    assert found["a"][0] < found["b"][0] < found["c"][0] < found["d"][0]


def test_a_chain_is_a_line() -> None:
    assert len({y for _, y in places(drawn("abc", "ab bc")).values()}) == 1


def test_cycles_and_loops_are_allowed() -> None:
    found = places(drawn("abc", "ab bc ca aa"))
    assert found["a"][0] < found["b"][0] < found["c"][0]
    assert not overlaps(drawn("abc", "ab bc ca aa"))


def test_parts_without_a_link_stand_in_rows() -> None:
    found = places(drawn("abcdefghi"))
    assert len({x for x, _ in found.values()}) == 3
    assert len({y for _, y in found.values()}) == 3


def test_a_group_keeps_others_out_of_its_frame() -> None:
    diagram = drawn("abcdefg", "ab bc ac cd ae ef fd gb", "bcf ag")
    found = places(diagram)
    for members in ("bcf", "ag"):
        xs, ys = zip(*(found[letter] for letter in members), strict=True)
        left, right = min(xs) - CELL[0] / 2 - FRAME, max(xs) + CELL[0] / 2 + FRAME
        top, bottom = min(ys) - CELL[1] / 2 - FRAME - TITLE, max(ys) + CELL[1] / 2 + FRAME
        for letter in set("abcdefg") - set(members):
            x, y = found[letter]
            assert not (left < x < right and top < y < bottom), (letter, members)
    assert not overlaps(diagram)


def test_who_has_a_place_keeps_it_and_others_go_below() -> None:
    diagram = Diagram(nodes=(Node(id="a", x=7.0, y=500.0), Node(id="b"), Node(id="c", x=1.0)))
    found = places(diagram)
    assert found["a"] == (7.0, 500.0)
    assert found["b"][1] > 500 + CELL[1]
    assert found["c"][1] > 500 + CELL[1]
    whole = placed(diagram)
    assert placed(whole) is whole


def test_the_largest_diagram_is_laid_out_the_same_each_time_and_soon() -> None:
    random_ = random.Random(3)
    ids = [f"n{at}" for at in range(MOST_NODES)]
    diagram = Diagram(
        nodes=tuple(Node(id=id_, group=f"g{at % 7}" if at % 3 == 0 else "") for at, id_ in enumerate(ids)),
        edges=tuple(Edge(source=random_.choice(ids), target=random_.choice(ids)) for _ in range(MOST_EDGES)),
        groups=tuple(Group(id=f"g{at}") for at in range(7)),
    )
    took = []
    for _ in range(3):
        began = time.thread_time()
        found = placed(diagram)
        took.append(time.thread_time() - began)
    assert found == placed(diagram)
    assert not overlaps(diagram)
    assert min(took) < 0.05
