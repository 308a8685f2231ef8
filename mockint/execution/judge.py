"""The judge: blocking questions about a program, asked of a worker pool from any thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mockint.domain import wire
from mockint.domain.judging import (
    GrowthReport,
    JudgeReport,
    JudgeSpec,
    Limits,
    OwnTestsReport,
    TestCase,
    TestReport,
    TestVerdict,
)
from mockint.execution.growth import growth_report, growth_steps
from mockint.execution.job import End, Isolation, Job, Outcome, Program, Ran, Step
from mockint.execution.pool import WorkerPool
from mockint.execution.verdicts import Finding, Sources, find, hidden_report, judge_test, visible_report

MAX_SOURCE_CHARACTERS = 1 << 20
_MOST_REPLY_BYTES = 16 << 20


class Called(NamedTuple):
    """What one call gave, as plain data.

    Attributes:
        verdict: *accepted* when a value came back.
        value: The value; None otherwise.
        report: The same for a person to read.
    """

    verdict: TestVerdict
    value: Any
    report: TestReport


class Judge:
    """Runs code in a pool's workers and says what came of it; every method may be called from any thread.

    A `cancel` event that is set kills the worker; the method then raises `concurrent.futures.CancelledError`, as it
    does when the pool is closed meanwhile.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool

    def isolation(self) -> Isolation:
        """How well candidate code is shut in here; see `WorkerPool.isolation`."""
        return self._pool.isolation()

    def judge(
        self, spec: JudgeSpec, code: str, *, hidden: bool = False, cancel: threading.Event | None = None
    ) -> JudgeReport:
        """Judge a program against tests; `hidden` leaves out of the report whatever would tell what the tests are."""
        sources = Sources(code)

        def finding_of(index: int, outcome: Outcome) -> Finding:
            return judge_test(outcome, spec.tests[index], spec.comparison, spec.limits, sources)

        steps = tuple(_call_step(test, spec) for test in spec.tests)
        program = Program(code, spec.entry_point, spec.driver, accepts=_accepts(spec))
        ran = _with_first_words(self._run(program, steps, spec.limits, _fails(finding_of), cancel))
        findings = _with_loading(ran, [finding_of(*pair) for pair in enumerate(ran.steps)], spec.limits, sources)
        reports = []
        for index, (test, outcome, finding) in enumerate(zip(spec.tests, ran.steps, findings, strict=True)):
            name = test.name or f"test {index + 1}"
            if hidden:
                reports.append(hidden_report(name, outcome, finding))
            else:
                reports.append(visible_report(name, outcome, finding, test))
        loading = find(ran.loading, spec.limits, sources)
        verdict, message = _overall(loading, reports)
        return JudgeReport.model_construct(
            verdict=verdict,
            passed=sum(report.verdict is TestVerdict.ACCEPTED for report in reports),
            total=len(reports),
            wall_s=ran.wall_s,
            peak_mb=ran.peak_mb,
            isolation=ran.isolation,
            tests=tuple(reports),
            message=message,
        )

    def run_own_tests(
        self, test_code: str, solution: str, limits: Limits | None = None, *, cancel: threading.Event | None = None
    ) -> OwnTestsReport:
        """Run each `test_*` function of `test_code` once, beside `solution`."""
        limits = limits or Limits()
        sources = Sources(solution, test_code)
        fails = _fails(lambda _, outcome: find(outcome, limits, sources))
        ran = _with_first_words(self._run(Program(solution, tests=test_code), None, limits, fails, cancel))
        findings = [find(outcome, limits, sources) for outcome in ran.steps]
        reports = [visible_report(*parts) for parts in zip(ran.names, ran.steps, findings, strict=True)]
        loading = find(ran.loading, limits, sources)
        verdict, message = _overall(loading, reports)
        if verdict is TestVerdict.ACCEPTED and not reports:
            verdict, message = TestVerdict.INVALID, "Found no function whose name begins with test_."
        return OwnTestsReport.model_construct(
            verdict=verdict,
            passed=tuple(report.name for report in reports if report.verdict is TestVerdict.ACCEPTED),
            tests=tuple(reports),
            wall_s=ran.wall_s,
            isolation=ran.isolation,
            message=message,
        )

    def call_values(
        self,
        code: str,
        entry_point: str,
        calls: Sequence[tuple[tuple[Any, ...], Mapping[str, Any]]],
        *,
        driver: str | None = None,
        limits: Limits | None = None,
        cancel: threading.Event | None = None,
    ) -> tuple[Called, ...]:
        """Call a program and give back what it returns: for generators of test cases and for input of one's own.

        `calls` holds the positional and the keyword arguments of each call.
        """
        limits = limits or Limits(reply_bytes=_MOST_REPLY_BYTES)
        sources = Sources(code)
        steps = tuple(Step("call", (wire.encode(args), wire.encode(dict(kwargs)), False)) for args, kwargs in calls)

        def finding_of(_: int, outcome: Outcome) -> Finding:
            return _plain_exception(find(outcome, limits, sources))

        ran = _with_first_words(
            self._run(Program(code, entry_point, driver), steps, limits, _fails(finding_of), cancel)
        )
        findings = _with_loading(ran, [finding_of(*pair) for pair in enumerate(ran.steps)], limits, sources)
        return tuple(
            Called(
                finding.verdict,
                finding.value,
                visible_report(f"call {index + 1}", outcome, finding).model_copy(
                    update={"actual": wire.show(finding.value) if finding.verdict is TestVerdict.ACCEPTED else None}
                ),
            )
            for index, (outcome, finding) in enumerate(zip(ran.steps, findings, strict=True))
        )

    def measure_growth(
        self,
        code: str,
        entry_point: str,
        generator: str,
        sizes: Sequence[int],
        *,
        driver: str | None = None,
        limits: Limits | None = None,
        cancel: threading.Event | None = None,
    ) -> GrowthReport:
        """Time a program on inputs of the sizes given, in growing order.

        `generator` is source that defines ``make_input(n, seed)``, which returns the tuple of arguments.
        """
        limits = limits or Limits()
        program = Program(code, entry_point, driver, generator)
        ran = self._run(program, growth_steps(sizes), limits, lambda *_: False, cancel, stop_at_death=True)
        sources = Sources(code)
        return growth_report(
            sizes, ran, find(ran.loading, limits, sources), [find(outcome, limits, sources) for outcome in ran.steps]
        )

    def _run(
        self,
        program: Program,
        steps: tuple[Step, ...] | None,
        limits: Limits,
        failed: Any,
        cancel: threading.Event | None,
        *,
        stop_at_death: bool = False,
    ) -> Ran:
        for text in (program.source, program.tests or ""):
            if len(text) > MAX_SOURCE_CHARACTERS:
                return _too_long(text, steps, self._pool.isolation())
        return self._pool.submit(Job(program, steps, limits, failed, stop_at_death, cancel)).result()


def _too_long(text: str, steps: tuple[Step, ...] | None, isolation: Isolation) -> Ran:
    """What is said of a source that no worker is bothered with."""
    message = f"The code is {len(text) / 1e6:.1f} million characters long; the limit is one million."
    loading = Outcome(End.REPLIED, ("refused", "invalid", message, "", 0))
    return Ran(loading, (), (Outcome(End.NOT_RUN),) * len(steps or ()), 0.0, None, isolation.level)


def _call_step(test: TestCase, spec: JudgeSpec) -> Step:
    comparison = test.comparison or spec.comparison
    in_place = comparison.mode == "in_place"
    return Step("call", (wire.encode(test.args), wire.encode(dict(test.kwargs)), in_place))


def _accepts(spec: JudgeSpec) -> tuple[int, tuple[str, ...]] | None:
    """What the entry point must take: as the spec says, else as the first test calls it."""
    if spec.arity is not None:
        return spec.arity, ()
    if spec.driver is not None or not spec.tests:
        return None
    return len(spec.tests[0].args), tuple(spec.tests[0].kwargs)


def _fails(finding_of: Any) -> Any:
    return lambda index, outcome: finding_of(index, outcome).verdict is not TestVerdict.ACCEPTED


def _plain_exception(finding: Finding) -> Finding:
    if finding.verdict is TestVerdict.WRONG_ANSWER and finding.traceback:
        return finding._replace(verdict=TestVerdict.RUNTIME_ERROR)
    return finding


def _with_loading(ran: Ran, findings: list[Finding], limits: Limits, sources: Sources) -> list[Finding]:
    """Put what went wrong in loading where the first test would stand."""
    loading = _plain_exception(find(ran.loading, limits, sources))
    if loading.verdict is TestVerdict.ACCEPTED or not findings:
        return findings
    first = next((i for i, finding in enumerate(findings) if finding.verdict is TestVerdict.NOT_RUN), None)
    if first is not None:
        findings[first] = loading
    return findings


def _with_first_words(ran: Ran) -> Ran:
    """Show what was printed while loading with the first test."""
    if not ran.loading.output or not ran.steps:
        return ran
    first = ran.steps[0]
    return ran._replace(steps=(first._replace(output=ran.loading.output + first.output), *ran.steps[1:]))


def _overall(loading: Finding, reports: list[TestReport]) -> tuple[TestVerdict, str]:
    """The verdict of a run is that of its first failed test, or of loading."""
    if loading.verdict is not TestVerdict.ACCEPTED:
        return _plain_exception(loading).verdict, loading.message
    failed = [report for report in reports if report.verdict is not TestVerdict.ACCEPTED]
    return (failed[0].verdict, failed[0].message) if failed else (TestVerdict.ACCEPTED, "")
