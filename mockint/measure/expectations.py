"""Holds a result of a program against what a story expects of it; pure, and true for any plain data a program may send."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from mockint.domain.take_home import BETWEEN, Ask, Expectation, Outcome
from mockint.execution.story_world import WorldSeen
from mockint.measure.gold import f1

_NOTHING: Final = object()
_MOST_SHOWN: Final = 160


class Reply(NamedTuple):
    """What a program said to a request.

    Attributes:
        result: Its result; None where there is none.
        refused: Why it refused, in its words; empty where it did not.
        fault: Why there is no reply that can be read; empty where there is one.
        world: What happened around it meanwhile; None where the story has no world.
    """

    result: Any = None
    refused: str = ""
    fault: str = ""
    world: WorldSeen | None = None


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
    if expected.about != "result":
        return reply.world is not None and _happened(expected, reply.world)
    if reply.fault:
        return False
    if expected.rule == "refused":
        return bool(reply.refused) is bool(expected.value)
    if reply.refused:
        return False
    return _is_met(_look_up(reply.result, expected.at), expected)


def _happened(expected: Expectation, world: WorldSeen) -> bool:
    match expected.about:
        case "changes":
            return world.changed <= {*expected.value}
        case "world":
            return _is_met(_look_up(world.tables, expected.at), expected)
        case "calls":
            return _is_met(world.calls.get(expected.at, 0), expected)
        case "approvals":
            return _is_met(world.approvals.get(expected.at, 0), expected)
    return _is_met(world.model_calls, expected)


def _is_met(found: Any, expected: Expectation) -> bool:
    if expected.rule == "null":
        return (found is _NOTHING or found is None) is bool(expected.value)
    return found is not _NOTHING and _CHECKS[expected.rule](found, expected)


def shown(expected: Expectation) -> str:
    """An expectation as a reader takes it."""
    where, value = _place(expected), short(expected.value)
    match expected.rule:
        case "refused":
            return "an error, and no result" if expected.value else "a result, and no error"
        case "null":
            return f"{where} is {'null' if expected.value else 'not null'}"
        case "gold":
            return f"{where} says {short({k: v for k, v in dict(expected.value).items() if k != 'kind'})}"
        case "only_changed":
            return f"nothing else changes than {value}" if expected.value else "nothing changes"
        case "between":
            return f"{where} is {expected.value[0]:g} to {expected.value[1]:g}"
        case "equals" if expected.tolerance:
            return f"{where} is {value}, give or take {expected.tolerance:g}"
    return f"{where} {_WORDS[expected.rule]} {value}"


def _place(expected: Expectation) -> str:
    """What is looked at, in words."""
    match expected.about:
        case "calls":
            return f"the number of calls of {expected.at}"
        case "approvals":
            return f"the number of times that the human is asked about {expected.at}"
        case "model_calls":
            return "the number of calls of the scripted model"
    return expected.at or "the result"


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


def _between(found: Any, expected: Expectation) -> bool:
    return _is_number(found) and bool(expected.value[0] <= found <= expected.value[1])


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
    BETWEEN: _between,
    "text_has": _text_has,
    "text_lacks": _text_lacks,
    "gold": _gold,
}


def happened(world: WorldSeen) -> str:
    """What happened in the world while a request was answered, in a few words."""
    calls = ", ".join(f"{name} {count}x" for name, count in sorted(world.calls.items()))
    asked = ", ".join(f"{name} {count}x" for name, count in sorted(world.approvals.items()))
    found = (
        f"[calls: {calls or 'none'}",
        f"the human asked: {asked}" if asked else "",
        f"changed: {', '.join(sorted(world.changed)) or 'nothing'}]",
    )
    return "; ".join(part for part in found if part)


def _plains(parts: Sequence[Any]) -> list[str]:
    return [_plain(str(part)) for part in parts]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def short(value: Any) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."
