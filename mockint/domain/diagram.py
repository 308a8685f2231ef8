"""A diagram of parts and what flows between them: kept as JSON, read with clear faults, told to a reader in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from mockint.domain.base import Value
from mockint.errors import BadInputError

MOST_NODES = 300
MOST_EDGES = 1_000
MOST_PLACE = 100_000.0
_MOST_NAME = 100
_MOST_LABEL = 500
NODE_TYPES = (
    "client",
    "api",
    "queue",
    "model",
    "retriever",
    "index",
    "store",
    "cache",
    "tool",
    "guard",
    "evaluator",
    "tracer",
    "human",
)
"""The parts of the field; a diagram may name others, in free text."""
_WANTED = 'Wanted is {"nodes": [{"id", "type", "label"}], "edges": [{"from", "to", "label"}]}; nothing was handed in.'


class Node(Value):
    """A part of the system.

    Attributes:
        type: One of `NODE_TYPES`, or free text.
        x: Where it is drawn, its middle, in pixels at a zoom of 1; None where nobody has placed it.
        group: Id of the group that it lies in; empty for none.
    """

    id: str = Field(min_length=1, max_length=_MOST_NAME)
    type: str = Field(default="", max_length=_MOST_NAME)
    label: str = Field(default="", max_length=_MOST_LABEL)
    x: float | None = Field(default=None, allow_inf_nan=False, ge=-MOST_PLACE, le=MOST_PLACE)
    y: float | None = Field(default=None, allow_inf_nan=False, ge=-MOST_PLACE, le=MOST_PLACE)
    group: str = Field(default="", max_length=_MOST_NAME)

    @property
    def name(self) -> str:
        """What it is called: its label, else its id."""
        return _line(self.label) or _line(self.id)


class Group(Value):
    """A frame around parts that belong together, such as a network or a team."""

    id: str = Field(min_length=1, max_length=_MOST_NAME)
    label: str = Field(default="", max_length=_MOST_LABEL)


class Edge(Value):
    """What flows from one part to another."""

    model_config = ConfigDict(populate_by_name=True)

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    label: str = Field(default="", max_length=_MOST_LABEL)


class Diagram(Value):
    """The parts of a design and what flows between them."""

    nodes: tuple[Node, ...] = Field(max_length=MOST_NODES)
    edges: tuple[Edge, ...] = Field(default=(), max_length=MOST_EDGES)
    groups: tuple[Group, ...] = Field(default=(), max_length=MOST_NODES)

    def as_json(self) -> str:
        """The JSON that is kept: a line for each thing, so that a small change is a small difference."""

        def lines(things: Sequence[Value]) -> str:
            written = (json.dumps(_written(thing), ensure_ascii=False) for thing in things)
            return "[" + ",".join(f"\n  {line}" for line in written) + ("\n " if things else "") + "]"

        fields = {"nodes": self.nodes, "edges": self.edges} | ({"groups": self.groups} if self.groups else {})
        return "{\n" + ",\n".join(f' "{name}": {lines(things)}' for name, things in fields.items()) + "\n}\n"

    def as_text(self) -> str:
        """A line for each part, each connection and each group; empty for an empty diagram."""
        names = {node.id: node.name for node in self.nodes}
        parts = [f"- {names[node.id]}" + (f" ({_line(node.type)})" if node.type.strip() else "") for node in self.nodes]
        flows = [
            f"- {names[edge.source]} -> {names[edge.target]}" + (f": {_line(edge.label)}" if edge.label.strip() else "")
            for edge in self.edges
        ]
        groups = [
            f"- {_line(group.label) or _line(group.id)}: {', '.join(names[n.id] for n in self.nodes if n.group == group.id)}"
            for group in self.groups
        ]
        said = (("Parts", parts), ("Connections", flows), ("Groups", groups))
        blocks = [f"{title}:\n" + "\n".join(lines) for title, lines in said if lines]
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
    groups = {group.id for group in diagram.groups}
    if len(groups) < len(diagram.groups):
        raise BadInputError(f"{name}: two groups have the same id.", _WANTED)
    for index, node in enumerate(diagram.nodes):
        if node.group and node.group not in groups:
            raise BadInputError(f"{name}: nodes[{index}].group is '{node.group}', and no group has that id.", _WANTED)
    for index, edge in enumerate(diagram.edges):
        for end, node_id in (("from", edge.source), ("to", edge.target)):
            if node_id not in known:
                raise BadInputError(f"{name}: edges[{index}].{end} is '{node_id}', and no node has that id.", _WANTED)
    return diagram


def readable(text: str) -> str:
    """A kept diagram in words; a text that is no diagram, such as one that was kept in words, as it is."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        return read_diagram(text).as_text()
    except BadInputError:
        return text


def _written(thing: Value) -> dict[str, Any]:
    """The keys of a part that say something, numbers without needless digits."""
    found = thing.model_dump(by_alias=True, exclude_defaults=True)
    return {key: round(value, 1) if isinstance(value, float) else value for key, value in found.items()}


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
