"""A diagram of parts and what flows between them: read from JSON with clear faults, kept as text that anyone can read."""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field, ValidationError

from mockint.domain.base import Value
from mockint.errors import BadInputError

MOST_NODES = 300
MOST_EDGES = 1_000
_MOST_NAME = 100
_MOST_LABEL = 500
_WANTED = 'Wanted is {"nodes": [{"id", "type", "label"}], "edges": [{"from", "to", "label"}]}; nothing was handed in.'


class Node(Value):
    """A part of the system; `type` is free text, such as ``store`` or ``queue``."""

    id: str = Field(min_length=1, max_length=_MOST_NAME)
    type: str = Field(default="", max_length=_MOST_NAME)
    label: str = Field(default="", max_length=_MOST_LABEL)


class Edge(Value):
    """What flows from one part to another."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    label: str = Field(default="", max_length=_MOST_LABEL)


class Diagram(Value):
    """The parts of a design and what flows between them."""

    nodes: tuple[Node, ...] = Field(max_length=MOST_NODES)
    edges: tuple[Edge, ...] = Field(default=(), max_length=MOST_EDGES)

    def as_text(self) -> str:
        """A line for each part and for each connection; empty for an empty diagram."""
        names = {node.id: _line(node.label) or _line(node.id) for node in self.nodes}
        parts = [f"- {names[node.id]}" + (f" ({_line(node.type)})" if node.type.strip() else "") for node in self.nodes]
        flows = [
            f"- {names[edge.source]} -> {names[edge.target]}" + (f": {_line(edge.label)}" if edge.label.strip() else "")
            for edge in self.edges
        ]
        blocks = [
            f"{title}:\n" + "\n".join(lines) for title, lines in (("Parts", parts), ("Connections", flows)) if lines
        ]
        return "\n\n".join(blocks) + "\n" if blocks else ""


def read_diagram(text: str, name: str = "The diagram") -> Diagram:
    """The diagram in a JSON text.

    Args:
        text: The JSON.
        name: What the text is called in a fault, such as its file.

    Raises:
        BadInputError: If it is not JSON, not of this form, or names a part twice or one that is not there.
    """
    diagram = _parsed(text, name)
    known: set[str] = set()
    for index, node in enumerate(diagram.nodes):
        if node.id in known:
            raise BadInputError(f"{name}: nodes[{index}].id '{node.id}' stands there twice.", _WANTED)
        known.add(node.id)
    for index, edge in enumerate(diagram.edges):
        for end, node_id in (("from", edge.source), ("to", edge.target)):
            if node_id not in known:
                raise BadInputError(f"{name}: edges[{index}].{end} is '{node_id}', and no node has that id.", _WANTED)
    return diagram


def _parsed(text: str, name: str) -> Diagram:
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BadInputError(f"{name} is not JSON: {fault.msg} in line {fault.lineno}.", _WANTED) from None
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        raise BadInputError(f"{name} is not JSON that can be read.", _WANTED) from None
    try:
        return Diagram.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
        why = "is not a key of the format" if first["type"] == "extra_forbidden" else first["msg"]
        raise BadInputError(f"{name}: {place or 'the whole'}: {why}.", _WANTED) from None


def _line(text: str) -> str:
    return " ".join(text.split())
