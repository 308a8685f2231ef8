"""Turns what became of a step into a verdict and a sentence for the candidate."""

from __future__ import annotations

from typing import Any, NamedTuple

from mockint.domain import wire
from mockint.domain.judging import Comparison, Limits, TestCase, TestReport, TestVerdict, TracebackLine
from mockint.execution.compare import matches
from mockint.execution.inside.serve import SOLUTION_FILE, TESTS_FILE
from mockint.execution.job import End, Outcome

SHOWN_CHARACTERS = 2_000

_HIDDEN = {
    TestVerdict.ACCEPTED: "",
    TestVerdict.WRONG_ANSWER: "A hidden test expected another answer.",
    TestVerdict.RUNTIME_ERROR: "The code raised an exception or ended itself in a hidden test.",
    TestVerdict.TIME_LIMIT: "A hidden test ran out of time.",
    TestVerdict.MEMORY_LIMIT: "A hidden test ran out of memory.",
    TestVerdict.OUTPUT_LIMIT: "The code printed too much in a hidden test.",
    TestVerdict.NOT_RUN: "Not run.",
}
_HIDDEN_NO_ANSWER = "The result of a hidden test cannot be an answer: it is too large, or is no plain data."


class Finding(NamedTuple):
    """The verdict on one step before anything is compared.

    Attributes:
        value: The value that came back, when the verdict is *accepted* so far.
    """

    verdict: TestVerdict
    message: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    value: Any = None


class Sources(NamedTuple):
    """The texts that a traceback may point into."""

    solution: str
    tests: str = ""


def find(outcome: Outcome, limits: Limits, sources: Sources) -> Finding:
    """What an outcome means, without looking at the expected value."""
    if outcome.end is End.REPLIED:
        return _find_reply(outcome.reply, sources)
    verdict, message = _ended(outcome, limits)
    return Finding(verdict, message)


def _ended(outcome: Outcome, limits: Limits) -> tuple[TestVerdict, str]:
    if outcome.end is End.CPU:
        return TestVerdict.TIME_LIMIT, f"Stopped after {outcome.cpu_s:.1f} s of CPU time."
    if outcome.end is End.WALL:
        text = f"Stopped after {outcome.wall_s:.1f} s: the code was waiting (a sleep, a lock or input)."
        return TestVerdict.TIME_LIMIT, text
    if outcome.end is End.MEMORY:
        return TestVerdict.MEMORY_LIMIT, f"Stopped at {limits.memory_mb} MiB of memory."
    if outcome.end is End.OUTPUT:
        return TestVerdict.OUTPUT_LIMIT, f"Stopped after {limits.output_bytes / (1 << 20):g} MiB of output."
    if outcome.end is End.ABUSE:
        return TestVerdict.RUNTIME_ERROR, "The code wrote into the judge's own channel and was stopped."
    if outcome.end is End.NOT_RUN:
        return TestVerdict.NOT_RUN, "Not run."
    if outcome.end is End.FAULT:
        return TestVerdict.JUDGE_ERROR, f"The judge itself failed ({outcome.detail}); the code was not judged."
    if not outcome.compiled:
        return TestVerdict.INVALID, f"The code could not be compiled: {outcome.detail}."
    return TestVerdict.RUNTIME_ERROR, f"No answer: {outcome.detail}."


def _find_reply(reply: tuple[Any, ...], sources: Sources) -> Finding:
    kind = reply[0]
    if kind == "value":
        try:
            return Finding(TestVerdict.ACCEPTED, value=wire.decode(reply[1]))
        except wire.WireError:
            return Finding(TestVerdict.RUNTIME_ERROR, "The code wrote into the judge's own channel.")
    if kind == "unsendable":
        return Finding(TestVerdict.WRONG_ANSWER, f"The result cannot be an answer: {reply[1]}.")
    if kind == "refused":
        _, what, text, file, line = reply
        if what == "broken":
            return Finding(TestVerdict.JUDGE_ERROR, text)
        lines = (_line(file, line, "", sources),) if line else ()
        return Finding(TestVerdict.INVALID, _in_tests(file, text), lines)
    if kind == "raised":
        return _find_raised(reply, sources)
    return Finding(TestVerdict.ACCEPTED, value=reply[1])


def _find_raised(reply: tuple[Any, ...], sources: Sources) -> Finding:
    _, kind, name, text, frames = reply
    lines = tuple(_line(file, line, function, sources) for file, line, function in frames)
    where = f"Line {frames[-1][1]}: " if frames else ""
    message = _in_tests(frames[-1][0] if frames else "", f"{where}{name}{': ' if text else ''}{text}")
    verdict = {"memory": TestVerdict.MEMORY_LIMIT, "assertion": TestVerdict.WRONG_ANSWER}.get(kind)
    return Finding(verdict or TestVerdict.RUNTIME_ERROR, message, lines)


def _in_tests(file: str, text: str) -> str:
    return f"In your tests: {text}" if file == TESTS_FILE else text


def _line(file: str, line: int, function: str, sources: Sources) -> TracebackLine:
    source = {SOLUTION_FILE: sources.solution, TESTS_FILE: sources.tests}.get(file, "")
    # Not splitlines: Python counts only newlines as the end of a line.
    text = source.split("\n")[line - 1 : line] if line > 0 else []
    return TracebackLine(line=max(line, 0), function=function, text=text[0].strip()[:200] if text else "")


def judge_test(outcome: Outcome, test: TestCase, comparison: Comparison, limits: Limits, sources: Sources) -> Finding:
    """The verdict on one test of a problem."""
    finding = find(outcome, limits, sources)
    if finding.verdict is not TestVerdict.ACCEPTED:
        # An assertion in the candidate's own code is an exception like any other.
        if outcome.end is End.REPLIED and outcome.reply[0] == "raised" and outcome.reply[1] == "assertion":
            return finding._replace(verdict=TestVerdict.RUNTIME_ERROR)
        return finding
    if matches(finding.value, test.expected, test.comparison or comparison):
        return finding
    return finding._replace(verdict=TestVerdict.WRONG_ANSWER, message=_why_wrong(finding.value, test, outcome))


def _why_wrong(value: Any, test: TestCase, outcome: Outcome) -> str:
    if value is None and test.expected is not None:
        if outcome.output:
            return "The function returned None and printed its output; return the value instead of printing it."
        return "The function returned None: is a return missing?"
    if type(value) is not type(test.expected):
        return f"Expected a value of type {type(test.expected).__name__}, got {type(value).__name__}."
    return "The answer differs from the expected one."


def visible_report(name: str, outcome: Outcome, finding: Finding, test: TestCase | None = None) -> TestReport:
    """A report with all that the candidate may see."""
    has_value = outcome.end is End.REPLIED and outcome.reply[0] == "value" and test is not None
    return TestReport.model_construct(
        name=name,
        verdict=finding.verdict,
        wall_s=outcome.wall_s,
        cpu_s=outcome.cpu_s,
        actual=wire.show(finding.value, SHOWN_CHARACTERS) if has_value else None,
        expected=wire.show(test.expected, SHOWN_CHARACTERS) if test is not None else None,
        message=finding.message,
        traceback=finding.traceback,
        output=outcome.output,
    )


def hidden_report(name: str, outcome: Outcome, finding: Finding) -> TestReport:
    """A report on a hidden test: nothing that tells what it was."""
    is_no_answer = outcome.end is End.REPLIED and outcome.reply[0] == "unsendable"
    return TestReport.model_construct(
        name=name,
        verdict=finding.verdict,
        wall_s=outcome.wall_s,
        cpu_s=outcome.cpu_s,
        actual=None,
        expected=None,
        message=_HIDDEN_NO_ANSWER if is_no_answer else _HIDDEN.get(finding.verdict, finding.message),
        traceback=(),
        output="",
    )
