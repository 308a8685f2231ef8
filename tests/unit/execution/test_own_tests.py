"""A candidate's own tests, run beside a program."""

from __future__ import annotations

from mockint.domain.judging import Limits, TestVerdict
from mockint.execution.judge import Judge

SOLUTION = "LIMIT = 3\ndef f(x):\n    return min(x, LIMIT)\n"
QUICK = Limits(cpu_s=0.3, wall_s=2.0)


def test_each_test_is_run_once_by_name(judge: Judge) -> None:
    tests = """
from solution import f as imported

def test_name_is_there():
    assert f(1) == 1 and LIMIT == 3

def test_import_works():
    assert imported is f

def test_fails():
    assert f(9) == 9, "no limit wanted"

def test_raises():
    f()

async def test_coroutine():
    assert f(2) == 2

def helper():
    raise RuntimeError

test_number = 3
"""
    report = judge.run_own_tests(tests, SOLUTION)
    assert report.passed == ("test_name_is_there", "test_import_works", "test_coroutine")
    verdicts = {test.name: test.verdict.value for test in report.tests}
    assert (verdicts["test_fails"], verdicts["test_raises"]) == ("wrong_answer", "runtime_error")
    assert report.verdict is TestVerdict.WRONG_ANSWER
    assert report.message == "In your tests: Line 11: AssertionError: no limit wanted"
    failed = report.tests[2]
    assert failed.traceback[-1].text == 'assert f(9) == 9, "no limit wanted"'


def test_a_mutant_is_killed(judge: Judge) -> None:
    tests = "def test_limit():\n    assert f(9) == 3\n"
    assert judge.run_own_tests(tests, SOLUTION).verdict is TestVerdict.ACCEPTED
    assert judge.run_own_tests(tests, SOLUTION.replace("min", "max")).verdict is TestVerdict.WRONG_ANSWER


def test_one_that_hangs_does_not_stop_the_others(judge: Judge) -> None:
    tests = "def test_hangs():\n    while True: pass\ndef test_works():\n    pass\n"
    report = judge.run_own_tests(tests, SOLUTION, QUICK)
    assert [test.verdict.value for test in report.tests] == ["time_limit", "accepted"]


def test_what_cannot_be_run_is_said(judge: Judge) -> None:
    assert judge.run_own_tests("", SOLUTION).message == "Found no function whose name begins with test_."
    broken = judge.run_own_tests("def test_a(:\n", SOLUTION)
    assert broken.verdict is TestVerdict.INVALID
    assert broken.message.startswith("In your tests: Line 1: SyntaxError")
    assert judge.run_own_tests("import no_such_module\n", SOLUTION).verdict is TestVerdict.RUNTIME_ERROR
    assert judge.run_own_tests("def test_a(): pass", "def f(:").message.startswith("Line 1: SyntaxError")
    assert "million characters" in judge.run_own_tests("#" * (1 << 21), SOLUTION).message
