"""The field type for plain data (tuples, sets, bytes, NaN, ...) that keeps its types through a value's JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo

from mockint.domain import wire


def _to_json(value: Any) -> Any:
    return _in_order(wire.encode(value))


def _in_order(encoded: Any) -> Any:
    # A set has no order of its own, and the text is hashed: equal values must give equal texts.
    if isinstance(encoded, list):
        return [_in_order(item) for item in encoded]
    if isinstance(encoded, dict):
        ordered = {key: _in_order(item) for key, item in encoded.items()}
        for tag in ordered.keys() & {"$set", "$frozenset"}:
            ordered[tag] = sorted(ordered[tag], key=lambda item: json.dumps(item, sort_keys=True))
        return ordered
    return encoded


def _from_json(value: Any, info: ValidationInfo) -> Any:
    return wire.decode(value) if info.mode == "json" else value


PlainData = Annotated[Any, BeforeValidator(_from_json), PlainSerializer(_to_json, when_used="json")]
"""Any plain data. In Python it is taken as it is; in JSON it is written with the tags of `mockint.domain.wire`."""
