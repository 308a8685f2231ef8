"""Reads what the `judge` command is given, and writes its answer; the format is part of the stable interface.

A SPEC is JSON: ``{"entry_point", "tests": [{"args": [..], "kwargs"?: {..}, "expected": .., "name"?, "comparison"?}],
"time_limit_s"?, "memory_mb"?, "driver"?, "arity"?, "comparison"?: {"mode"?, "rel_tol"?, "abs_tol"?, "tuple_is_list"?}}``.
Values may use the tags of `mockint.domain.wire`. JSON has no tuples, so a tuple that is returned equals the list with
the same items, unless ``"tuple_is_list": false``.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from pydantic import ValidationError

from mockint.domain import wire
from mockint.domain.judging import (
    Comparison,
    IsolationLevel,
    JudgeReport,
    JudgeSpec,
    Limits,
    TestCase,
    TestReport,
    TestVerdict,
)
from mockint.errors import BadInputError
from mockint.execution.judge import Judge

_SPEC_KEYS = {"entry_point", "tests", "time_limit_s", "memory_mb", "driver", "arity", "comparison"}
_TEST_KEYS = {"name", "args", "kwargs", "expected", "comparison"}
_MAX_TESTS = 10_000
_WALL_FACTOR = 3.0
# No window waits for a command, so that an answer may be as large as any.
_REPLY_BYTES = 16 << 20
_HOW = 'A spec is {"entry_point": "f", "tests": [{"args": [1], "expected": 2}]}.'


def parse_spec(text: str) -> JudgeSpec:
    """Read a SPEC.

    Raises:
        BadInputError: It is no JSON, or not a spec; the text says which key.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"The spec is not JSON: {error}.", _HOW) from None
    return spec_from(data)


def spec_from(data: Any) -> JudgeSpec:
    """Build a spec from parsed JSON.

    Raises:
        BadInputError: It is not a spec; the text says which key.
    """
    fields = _object(data, "The spec", _SPEC_KEYS)
    entry_point = fields.get("entry_point")
    if not isinstance(entry_point, str) or not entry_point.isidentifier():
        raise _bad("'entry_point' must be the name of a function")
    tests = fields.get("tests")
    if not isinstance(tests, list) or not 0 < len(tests) <= _MAX_TESTS:
        raise _bad(f"'tests' must be a list of 1 to {_MAX_TESTS:,} tests")
    driver, arity = fields.get("driver"), fields.get("arity")
    if driver is not None and not isinstance(driver, str):
        raise _bad("'driver' must be Python source")
    if arity is not None and (type(arity) is not int or arity < 0):
        raise _bad("'arity' must be a whole number from 0")
    comparison = _comparison(fields.get("comparison"), "'comparison'")
    return JudgeSpec(
        entry_point=entry_point,
        tests=tuple(_test(test, f"tests[{index}]", comparison) for index, test in enumerate(tests)),
        driver=driver,
        arity=arity,
        limits=_limits(fields),
        comparison=comparison,
    )


def _limits(fields: dict[str, Any]) -> Limits:
    usual = Limits()
    cpu_s, memory_mb = fields.get("time_limit_s", usual.cpu_s), fields.get("memory_mb", usual.memory_mb)
    if isinstance(cpu_s, bool) or not isinstance(cpu_s, int | float) or not 0 < cpu_s <= 600:
        raise _bad("'time_limit_s' must be a number of seconds above 0, at most 600")
    if isinstance(memory_mb, bool) or not isinstance(memory_mb, int | float) or not 16 <= memory_mb <= 65_536:
        raise _bad("'memory_mb' must be a number of MiB from 16 to 65536")
    wall_s = max(usual.wall_s, cpu_s * _WALL_FACTOR)
    return Limits(
        cpu_s=cpu_s,
        wall_s=wall_s,
        run_wall_s=max(usual.run_wall_s, 2 * wall_s),
        memory_mb=int(memory_mb),
        reply_bytes=_REPLY_BYTES,
    )


def _test(data: Any, where: str, comparison: Comparison) -> TestCase:
    fields = _object(data, f"'{where}'", _TEST_KEYS)
    if "expected" not in fields:
        raise _bad(f"'{where}' has no 'expected'")
    name = fields.get("name", "")
    if not isinstance(name, str):
        raise _bad(f"'{where}.name' must be a text")
    args = _value(fields.get("args", []), f"{where}.args")
    kwargs = _value(fields.get("kwargs", {}), f"{where}.kwargs")
    if not isinstance(args, list | tuple):
        raise _bad(f"'{where}.args' must be a list of arguments")
    if not isinstance(kwargs, dict) or not all(isinstance(key, str) for key in kwargs):
        raise _bad(f"'{where}.kwargs' must be an object")
    own = _comparison(fields["comparison"], f"'{where}.comparison'") if "comparison" in fields else None
    if (own or comparison).mode == "in_place" and not args:
        raise _bad(f"'{where}.args' must not be empty: the first argument is the result")
    expected = _value(fields["expected"], f"{where}.expected")
    return TestCase(name=name, args=tuple(args), kwargs=kwargs, expected=expected, comparison=own)


def _comparison(data: Any, where: str) -> Comparison:
    if data is None:
        return Comparison(tuple_is_list=True)
    try:
        return Comparison.model_validate({"tuple_is_list": True, **_object(data, where, set(Comparison.model_fields))})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise _bad(f"{where} has a wrong {key!r}: {first['msg']}") from None


def _value(data: Any, where: str) -> Any:
    try:
        return wire.decode(data)
    except wire.WireError as error:
        raise _bad(f"'{where}' is not a value: {error}") from None


def _object(data: Any, what: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _bad(f"{what} must be an object")
    if unknown := sorted(set(data) - keys):
        raise _bad(f"{what} has an unknown key {unknown[0]!r}")
    return data


def _bad(what: str) -> BadInputError:
    return BadInputError(f"{what}." if what.startswith("The spec") else f"In the spec {what}.", _HOW)


def report_json(report: JudgeReport) -> dict[str, Any]:
    """The answer of the `judge` command."""
    answer = {
        "verdict": report.verdict.value,
        "passed": report.passed,
        "total": report.total,
        "wall_s": round(report.wall_s, 6),
        "peak_mb": report.peak_mb,
        "isolation": report.isolation.value,
        "tests": [_test_json(test) for test in report.tests],
    }
    return answer | ({"message": report.message} if report.message else {})


def _test_json(test: TestReport) -> dict[str, Any]:
    optional = {
        "actual": test.actual,
        "expected": test.expected,
        "message": test.message or None,
        "output": test.output or None,
        "traceback": [line.model_dump() for line in test.traceback] or None,
    }
    facts = {"name": test.name, "verdict": test.verdict.value, "wall_s": round(test.wall_s, 6)}
    return facts | {key: value for key, value in optional.items() if value is not None}


class _Line(NamedTuple):
    """A line of a batch that has been read."""

    id: Any
    spec: JudgeSpec
    code: str


def judge_batch(judge: Judge, lines: Iterable[str], *, parallel: int = 4) -> Iterator[dict[str, Any]]:
    """Judge each line ``{"id", "spec", "code"}``; yields one answer a line, in order, blank lines left out.

    A line that cannot be read gets an answer with the verdict *invalid* and a message, and does not stop the rest.
    At most `2 * parallel` lines are held at a time.
    """
    with ThreadPoolExecutor(parallel, thread_name_prefix="mockint-batch") as executor:
        pending: deque[Future[dict[str, Any]]] = deque()
        for number, line in enumerate(lines, start=1):
            if line.strip():
                pending.append(executor.submit(_judge_line, judge, line, number))
            while len(pending) >= 2 * parallel:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _judge_line(judge: Judge, text: str, number: int) -> dict[str, Any]:
    found_id: Any = None
    try:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadInputError(f"Line {number} is not JSON: {error}.") from None
        found_id = data.get("id") if isinstance(data, dict) else None
        line = _read_line(data, number)
    except BadInputError as error:
        return {"id": found_id} | report_json(_unreadable(judge, error.one_line()))
    return {"id": line.id} | report_json(judge.judge(line.spec, line.code))


def _read_line(data: Any, number: int) -> _Line:
    if not isinstance(data, dict) or not isinstance(data.get("code"), str) or "spec" not in data:
        raise BadInputError(f'Line {number} is not {{"id", "spec", "code"}}.')
    spec = data["spec"]
    return _Line(data.get("id"), parse_spec(spec) if isinstance(spec, str) else spec_from(spec), data["code"])


def _unreadable(judge: Judge, message: str) -> JudgeReport:
    level: IsolationLevel = judge.isolation().level
    return JudgeReport(
        verdict=TestVerdict.INVALID,
        passed=0,
        total=0,
        wall_s=0.0,
        peak_mb=None,
        isolation=level,
        tests=(),
        message=message,
    )
