"""Plays a story's world and its scripted model: answers what a program asks in the middle of a request, and counts it."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from mockint.domain.story_world import ARGUMENT, Add, Find, Get, Parameter, Requirement, Say, Set, Tool, Turn, World

MOST_ASKS: Final = 300
"""Of one request; after them the program is not answered any more."""
_MOST_TEXT: Final = 4_000
_MOST_MESSAGES: Final = 500
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}
Tables = dict[str, dict[str, dict[str, Any]]]


class WorldSeen(NamedTuple):
    """What happened around a program since a request began.

    Attributes:
        tables: As they are now.
        changed: Rows that are not as they were, as ``table.row``; a new one as ``table.*``.
        calls: Number of calls by tool, those that failed too.
        model_calls: Number of turns that the scripted model was asked for.
        approvals: Number of times the human was asked, by tool.
    """

    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]
    changed: frozenset[str] = frozenset()
    calls: Mapping[str, int] = {}
    model_calls: int = 0
    approvals: Mapping[str, int] = {}


class _Refused(Exception):  # noqa: N818 - an answer to the program, no fault of ours
    """A call that ends in an error of the kind and with the words given."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class PlayedWorld:
    """The world of one story; it goes on over restarts of the program.

    Args:
        world: How it begins.
        script: Turns of the scripted model, in order; empty where there is none.
    """

    def __init__(self, world: World, script: Sequence[Turn] = ()) -> None:
        self._world = world
        self._tools = {tool.name: tool for tool in world.tools}
        self._script = script
        self._next_turn = 0
        self._tables: Tables = {
            table: {key: dict(row) for key, row in rows.items()} for table, rows in world.tables.items()
        }
        self._calls_in_all: Counter[str] = Counter()
        self._done: dict[tuple[str, str], dict[str, Any]] = {}
        self.begin()

    def begin(self) -> None:
        """Count from here on: a request begins."""
        self._before = copy.deepcopy(self._tables)
        self._calls: Counter[str] = Counter()
        self._approvals: Counter[str] = Counter()
        self._model_calls = 0
        self._asks = 0

    def seen(self) -> WorldSeen:
        """What happened since `begin`."""
        changed = set()
        for table, rows in self._tables.items():
            before = self._before[table]
            for key, row in rows.items():
                if key not in before:
                    changed.add(f"{table}.*")
                elif row != before[key]:
                    changed.add(f"{table}.{key}")
        return WorldSeen(
            copy.deepcopy(self._tables), frozenset(changed), dict(self._calls), self._model_calls, dict(self._approvals)
        )

    def answer(self, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answer to a message with a number ``n``; None where it asks for nothing that there is."""
        self._asks += 1
        if self._asks > MOST_ASKS:
            return None
        try:
            if isinstance(message.get("model"), dict):
                return {"reply": self._reply(message["model"])}
            if isinstance(message.get("tool"), dict):
                return {"result": self._call(message["tool"])}
            if isinstance(message.get("approval"), dict):
                return {"approved": self._is_approved(message["approval"])}
        except _Refused as refusal:
            return {"error": {"kind": refusal.kind, "message": str(refusal)[:_MOST_TEXT]}}
        return None

    # -- the scripted model

    def _reply(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        messages = asked.get("messages")
        if not isinstance(messages, list) or not messages or not all(isinstance(one, dict) for one in messages):
            raise _Refused("invalid", '"messages" must be a list of messages that is not empty')
        if len(messages) > _MOST_MESSAGES:
            raise _Refused("invalid", f"more than {_MOST_MESSAGES} messages")
        if not self._script:
            raise _Refused("unavailable", "this story has no scripted model")
        self._model_calls += 1
        turn = self._turn(_observed(messages))
        calls = [
            {"id": call.id or f"c{number}", "name": call.name, "arguments": _as_text(call.arguments)}
            for number, call in enumerate(turn.calls, start=1)
        ]
        return {"text": turn.text, "calls": calls}

    def _turn(self, observed: str) -> Turn:
        while self._next_turn < len(self._script):
            turn = self._script[self._next_turn]
            self._next_turn += 1
            if turn.when is None or turn.when == observed:
                return turn
        return self._script[-1]

    # -- the human

    def _is_approved(self, asked: Mapping[str, Any]) -> bool:
        name, arguments = asked.get("name"), asked.get("arguments")
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise _Refused("invalid", "an approval is asked for with a name and arguments")
        self._approvals[name] += 1
        return any(
            rule.tool == name and all(_is_same(arguments.get(key), value) for key, value in rule.arguments.items())
            for rule in self._world.approve
        )

    # -- the tools

    def _call(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        name, given, key = asked.get("name"), asked.get("arguments", {}), asked.get("key")
        tool = self._tools.get(name) if isinstance(name, str) else None
        if tool is None:
            raise _Refused("unknown_tool", f"there is no tool {json.dumps(name)[:80]}")
        self._calls[tool.name] += 1
        self._calls_in_all[tool.name] += 1
        if key is not None and not isinstance(key, str):
            raise _Refused("invalid", "the idempotency key is a text")
        arguments = _checked(tool, given)
        number = self._calls_in_all[tool.name]
        fault = next((fault.kind for fault in tool.faults if fault.call == number), None)
        if fault in {"time_out", "unavailable"}:
            raise _Refused(fault, _words(fault))
        place = (tool.name, key) if tool.once_by_key and key else None
        result = self._done.get(place) if place is not None else None
        if result is None:
            for wanted in tool.require:
                self._require(tool, wanted, arguments)
            result = self._act(tool, arguments)
            if place is not None:
                self._done[place] = result
        if fault == "lost":
            raise _Refused("time_out", _words("time_out"))
        return copy.deepcopy(result)

    def _require(self, tool: Tool, wanted: Requirement, arguments: Mapping[str, Any]) -> None:
        table = wanted.table or tool.action.table  # type: ignore[union-attr]  # the world's rules see to it
        row = self._row(table, _filled(wanted.key or tool.action.key, arguments))  # type: ignore[union-attr]
        found = row.get(wanted.field)
        if not any(_is_same(found, one) for one in wanted.one_of):
            words = ", ".join(map(str, wanted.one_of))
            raise _Refused("denied", f"{wanted.field} is {json.dumps(found)}; it must be {words}")

    def _act(self, tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
        match tool.action:
            case Say(text=text):
                return {"text": text}
            case Get(table=table, key=key):
                name = _filled(key, arguments)
                return {"id": name, **self._row(table, name)}
            case Find(table=table, where=where):
                asked = _given(where, arguments)
                found = [
                    {"id": name, **row}
                    for name, row in self._tables[table].items()
                    if all(_is_same(row.get(field), value) for field, value in asked.items())
                ]
                return {"rows": copy.deepcopy(found)}
            case Set(table=table, key=key, set=fields):
                name = _filled(key, arguments)
                row = self._row(table, name)
                row.update(_given(fields, arguments))
                return {"id": name, **row}
            case Add(table=table, row=fields):
                rows = self._tables[table]
                number = len(rows) + 1
                while (name := f"{table}-{number}") in rows:
                    number += 1
                rows[name] = _given(fields, arguments)
                return {"id": name, **rows[name]}

    def _row(self, table: str, key: Any) -> dict[str, Any]:
        row = self._tables[table].get(key) if isinstance(key, str) else None
        if row is None:
            raise _Refused("not_found", f"{table} has no {json.dumps(key)[:100]}")
        return row


def _checked(tool: Tool, given: Any) -> dict[str, Any]:
    """The arguments, if they are as the tool asks for them."""
    if not isinstance(given, dict):
        raise _Refused("invalid", "arguments must be an object")
    unknown = [name for name in given if name not in tool.parameters]
    if unknown:
        raise _Refused("invalid", f"{tool.name} has no parameter {json.dumps(unknown[0])[:80]}")
    found = {}
    for name, parameter in tool.parameters.items():
        value = given.get(name)
        if value is None:
            if not parameter.optional:
                raise _Refused("invalid", f"{name} is missing")
            continue
        fault = _wrong(parameter, value)
        if fault:
            raise _Refused("invalid", f"{name} {fault}")
        found[name] = value
    return found


def _wrong(parameter: Parameter, value: Any) -> str:
    if not isinstance(value, _TYPES[parameter.type]) or (isinstance(value, bool) and parameter.type != "boolean"):
        return f"must be a {parameter.type}"
    if parameter.enum and not any(_is_same(value, one) for one in parameter.enum):
        return f"must be one of {', '.join(map(str, parameter.enum))}"
    if isinstance(value, str) and len(value) > _MOST_TEXT:
        return f"is longer than {_MOST_TEXT:,} characters"
    return _outside(parameter, value) if isinstance(value, int | float) else ""


def _outside(parameter: Parameter, value: float) -> str:
    if value != value:  # noqa: PLR0124 - NaN
        return "is no number"
    if parameter.minimum is not None and value < parameter.minimum:
        return f"is under {parameter.minimum:g}"
    if parameter.maximum is not None and value > parameter.maximum:
        return f"is over {parameter.maximum:g}"
    return ""


def _filled(value: Any, arguments: Mapping[str, Any]) -> Any:
    """A value, or the argument that it stands for."""
    if isinstance(value, str) and value.startswith(ARGUMENT):
        return arguments.get(value.removeprefix(ARGUMENT))
    return value


def _given(fields: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with their values; one that stands for an argument that was left out is left out too."""
    found = {name: _filled(value, arguments) for name, value in fields.items()}
    return {name: value for name, value in found.items() if value is not None or fields[name] is None}


def _is_same(found: Any, wanted: Any) -> bool:
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    return bool(found == wanted)


def _observed(messages: Sequence[Mapping[str, Any]]) -> str:
    """What the last observation was: ``denied``, ``error`` or ``ok``; empty where there was none."""
    last = next((one.get("content") for one in reversed(messages) if one.get("role") == "tool"), None)
    if last is None:
        return ""
    text = last if isinstance(last, str) else json.dumps(last)
    if "denied" in text[:_MOST_TEXT].casefold():
        return "denied"
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return "ok"
    return "error" if isinstance(value, dict) and value.get("error") else "ok"


def _as_text(arguments: Mapping[str, Any] | str) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(dict(arguments), ensure_ascii=False)


def _words(kind: str) -> str:
    return "no answer came in time" if kind == "time_out" else "it cannot be reached at the moment"
