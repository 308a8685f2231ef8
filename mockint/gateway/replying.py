"""From a request to the stand-in's answer: which shape it takes, whether a tool is called, where it ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from mockint.gateway.answers import Answer, count_text
from mockint.gateway.asked import Asked
from mockint.gateway.shaped import arguments, fill, shown_shape
from mockint.gateway.stand_in import read

Read = Callable[[Mapping[str, Any], Collection[str]], Asked]
_RESULTS = frozenset({"tool_result", "tool"})


def answer_to(body: Mapping[str, Any], asked: Asked, reader: Read) -> Answer:
    """The stand-in's answer to a request.

    Args:
        body: As it came.
        asked: The same, read.
        reader: What read it, to read it once more with a tool chosen.
    """
    tools = body.get("tools") or []
    skip = 1 if tools else 0  # the first block holds the tools
    texts = [block.text for block in asked.blocks[skip:]]
    found = read(texts, list(asked.own))
    if tools and asked.via != "tool" and _calls(body, found_any=found.is_found):
        asked = reader({**body, "tool_choice": _choice(tools[0])}, {"tool"})
        if asked.schema is not None:
            return _ended(Answer(_dumped(arguments(asked.schema, found)), asked.tool, "tool_use"), body)
    if asked.schema is not None and asked.via is not None:
        answer = Answer(_dumped(fill(asked.schema, found)), asked.tool, "tool_use" if asked.tool else "end_turn")
        return _ended(answer, body)
    shape = shown_shape("\n".join(texts))
    if shape is not None:
        return _ended(Answer(_dumped(fill(shape, found))), body)
    if (body.get("response_format") or {}).get("type") == "json_object":
        cited = [found.id] if found.id else []
        return _ended(Answer(_dumped({"answer": found.text if found.is_found else None, "citations": cited})), body)
    return _ended(Answer(found.plain()), body)


def _calls(body: Mapping[str, Any], *, found_any: bool) -> bool:
    """Whether a tool is called that is not forced by name: where it must be, or where nothing is known yet."""
    choice = body.get("tool_choice") or "auto"
    way = choice.get("type", "auto") if isinstance(choice, dict) else choice
    if way in {"any", "required"}:
        return True
    return way == "auto" and not found_any and not _has_results(body)


def _has_results(body: Mapping[str, Any]) -> bool:
    """Whether a tool was called before."""
    for turn in body.get("messages", ()):
        content = turn.get("content")
        parts = content if isinstance(content, list) else []
        if turn.get("role") in _RESULTS or any(isinstance(p, dict) and p.get("type") in _RESULTS for p in parts):
            return True
    return False


def _choice(tool: Mapping[str, Any]) -> dict[str, Any]:
    function = tool.get("function")
    if isinstance(function, dict):
        return {"type": "function", "function": {"name": function.get("name", "")}}
    return {"type": "tool", "name": tool.get("name", "")}


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ended(answer: Answer, body: Mapping[str, Any]) -> Answer:
    """The answer as far as its limit lets it go."""
    most = body.get("max_tokens") or body.get("max_completion_tokens")
    if isinstance(most, int) and count_text(answer.text) > max(1, most):
        return answer._replace(text=answer.text[: 4 * max(1, most)], stop="max_tokens")
    return answer
