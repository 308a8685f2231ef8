"""The SPEC of the `judge` command, its batches and its answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockint.errors import BadInputError
from mockint.execution.judge import Judge
from mockint.execution.spec_file import judge_batch, parse_spec, report_json

SPEC: dict[str, Any] = {"entry_point": "f", "tests": [{"args": [1], "expected": 2}]}
GOOD = "def f(x):\n    return x + 1\n"


def test_the_least_spec() -> None:
    spec = parse_spec(json.dumps(SPEC))
    assert spec.entry_point == "f"
    assert spec.tests[0].args == (1,)
    assert (spec.limits.cpu_s, spec.limits.wall_s, spec.limits.memory_mb) == (2.0, 6.0, 512)


def test_limits_and_tags() -> None:
    test = {"args": [{"$set": [1]}], "kwargs": {"k": {"$float": "nan"}}, "expected": {"$tuple": [1]}, "name": "one"}
    spec = parse_spec(json.dumps(SPEC | {"tests": [test], "time_limit_s": 10, "memory_mb": 128}))
    assert spec.tests[0].args == ({1},)
    assert spec.tests[0].expected == (1,)
    assert (spec.limits.cpu_s, spec.limits.wall_s, spec.limits.memory_mb) == (10, 30, 128)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([], "must be an object"),
        ({"entry_point": None}, "'entry_point'"),
        ({"entry_point": "a b"}, "'entry_point'"),
        ({"tests": []}, "'tests'"),
        ({"tests": {}}, "'tests'"),
        ({"tests": [3]}, "'tests[0]' must be an object"),
        ({"tests": [{"args": [1]}]}, "'tests[0]' has no 'expected'"),
        ({"tests": [{"args": 1, "expected": 1}]}, "'tests[0].args'"),
        ({"tests": [{"args": [{"$tupel": []}], "expected": 1}]}, "'tests[0].args' is not a value"),
        ({"tests": [{"args": [], "kwargs": [], "expected": 1}]}, "'tests[0].kwargs'"),
        ({"tests": [{"name": 1, "expected": 1}]}, "'tests[0].name'"),
        ({"tests": [{"exepcted": 1}]}, "unknown key 'exepcted'"),
        ({"tests": [{"args": [], "expected": 1, "comparison": {"mode": "in_place"}}]}, "must not be empty"),
        ({"time_limit_s": 0}, "'time_limit_s'"),
        ({"time_limit_s": True}, "'time_limit_s'"),
        ({"time_limit_s": "2"}, "'time_limit_s'"),
        ({"memory_mb": 1}, "'memory_mb'"),
        ({"driver": 1}, "'driver'"),
        ({"arity": -1}, "'arity'"),
        ({"comparison": {"mode": "fuzzy"}}, "wrong 'mode'"),
        ({"comparison": {"tolerance": 1}}, "unknown key 'tolerance'"),
        ({"timeout": 1}, "unknown key 'timeout'"),
    ],
)
def test_each_mistake_is_named(change: Any, said: str) -> None:
    data = SPEC | change if isinstance(change, dict) else change
    with pytest.raises(BadInputError) as caught:
        parse_spec(json.dumps(data))
    assert said in caught.value.what
    assert "\n" not in caught.value.one_line()


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"])
def test_what_is_not_json_is_said(text: str) -> None:
    with pytest.raises(BadInputError, match="not JSON"):
        parse_spec(text)


def test_the_answer(judge: Judge) -> None:
    answer = report_json(judge.judge(parse_spec(json.dumps(SPEC)), "def f(x):\n    print('p')\n    return x"))
    assert json.loads(json.dumps(answer)) == answer
    assert {"verdict", "passed", "total", "wall_s", "peak_mb", "isolation", "tests"} <= answer.keys()
    assert (answer["verdict"], answer["passed"], answer["total"]) == ("wrong_answer", 0, 1)
    assert answer["tests"][0] | {"wall_s": 0} == {
        "name": "test 1",
        "verdict": "wrong_answer",
        "wall_s": 0,
        "actual": "1",
        "expected": "2",
        "message": "The answer differs from the expected one.",
        "output": "p\n",
    }


def test_a_tuple_equals_a_list_unless_asked_otherwise(judge: Judge) -> None:
    spec: dict[str, Any] = {"entry_point": "f", "tests": [{"args": [], "expected": [1, [2]]}]}
    code = "def f():\n    return 1, (2,)"
    assert judge.judge(parse_spec(json.dumps(spec)), code).passed == 1
    strict = spec | {"comparison": {"tuple_is_list": False}}
    assert judge.judge(parse_spec(json.dumps(strict)), code).passed == 0


def test_a_batch_answers_each_line_in_order(judge: Judge) -> None:
    lines = [
        json.dumps({"id": "a", "spec": SPEC, "code": GOOD}),
        "not json",
        "",
        json.dumps({"id": 3, "spec": SPEC}),
        json.dumps({"id": "d", "spec": {}, "code": GOOD}),
        json.dumps({"id": "e", "spec": json.dumps(SPEC), "code": "def f(x):\n    return 1 / 0"}),
        json.dumps([1]),
    ]
    answers = list(judge_batch(judge, lines))
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [
        ("a", "accepted"),
        (None, "invalid"),
        (3, "invalid"),
        ("d", "invalid"),
        ("e", "runtime_error"),
        (None, "invalid"),
    ]
    assert answers[1]["message"].startswith("Line 2 is not JSON")
    assert answers[2]["message"].startswith("Line 4 is not")
