"""Changes of a diagram by themselves, and the line of states that they make."""

from __future__ import annotations

import pytest

from mockint.domain.diagram import MOST_NODES, MOST_PLACE, Diagram, Edge, Group, Node, read_diagram
from mockint.errors import BadInputError
from ui.diagram import edits
from ui.diagram.edits import EMPTY, Chosen, EdgeKey
from ui.diagram.past import Past

THREE = Diagram(
    nodes=tuple(Node(id=id_, x=x, y=y, group="g") for id_, x, y in (("a", 0, 0), ("b", 100, 40), ("c", 400, 80))),
    edges=(Edge(source="a", target="b"), Edge(source="a", target="b", label="again"), Edge(source="b", target="c")),
    groups=(Group(id="g", label="All"),),
)
BOXES = {"a": (0.0, 0.0, 100.0, 40.0), "b": (100.0, 40.0, 60.0, 40.0), "c": (400.0, 80.0, 100.0, 40.0)}


def spots(diagram: Diagram) -> list[tuple[float, float]]:
    return [edits.place_of(node) for node in diagram.nodes]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("left", [(0, 0), (-20, 40), (0, 80)]),
        ("right", [(400, 0), (420, 40), (400, 80)]),
        ("centre", [(160, 0), (160, 40), (160, 80)]),
        ("top", [(0, 0), (100, 0), (400, 0)]),
        ("middle", [(0, 40), (100, 40), (400, 40)]),
        ("bottom", [(0, 80), (100, 80), (400, 80)]),
    ],
)
def test_parts_come_to_stand_on_a_line(line: edits.Line, wanted: list[tuple[float, float]]) -> None:
    assert spots(edits.align(THREE, BOXES, line)) == wanted


def test_parts_are_spaced_with_equal_gaps() -> None:
    assert spots(edits.distribute(THREE, BOXES, 0)) == [(0, 0), (200, 40), (400, 80)]
    assert edits.distribute(THREE, {"a": BOXES["a"], "b": BOXES["b"]}, 0) is THREE


def test_one_of_two_like_edges_is_removed_and_turned_round() -> None:
    second = Chosen(edges=(EdgeKey("a", "b", 1),))
    assert [edge.label for edge in edits.remove(THREE, second).edges] == ["", ""]
    turned, marked = edits.reverse(THREE, second.edges)
    assert turned.edges[1] == Edge(source="b", target="a", label="again")
    assert marked.edges == (EdgeKey("b", "a", 0),)


def test_a_group_goes_with_its_last_part_and_its_parts_stay_without_it() -> None:
    assert edits.remove(THREE, Chosen(nodes=("a", "b", "c"))) == EMPTY
    loose = edits.remove(THREE, Chosen(groups=("g",)))
    assert not loose.groups
    assert [node.group for node in loose.nodes] == ["", "", ""]
    two, made = edits.group(THREE, ["a", "b"])
    assert [node.group for node in two.nodes] == [made, made, "g"]
    one, made = edits.group(two, ["c"])
    assert {group.id for group in one.groups} == {node.group for node in one.nodes}


def test_part_of_a_group_is_copied_without_its_frame() -> None:
    part = edits.part_of(THREE, Chosen(nodes=("a", "b")))
    assert not part.groups
    assert len(part.edges) == 2
    whole = edits.part_of(THREE, Chosen(groups=("g",)))
    assert whole == THREE
    twice, found = edits.paste(THREE, whole, (40, 40))
    assert read_diagram(twice.as_json()) == twice
    assert len(twice.groups) == 2
    assert spots(twice)[3] == (40, 40)
    assert set(found.nodes).isdisjoint({"a", "b", "c"})


def test_what_moves_keeps_its_shape_at_the_end_of_the_plane() -> None:
    moved = edits.move(THREE, {"a", "b", "c"}, (MOST_PLACE, 0))
    assert [x for x, _ in spots(moved)] == [MOST_PLACE - 400, MOST_PLACE - 300, MOST_PLACE]
    assert edits.move(moved, {"a", "b", "c"}, (50, 0)) is moved


def test_what_has_no_room_is_refused_as_a_whole() -> None:
    full = Diagram(nodes=tuple(Node(id=str(at)) for at in range(MOST_NODES - 2)))
    with pytest.raises(BadInputError, match="at most 300 parts"):
        edits.paste(full, THREE, (0, 0))
    assert edits.retype(THREE, ["a"], "") is THREE


def test_states_of_one_gesture_are_one_and_a_new_one_ends_what_was_undone() -> None:
    past, states = Past(EMPTY), [Diagram(nodes=(Node(id=str(at)),)) for at in range(5)]
    past.record(states[0], "keys")
    past.record(states[1], "keys")
    past.name_gesture()
    past.record(states[2], "keys")
    assert past.undo() is states[1]
    assert past.undo() is EMPTY
    assert past.undo() is EMPTY
    assert past.redo() is states[1]
    past.record(states[3])
    assert not past.can_redo
    for _ in range(2_000):
        past.record(states[4])
    steps = 0
    while past.can_undo:
        past.undo()
        steps += 1
    assert steps == 500
