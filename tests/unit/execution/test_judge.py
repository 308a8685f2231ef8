"""Each way for a program to end has its verdict and its sentence."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Any

import pytest

from mockint.domain.judging import (
    Comparison,
    IsolationLevel,
    JudgeReport,
    JudgeSpec,
    Limits,
    TestCase,
    TestVerdict,
)
from mockint.execution.judge import Judge

QUICK = Limits(cpu_s=0.4, wall_s=2.0, run_wall_s=5.0)
GOOD = "def f(x):\n    return x + 1\n"


def run(judge: Judge, code: str, *tests: tuple[Any, Any], hidden: bool = False, **fields: Any) -> JudgeReport:
    cases = tuple(TestCase(args=(given,), expected=expected) for given, expected in tests or ((1, 2), (2, 3)))
    fields = {"entry_point": "f", "limits": QUICK} | fields
    return judge.judge(JudgeSpec(tests=cases, **fields), code, hidden=hidden)


def test_a_right_program(judge: Judge) -> None:
    report = run(judge, GOOD)
    assert (report.verdict, report.passed, report.total, report.message) == (TestVerdict.ACCEPTED, 2, 2, "")
    assert report.isolation is judge.isolation().level
    assert report.peak_mb is not None
    assert 5 < report.peak_mb < 200
    assert report.tests[0].actual == report.tests[0].expected == "2"
    assert JudgeReport.model_validate(report.model_dump()) == report


@pytest.mark.parametrize(
    ("code", "verdict", "message"),
    [
        ("def f(x):\n    return x", "wrong_answer", "The answer differs from the expected one."),
        (
            "def f(x):\n    print(x + 1)",
            "wrong_answer",
            "The function returned None and printed its output; return the",
        ),
        ("def f(x):\n    x + 1", "wrong_answer", "The function returned None: is a return missing?"),
        ("def f(x):\n    return str(x)", "wrong_answer", "Expected a value of type int, got str."),
        (
            "def f(x):\n    return iter([x])",
            "wrong_answer",
            "The result cannot be an answer: a value of type list_iterator",
        ),
        ("\n\ndef f(x):\n    return y", "runtime_error", "Line 4: NameError: name 'y' is not defined"),
        (
            "import os\ndef f(x):\n    os._exit(3)",
            "runtime_error",
            "No answer: the program ended itself (exit code 3).",
        ),
        ("import os\ndef f(x):\n    os.abort()", "runtime_error", "No answer: the program crashed (SIGABRT)."),
        ("def f(x):\n    while 1: pass", "time_limit", "Stopped after 0.4 s of CPU time."),
        ("def f(x):\n    return [0] * 10**10", "memory_limit", "Line 2: MemoryError"),
        ("def f(x):\n    while 1: print('x' * 9999)", "output_limit", "Stopped after 8 MiB of output."),
        ("def f(x:\n    return x", "invalid", "Line 1: SyntaxError: '(' was never closed"),
        ("def f(x, y):\n    return x", "invalid", "f(x, y) cannot be called with 1 argument."),
        ("def f_2(x):\n    return x", "invalid", "Defines no function 'f'; found 'f_2'."),
        ("f = 3", "invalid", "'f' is not a function."),
        ("", "invalid", "Defines no function 'f'."),
        ("f = g", "runtime_error", "Line 1: NameError: name 'g' is not defined"),
    ],
)
def test_verdict_and_sentence(judge: Judge, code: str, verdict: str, message: str) -> None:
    report = run(judge, code)
    assert report.verdict == verdict
    assert report.message.startswith(message)
    assert report.passed == 0


def test_waiting_is_told_apart_from_computing(judge: Judge) -> None:
    limits = Limits(cpu_s=1.0, wall_s=0.2, run_wall_s=0.2)
    report = run(judge, "import time\ndef f(x):\n    print('before')\n    time.sleep(9)", limits=limits)
    assert report.verdict is TestVerdict.TIME_LIMIT
    assert "the code was waiting" in report.message
    assert report.tests[0].output == "before\n"
    assert report.tests[1].verdict is TestVerdict.NOT_RUN


def test_the_tests_after_a_killed_one_are_still_run(judge: Judge) -> None:
    code = "import os\ndef f(x):\n    if x == 2: os._exit(0)\n    return x + 1"
    report = run(judge, code, (1, 2), (2, 3), (3, 4))
    assert [test.verdict.value for test in report.tests] == ["accepted", "runtime_error", "accepted"]
    assert (report.verdict.value, report.passed) == ("runtime_error", 2)


def test_traceback_holds_the_candidates_lines_only(judge: Judge) -> None:
    code = "import json\n\ndef f(x):\n    return g(x)\n\ndef g(x):\n    return json.loads('{')\n"
    lines = run(judge, code).tests[0].traceback
    assert [(line.line, line.function, line.text) for line in lines] == [
        (4, "f", "return g(x)"),
        (7, "g", "return json.loads('{')"),
    ]


def test_output_of_each_test_is_kept_with_it_and_bounded(judge: Judge) -> None:
    limits = Limits(output_kept_bytes=10)
    code = "print('loading')\ndef f(x):\n    print('value', x, '.' * 50)\n    return x + 1"
    report = run(judge, code, limits=limits)
    assert [test.output for test in report.tests] == ["loading\nvalue 1 ..", "value 2 .."]


def test_hidden_tests_tell_nothing_of_themselves(judge: Judge) -> None:
    code = "def f(x):\n    print(x)\n    if x == 41421: return 0\n    raise ValueError(x)"
    report = run(judge, code, (41421, 1), (51423, 2), hidden=True)
    assert [test.verdict.value for test in report.tests] == ["wrong_answer", "runtime_error"]
    text = report.model_dump_json()
    assert "41421" not in text
    assert "51423" not in text
    assert report.tests[0].message == "A hidden test expected another answer."


def test_a_driver_plays_a_story(judge: Judge) -> None:
    driver = "def drive(solution, steps):\n    box = solution()\n    return [box.add(step) for step in steps]\n"
    code = "class Box:\n    def __init__(self):\n        self.n = 0\n    def add(self, k):\n        self.n += k\n        return self.n\n"
    assert run(judge, code, ([1, 2], [1, 3]), entry_point="Box", driver=driver).verdict is TestVerdict.ACCEPTED
    broken = run(judge, code, ([1], [1]), entry_point="Box", driver="def drive(:")
    assert broken.verdict is TestVerdict.JUDGE_ERROR
    assert "driver.py does not compile" in broken.message
    unnamed = run(judge, code, ([1], [1]), entry_point="Box", driver="x = 1")
    assert unnamed.message == "The problem's driver defines no function 'drive'"


def test_a_coroutine_is_run_to_its_end(judge: Judge) -> None:
    assert run(judge, "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x + 1").passed == 2
    driver = "async def drive(solution, x):\n    return await solution(x)\n"
    assert run(judge, "async def f(x):\n    return x + 1", driver=driver).passed == 2


def test_in_place_compares_the_first_argument(judge: Judge) -> None:
    comparison = Comparison(mode="in_place")
    assert run(judge, "def f(x):\n    x.sort()", ([2, 1], [1, 2]), comparison=comparison).passed == 1
    assert run(judge, "def f(x):\n    return sorted(x)", ([2, 1], [1, 2]), comparison=comparison).passed == 0


def test_values_of_every_kind_travel(judge: Judge) -> None:
    value = {"a": (1, {2}, b"x", None, 1 << 90, float("inf")), 3: frozenset({(1, "ü")}), "$x": [True, -0.5]}
    assert run(judge, "def f(x):\n    return x", (value, value)).passed == 1


def test_keyword_arguments(judge: Judge) -> None:
    spec = JudgeSpec(entry_point="f", tests=(TestCase(args=(1,), kwargs={"by": 2}, expected=3),))
    assert judge.judge(spec, "def f(x, *, by):\n    return x + by").passed == 1
    assert judge.judge(spec, "def f(x):\n    return x").verdict is TestVerdict.INVALID


def test_run_time_is_bounded_once_something_failed(judge: Judge) -> None:
    limits = Limits(cpu_s=0.2, wall_s=1.0, run_wall_s=0.5)
    tests = [(number, 0) for number in range(20)]
    report = run(judge, "def f(x):\n    while 1: pass", *tests, limits=limits)
    verdicts = [test.verdict for test in report.tests]
    assert verdicts[0] is TestVerdict.TIME_LIMIT
    assert verdicts[-1] is TestVerdict.NOT_RUN
    assert report.wall_s < 3.0


def test_a_passing_run_may_be_long(judge: Judge) -> None:
    limits = Limits(cpu_s=1.0, wall_s=1.0, run_wall_s=0.05)
    report = run(
        judge, "import time\ndef f(x):\n    time.sleep(0.03)\n    return x + 1", (1, 2), (2, 3), (3, 4), limits=limits
    )
    assert report.passed == 3


def test_cancel_kills_the_worker(judge: Judge) -> None:
    cancel = threading.Event()
    spec = JudgeSpec(entry_point="f", tests=(TestCase(args=(1,)),), limits=Limits(cpu_s=30, wall_s=60))
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(judge.judge, spec, "def f(x):\n    while 1: pass", cancel=cancel)
        cancel.set()
        with pytest.raises(CancelledError):
            future.result(timeout=10)


def test_eight_judges_at_once(judge: Judge) -> None:
    def one(number: int) -> JudgeReport:
        return run(judge, f"def f(x):\n    return x + {number}", (1, 1 + number), limits=Limits(wall_s=30))

    with ThreadPoolExecutor(8) as executor:
        reports = list(executor.map(one, range(16)))
    assert all(report.verdict is TestVerdict.ACCEPTED for report in reports)


def test_call_values_gives_plain_data(judge: Judge) -> None:
    code = "def generate(seed):\n    return [{'args': (seed,), 'seen': {1}}] if seed else 1 / 0\n"
    good, bad = judge.call_values(code, "generate", [((3,), {}), ((), {"seed": 0})])
    assert good.value == [{"args": (3,), "seen": {1}}]
    assert (good.verdict, bad.verdict) == (TestVerdict.ACCEPTED, TestVerdict.RUNTIME_ERROR)
    assert bad.report.message == "Line 2: ZeroDivisionError: division by zero"
    assert good.report.actual == "[{'args': (3,), 'seen': {1}}]"
    (unloaded,) = judge.call_values("def generate(:", "generate", [((), {})])
    assert unloaded.verdict is TestVerdict.INVALID


def test_the_same_program_gives_the_same_order_of_a_set(judge: Judge) -> None:
    code = "def f(x):\n    return list({'b', 'a', 'c', 'd', 'e'})"
    orders = {run(judge, code, (1, None)).tests[0].actual for _ in range(3)}
    assert len(orders) == 1


def test_isolation_is_told_with_a_sentence(judge: Judge) -> None:
    isolation = judge.isolation()
    assert (isolation.level is IsolationLevel.STRONG) == (isolation.sentence == "")
