"""Diagrams: what they read as, and what is said of a broken one."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.diagram import MOST_NODES, read_diagram, readable
from mockint.errors import BadInputError

NODES = [{"id": "api", "type": "service", "label": "Answer API"}, {"id": "db", "type": "store", "label": ""}]
EDGES = [{"from": "api", "to": "db", "label": "query,\n tenant id"}, {"from": "db", "to": "api"}]


def text(nodes: Any = NODES, edges: Any = EDGES) -> str:
    return json.dumps({"nodes": nodes, "edges": edges})


def test_it_reads_as_lines() -> None:
    assert read_diagram(text()).as_text() == (
        "Parts:\n- Answer API (service)\n- db (store)\n\n"
        "Connections:\n- Answer API -> db: query, tenant id\n- db -> Answer API\n"
    )


def test_groups_and_places_are_kept_and_told() -> None:
    nodes = [{"id": "api", "x": 10.25, "y": -4, "group": "vpc"}, {"id": "db", "label": "Notes", "group": "vpc"}]
    kept = json.dumps({"nodes": nodes, "edges": [], "groups": [{"id": "vpc", "label": "Private network"}]})
    diagram = read_diagram(kept)
    assert diagram.as_text() == "Parts:\n- api\n- Notes\n\nGroups:\n- Private network: api, Notes\n"
    assert read_diagram(diagram.as_json()).as_text() == diagram.as_text()
    assert diagram.as_json().splitlines()[2] == '  {"id": "api", "x": 10.2, "y": -4.0, "group": "vpc"},'
    with pytest.raises(BadInputError, match="no group has that id"):
        read_diagram(text([{"id": "a", "group": "x"}], []))


def test_what_was_kept_in_words_is_read_as_it_is() -> None:
    told = "Parts:\n- API (service)\n"
    assert readable(told) == told
    assert readable(text()) == read_diagram(text()).as_text()
    assert readable("{ broken") == "{ broken"
    assert readable("") == ""


def test_an_empty_one_is_empty() -> None:
    assert read_diagram('{"nodes": []}').as_text() == ""


@pytest.mark.parametrize(
    ("given_text", "words"),
    [
        ("{", "is not JSON: .* in line 1"),
        ("[" * 100_000, "is not JSON that can be read"),
        ("9" * 5_000, "is not JSON that can be read"),
        ("[]", "the whole"),
        ("{}", "nodes: Field required"),
        (text(edges="x"), "edges"),
        (text(nodes=[{"id": ""}], edges=[]), r"nodes\[0\].id"),
        (text(nodes=[{"id": 1}], edges=[]), r"nodes\[0\].id"),
        (text(nodes=[{"id": "a", "colour": "red"}], edges=[]), r"nodes\[0\].colour: is not a key"),
        (text(nodes=[NODES[0], NODES[0]], edges=[]), r"nodes\[1\].id 'api' stands there twice"),
        (text(edges=[{"from": "api", "to": "cache"}]), r"edges\[0\].to is 'cache', and no node has that id"),
        (text(edges=[{"from": "cache", "to": "api"}]), r"edges\[0\].from is 'cache'"),
        (text(edges=[{"to": "api"}]), r"edges\[0\].from"),
        (text(nodes=[{"id": str(n)} for n in range(MOST_NODES + 1)], edges=[]), "nodes"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(given_text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as refused:
        read_diagram(given_text)
    assert '"nodes"' in refused.value.how


@given(st.text(max_size=200))
def test_any_text_is_a_diagram_or_a_known_fault(given_text: str) -> None:
    assert isinstance(readable(given_text), str)
    with contextlib.suppress(BadInputError):
        assert read_diagram(read_diagram(given_text).as_json()) is not None


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8, unique=True), st.data())
def test_each_part_and_connection_has_one_line(ids: list[str], data: st.DataObject) -> None:
    ends = st.sampled_from(ids)
    edges = data.draw(st.lists(st.fixed_dictionaries({"from": ends, "to": ends}), max_size=5))
    diagram = read_diagram(text([{"id": name} for name in ids], edges))
    assert read_diagram(diagram.as_json()) == diagram
    read = diagram.as_text()
    assert read.count("\n- ") == len(ids) + len(edges)
