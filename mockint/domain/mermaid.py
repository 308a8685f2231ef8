"""A diagram as a Mermaid flowchart, for a page or a repository that draws such text."""

from __future__ import annotations

from typing import Final

from mockint.domain.diagram import Diagram, Node

_SHAPES: Final = {
    "client": ("([", "])"),
    "human": ("([", "])"),
    "queue": ("[[", "]]"),
    "store": ("[(", ")]"),
    "index": ("[(", ")]"),
    "cache": ("[(", ")]"),
    "guard": ("{{", "}}"),
}
"""What stands around a label, by the type of part; a plain box for the others."""
_SPECIAL: Final = {
    "#": "#35;",
    "&": "#amp;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "`": "#96;",
    "\\": "#92;",
}


def mermaid(diagram: Diagram) -> str:
    """The flowchart, from left to right; parts get names of their own, so that no label can be read as a command."""
    names = {node.id: f"n{at}" for at, node in enumerate(diagram.nodes)}
    lines = ["flowchart LR"]
    lines += [f"    {_part(names, node)}" for node in diagram.nodes if not node.group]
    for at, group in enumerate(diagram.groups):
        within = [f"        {_part(names, node)}" for node in diagram.nodes if node.group == group.id]
        if within:
            lines += [f"    subgraph g{at}[{_quoted(group.label or group.id)}]", *within, "    end"]
    for edge in diagram.edges:
        label = f"|{_quoted(edge.label)}|" if edge.label.strip() else ""
        lines.append(f"    {names[edge.source]} -->{label} {names[edge.target]}")
    return "\n".join(lines) + "\n"


def _part(names: dict[str, str], node: Node) -> str:
    opening, closing = _SHAPES.get(node.type, ("[", "]"))
    kind = " ".join(node.type.split())
    name = node.name if node.label.strip() or not kind else kind
    said = name if not kind or name.casefold() == kind.casefold() else f"{name} ({kind})"
    return f"{names[node.id]}{opening}{_quoted(said)}{closing}"


def _quoted(text: str) -> str:
    """One line in quotation marks, with nothing in it that ends it or is read as markup."""
    return '"' + "".join(_SPECIAL.get(sign, sign) for sign in " ".join(text.split())) + '"'
