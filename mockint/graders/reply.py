"""What a reader sends back: its shape, its validation, and the parts of it that are whole while it still streams in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId

MOST_QUOTES: Final = 5
MOST_CHARACTERS: Final = 2_000
"""Of any one text in a reply; a longer one is cut."""

SHAPE: Final[Mapping[str, Any]] = {
    "judgements": [
        {
            "criterion": "the criterion's id",
            "quotes": ["copied word for word from the answer"],
            "missing": "what is missing or wrong for the next level",
            "level": "1, 2, 3 or 4 as a number",
            "next_action": "one thing to practise",
        }
    ]
}


class CriterionReply(Value):
    """What was said of one criterion. The order of the fields is the order of thought: quotes before the level."""

    criterion: CriterionId
    quotes: tuple[str, ...]
    missing: str
    level: Literal[1, 2, 3, 4]
    next_action: str


class GradingReply(Value):
    """A whole reply."""

    judgements: tuple[CriterionReply, ...] = Field(min_length=1)


class BadReplyError(ValueError):
    """A reply that cannot be used; the text is one sentence, for the repair turn and for the user."""

    judgements: tuple[CriterionReply, ...]


def reply_schema(asked: Sequence[CriterionId]) -> dict[str, Any]:
    """The JSON schema of a reply.

    It is the same for every call about a question, whatever the order and number of criteria: a server's cache does not
    survive another schema.
    """
    text = {"type": "string"}
    properties = {
        "criterion": {"type": "string", "enum": list(asked)},
        "quotes": {"type": "array", "items": text},
        "missing": text,
        "level": {"type": "integer", "enum": [1, 2, 3, 4]},
        "next_action": text,
    }
    one = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"judgements": {"type": "array", "items": one}},
        "required": ["judgements"],
        "additionalProperties": False,
    }


def read_reply(text: str, asked: Sequence[CriterionId]) -> dict[CriterionId, CriterionReply]:
    """The reply by criterion.

    Raises:
        BadReplyError: If it is no JSON, not of the shape, says nothing of a criterion that was asked, or speaks of one twice.
    """
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadReplyError("It is not JSON.") from fault
    try:
        reply = GradingReply.model_validate(raw)
    except ValidationError as fault:
        raise BadReplyError(f"It is not of the shape that was asked for ({_first(fault)}).") from fault
    found: dict[CriterionId, CriterionReply] = {}
    for each in reply.judgements:
        if each.criterion in found:
            raise BadReplyError(f"It judges {each.criterion} twice.")
        found[each.criterion] = _bounded(each)
    missing = [criterion for criterion in asked if criterion not in found]
    if missing:
        raise BadReplyError(f"It does not judge {', '.join(missing)}.")
    return {criterion: found[criterion] for criterion in asked}


def read_partial(text: str, asked: Sequence[CriterionId]) -> tuple[CriterionReply, ...]:
    """The criteria that stand whole in the beginning of a reply; nothing where it is of another shape."""
    start = text.find("[", text.find('"judgements"'))
    found: list[CriterionReply] = []
    decoder, at = json.JSONDecoder(), start + 1
    while 0 < at < len(text):
        at = _skip(text, at)
        try:
            raw, at = decoder.raw_decode(text, at)
            one = CriterionReply.model_validate(raw)
        except (ValueError, RecursionError):  # pydantic's own error is a ValueError too
            break
        if one.criterion in asked and one.criterion not in {each.criterion for each in found}:
            found.append(_bounded(one))
    return tuple(found)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _bounded(reply: CriterionReply) -> CriterionReply:
    return reply.model_copy(
        update={
            "quotes": tuple(quote[:MOST_CHARACTERS] for quote in reply.quotes[:MOST_QUOTES]),
            "missing": reply.missing[:MOST_CHARACTERS].strip(),
            "next_action": reply.next_action[:MOST_CHARACTERS].strip(),
        }
    )


def _first(fault: ValidationError) -> str:
    error = fault.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in error["loc"]) or "the whole"
    return f"{where}: {error['msg']}"
