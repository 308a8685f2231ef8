"""Holds a result of a program against what a story expects of it; pure, and true for any plain data a program may send."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from mockint.domain.take_home import Ask, Expectation, Outcome
from mockint.measure.gold import f1

_NOTHING: Final = object()
_MOST_SHOWN: Final = 160


class Reply(NamedTuple):
    """What a program said to a request.

    Attributes:
        result: Its result; None where there is none.
        refused: Why it refused, in its words; empty where it did not.
    """

    result: Any = None
    refused: str = ""


def judge(ask: Ask, reply: Reply) -> tuple[Outcome, str]:
    """What a reply is worth, and the expectation that decided it in words; nothing to say of a right one."""
    for one in ask.harm:
        if holds(one, reply):
            return "harmful", f"must not be: {shown(one)}"
    for one in ask.expect:
        if not holds(one, reply):
            return "missed", shown(one)
    return "right", ""


def holds(expected: Expectation, reply: Reply) -> bool:
    """Whether one expectation holds."""
    if expected.rule == "refused":
        return bool(reply.refused) is bool(expected.value)
    if reply.refused:
        return False
    found = _look_up(reply.result, expected.at)
    if expected.rule == "null":
        return (found is _NOTHING or found is None) is bool(expected.value)
    return found is not _NOTHING and _CHECKS[expected.rule](found, expected)


def shown(expected: Expectation) -> str:
    """An expectation as a reader takes it."""
    where = expected.at or "the result"
    value = short(expected.value)
    match expected.rule:
        case "refused":
            return "an error, and no result" if expected.value else "a result, and no error"
        case "null":
            return f"{where} is {'null' if expected.value else 'not null'}"
        case "gold":
            return f"{where} says {short({k: v for k, v in dict(expected.value).items() if k != 'kind'})}"
        case "equals" if expected.tolerance:
            return f"{where} is {value}, give or take {expected.tolerance:g}"
    return f"{where} {_WORDS[expected.rule]} {value}"


_WORDS: Final = {
    "equals": "is",
    "one_of": "is one of",
    "set": "holds, in any order,",
    "includes": "holds at least",
    "within": "holds nothing but",
    "at_most": "is at most",
    "at_least": "is at least",
    "text_has": "says",
    "text_lacks": "does not say",
}


def _look_up(value: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(name, _NOTHING)
        elif isinstance(value, list) and name.isascii() and name.isdigit() and len(name) < 10:
            value = value[int(name)] if int(name) < len(value) else _NOTHING
        else:
            return _NOTHING
    return value


def _is_same(found: Any, wanted: Any, tolerance: float = 0.0) -> bool:
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return _is_near(found, wanted, tolerance)
    if isinstance(found, str) and isinstance(wanted, str):
        return found.strip() == wanted.strip()
    if isinstance(found, list) and isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(_is_same, found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_is_same(found[key], wanted[key]) for key in wanted)
    return found is None and wanted is None


def _is_near(found: float, wanted: float, tolerance: float) -> bool:
    try:
        return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=tolerance + 1e-9)
    except OverflowError:  # a whole number too large for a float
        return found == wanted


def _equals(found: Any, expected: Expectation) -> bool:
    return _is_same(found, expected.value, expected.tolerance)


def _one_of(found: Any, expected: Expectation) -> bool:
    return any(_is_same(found, one) for one in expected.value)


def _in(one: Any, others: Iterable[Any]) -> bool:
    return any(_is_same(one, other) for other in others)


def _set(found: Any, expected: Expectation) -> bool:
    return _includes(found, expected) and _within(found, expected)


def _includes(found: Any, expected: Expectation) -> bool:
    return isinstance(found, list) and all(_in(one, found) for one in expected.value)


def _within(found: Any, expected: Expectation) -> bool:
    return isinstance(found, list) and all(_in(one, expected.value) for one in found)


def _at_most(found: Any, expected: Expectation) -> bool:
    return _is_number(found) and found <= expected.value


def _at_least(found: Any, expected: Expectation) -> bool:
    return _is_number(found) and found >= expected.value


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and found == found  # noqa: PLR0124 - NaN


def _text_has(found: Any, expected: Expectation) -> bool:
    return isinstance(found, str) and all(part in _plain(found) for part in _plains(expected.value))


def _text_lacks(found: Any, expected: Expectation) -> bool:
    return isinstance(found, str) and not any(part in _plain(found) for part in _plains(expected.value))


def _gold(found: Any, expected: Expectation) -> bool:
    if expected.gold.kind == "nothing":
        return found is None or found == ""
    return isinstance(found, str) and f1(expected.gold, found) == 1.0


_CHECKS: Final = {
    "equals": _equals,
    "one_of": _one_of,
    "set": _set,
    "includes": _includes,
    "within": _within,
    "at_most": _at_most,
    "at_least": _at_least,
    "text_has": _text_has,
    "text_lacks": _text_lacks,
    "gold": _gold,
}


def _plains(parts: Sequence[Any]) -> list[str]:
    return [_plain(str(part)) for part in parts]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def short(value: Any) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."
