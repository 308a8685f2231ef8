"""What a story expects of a result: each rule, and that no plain data a program may send breaks any of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.take_home import RULES, Ask, Expectation, Story
from mockint.measure.expectations import Reply, holds, judge, short, shown

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
RESULT = {
    "total": 119.0,
    "tax": None,
    "lines": [{"net": 50}, {"net": 50}],
    "text": "Paid by  ÉMILE on Monday",
    "ok": True,
    "n": 3,
}
GOLD = {"kind": "number", "value": 119.0, "unit": "EUR"}


@pytest.mark.parametrize(
    ("expected", "is_so"),
    [
        ({"at": "total", "equals": 119}, True),
        ({"at": "total", "equals": 118.99}, False),
        ({"at": "total", "equals": 118.99, "tolerance": 0.01}, True),
        ({"at": "lines.1.net", "equals": 50}, True),
        ({"at": "lines.2.net", "equals": 50}, False),
        ({"at": "ok", "equals": 1}, False),
        ({"at": "n", "equals": True}, False),
        ({"at": "n", "one_of": [1, 3]}, True),
        ({"at": "tax", "null": True}, True),
        ({"at": "absent", "null": True}, True),
        ({"at": "total", "null": False}, True),
        ({"at": "lines", "set": [{"net": 50}]}, True),
        ({"at": "lines", "includes": [{"net": 51}]}, False),
        ({"at": "lines", "within": [{"net": 50}, {"net": 1}]}, True),
        ({"at": "text", "within": ["a"]}, False),
        ({"at": "n", "at_most": 3}, True),
        ({"at": "n", "at_least": 3.5}, False),
        ({"at": "ok", "at_least": 0}, False),
        ({"at": "text", "text_has": ["paid by émile", "MONDAY"]}, True),
        ({"at": "text", "text_lacks": ["tuesday"]}, True),
        ({"at": "n", "text_lacks": ["tuesday"]}, False),
        ({"refused": False}, True),
    ],
)
def test_a_rule_holds_or_does_not(expected: dict[str, Any], is_so: bool) -> None:
    assert holds(Expectation.model_validate(expected), Reply(RESULT)) is is_so


def test_a_text_is_held_against_typed_gold() -> None:
    expected = Expectation.model_validate({"at": "answer", "gold": GOLD})
    assert holds(expected, Reply({"answer": "It comes to 119.00 EUR."}))
    assert not holds(expected, Reply({"answer": "It comes to 19 EUR."}))
    nothing = Expectation.model_validate({"at": "answer", "gold": {"kind": "nothing"}})
    assert holds(nothing, Reply({"answer": None}))


def test_a_refusal_is_no_result_and_a_result_is_no_refusal() -> None:
    refused = Expectation.model_validate({"refused": True})
    assert holds(refused, Reply(refused="no such note"))
    assert not holds(refused, Reply({"a": 1}))
    assert not holds(Expectation.model_validate({"at": "a", "null": True}), Reply(refused="no such note"))


def test_harm_counts_against_it_before_anything_is_asked() -> None:
    ask = Ask.model_validate(
        {
            "op": "ask",
            "expect": [{"at": "a", "null": True}],
            "harm": [{"at": "a", "equals": 2}],
            "says": "Nothing is told.",
        }
    )
    assert judge(ask, Reply({"a": None})) == ("right", "")
    assert judge(ask, Reply({"a": 1})) == ("missed", "a is null")
    assert judge(ask, Reply({"a": 2})) == ("harmful", "must not be: a is 2")


@pytest.mark.parametrize(
    "broken",
    [
        {"at": "a"},
        {"at": "a", "equals": 1, "null": True},
        {"at": "a", "one_of": 3},
        {"at": "a", "null": "yes"},
        {"at": "a", "at_most": "three"},
        {"at": "a", "gold": {"kind": "colour"}},
        {"at": "a", "equal": 1},
    ],
)
def test_what_is_no_expectation_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Expectation.model_validate(broken)


@pytest.mark.parametrize("path", ["../out.txt", "/etc/passwd", ".hidden", "a/../b", "a//b", ""])
def test_a_storys_files_cannot_lead_out(path: str) -> None:
    steps = [{"op": "get", "send": {}}]
    with pytest.raises(ValidationError):
        Story.model_validate({"name": "a", "files": {path: "x"}, "steps": steps})
    with pytest.raises(ValidationError):
        Story.model_validate({"name": "a", "steps": [{"files": {path: None}}, *steps]})


@given(PLAIN, st.sampled_from(sorted(RULES)), PLAIN, st.sampled_from(["", "a", "a.0", "0.a"]))
def test_no_result_breaks_a_rule(found: Any, rule: str, value: Any, at: str) -> None:
    try:
        expected = Expectation.model_validate({"at": at, rule: value})
    except ValidationError:
        return
    assert holds(expected, Reply(found)) in {True, False}
    assert shown(expected)
    assert short(found)


@given(PLAIN.filter(lambda value: "nan" not in repr(value)))
def test_whatever_comes_is_the_same_as_itself(value: Any) -> None:
    assert holds(Expectation.model_validate({"equals": value}), Reply(value))
