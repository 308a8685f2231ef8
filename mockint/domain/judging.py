"""What it means to judge code: tests, limits, verdicts and the report, as plain data.

Values that travel to and from candidate code are *plain data*: None, bool, int, float, str, bytes, list, tuple, set,
frozenset and dict, nested. How they are written as JSON is the business of `mockint.domain.wire`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.plain import PlainData

MIB = 1024 * 1024


class TestVerdict(StrEnum):
    """What became of one test, or of a whole run (then: of its first failed test)."""

    __test__ = False

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    RUNTIME_ERROR = "runtime_error"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    INVALID = "invalid"
    JUDGE_ERROR = "judge_error"
    NOT_RUN = "not_run"


class IsolationLevel(StrEnum):
    """How well candidate code is shut in; *basic* means limits and the parent's watch alone."""

    STRONG = "strong"
    MEDIUM = "medium"
    BASIC = "basic"


class Comparison(Value):
    """How a result is compared with the expected value, in the parent, on plain data.

    Attributes:
        mode: ``exact``; ``unordered`` (the outermost list as a multiset); ``in_place`` (the first argument after
            the call is the result).
        rel_tol: Relative tolerance for floats anywhere in the value; 0 compares exactly.
        abs_tol: Absolute tolerance for floats anywhere in the value.
        tuple_is_list: Whether a tuple equals a list with the same items; for expected values that come from JSON,
            which has no tuples.
    """

    mode: Literal["exact", "unordered", "in_place"] = "exact"
    rel_tol: float = Field(default=0.0, ge=0)
    abs_tol: float = Field(default=0.0, ge=0)
    tuple_is_list: bool = False


class TestCase(Value):
    """One call of the entry point and what it must give.

    Attributes:
        performance: True for a large case that only a solution of the asked complexity finishes in time.
    """

    __test__ = False

    name: str = ""
    args: tuple[PlainData, ...] = ()
    kwargs: Mapping[str, PlainData] = Field(default_factory=dict)
    expected: PlainData = None
    comparison: Comparison | None = None
    performance: bool = False


class Limits(Value):
    """What a run may use.

    Attributes:
        cpu_s: CPU seconds a test.
        wall_s: Wall seconds a test.
        run_wall_s: Wall seconds for the whole run once a test has failed.
        memory_mb: MiB of memory.
        output_kept_bytes: Bytes of captured output kept a test.
        output_bytes: Bytes of output a run after which it is stopped.
        reply_bytes: Bytes of an answer, as JSON, above which it is not taken. Reading JSON holds up every other thread
            of the program, the window's too, so the least that does is best.
    """

    cpu_s: float = Field(default=2.0, gt=0)
    wall_s: float = Field(default=6.0, gt=0)
    run_wall_s: float = Field(default=12.0, gt=0)
    memory_mb: int = Field(default=512, ge=16)
    output_kept_bytes: int = 64 * 1024
    output_bytes: int = 8 * MIB
    reply_bytes: int = Field(default=MIB, ge=1024, le=16 * MIB)


class JudgeSpec(Value):
    """Everything the judge needs beside the candidate's code.

    Attributes:
        entry_point: Name that the candidate's code must define (a function, or a class when there is a driver).
        driver: Python source that is run beside the candidate's code and defines ``drive(solution, *args,
            **kwargs)``, where ``solution`` is the candidate's entry point. It lets a test play a story against a
            class, a fake clock or a coroutine; what it returns is compared like any result. None: the entry point
            itself is called.
        arity: Number of positional parameters the entry point must accept; None is not checked.
        comparison: Used where a test names none.
    """

    entry_point: str
    tests: tuple[TestCase, ...]
    driver: str | None = None
    arity: int | None = None
    limits: Limits = Limits()
    comparison: Comparison = Comparison()


class TracebackLine(Value):
    """A line of the candidate's own code in a traceback (1-based)."""

    line: int
    function: str
    text: str = ""


class TestReport(Value):
    """What happened in one test.

    Attributes:
        actual: The result as a bounded text; None when there was none.
        expected: The expected value as a bounded text; only for tests the candidate may see.
        message: One sentence for the candidate (exception type and text, limit that was met, ...).
        traceback: The candidate's own lines, innermost last.
        output: What the code printed, bounded; empty for hidden tests.
    """

    __test__ = False

    name: str
    verdict: TestVerdict
    wall_s: float = 0.0
    cpu_s: float = 0.0
    actual: str | None = None
    expected: str | None = None
    message: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    output: str = ""


class JudgeReport(Value):
    """The result of judging one program against one list of tests.

    Attributes:
        wall_s: Seconds from the request to the end of the worker.
        peak_mb: Peak resident memory of the worker in MiB; None where it could not be measured.
        message: One sentence on the run as a whole; empty when it was accepted.
    """

    verdict: TestVerdict
    passed: int
    total: int
    wall_s: float
    peak_mb: float | None
    isolation: IsolationLevel
    tests: tuple[TestReport, ...]
    message: str = ""


class OwnTestsReport(Value):
    """What a candidate's own test functions say about one program.

    Attributes:
        passed: Names of the test functions that passed.
        tests: A report each; a function that raises nothing is accepted, an AssertionError is wrong_answer.
    """

    verdict: TestVerdict
    passed: tuple[str, ...]
    tests: tuple[TestReport, ...]
    wall_s: float
    isolation: IsolationLevel
    message: str = ""


class GrowthPoint(Value):
    """One timing: input size n and the CPU seconds of one call."""

    n: int
    cpu_s: float


class GrowthReport(Value):
    """How run time grows with input size: the slope of log(time) over log(n), shown with its points, never as proof.

    Attributes:
        exponent: About n^exponent; None when too few points were long enough to time.
    """

    exponent: float | None
    points: tuple[GrowthPoint, ...]
    message: str = ""
