"""What is expected of a story's world: cells, what has changed, and how often something was asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.take_home import Expectation, Story
from mockint.execution.story_world import WorldSeen
from mockint.measure.expectations import Reply, happened, holds, judge, shown

SEEN = WorldSeen(
    tables={"orders": {"o-1": {"status": "refunded", "total": 40.0}}},
    changed=frozenset({"orders.o-1", "notes.*"}),
    calls={"refund": 2},
    model_calls=3,
    approvals={"refund": 1},
)
WORLD = {
    "tables": {"orders": {"o-1": {"status": "paid"}}, "notes": {}},
    "tools": [{"name": "refund", "action": {"do": "text", "text": "x"}}],
}


def story(*expect: dict[str, Any], world: dict[str, Any] | None = WORLD) -> Story:
    step = {"op": "handle", "expect": list(expect), "says": "It is handled."}
    return Story.model_validate({"name": "one", "steps": [step]} | ({} if world is None else {"world": world}))


@pytest.mark.parametrize(
    ("expected", "is_held"),
    [
        ({"world": "orders.o-1.status", "equals": "refunded"}, True),
        ({"world": "orders.o-1.status", "equals": "paid"}, False),
        ({"world": "orders.o-1.total", "equals": 40.4, "tolerance": 0.5}, True),
        ({"world": "orders.o-2.status", "null": True}, True),
        ({"world": "orders.o-2.status", "equals": "paid"}, False),
        ({"only_changed": ["orders.o-1", "notes.*"]}, True),
        ({"only_changed": ["orders.o-1", "notes.*", "orders.o-2"]}, True),
        ({"only_changed": ["orders.o-1"]}, False),
        ({"only_changed": []}, False),
        ({"calls": "refund", "at_most": 2}, True),
        ({"calls": "refund", "at_most": 1}, False),
        ({"calls": "refund", "at_least": 1, "at_most": 2}, True),
        ({"calls": "refund", "at_least": 3, "at_most": 9}, False),
        ({"calls": "order", "at_most": 0}, True),
        ({"approvals": "refund", "at_least": 1}, True),
        ({"approvals": "order", "at_least": 1}, False),
        ({"model_calls": True, "at_most": 3}, True),
        ({"model_calls": True, "at_most": 2}, False),
    ],
)
def test_the_world_is_looked_at_whatever_the_reply_was(expected: dict[str, Any], is_held: bool) -> None:
    one = Expectation.model_validate(expected)
    for reply in (Reply({}, world=SEEN), Reply(refused="no", world=SEEN), Reply(fault="it fell", world=SEEN)):
        assert holds(one, reply) is is_held
    assert not holds(one, Reply({}))
    assert Expectation.model_validate(one.as_plain()) == one
    assert shown(one)


def test_harm_in_the_world_counts_also_where_the_program_fell_and_harm_in_a_result_does_not() -> None:
    made = story({"at": "status", "equals": "done"})
    (step,) = made.steps
    harm = Expectation.model_validate({"world": "orders.o-1.status", "equals": "refunded"})
    asked = step.model_copy(update={"harm": (harm,)})
    assert judge(asked, Reply(fault="it fell", world=SEEN))[0] == "harmful"  # type: ignore[arg-type]
    null = Expectation.model_validate({"at": "status", "null": True})
    asked = step.model_copy(update={"harm": (null,)})
    assert judge(asked, Reply(fault="it fell", world=SEEN))[0] == "missed"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "expected",
    [
        {"world": "orders", "equals": 1},
        {"world": "orders.o-1.status"},
        {"world": "orders.o-1.status", "refused": True},
        {"world": "shelves.o-1.status", "equals": 1},
        {"world": "orders.o-1.status", "at": "x", "equals": 1},
        {"calls": "refund", "equals": 1},
        {"calls": "refund"},
        {"calls": "erase", "at_most": 1},
        {"calls": "refund", "approvals": "refund", "at_most": 1},
        {"calls": "refund", "at_most": "many"},
        {"model_calls": False, "at_most": 1},
        {"model_calls": 3, "at_most": 1},
        {"only_changed": "orders.o-1"},
        {"only_changed": ["shelves.o-1"]},
    ],
)
def test_an_expectation_of_something_that_is_not_there_is_told(expected: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        story(expected)


def test_a_world_must_be_there_to_be_looked_at() -> None:
    with pytest.raises(ValidationError, match="no world"):
        story({"only_changed": []}, world=None)
    with pytest.raises(ValidationError, match="no world"):
        Story.model_validate({"name": "one", "script": [{"text": "x"}], "steps": [{"restart": True}]})


def test_a_story_in_the_folder_holds_its_world_and_its_script() -> None:
    made = Story.model_validate(
        {"name": "one", "world": WORLD, "script": [{"text": "x"}], "steps": [{"op": "handle", "send": {"a": 1}}]}
    )
    plain = made.as_plain()
    assert plain["world"] == WORLD
    assert plain["script"] == [{"text": "x"}]
    assert Story.model_validate(plain) == made


def test_what_happened_is_told_in_words() -> None:
    assert happened(SEEN) == "[calls: refund 2x; the human asked: refund 1x; changed: notes.*, orders.o-1]"
    assert happened(WorldSeen({})) == "[calls: none; changed: nothing]"


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_both_ends_hold_as_each_of_them_does(count: int, low: int, high: int) -> None:
    reply = Reply({}, world=WorldSeen({}, calls={"refund": count}))

    def held(**limits: int) -> bool:
        return holds(Expectation.model_validate({"calls": "refund", **limits}), reply)

    assert held(at_least=low, at_most=high) is (held(at_least=low) and held(at_most=high))
