"""What the two SDKs are made to look like, so that one client serves both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from mockint.domain.calls import Usage
from mockint.provider.base import Ask, ProviderError, Strategy
from mockint.provider.line import Line


class Text(NamedTuple):
    """More text of the reply."""

    text: str


class Spent(NamedTuple):
    """Tokens of the call as far as the server has told; each replaces the one before."""

    usage: Usage


class Ended(NamedTuple):
    """The server's own word on how the reply ended."""

    reason: str
    category: str | None = None


class Named(NamedTuple):
    """The model that replies, by the server's word."""

    model: str


Piece = Text | Spent | Ended | Named


class Sdk(Protocol):
    """One SDK, spoken to on a lane that may be abandoned."""

    def stream(self, ask: Ask, strategy: Strategy, line: Line) -> Iterator[Piece]:
        """Send a request and give the reply piece by piece."""
        ...

    def count(self, ask: Ask, strategy: Strategy, line: Line) -> int | None:
        """Input tokens of a request; None where the API has no way to count."""
        ...

    def models(self, line: Line) -> tuple[str, ...]:
        """Names of the models there are."""
        ...

    def fault(self, raised: Exception, own: str) -> ProviderError | None:
        """The fault behind what this SDK raised; None for a bug."""
        ...


def system_of(ask: Ask, strategy: Strategy) -> str:
    """The system text, with the schema in words where the server has no other way to it."""
    if strategy != "words" or ask.schema is None:
        return ask.system
    shape = json.dumps(ask.schema, ensure_ascii=False, separators=(",", ":"))
    words = (
        "Reply with one JSON object and nothing else: no words around it, no code fence. It must be valid for this JSON "
        f"schema:\n{shape}"
    )
    return f"{ask.system}\n\n{words}".strip()


def text_of(ask: Ask) -> str:
    """All text of a request, to estimate its tokens and to see what a server repeats of it."""
    parts = [ask.system, *ask.prefix, *(turn.text for turn in ask.turns)]
    if ask.schema is not None:
        parts.append(json.dumps(ask.schema))
    return "\n".join(parts)


def number(holder: object, *path: str) -> int:
    """A whole number at a path of attributes; 0 where a server leaves it out or gives something else."""
    for name in path:
        holder = getattr(holder, name, None)
    return max(0, holder) if isinstance(holder, int) and not isinstance(holder, bool) else 0


def list_of(holder: object, name: str) -> list[Any] | None:
    """A list under a name; None where a server gives something else."""
    found = getattr(holder, name, None)
    return found if isinstance(found, list) else None


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema as strict modes want it: every property required, no others, no defaults, no bounds."""
    left_out = {"default", "title", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"}
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key in {"properties", "$defs"} and isinstance(value, Mapping):
            made[key] = {name: strict(part) for name, part in value.items()}
        elif key not in left_out:
            made[key] = _strict_value(value)
    if "properties" in made:
        made |= {"required": list(made["properties"]), "additionalProperties": False}
    return made


def _strict_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return strict(value)
    return [_strict_value(one) for one in value] if isinstance(value, list) else value
