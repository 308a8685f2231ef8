"""Checks that a worker's reply has one of the shapes there are; candidate code could have written it."""

from __future__ import annotations

import math
from typing import Any

_MAX_LIST = 1_000


def is_reply(reply: tuple[Any, ...], *, is_loading: bool) -> bool:
    """Whether a reply is well-formed for loading or for a step."""
    if not reply or type(reply[0]) is not str:
        return False
    kind, body = reply[0], reply[1:]
    if kind == "loaded":
        return is_loading and len(body) == 1 and _is_list_of(str, body[0])
    if kind == "refused":
        return is_loading and _are(body, (str, str, str, int))
    if kind == "raised":
        return _are(body, (str, str, str, list)) and len(body[3]) <= _MAX_LIST and all(map(_is_frame, body[3]))
    if is_loading:
        return False
    if kind == "value":
        return len(body) == 1
    if kind == "times":
        return len(body) == 1 and _is_list_of(float, body[0]) and all(map(math.isfinite, body[0]))
    return kind == "unsendable" and _are(body, (str,))


def _are(body: tuple[Any, ...], kinds: tuple[type, ...]) -> bool:
    return len(body) == len(kinds) and all(type(item) is kind for item, kind in zip(body, kinds, strict=True))


def _is_list_of(kind: type, items: Any) -> bool:
    return type(items) is list and len(items) <= _MAX_LIST and all(type(item) is kind for item in items)


def _is_frame(frame: Any) -> bool:
    return type(frame) is list and _are(tuple(frame), (str, int, str))
