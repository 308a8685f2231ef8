"""What a request asks for, read from the body of either API into one shape."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple

from mockint.gateway.fill import find_schema

Via = Literal["schema", "tool", "words"]


class Block(NamedTuple):
    """One piece of the prompt.

    Attributes:
        marked: Whether the cache keeps everything up to here.
    """

    text: str
    marked: bool = False


class Asked(NamedTuple):
    """A request, whichever API it came by.

    Attributes:
        blocks: The whole prompt in order: tools, system, messages.
        own: The last text block of each of the user's messages: what is not the fixed prefix.
        schema: The shape that the reply is brought to; None for free text.
        via: How.
        tool: Name of the forced tool.
    """

    model: str
    blocks: tuple[Block, ...]
    own: tuple[str, ...]
    schema: Mapping[str, Any] | None
    via: Via | None
    tool: str
    stream: bool


def read_messages(body: Mapping[str, Any], honours: Collection[str]) -> Asked:
    """Read a body of ``/v1/messages``."""
    system = _blocks(body.get("system", ""))
    turns = [(turn.get("role", ""), _blocks(turn.get("content", ""))) for turn in body.get("messages", ())]
    tools = body.get("tools", ())
    choice = body.get("tool_choice") or {}
    tool = str(choice.get("name", "")) if choice.get("type") == "tool" else ""
    schemas = {
        "schema": ((body.get("output_config") or {}).get("format") or {}).get("schema"),
        "tool": next((one.get("input_schema") for one in tools if one.get("name") == tool), None),
    }
    return _asked(body, system, turns, schemas, tool, honours, json.dumps(tools) if tools else "")


def read_chat(body: Mapping[str, Any], honours: Collection[str]) -> Asked:
    """Read a body of ``/v1/chat/completions``; this API marks nothing, so all but the user's last block counts as marked."""
    turns = [(turn.get("role", ""), _blocks(turn.get("content") or "")) for turn in body.get("messages", ())]
    system = [block for role, blocks in turns if role in {"system", "developer"} for block in blocks]
    rest = [(role, blocks) for role, blocks in turns if role not in {"system", "developer"}]
    marked = [(role, [block._replace(marked=True) for block in blocks[:-1]] + blocks[-1:]) for role, blocks in rest]
    tools = [one.get("function", {}) for one in body.get("tools", ())]
    choice = body.get("tool_choice")
    tool = str(choice.get("function", {}).get("name", "")) if isinstance(choice, dict) else ""
    shape = body.get("response_format") or {}
    schemas = {
        "schema": (shape.get("json_schema") or {}).get("schema") if shape.get("type") == "json_schema" else None,
        "tool": next((one.get("parameters") for one in tools if one.get("name") == tool), None),
    }
    return _asked(body, system, marked, schemas, tool, honours, json.dumps(tools) if tools else "")


def _asked(
    body: Mapping[str, Any],
    system: list[Block],
    turns: list[tuple[str, list[Block]]],
    schemas: Mapping[str, Mapping[str, Any] | None],
    tool: str,
    honours: Collection[str],
    head: str,
) -> Asked:
    blocks = ([Block(head)] if head else []) + system + [block for _role, blocks in turns for block in blocks]
    own = tuple(blocks[-1].text for role, blocks in turns if role == "user" and blocks)
    via: Via | None = None
    schema: Mapping[str, Any] | None = None
    if schemas["tool"] is not None and "tool" in honours:
        via, schema = "tool", schemas["tool"]
    elif schemas["schema"] is not None and "schema" in honours:
        via, schema = "schema", schemas["schema"]
    else:
        words = find_schema("\n".join(block.text for block in system)) or find_schema("\n".join(own[:1]))
        via, schema = ("words" if words else None), words
    return Asked(
        model=str(body.get("model", "")),
        blocks=tuple(blocks),
        own=own,
        schema=schema,
        via=via,
        tool=tool if via == "tool" else "",
        stream=bool(body.get("stream")),
    )


def _blocks(content: Any) -> list[Block]:
    if isinstance(content, str):
        return [Block(content)] if content else []
    if not isinstance(content, list):
        return []
    return [
        Block(str(part.get("text", part.get("content", ""))), bool(part.get("cache_control")))
        for part in content
        if isinstance(part, dict)
    ]
