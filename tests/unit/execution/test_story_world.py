"""The world of a story: tools that do what they say, faults that leave the right traces, a model that plays its script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.story_world import Turn, World
from mockint.execution.story_world import MOST_ASKS, PlayedWorld

ORDERS = {
    "o-1": {"customer": "Ada", "status": "paid", "total": 40.0},
    "o-2": {"customer": "Ada", "status": "sent", "total": 7.5},
    "o-3": {"customer": "Bob", "status": "paid", "total": 7.5},
}
TOOLS: list[dict[str, Any]] = [
    {"name": "order", "parameters": {"id": {"type": "string"}}, "action": {"do": "get", "table": "orders", "key": "$id"}},
    {
        "name": "orders",
        "parameters": {"customer": {"type": "string"}, "status": {"type": "string", "optional": True}},
        "action": {"do": "find", "table": "orders", "where": {"customer": "$customer", "status": "$status"}},
    },
    {
        "name": "refund",
        "parameters": {"id": {"type": "string"}, "why": {"type": "string", "optional": True}},
        "action": {"do": "set", "table": "orders", "key": "$id", "set": {"status": "refunded", "why": "$why"}},
        "require": [{"field": "status", "one_of": ["paid"]}],
    },
    {
        "name": "note",
        "parameters": {
            "text": {"type": "string"},
            "days": {"type": "integer", "minimum": 1, "maximum": 30, "optional": True},
            "level": {"type": "string", "enum": ["low", "high"], "optional": True},
        },
        "action": {"do": "add", "table": "notes", "row": {"text": "$text", "days": "$days"}},
        "once_by_key": True,
    },
    {"name": "hours", "action": {"do": "text", "text": "We open at nine."}},
]  # fmt: skip


def play(script: tuple[dict[str, Any], ...] = (), **faults: list[dict[str, Any]]) -> PlayedWorld:
    tools = [{**tool, "faults": faults.get(tool["name"], [])} for tool in TOOLS]
    world = World.model_validate(
        {
            "tables": {"orders": ORDERS, "notes": {}},
            "tools": tools,
            "approve": [{"tool": "refund", "arguments": {"id": "o-1"}}],
        }
    )
    return PlayedWorld(world, [Turn.model_validate(turn) for turn in script])


def call(world: PlayedWorld, name: str, key: str | None = None, **arguments: Any) -> Any:
    """The result of a call, or the kind of its error."""
    asked = {"name": name, "arguments": arguments} | ({} if key is None else {"key": key})
    answer = world.answer({"id": "r1", "n": 1, "tool": asked})
    assert answer is not None
    return answer["result"] if "result" in answer else answer["error"]["kind"]


def ask_model(world: PlayedWorld, *observed: str) -> dict[str, Any]:
    messages = [{"role": "user", "content": "help"}, *({"role": "tool", "content": one} for one in observed)]
    answer = world.answer({"n": 1, "model": {"messages": messages}})
    assert answer is not None
    reply: dict[str, Any] = answer["reply"]
    return reply


def test_a_row_is_got_and_rows_are_found() -> None:
    world = play()
    assert call(world, "order", id="o-1") == {"id": "o-1", **ORDERS["o-1"]}
    assert [row["id"] for row in call(world, "orders", customer="Ada")["rows"]] == ["o-1", "o-2"]
    assert [row["id"] for row in call(world, "orders", customer="Ada", status="sent")["rows"]] == ["o-2"]
    assert call(world, "orders", customer="Nobody") == {"rows": []}
    assert call(world, "hours") == {"text": "We open at nine."}
    assert world.seen().changed == frozenset()


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("order", {"id": "o-9"}, "not_found"),
        ("order", {}, "invalid"),
        ("order", {"id": 3}, "invalid"),
        ("order", {"id": "o-1", "more": 1}, "invalid"),
        ("note", {"text": "x", "days": 0}, "invalid"),
        ("note", {"text": "x", "days": 31}, "invalid"),
        ("note", {"text": "x", "days": True}, "invalid"),
        ("note", {"text": "x", "days": 2.5}, "invalid"),
        ("note", {"text": "x", "level": "mid"}, "invalid"),
        ("note", {"text": "x" * 5_000}, "invalid"),
        ("refund", {"id": "o-2"}, "denied"),
        ("delete_all", {}, "unknown_tool"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_by_kind_and_nothing_is_done(
    name: str, arguments: dict[str, Any], kind: str
) -> None:
    world = play()
    assert call(world, name, **arguments) == kind
    assert world.seen().changed == frozenset()


def test_a_change_is_a_change_of_that_row_alone() -> None:
    world = play()
    assert call(world, "refund", id="o-1", why="late")["status"] == "refunded"
    seen = world.seen()
    assert seen.changed == {"orders.o-1"}
    assert seen.tables["orders"]["o-1"] == {**ORDERS["o-1"], "status": "refunded", "why": "late"}
    assert seen.calls == {"refund": 1}
    assert call(world, "refund", id="o-1") == "denied"
    world.begin()
    assert world.seen().changed == frozenset()
    assert world.seen().calls == {}


def test_a_key_does_a_thing_once_and_no_key_does_it_again() -> None:
    world = play()
    first = call(world, "note", "k1", text="call back")
    assert call(world, "note", "k1", text="call back") == first
    assert len(world.seen().tables["notes"]) == 1
    call(world, "note", text="call back")
    assert len(world.seen().tables["notes"]) == 2
    assert world.seen().changed == {"notes.*"}
    assert world.seen().calls == {"note": 3}


def test_a_lost_answer_has_done_it_and_a_time_out_has_not() -> None:
    world = play(
        note=[{"call": 1, "kind": "time_out"}, {"call": 2, "kind": "lost"}], order=[{"call": 2, "kind": "unavailable"}]
    )
    assert call(world, "note", "k", text="x") == "time_out"
    assert not world.seen().tables["notes"]
    assert call(world, "note", "k", text="x") == "time_out"
    assert len(world.seen().tables["notes"]) == 1
    assert call(world, "note", "k", text="x")["text"] == "x"
    assert len(world.seen().tables["notes"]) == 1
    assert call(world, "order", id="o-1")["id"] == "o-1"
    assert call(world, "order", id="o-1") == "unavailable"


def test_the_human_says_yes_to_what_stands_in_the_rules_alone() -> None:
    world = play()

    def ask(name: str, **arguments: Any) -> Any:
        return world.answer({"n": 1, "approval": {"name": name, "arguments": arguments, "why": "it was late"}})

    assert ask("refund", id="o-1") == {"approved": True}
    assert ask("refund", id="o-1", why="x") == {"approved": True}
    assert ask("refund", id="o-3") == {"approved": False}
    assert ask("refund") == {"approved": False}
    assert ask("order", id="o-1") == {"approved": False}
    assert world.seen().approvals == {"refund": 4, "order": 1}


def test_the_script_is_played_in_order_and_its_last_turn_again() -> None:
    world = play(
        (
            {"calls": [{"id": "c7", "name": "order", "arguments": {"id": "o-1"}}]},
            {"calls": [{"name": "order", "arguments": '{"id": '}], "when": "error"},
            {"text": "I may not.", "when": "denied"},
            {"text": "Done.", "when": "ok"},
        )
    )
    assert ask_model(world) == {"text": None, "calls": [{"id": "c7", "name": "order", "arguments": '{"id": "o-1"}'}]}
    assert ask_model(world, '{"error": {"kind": "time_out"}}')["calls"][0]["arguments"] == '{"id": '
    assert ask_model(world, '{"id": "o-1"}')["text"] == "Done."
    assert ask_model(world, "the human denied it")["text"] == "Done."
    assert world.seen().model_calls == 4


def test_a_script_goes_on_over_requests() -> None:
    world = play(({"text": "one"}, {"text": "two"}))
    assert ask_model(world)["text"] == "one"
    world.begin()
    assert ask_model(world)["text"] == "two"
    assert world.seen().model_calls == 1


@pytest.mark.parametrize("messages", [None, [], "hello", [1], [{"role": "user"}] * 600])
def test_a_model_asked_with_nonsense_says_so(messages: Any) -> None:
    answer = play(({"text": "x"},)).answer({"n": 1, "model": {"messages": messages}})
    assert answer is not None
    assert answer["error"]["kind"] == "invalid"


def test_without_a_script_there_is_no_model() -> None:
    answer = play().answer({"n": 1, "model": {"messages": [{"role": "user", "content": "x"}]}})
    assert answer is not None
    assert answer["error"]["kind"] == "unavailable"


def test_a_program_that_asks_for_ever_is_not_answered_for_ever() -> None:
    world = play()
    answers = [
        world.answer({"n": n, "tool": {"name": "note", "arguments": {"text": "x"}}}) for n in range(MOST_ASKS + 5)
    ]
    assert answers[-1] is None
    assert len(world.seen().tables["notes"]) == MOST_ASKS
    world.begin()
    assert call(world, "hours") == {"text": "We open at nine."}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*(tool["name"] for tool in TOOLS), "nothing"])


@given(st.dictionaries(st.sampled_from(["model", "tool", "approval", "x"]), JSON, max_size=3))
def test_any_message_gets_an_answer_that_is_json_or_none(message: dict[str, Any]) -> None:
    answer = play(({"text": "x"},)).answer({"n": 1, **message})
    assert answer is None or json.loads(json.dumps(answer))


@given(
    st.lists(
        st.tuples(NAMES, st.dictionaries(st.sampled_from(["id", "text", "customer", "days"]), JSON, max_size=3), JSON),
        max_size=6,
    )
)
def test_any_calls_leave_the_tables_whole(calls: list[tuple[str, dict[str, Any], Any]]) -> None:
    world = play()
    for name, arguments, key in calls:
        answer = world.answer({"n": 1, "tool": {"name": name, "arguments": arguments, "key": key}})
        assert answer is not None
        assert {"result", "error"} & answer.keys()
    seen = world.seen()
    assert seen.tables.keys() == {"orders", "notes"}
    assert {"orders.o-2", "orders.o-9"}.isdisjoint(seen.changed)
    assert sum(seen.calls.values()) == sum(name != "nothing" for name, _, _ in calls)


@pytest.mark.parametrize(
    "world",
    [
        {"tools": [{"name": "a", "action": {"do": "get", "table": "gone", "key": "x"}}]},
        {"tables": {"t": {}}, "tools": [{"name": "a", "action": {"do": "get", "table": "t", "key": "$id"}}]},
        {"tables": {"t": {}}, "tools": [{"name": "a", "action": {"do": "text", "text": "x"}}] * 2},
        {"tables": {"t": {}}, "tools": [{"name": "a", "action": {"do": "erase", "table": "t"}}]},
        {"tables": {"t": {}}, "approve": [{"tool": "a"}]},
        {
            "tables": {"t": {}},
            "tools": [{"name": "a", "action": {"do": "text", "text": "x"}, "require": [{"field": "f", "one_of": [1]}]}],
        },
        {"tables": {"t": {"a.b": {}}}},
        {"shelves": {}},
    ],
)
def test_a_world_that_cannot_be_played_is_told(world: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        World.model_validate(world)


@pytest.mark.parametrize("turn", [{}, {"when": "ok"}, {"text": "x", "when": "later"}, {"text": 3}])
def test_a_turn_that_says_nothing_is_told(turn: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Turn.model_validate(turn)
