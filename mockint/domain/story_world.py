"""What a story's world is made of: tables, tools over them, whom the human says yes to, and the scripted model's turns.

All of it is data that the app plays; no code of a pack runs for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, model_validator

from mockint.domain.base import Value

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
RowKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_@:-][A-Za-z0-9_@: -]{0,79}$")]
"""No dots in it: expectations name a cell as ``table.row.field``."""
Cell = str | int | float | bool | None
Row = Mapping[str, Cell | tuple[Cell, ...]]
FaultKind = Literal["time_out", "unavailable", "lost"]
"""``lost``: it is done, but the caller is told of a time-out."""
Seen = Literal["ok", "error", "denied"]
ARGUMENT: Final = "$"
"""Begins a text that stands for an argument of the call."""


class Parameter(Value):
    """One argument of a tool."""

    type: Literal["string", "number", "integer", "boolean"]
    enum: tuple[str | int | float, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    optional: bool = False


class Get(Value):
    """Gives one row."""

    do: Literal["get"]
    table: Name
    key: str


class Find(Value):
    """Gives the rows whose fields are as asked; a condition on an argument that is left out does not count."""

    do: Literal["find"]
    table: Name
    where: Mapping[str, Cell] = Field(default_factory=dict)


class Set(Value):
    """Changes fields of one row and gives it as it is then."""

    do: Literal["set"]
    table: Name
    key: str
    set: Mapping[str, Cell] = Field(min_length=1)


class Add(Value):
    """Adds a row and gives its id."""

    do: Literal["add"]
    table: Name
    row: Mapping[str, Cell] = Field(min_length=1)


class Say(Value):
    """Gives a text and touches nothing."""

    do: Literal["text"]
    text: str


Action = Annotated[Get | Find | Set | Add | Say, Field(discriminator="do")]


class Requirement(Value):
    """A field that must be as asked, or the tool answers ``denied``.

    Attributes:
        table: Empty for the action's own, as is `key`.
    """

    field: str
    one_of: tuple[Cell, ...] = Field(min_length=1)
    table: str = ""
    key: str = ""


class Fault(Value):
    """What goes wrong at one call of a tool, counted from 1 within the story."""

    call: int = Field(ge=1)
    kind: FaultKind


class Tool(Value):
    """A tool that the program may call.

    Attributes:
        once_by_key: Whether a second call with the same idempotency key gives the first one's result and does nothing.
    """

    name: Name
    description: str = ""
    parameters: Mapping[Name, Parameter] = Field(default_factory=dict)
    action: Action
    require: tuple[Requirement, ...] = ()
    once_by_key: bool = False
    faults: tuple[Fault, ...] = ()

    @model_validator(mode="after")
    def _names_its_arguments(self) -> Tool:
        for text in _texts(self):
            name = text.removeprefix(ARGUMENT)
            if text.startswith(ARGUMENT) and name not in self.parameters:
                raise ValueError(f"{self.name}: '{text}' is none of its parameters")
        for wanted in self.require:
            if not all(getattr(wanted, name) or getattr(self.action, name, "") for name in ("table", "key")):
                raise ValueError(f"{self.name}: require names no row")
        return self


class Approval(Value):
    """A call that the human says yes to: the tool's name, and arguments that must be so."""

    tool: Name
    arguments: Mapping[str, Cell] = Field(default_factory=dict)


class World(Value):
    """Everything around a program in a story.

    Attributes:
        tables: Rows by table and key.
        approve: What the human says yes to; everything else is no.
    """

    tables: Mapping[Name, Mapping[RowKey, Row]] = Field(default_factory=dict)
    tools: tuple[Tool, ...] = ()
    approve: tuple[Approval, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> World:
        names = [tool.name for tool in self.tools]
        if len({*names}) < len(names):
            raise ValueError("two tools have one name")
        for tool in self.tools:
            for table in (getattr(tool.action, "table", ""), *(wanted.table for wanted in tool.require)):
                if table and table not in self.tables:
                    raise ValueError(f"{tool.name}: there is no table '{table}'")
        for rule in self.approve:
            if rule.tool not in names:
                raise ValueError(f"approve: '{rule.tool}' is no tool")
        return self


class ScriptedCall(Value):
    """A call that the scripted model asks for; arguments as text may be broken JSON on purpose."""

    id: str = ""
    name: str
    arguments: Mapping[str, Any] | str = Field(default_factory=dict)


class Turn(Value):
    """One reply of the scripted model: a text, calls, or both.

    Attributes:
        when: Skipped unless the last observation is so; None for always.
    """

    text: str | None = None
    calls: tuple[ScriptedCall, ...] = ()
    when: Seen | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Turn:
        if self.text is None and not self.calls:
            raise ValueError("has neither a text nor calls")
        return self


def _texts(tool: Tool) -> Iterator[str]:
    """Every text of a tool in which an argument may stand."""
    match tool.action:
        case Get(key=key):
            yield key
        case Find(where=where):
            yield from (value for value in where.values() if isinstance(value, str))
        case Set(key=key, set=fields):
            yield key
            yield from (value for value in fields.values() if isinstance(value, str))
        case Add(row=row):
            yield from (value for value in row.values() if isinstance(value, str))
    yield from (wanted.key for wanted in tool.require if wanted.key)
