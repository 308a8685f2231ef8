"""Running and measuring a coding round: examples, custom input and own tests, then the hidden tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from mockint.app.record import RoundRecord
from mockint.app.services import Services
from mockint.bank.hidden import generate_tests
from mockint.domain.hidden import HiddenPlan
from mockint.domain.judging import JudgeReport, OwnTestsReport, TestCase, TestVerdict
from mockint.domain.measurement import Measurement
from mockint.domain.question import Mutant, Question
from mockint.domain.round import Form, Round
from mockint.domain.rubric import Rubric
from mockint.domain.submission import Submission
from mockint.execution.judge import Called, Judge
from mockint.measure.coding import TESTING, measure_growth, measure_hidden_tests, measure_own_tests
from mockint.measure.own_tests import unchanged_tests
from mockint.rounds.coding import (
    SOLUTION,
    TESTS,
    coding_task,
    custom_call,
    examples_spec,
    levels_of,
    submit_plan,
)

_CUSTOM_DRIVER = """
import ast as _ast
import asyncio as _asyncio
import inspect as _inspect
_question_drive = globals().get("drive")
def drive(solution, text):
    arguments = _ast.literal_eval("(" + text + "\\n,)") if text.strip() else ()
    if _question_drive is not None:
        return _question_drive(solution, *arguments)
    result = solution(*arguments)
    return _asyncio.run(result) if _inspect.iscoroutine(result) else result
"""
Progress = Callable[[str], None]
_T = TypeVar("_T")


def run_examples(
    services: Services,
    question: Question,
    code: str,
    *,
    form: Form,
    levels_open: int,
    cancel: threading.Event | None = None,
) -> JudgeReport:
    """Judge code on the visible examples of the levels that are open."""
    return Judge(services.pool).judge(examples_spec(question, form, levels_open), code, cancel=cancel)


def run_custom_input(
    services: Services, question: Question, code: str, arguments: str, cancel: threading.Event | None = None
) -> Called:
    """Call the solution with arguments as the candidate typed them; they are read in the sandbox alone.

    Raises:
        RoundError: If there are none, or far too many.
    """
    call = custom_call(question, arguments)
    (called,) = Judge(services.pool).call_values(
        code,
        call.entry_point,
        [((call.arguments,), {})],
        driver=(call.driver or "") + _CUSTOM_DRIVER,
        limits=coding_task(question).limits,
        cancel=cancel,
    )
    return called


def run_own_tests(
    services: Services, question: Question, code: str, tests: str, cancel: threading.Event | None = None
) -> OwnTestsReport:
    """Run the candidate's own tests on the candidate's own code."""
    return Judge(services.pool).run_own_tests(tests, code, coding_task(question).limits, cancel=cancel)


def prepare(services: Services, question: Question, form: Form) -> dict[int, tuple[TestCase, ...]]:
    """Make the generated hidden tests, in the sandbox; can be done while the candidate works.

    Raises:
        BankError: If a generator failed.
    """
    return generate_tests(levels_of(question, form), coding_task(question).seed, Judge(services.pool))


def measurements(
    services: Services, record: RoundRecord, submission: Submission, progress: Progress
) -> tuple[Measurement, ...]:
    """What code says about a coding submission: hidden tests, own tests and the growth of run time.

    Raises:
        BankError: If the hidden tests could not be made.
    """
    round_, question = record.round, record.question
    plan = submit_plan(question, round_.form, prepare(services, question, round_.form))
    mutants = coding_task(question).mutants
    if round_.form is Form.SHORT:
        mutants = _caught_by(services, plan, mutants)
    return (
        _hidden(services, round_, question, submission, plan, progress),
        _own(services, question, record.rubric, submission, mutants, progress),
        *_growth(services, question, submission, progress),
    )


def _caught_by(services: Services, plan: HiddenPlan, mutants: tuple[Mutant, ...]) -> tuple[Mutant, ...]:
    """The wrong solutions that these hidden tests tell from a right one: the others belong to levels not asked for."""
    judge = Judge(services.pool)
    reports = _together(services, [partial(judge.judge, plan.spec, mutant.code, hidden=True) for mutant in mutants])
    return tuple(m for m, report in zip(mutants, reports, strict=True) if report.verdict is not TestVerdict.ACCEPTED)


def _hidden(
    services: Services,
    round_: Round,
    question: Question,
    submission: Submission,
    plan: HiddenPlan,
    progress: Progress,
) -> Measurement:
    progress("Hidden tests")
    return measure_hidden_tests(
        plan,
        Judge(services.pool).judge(plan.spec, submission.documents[SOLUTION], hidden=True),
        item_id=submission.item_id,
        made=services.clock.now().wall,
        form=round_.form,
        cuts=coding_task(question).cuts,
    )


def _own(
    services: Services,
    question: Question,
    rubric: Rubric,
    submission: Submission,
    mutants: tuple[Mutant, ...],
    progress: Progress,
) -> Measurement:
    """The candidate's own tests on the reference, and where they hold there on every known wrong solution."""
    progress("Your own tests")
    task, tests = coding_task(question), submission.documents.get(TESTS, "")
    given = unchanged_tests(task.tests_starter, tests)
    judge = Judge(services.pool)
    on_reference = judge.run_own_tests(tests, task.reference, task.limits) if tests.strip() else None
    on_mutants: dict[str, OwnTestsReport] = {}
    if on_reference is not None and set(on_reference.passed) - given:
        works = [partial(judge.run_own_tests, tests, mutant.code, task.limits) for mutant in mutants]
        on_mutants = {mutant.name: run for mutant, run in zip(mutants, _together(services, works), strict=True)}
    return measure_own_tests(
        on_reference,
        on_mutants,
        mutants,
        rubric.criterion(TESTING),
        item_id=submission.item_id,
        made=services.clock.now().wall,
        given=given,
    )


def _together(services: Services, works: Sequence[Callable[[], _T]]) -> list[_T]:
    """Results of blocking jobs that may run side by side."""
    futures: list[Future[_T]] = [services.remote_lane.submit(work) for work in works]
    return [future.result() for future in futures]


def _growth(services: Services, question: Question, submission: Submission, progress: Progress) -> list[Measurement]:
    task = coding_task(question)
    if task.growth is None:
        return []
    progress("Growth of run time")
    report = Judge(services.pool).measure_growth(
        submission.documents[SOLUTION],
        task.entry_point,
        task.growth.source,
        task.growth.sizes,
        driver=task.driver,
        limits=task.limits,
    )
    return [measure_growth(report, task.growth, item_id=submission.item_id, made=services.clock.now().wall)]
