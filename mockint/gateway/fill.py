"""Makes a valid reply for whatever JSON schema a request carries, with quotes taken from the request's material."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_FENCE = re.compile(r"<(?P<tag>[A-Za-z][\w-]*)(?:\s[^<>]*)?>(?P<inside>.*?)</(?P=tag)>", re.DOTALL)
_ORDER = re.compile(
    r"(?:level|score|grade|rate|give|mark|all|award)\b[^\n.]{0,40}?\b(?P<level>[1-4])\b"
    r"|\b(?P<level2>[1-4])\b[^\n.]{0,20}\b(?:for|on|in)\s+(?:all|every|each)",
    re.IGNORECASE,
)
_QUOTE_LENGTH = 160
_WORDS = "A sentence that the fake model made up"
INVENTED = "words that nobody has ever said about zygomorphic teapots"
"""What an invented quote reads."""


class Wish(NamedTuple):
    """How to fill.

    Attributes:
        material: What may be quoted; empty quotes nothing.
        level: What integers with named choices get.
        levels: The same by the name of a property or the text of an id beside it.
        invent: Whether quotes are made up.
    """

    material: str = ""
    level: int = 3
    levels: Mapping[str, int] = {}
    invent: bool = False


def fill(schema: Mapping[str, Any], wish: Wish) -> Any:
    """A value that the schema takes, with every property given."""
    return _Filler(schema.get("$defs", schema.get("definitions", {})), wish).value(schema, "", wish.level)


def find_schema(text: str) -> dict[str, Any] | None:
    """The last JSON object in a text that reads like the schema of an object."""
    found = None
    for value in _objects(text):
        if isinstance(value.get("properties"), dict):
            found = value
    return found


def find_material(blocks: list[str]) -> str:
    """The candidate's material among the texts of a request: what the longest fence holds, else the first block whole."""
    fenced = [match["inside"].strip() for text in blocks for match in _FENCE.finditer(text)]
    return max(fenced, key=len) if fenced else (blocks[0].strip() if blocks else "")


def ordered_level(material: str) -> int | None:
    """The level that the material tells its grader to give; None if it names none."""
    found = _ORDER.search(material)
    return int(found["level"] or found["level2"]) if found else None


class _Filler:
    def __init__(self, definitions: Mapping[str, Any], wish: Wish) -> None:
        self._definitions = definitions
        self._wish = wish
        self._quotes = _sentences(wish.material)
        self._quoted = 0

    def value(self, schema: Mapping[str, Any], name: str, level: int) -> Any:
        schema = self._resolve(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choose(schema["enum"], level)
        kind = schema.get("type")
        kind = next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            return self._object(schema, level)
        if kind == "array":
            return self._array(schema, name, level)
        if kind in {"integer", "number"}:
            return min(max(level, schema.get("minimum", level)), schema.get("maximum", level))
        return {"boolean": True, "null": None}[str(kind)] if kind in {"boolean", "null"} else self._text(name)

    def _resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while True:
            if "$ref" in schema:
                schema = self._definitions[schema["$ref"].rsplit("/", 1)[-1]]
                continue
            choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
            if not choices:
                return schema
            schema = next((one for one in choices if one.get("type") != "null"), choices[0])

    def _object(self, schema: Mapping[str, Any], level: int) -> dict[str, Any]:
        properties: Mapping[str, Any] = schema.get("properties", {})
        for part in properties.values():  # an id beside the level names the criterion
            resolved = self._resolve(part)
            choices = resolved.get("enum", ())
            named = choices[0] if len(choices) == 1 else resolved.get("const")
            if isinstance(named, str):
                level = self._wish.levels.get(named, level)
        return {key: self.value(part, key, self._wish.levels.get(key, level)) for key, part in properties.items()}

    def _array(self, schema: Mapping[str, Any], name: str, level: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.value(part, name, level) for part in schema["prefixItems"]]
        items = schema.get("items", {"type": "string"})
        resolved = self._resolve(items)
        for key, part in resolved.get("properties", {}).items():
            ids = self._resolve(part).get("enum", ())
            if len(ids) > 1 and all(isinstance(one, str) for one in ids):  # one item for each id that there is
                return [self._with_id(resolved, key, one, level) for one in ids]
        if "quote" in name and not self._quotes and not self._wish.invent and not schema.get("minItems"):
            return []
        return [self.value(items, name, level) for _ in range(max(1, schema.get("minItems", 1)))]

    def _with_id(self, schema: Mapping[str, Any], key: str, one: str, level: int) -> dict[str, Any]:
        properties = {**schema["properties"], key: {"const": one}}
        return self._object({**schema, "properties": properties}, level)

    def _choose(self, choices: list[Any], level: int) -> Any:
        numbers = [one for one in choices if isinstance(one, int) and not isinstance(one, bool)]
        return min(numbers, key=lambda one: abs(one - level)) if numbers else choices[0]

    def _text(self, name: str) -> str:
        if "quote" not in name:
            return f"{_WORDS} about {name.replace('_', ' ')}." if name else f"{_WORDS}."
        if self._wish.invent or not self._quotes:
            return INVENTED if self._wish.invent else ""
        self._quoted += 1
        return self._quotes[(self._quoted - 1) % len(self._quotes)]


def _sentences(material: str) -> list[str]:
    parts = [part.strip()[:_QUOTE_LENGTH].rstrip() for part in re.split(r"(?<=[.!?])\s+|\n+", material)]
    return sorted({part for part in parts if part}, key=lambda part: (-min(len(part), 60), material.find(part)))[:8]


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder, at = json.JSONDecoder(), 0
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            at += 1
        else:
            if isinstance(value, dict):
                yield value
