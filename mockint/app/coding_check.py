"""Runs everything that a coding problem promises: reference, naive, starter, mutants, generators, growth, own tests."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mockint.bank.hidden import generate_level_again
from mockint.bank.rules import Finding, hidden_count
from mockint.domain import wire
from mockint.domain.judging import JudgeReport, JudgeSpec, TestCase, TestReport, TestVerdict
from mockint.domain.question import CodingLevel, CodingTask, Growth, Mutant
from mockint.errors import BankError
from mockint.execution.judge import Judge

SHARE_OF_LIMITS = 1 / 3
"""The reference may use this share of the limits, so that a slower machine judges it alike."""
MAX_ARGUMENTS_BYTES = 4 * 1024 * 1024
_MOST_GROWN = 12
"""A value as it is sent is at most this many times as long as its `repr`: an emoji becomes two escapes of six."""
MIN_PAST_EXAMPLES = 2
DRIVER_FILE = "driver.py"
_WHOLE_RUN_S = 600.0
_TOLD_TESTS = 3
_FAILED = {
    TestVerdict.WRONG_ANSWER,
    TestVerdict.RUNTIME_ERROR,
    TestVerdict.TIME_LIMIT,
    TestVerdict.MEMORY_LIMIT,
    TestVerdict.OUTPUT_LIMIT,
}


class CodingFigures(NamedTuple):
    """What a problem's hidden tests are worth.

    Attributes:
        tests: Hidden tests, generated ones included.
        mutants: Wrong solutions that the problem knows.
        caught: How many of them fail at least one hidden test.
        past_examples: How many of them pass every visible example: what the hidden tests add.
    """

    tests: int
    mutants: int
    caught: int
    past_examples: int


class CodingResult(NamedTuple):
    """What came of running a problem's code."""

    findings: tuple[Finding, ...]
    figures: CodingFigures


def check_coding(task: CodingTask, naive: str | None, judge: Judge) -> CodingResult:
    """Run all of a problem's code and tell every promise that is not kept."""
    found: list[Finding] = []
    hidden: list[TestCase] = []
    for level in task.levels:
        generated, faults = _generated(level, task.seed, judge)
        found += faults
        hidden += [*level.hidden, *generated]
    if not found:
        # With a generator that fails, what is missing in all would only be said twice.
        found += _test_set(task, hidden)
    tests = [*(test for level in task.levels for test in level.visible), *hidden]
    small = [test for test in tests if not test.performance]
    large = [test for test in tests if test.performance]
    found += _reference(task, tests, judge)
    if any(finding.file == DRIVER_FILE for finding in found):
        # Without its driver nothing can be judged, and every program would only say so again.
        return CodingResult(tuple(found), CodingFigures(len(hidden), len(task.mutants), 0, 0))
    if naive is not None:
        found += _naive(task, naive, small, large, judge)
    found += _starter(task, small, judge)
    found += _own_tests(task, judge)
    if task.growth is not None:
        found += _growth(task, task.growth, judge)
    caught = past_examples = 0
    for mutant in task.mutants:
        fate = _mutant_fate(task, mutant, hidden, judge)
        caught += fate.caught
        past_examples += fate.past_examples
        if fate.problem:
            found.append(Finding(f"mutants/{mutant.name}.py", "", fate.problem))
    if past_examples < MIN_PAST_EXAMPLES:
        found.append(
            Finding(
                "coding.toml",
                "mutants",
                f"{past_examples} of them pass the visible examples; {MIN_PAST_EXAMPLES} or more must need a hidden test",
            )
        )
    return CodingResult(tuple(found), CodingFigures(len(hidden), len(task.mutants), caught, past_examples))


def _generated(level: CodingLevel, seed: int, judge: Judge) -> tuple[tuple[TestCase, ...], list[Finding]]:
    file = f"levels/{level.number}/tests.py"
    try:
        tests = generate_level_again(level, seed, judge)
    except BankError as error:
        return (), [Finding(file, "", error.what)]
    found = []
    for test in tests:
        if len(repr(test.args)) * _MOST_GROWN <= MAX_ARGUMENTS_BYTES:
            continue  # nearly all: to encode them would cost more than to make them
        size = len(json.dumps(wire.encode(test.args)))
        if size > MAX_ARGUMENTS_BYTES:
            most = MAX_ARGUMENTS_BYTES / 1e6
            found.append(Finding(file, test.name, f"has {size / 1e6:.1f} MB of arguments; {most:.1f} are allowed"))
    return tests, found


def _test_set(task: CodingTask, hidden: list[TestCase]) -> Iterator[Finding]:
    yield from hidden_count(len(hidden))
    if not any(test.performance for test in hidden):
        yield Finding("levels", "", "no hidden test is marked performance, so a slow solution passes")
    visible = [test for level in task.levels for test in level.visible]
    written = Counter(test.name for level in task.levels for test in (*level.visible, *level.hidden))
    for name, times in Counter(test.name for test in (*visible, *hidden)).items():
        # A name that is written twice is told by the rules, which run no code.
        if times > max(1, written[name]):
            yield Finding("levels", "", f"{times} tests are named '{name}'")


def _reference(task: CodingTask, tests: list[TestCase], judge: Judge) -> Iterator[Finding]:
    file = "reference.py"
    report = judge.judge(_spec(task, tests, whole=True), task.reference)
    if report.verdict is TestVerdict.JUDGE_ERROR and task.driver is not None:
        yield Finding(DRIVER_FILE, "", report.message)
        return
    failures = [*_failures(file, report)]
    yield from failures
    if failures:
        return
    most_s = task.limits.cpu_s * SHARE_OF_LIMITS
    slow = {test.name for test in report.tests if test.cpu_s > most_s}
    if slow:
        # A busy machine can slow one run down; what is slow twice is slow.
        again = judge.judge(_spec(task, [test for test in tests if test.name in slow], whole=True), task.reference)
        for test in again.tests:
            if test.cpu_s > most_s:
                yield Finding(
                    file,
                    test.name,
                    f"takes {test.cpu_s:.2f} s; the reference may use a third of {task.limits.cpu_s:g} s",
                )
    most_mb = task.limits.memory_mb * SHARE_OF_LIMITS
    if report.peak_mb is not None and report.peak_mb > most_mb:
        yield Finding(file, "", f"takes {report.peak_mb:.0f} MiB; it may use a third of {task.limits.memory_mb}")


def _naive(
    task: CodingTask, naive: str, small: list[TestCase], large: list[TestCase], judge: Judge
) -> Iterator[Finding]:
    file = "naive.py"
    failures = [*_failures(file, judge.judge(_spec(task, small, whole=True), naive))]
    yield from failures
    if failures or not large:
        return
    for test in judge.judge(_spec(task, large, whole=True), naive).tests:
        if test.verdict is not TestVerdict.TIME_LIMIT:
            yield Finding(file, test.name, f"ends a performance test with {_words(test.verdict)}, not with time limit")


def _starter(task: CodingTask, tests: list[TestCase], judge: Judge) -> Iterator[Finding]:
    report = judge.judge(_spec(task, tests), task.starter)
    if report.verdict is TestVerdict.ACCEPTED:
        yield Finding("starter.py", "", "passes every test that is not a performance test")
    elif _did_not_load(report):
        yield Finding("starter.py", "", f"does not load: {report.message}")


def _own_tests(task: CodingTask, judge: Judge) -> Iterator[Finding]:
    file = "tests_starter.py"
    report = judge.run_own_tests(task.tests_starter, task.reference, task.limits)
    if not report.tests:
        yield Finding(file, "", report.message)
    for test in report.tests:
        if test.verdict is not TestVerdict.ACCEPTED:
            yield Finding(file, test.name, f"fails on the reference: {test.message}")


def _growth(task: CodingTask, growth: Growth, judge: Judge) -> Iterator[Finding]:
    def measure() -> tuple[float | None, str]:
        report = judge.measure_growth(
            task.reference, task.entry_point, growth.source, growth.sizes, driver=task.driver, limits=task.limits
        )
        return report.exponent, report.message

    exponent, message = measure()
    if exponent is None or message:
        yield Finding("growth.py", "", f"make_input and the reference do not go together: {message}")
        return
    if exponent >= growth.poor:
        # One busy moment of the machine bends the slope; two are not likely to.
        exponent = min(exponent, measure()[0] or exponent)
    if exponent >= growth.poor:
        yield Finding("coding.toml", "growth.poor", f"is {growth.poor:g}, but the reference itself shows {exponent:g}")


class _Fate(NamedTuple):
    caught: bool = False
    past_examples: bool = False
    problem: str = ""


def _mutant_fate(task: CodingTask, mutant: Mutant, hidden: list[TestCase], judge: Judge) -> _Fate:
    visible = [test for level in task.levels for test in level.visible]
    small = [test for test in hidden if not test.performance]
    report = judge.judge(_spec(task, [*visible, *small]), mutant.code)
    if _did_not_load(report):
        return _Fate(problem=f"does not load: {report.message}")
    past_examples = not any(test.verdict in _FAILED for test in report.tests[: len(visible)])
    caught = any(test.verdict in _FAILED for test in report.tests[len(visible) :])
    if not caught:
        # One at a time: what a slow one is caught by takes the whole limit, and one is enough.
        large = (test for test in hidden if test.performance)
        caught = any(judge.judge(_spec(task, [test]), mutant.code).verdict in _FAILED for test in large)
    return _Fate(caught, past_examples, "" if caught else "passes every hidden test, so nothing catches its trap")


def _failures(file: str, report: JudgeReport) -> Iterator[Finding]:
    """The first failed tests of a program that must pass, or why it does not load."""
    if _did_not_load(report):
        yield Finding(file, "", f"does not load: {report.message}")
        return
    failed = [test for test in report.tests if test.verdict is not TestVerdict.ACCEPTED]
    for test in failed[:_TOLD_TESTS]:
        yield Finding(file, test.name, f"{_words(test.verdict)}: {_why(test)}")
    if len(failed) > _TOLD_TESTS:
        yield Finding(file, "", f"fails {len(failed)} of {report.total} tests in all")


def _why(test: TestReport) -> str:
    if test.verdict is not TestVerdict.WRONG_ANSWER or test.actual is None:
        return test.message
    return f"expected {_cut(test.expected)}, got {_cut(test.actual)}"


def _cut(text: str | None, limit: int = 120) -> str:
    text = text or "nothing"
    return text if len(text) <= limit else f"{text[:limit]}..."


def _did_not_load(report: JudgeReport) -> bool:
    """Whether no test ran: then loading's own fault stands at the first one."""
    if report.verdict in {TestVerdict.INVALID, TestVerdict.JUDGE_ERROR}:
        return True
    _, *others = report.tests
    return bool(others) and all(test.verdict is TestVerdict.NOT_RUN for test in others)


def _words(verdict: TestVerdict) -> str:
    return verdict.value.replace("_", " ")


def _spec(task: CodingTask, tests: Iterable[TestCase], *, whole: bool = False) -> JudgeSpec:
    """How to judge a program; `whole` goes on to the last test, however long the failed ones take."""
    limits = task.limits.model_copy(update={"run_wall_s": _WHOLE_RUN_S}) if whole else task.limits
    return task.judge_spec(tests, limits)
