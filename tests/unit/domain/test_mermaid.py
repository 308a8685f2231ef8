"""Diagrams as Mermaid text: what they say, and that a label cannot break out of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.diagram import Diagram, Edge, Group, Node
from mockint.domain.mermaid import mermaid


def test_parts_flows_and_groups() -> None:
    drawn = Diagram(
        nodes=(
            Node(id="end", type="client", label="Help page"),
            Node(id="m", type="model", label="Answer\nmodel", group="v"),
            Node(id="s", type="store", group="v"),
            Node(id="x", label="Odd"),
        ),
        edges=(Edge(source="end", target="m", label="question"), Edge(source="m", target="m")),
        groups=(Group(id="v", label="Our network"), Group(id="none", label="Empty")),
    )
    assert mermaid(drawn) == (
        "flowchart LR\n"
        '    n0(["Help page (client)"])\n'
        '    n3["Odd"]\n'
        '    subgraph g0["Our network"]\n'
        '        n1["Answer model (model)"]\n'
        '        n2[("store")]\n'
        "    end\n"
        '    n0 -->|"question"| n1\n'
        "    n1 --> n1\n"
    )


def test_an_empty_diagram_is_an_empty_chart() -> None:
    assert mermaid(Diagram(nodes=())) == "flowchart LR\n"


@given(st.text(max_size=40))
def test_no_label_breaks_out_of_its_quotation_marks(text: str) -> None:
    drawn = Diagram(
        nodes=(Node(id="a", label=text, group="g"),),
        edges=(Edge(source="a", target="a", label=f"x{text}"),),
        groups=(Group(id="g", label=text),),
    )
    lines = mermaid(drawn).split("\n")
    assert len(lines) == 6
    quoted = r'"[^"<>&`\\]*"'
    assert re.fullmatch(rf"    subgraph g0\[{quoted}\]", lines[1])
    assert re.fullmatch(rf"        n0\[{quoted}\]", lines[2])
    assert re.fullmatch(rf"    n0 -->\|{quoted}\| n0", lines[4])
