"""Plain data as JSON and back, exactly: the one format for values that cross a process or stand in a file.

JSON knows no tuple, set, bytes, NaN, big integer or key that is not a string. Those are written as an object with a
single key that begins with ``$``: ``{"$tuple": [..]}``, ``{"$set": [..]}``, ``{"$frozenset": [..]}``,
``{"$bytes": "base64"}``, ``{"$float": "nan|inf|-inf"}``, ``{"$int": "0x.."}`` (hexadecimal or decimal) and
``{"$dict": [[key, value], ..]}`` for a dict with a key that is not a string or begins with ``$``.

Values are told apart by their exact type, never by ``isinstance`` or ``==``, so an object with clever methods does
not travel. This module imports nothing but the standard library: the process that runs candidate code loads it too.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections import Counter, OrderedDict, defaultdict
from typing import Any

MAX_NODES = 1_000_000
MAX_DEPTH = 200
MAX_INT_BITS = 1 << 20

_PLAIN_INT = 1 << 63
_SHOWN_INT_BITS = 4_096
_TAGS = ("$tuple", "$set", "$frozenset", "$bytes", "$float", "$int", "$dict")
_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
# Dicts of the standard library that hold nothing but their items; they arrive as plain dicts.
_DICTS = (dict, defaultdict, OrderedDict, Counter)


class WireError(ValueError):
    """A value cannot be written as plain data, or a text is not a value; the text is one sentence."""


def encode(value: object) -> Any:
    """Turn plain data into what `json` can write.

    Raises:
        WireError: It holds something else than plain data, or is too big, too deep or cyclic.
    """
    return _Encoder().encode(value, 0)


def decode(obj: Any) -> Any:
    """Turn what `json` or `tomllib` has read back into plain data.

    Raises:
        WireError: A tag is unknown or wrongly used, or the value is too big or too deep.
    """
    return _Decoder().decode(obj, 0)


def show(value: object, limit: int = 400) -> str:
    """Plain data as Python would write it, cut at about `limit` characters, safe for values of any size."""
    printer = _Printer(limit)
    printer.put(value, 0)
    return "".join(printer.parts)


class _Budget:
    """Counts nodes and depth."""

    def __init__(self) -> None:
        self.nodes = 0

    def spend(self, nodes: int, depth: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise WireError(f"the value has more than {MAX_NODES:,} parts")
        if depth > MAX_DEPTH:
            raise WireError(f"the value is nested deeper than {MAX_DEPTH} levels, or contains itself")


class _Encoder(_Budget):
    def encode(self, value: Any, depth: int) -> Any:
        self.spend(1, depth)
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return _encode_int(value)
        if kind is float:
            return value if math.isfinite(value) else {"$float": repr(value)}
        if kind is list:
            return self._sequence(value, depth)
        if kind is tuple:
            return {"$tuple": self._sequence(value, depth)}
        if any(kind is each for each in _DICTS):  # `in` would ask a metaclass
            return self._dict(value, depth)
        if kind is set or kind is frozenset:
            return {f"${kind.__name__}": self._sequence(list(value), depth)}
        if kind is bytes:
            return {"$bytes": base64.b64encode(value).decode("ascii")}
        raise WireError(f"a value of type {_type_name(kind)} is not plain data")

    def _sequence(self, items: list[Any] | tuple[Any, ...], depth: int) -> list[Any]:
        # By identity: a metaclass can make its class equal to another.
        kinds = set(map(id, map(type, items)))
        if len(kinds) == 1:
            # Long lists of one scalar type are most of what is sent, and need no look at each item.
            kind = type(items[0])
            if (
                (kind is int and min(items) >= -_PLAIN_INT and max(items) < _PLAIN_INT)
                or kind is str
                or kind is bool
                or (kind is float and all(map(math.isfinite, items)))
            ):
                self.spend(len(items), depth + 1)
                return list(items)
        return [self.encode(item, depth + 1) for item in items]

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        items = list(dict.items(value))
        if all(type(key) is str and not key.startswith("$") for key, _ in items):
            return {key: self.encode(item, depth + 1) for key, item in items}
        return {"$dict": [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in items]}


class _Decoder(_Budget):
    def decode(self, obj: Any, depth: int) -> Any:
        self.spend(1, depth)
        kind = type(obj)
        if obj is None or kind is bool or kind is str or kind is float:
            return obj
        if kind is int:
            return _checked_int(obj)
        if kind is list:
            return self._sequence(obj, depth)
        if kind is dict:
            return self._object(obj, depth)
        raise WireError(f"a value of type {_type_name(kind)} is not plain data")

    def _sequence(self, items: Any, depth: int) -> list[Any]:
        if type(items) is not list:
            raise WireError("a tag for a sequence needs a list")
        kinds = set(map(type, items))
        if kinds <= {str} or kinds <= {float} or kinds <= {bool}:
            self.spend(len(items), depth + 1)
            return list(items)
        return [self.decode(item, depth + 1) for item in items]

    def _object(self, obj: dict[Any, Any], depth: int) -> Any:
        if any(type(key) is not str for key in obj):
            raise WireError("a key that is not a string needs {'$dict': [[key, value], ..]}")
        tag = next((key for key in obj if key.startswith("$")), None)
        if tag is None:
            return {key: self.decode(item, depth + 1) for key, item in obj.items()}
        if len(obj) != 1 or tag not in _TAGS:
            raise WireError(f"{tag[:20]!r} is not a tag that stands alone; the tags are {', '.join(_TAGS)}")
        return self._tagged(tag, obj[tag], depth)

    def _tagged(self, tag: str, body: Any, depth: int) -> Any:
        if tag == "$tuple":
            return tuple(self._sequence(body, depth))
        if tag in ("$set", "$frozenset"):
            try:
                items = frozenset(self._sequence(body, depth))
            except TypeError:
                raise WireError("a set holds a value that cannot be in a set") from None
            return set(items) if tag == "$set" else items
        if tag == "$dict":
            return self._pairs(body, depth)
        if type(body) is not str:
            raise WireError(f"{tag} needs a text")
        if tag == "$float":
            if body not in _FLOATS:
                raise WireError("$float needs nan, inf or -inf")
            return _FLOATS[body]
        return _decode_bytes(body) if tag == "$bytes" else _decode_int(body)

    def _pairs(self, body: Any, depth: int) -> dict[Any, Any]:
        if type(body) is not list or any(type(pair) is not list or len(pair) != 2 for pair in body):
            raise WireError("$dict needs a list of [key, value] pairs")
        try:
            return {self.decode(key, depth + 1): self.decode(item, depth + 1) for key, item in body}
        except TypeError:
            raise WireError("$dict holds a key that cannot be a key") from None


class _Printer:
    """Writes a value until the room is used up."""

    def __init__(self, limit: int) -> None:
        self.room = max(limit, 16)
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        if self.room <= 0:
            return
        if len(text) > self.room:
            text = text[: self.room] + "…"
        self.room -= len(text)
        self.parts.append(text)

    def put(self, value: Any, depth: int) -> None:
        kind = type(value)
        if kind is int:
            self.write(_show_int(value))
        elif kind is str or kind is bytes:
            # Only as much as there is room for is turned into text.
            self.write(repr(value[: self.room + 1]))
        elif kind is bool or kind is float or value is None:
            self.write(repr(value))
        elif depth > MAX_DEPTH:
            self.write("…")
        elif kind is list:
            self._items("[", value, "]", depth)
        elif kind is tuple:
            self._items("(", value, ",)" if len(value) == 1 else ")", depth)
        elif kind is set or kind is frozenset:
            self._set(value, depth)
        elif kind is dict:
            self._dict(value, depth)
        else:
            self.write(f"<{_type_name(kind)}>")

    def _items(self, opening: str, items: Any, closing: str, depth: int) -> None:
        self.write(opening)
        for index, item in enumerate(items):
            if index:
                self.write(", ")
            if self.room <= 0:
                self.parts.append(f" ({len(items):,} items)")
                return
            self.put(item, depth + 1)
        self.write(closing)

    def _set(self, value: Any, depth: int) -> None:
        frozen = type(value) is frozenset
        if not value:
            self.write("frozenset()" if frozen else "set()")
            return
        try:
            items = sorted(value)
        except TypeError:
            items = list(value)
        self._items("frozenset({" if frozen else "{", items, "})" if frozen else "}", depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> None:
        self.write("{")
        for index, (key, item) in enumerate(value.items()):
            if index:
                self.write(", ")
            if self.room <= 0:
                self.parts.append(f" ({len(value):,} items)")
                return
            self.put(key, depth + 1)
            self.write(": ")
            self.put(item, depth + 1)
        self.write("}")


def _type_name(kind: type) -> str:
    # A metaclass may make __name__ anything; type's own getter reads the real one.
    return str(type.__dict__["__name__"].__get__(kind))[:80]


def _encode_int(value: int) -> Any:
    if -_PLAIN_INT <= value < _PLAIN_INT:
        return value
    return {"$int": hex(_checked_int(value))}


def _checked_int(value: int) -> int:
    if value.bit_length() > MAX_INT_BITS:
        raise WireError(f"an integer has more than {MAX_INT_BITS:,} bits")
    return value


def _decode_int(text: str) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    is_hex = digits.startswith("0x")
    digits = digits[2:] if is_hex else digits
    if not digits.isascii() or not digits.isalnum() or len(digits) > (MAX_INT_BITS // 4 if is_hex else 4_300):
        raise WireError("$int needs a whole number, as 0x.. or with at most 4,300 decimal digits")
    try:
        return sign * _checked_int(int(digits, 16 if is_hex else 10))
    except ValueError:
        raise WireError("$int needs a whole number, as 0x.. or in decimal digits") from None


def _decode_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise WireError("$bytes needs base64") from None


def _show_int(value: int) -> str:
    if value.bit_length() <= _SHOWN_INT_BITS:
        return str(value)
    return f"<an integer of about {int(value.bit_length() * math.log10(2)) + 1:,} digits>"
