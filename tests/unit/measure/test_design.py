from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.diagram import Diagram
from mockint.domain.ids import ItemId
from mockint.measure.design import design_facts, measure_design

GOOD = (
    "10,000 questions a day, p95 2 s, 0.4 cents a question.\nEval: a golden set of 300 questions.\n"
    "Each call is traced. Provider down: fall back to search results.\nThe agent takes at most 6 steps."
)


def drawing(*edges: str, **types: str) -> Diagram:
    """Nodes by name and type; an edge is written ``a>b`` or ``a>b: label``."""
    nodes = [{"id": name, "type": kind} for name, kind in types.items()]
    flows = []
    for edge in edges:
        ends, _, label = edge.partition(": ")
        source, _, target = ends.partition(">")
        flows.append({"from": source, "to": target, "label": label})
    return Diagram.model_validate({"nodes": nodes, "edges": flows})


def rules(notebook: str = GOOD, diagram: Diagram | None = None, brief: str = "") -> list[str]:
    return [fact.rule for fact in design_facts(notebook, diagram, brief)]


RAG = drawing("user>api", "api>retriever", "retriever>index", "api>llm", "llm>guard", "guard>user",
              user="client", api="api", retriever="retriever", index="index", llm="model", guard="guard")  # fmt: skip


def test_a_sound_design_has_nothing_to_look_at() -> None:
    assert rules(diagram=RAG) == []
    assert rules() == ["no_diagram"]
    assert rules(diagram=Diagram(nodes=())) == ["no_diagram"]


@pytest.mark.parametrize(
    ("gone", "rule"),
    [
        ("Eval: a golden set of 300 questions.", "no_evaluator"),
        ("Each call is traced.", "no_tracing"),
        ("Provider down: fall back to search results.", "no_fallback"),
    ],
)
def test_what_is_neither_drawn_nor_written_is_told(gone: str, rule: str) -> None:
    assert gone in GOOD
    assert rules(GOOD.replace(gone, ""), RAG) == [rule]
    drawn = {"no_evaluator": "evaluator", "no_tracing": "tracer"}.get(rule)
    if drawn:
        more = RAG.model_dump(by_alias=True)
        more["nodes"] = (*more["nodes"], {"id": "watch", "type": drawn.title()})
        more["edges"] = (*more["edges"], {"from": "llm", "to": "watch"})
        assert rules(GOOD.replace(gone, ""), Diagram.model_validate(more)) == []


def test_a_part_without_a_connection_is_named() -> None:
    alone = drawing("a>b", "c>c", a="client", b="api", c="cache")
    (fact,) = design_facts(GOOD, alone)
    assert (fact.rule, fact.nodes, fact.sentence) == ("isolated", ("c",), "c is connected to nothing.")


@pytest.mark.parametrize(
    ("edges", "types", "paths"),
    [
        (("m>pay",), {"m": "model", "pay": "tool"}, [("m", "pay")]),
        (("m>q", "q>api", "api>db"), {"m": "model", "q": "queue", "api": "api", "db": "store"}, [("m", "q", "api", "db")]),
        (("m>g", "g>pay"), {"m": "model", "g": "guard", "pay": "tool"}, []),
        (("m>h", "h>pay"), {"m": "model", "h": "human", "pay": "tool"}, []),
        (("m>n", "n>pay"), {"m": "model", "n": "model", "pay": "tool"}, [("n", "pay")]),
        (("db>m",), {"db": "store", "m": "model"}, []),
        (("m>a", "a>m", "m>g", "g>db"), {"m": "model", "a": "api", "g": "guard", "db": "store"}, []),
    ],
)  # fmt: skip
def test_a_write_that_nobody_checks_is_told_with_its_way(
    edges: tuple[str, ...], types: dict[str, str], paths: list[tuple[str, ...]]
) -> None:
    found = [fact.nodes for fact in design_facts(GOOD, drawing(*edges, **types)) if fact.rule == "unchecked_write"]
    assert found == paths


@pytest.mark.parametrize(
    ("edges", "notebook", "is_told"),
    [
        (("m>t", "t>m"), "An agent.", True),
        (("m>t: up to 6", "t>m"), "An agent.", False),
        (("m>t", "t>m"), "The agent stops after at most 6 steps.", False),
        (("m>t", "t>m"), "It takes a few steps.", True),
        (("m>t",), "An agent.", False),
        (("m>m",), "An agent.", True),
        (("a>m", "m>a"), "A question and its answer.", False),
    ],
)
def test_a_loop_without_a_bound_is_told(edges: tuple[str, ...], notebook: str, is_told: bool) -> None:
    diagram = drawing(*edges, m="model", t="tool", a="api")
    assert ("unbounded_loop" in rules(notebook, diagram)) is is_told


@pytest.mark.parametrize(
    ("notebook", "brief", "found"),
    [
        ("10k questions a day.\n12,000 questions a day.", "", [("contradiction", (1, 2))]),
        ("10k questions a day.\n10,000 questions per day.", "", []),
        ("10k questions a day, 50k questions a day at peak.", "", []),
        ("p95 is 2 s.\nLater: p95 of 900 ms.", "", []),
        ("p95 is 2 s.\nWe said p95 of 900 ms.", "", [("contradiction", (1, 2))]),
        ("600 tickets a day.", "There are 400 tickets a day.", [("contradicts_brief", (1,))]),
        ("400 tickets a day.", "There are 400 tickets a day.", []),
        ("600 tickets a day at peak.", "There are 400 tickets a day.", []),
        ("600 tickets a week.", "There are 400 tickets a day.", []),
    ],
)
def test_numbers_that_do_not_go_together_are_told_with_their_lines(
    notebook: str, brief: str, found: list[tuple[str, tuple[int, ...]]]
) -> None:
    facts = design_facts(notebook, None, brief)
    assert [(fact.rule, fact.lines) for fact in facts if fact.rule.startswith("contra")] == found


def test_too_few_numbers_are_told() -> None:
    assert "no_numbers" in rules("Fast, cheap and good.")
    assert "The notebook holds 1 number with a unit." in [fact.sentence for fact in design_facts("p95 2 s", None)]
    assert "no_numbers" not in rules("$3 for 1M tokens, 300 ms")
    assert "no_numbers" not in rules("61 % before, 84 % after. Then 90%, and 95 %.")


def test_the_measurement_says_what_there_is_and_sets_no_level() -> None:
    found = measure_design("", RAG, "", item_id=ItemId("i"), made=datetime(2026, 1, 5, tzinfo=UTC))
    assert found.sentence == "6 parts and 6 connections drawn; 4 things to look at in drawing and numbers."
    assert found.levels == {}
    assert [fact["rule"] for fact in found.data["facts"]] == ["no_evaluator", "no_tracing", "no_fallback", "no_numbers"]
    bare = measure_design(GOOD, None, "", item_id=ItemId("i"), made=datetime(2026, 1, 5, tzinfo=UTC))
    assert bare.sentence == "Nothing drawn; 1 thing to look at in drawing and numbers."


TYPES = st.sampled_from(["model", "tool", "store", "api", "guard", "evaluator", "", "zebra"])


@given(st.dictionaries(st.sampled_from("abcdefgh"), TYPES, min_size=1), st.data())
def test_any_graph_and_text_can_be_looked_at(types: dict[str, str], data: st.DataObject) -> None:
    ends = st.sampled_from(sorted(types))
    edges: list[Any] = data.draw(st.lists(st.tuples(ends, ends), max_size=20))
    diagram = drawing(*(f"{a}>{b}" for a, b in edges), **types)
    notebook = data.draw(st.text(max_size=60))
    for fact in design_facts(notebook, diagram, notebook):
        assert set(fact.nodes) <= set(types)
        assert fact.sentence


def test_a_drawing_that_cannot_be_read_is_not_taken_for_none() -> None:
    found = design_facts(GOOD, None, unread="The diagram is not JSON: Expecting value in line 1.")
    assert found[0].rule == "unread_diagram"
    assert "not JSON" in found[0].sentence
    assert design_facts(GOOD, None)[0].rule == "no_diagram"


def test_numbers_of_the_estimates_count() -> None:
    bare = "## Numbers\n\nSee the estimates."
    assert "no_numbers" in {fact.rule for fact in design_facts(bare, None)}
    pad = "users = 40k users\n$3 per 1M tokens\n40 GB * 2\n5 s"
    assert "no_numbers" not in {fact.rule for fact in design_facts(bare, None, "", pad)}
