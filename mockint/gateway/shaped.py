"""Brings what the stand-in found into the shape that a request wants: a schema, a tool's input, or JSON shown in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from mockint.gateway.reading import denies
from mockint.gateway.stand_in import Found
from mockint.gateway.words import content

_CITES = re.compile(r"cit|source|(?:^|_)ids?$|doc|ref|support|retrieved|passage", re.IGNORECASE)
_QUOTES = re.compile(r"quote|evidence|sentence|excerpt|span|snippet|verbatim", re.IGNORECASE)
_REASONS = re.compile(r"reason|explan|thought|why|rationale|analysis|notes?$", re.IGNORECASE)
_NOT_FOUND = re.compile(r"abstain|missing|not_found|unanswerable|unknown|refus|insufficient", re.IGNORECASE)
_VALUES = re.compile(r"value|number|amount|date|name", re.IGNORECASE)
_ASKS = re.compile(r"quer|question|search|keyword|^q$|text|input", re.IGNORECASE)
_DEEPEST: Final = 12
_RESULTS: Final = 5.0
"""How many results a tool is asked for."""
_SHOWN = re.compile(r"\{[^{}]*\"\w+\"\s*:[^{}]*\}")
_KEY = re.compile(r"\"(?P<key>\w+)\"\s*:\s*(?P<like>\[\s*\{|\[|true|false|bool|-?\d|.)")


def fill(schema: Mapping[str, Any], found: Found) -> Any:
    """A value of the schema."""
    return _Shaper(schema, found).value(schema, "", 0)


def arguments(schema: Mapping[str, Any], found: Found) -> Any:
    """The input of a tool that is called to find something out."""
    asked = found.question
    asking = Found(asked, asked, "", is_found=True, sentence=asked, question=asked)
    return _Shaper(schema, asking, number=_RESULTS).value(schema, "", 0)


def shown_shape(words: str) -> dict[str, Any] | None:
    """The schema of the last JSON object that a prompt shows as the form of its reply; None where it shows none."""
    if "json" not in words.lower():
        return None
    shown = _SHOWN.findall(words)
    if not shown:
        return None
    kinds = {"[": {"type": "array", "items": {"type": "string"}}, "t": {"type": "boolean"}, "f": {"type": "boolean"}}
    kinds["b"] = {"type": "boolean"}
    properties = {}
    for match in _KEY.finditer(shown[-1]):
        like = match["like"]
        is_word = len(like) == 1 and like not in "[-0123456789"
        number = like.lstrip("-").isdigit()
        properties[match["key"]] = (
            {"type": "number"} if number else {"type": ["string", "null"]} if is_word else kinds[like[0]]
        )
    return {"type": "object", "properties": properties} if properties else None


class _Shaper:
    def __init__(self, schema: Mapping[str, Any], found: Found, *, number: float | None = None) -> None:
        self._definitions = schema.get("$defs", schema.get("definitions", {}))
        self._found = found
        self._fixed = number

    def value(self, schema: Mapping[str, Any], name: str, depth: int) -> Any:
        schema, nullable = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._choose(list(schema["enum"]), nullable=nullable)
        kind = schema.get("type")
        if isinstance(kind, list):
            nullable = nullable or "null" in kind
            kind = next((one for one in kind if one != "null"), "null")
        if depth > _DEEPEST or kind == "null":
            return None
        if kind == "object" or "properties" in schema:
            parts = schema.get("properties", {})
            return {key: self.value(part, key, depth + 1) for key, part in parts.items()}
        if kind == "array":
            return self._array(schema, name, depth)
        if kind == "boolean":
            return self._boolean(name)
        if kind in {"integer", "number"}:
            return self._number(schema, name, whole=kind == "integer", nullable=nullable)
        return self._text(name, nullable=nullable)

    def _resolved(self, schema: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
        nullable = False
        for _ in range(_DEEPEST):
            if "$ref" in schema:
                schema = self._definitions.get(str(schema["$ref"]).rsplit("/", 1)[-1], {})
            elif choices := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
                nullable = nullable or any(one.get("type") == "null" for one in choices)
                schema = next((one for one in choices if one.get("type") != "null"), choices[0])
            else:
                break
        return schema, nullable

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        found = self._found
        least = int(schema.get("minItems", 0))
        items = schema.get("items", {"type": "string"})
        says = found.is_found and (bool(found.id) or not _CITES.search(name))
        if not says and not least:
            return []
        return [self.value(items, name, depth + 1)] * max(1, least)

    def _boolean(self, name: str) -> bool:
        found = self._found
        if _NOT_FOUND.search(name):
            return not found.is_found
        return found.is_found and (found.value != "No" if found.kind == "yes_no" and name == "answer" else True)

    def _number(self, schema: Mapping[str, Any], name: str, *, whole: bool, nullable: bool) -> float | None:
        found = self._found
        if self._fixed is not None:
            number = self._fixed
        elif "confiden" in name or "score" in name or "probab" in name:
            number = 0.8 if found.is_found else 0.1
        else:
            told = re.search(r"-?\d[\d,]*(?:\.\d+)?", found.value) if found.is_found else None
            if told is None and nullable:
                return None
            number = float(told[0].replace(",", "")) if told else 0.0
        number = max(number, schema.get("minimum", number))
        number = min(number, schema.get("maximum", number))
        return int(number) if whole else number

    def _text(self, name: str, *, nullable: bool) -> str | None:
        found = self._found
        if _REASONS.search(name):
            return "The passage says so." if found.is_found else "No passage says it."
        if not found.is_found:
            return None if nullable else ("" if _QUOTES.search(name) or _CITES.search(name) else found.text)
        if _QUOTES.search(name):
            return found.sentence
        if _CITES.search(name) and not _ASKS.search(name):
            return found.id or (None if nullable else "")
        if name == "unit":
            return re.sub(r"^[\W\d]+", "", found.value)
        return found.value if _VALUES.search(name) else found.text

    def _choose(self, choices: list[Any], *, nullable: bool) -> Any:
        found = self._found
        if not found.is_found:
            told = [one for one in choices if one is None or _NOT_FOUND.search(str(one)) or str(one).lower() == "none"]
            return told[0] if told else (None if nullable else choices[-1])
        if found.kind == "yes_no":
            for one in choices:
                if str(one).lower() == found.value.lower():
                    return one
        own = set(content(found.sentence))
        return max(choices, key=lambda one: (len(own & set(content(str(one)))), not denies(str(one))))
