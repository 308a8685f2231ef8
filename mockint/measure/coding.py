"""What the judge's reports say about a coding submission: hidden tests, own tests and the growth of run time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from mockint.domain.hidden import HiddenPlan, HiddenTest
from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.judging import GrowthReport, JudgeReport, OwnTestsReport, TestVerdict
from mockint.domain.measurement import Measurement
from mockint.domain.question import Growth, Mutant
from mockint.domain.round import Form
from mockint.domain.rubric import Criterion
from mockint.domain.skill import Level

CORRECTNESS: Final = CriterionId("correctness")
TESTING: Final = CriterionId("testing")

HIDDEN_TESTS: Final = "hidden_tests"
OWN_TESTS: Final = "own_tests"
GROWTH: Final = "growth"

MEASURED_BY: Final[Mapping[CriterionId, str]] = {CORRECTNESS: HIDDEN_TESTS, TESTING: OWN_TESTS}
"""Which measurement sets the level of a measured criterion."""


class LevelResult(NamedTuple):
    """The hidden tests of one level, the large, timed ones not among them.

    Attributes:
        complete: All of them pass, and all those of the levels before.
    """

    level: int
    passed: int
    total: int
    complete: bool


class HiddenResult(NamedTuple):
    """The hidden tests by level, and the large, timed ones of all levels on their own."""

    levels: tuple[LevelResult, ...]
    performance_passed: int
    performance_total: int

    @property
    def completed(self) -> int:
        """Number of complete levels."""
        return sum(level.complete for level in self.levels)

    @property
    def is_fast(self) -> bool:
        """Whether every large, timed test passes; true where there is none."""
        return self.performance_passed == self.performance_total


def hidden_result(tests: Sequence[HiddenTest], passed: Sequence[bool], levels: int) -> HiddenResult:
    """The results of the hidden tests, sorted by what they count for.

    Args:
        tests: Where each test counts.
        passed: Whether it was accepted, at the same position.
        levels: Number of levels of the round's form.

    Raises:
        ValueError: If the two are not of one length.
    """
    outcomes = list(zip(tests, passed, strict=True))
    results: list[LevelResult] = []
    for number in range(1, levels + 1):
        mine = [ok for test, ok in outcomes if test.level == number and not test.performance]
        before = not results or results[-1].complete
        results.append(LevelResult(number, sum(mine), len(mine), before and all(mine)))
    large = [ok for test, ok in outcomes if test.performance]
    return HiddenResult(tuple(results), sum(large), len(large))


def correctness_level(result: HiddenResult, form: Form, cuts: Sequence[Level] = ()) -> Level:
    """The level of the criterion Correctness.

    Of a whole problem: 1 the first level is incomplete; 2 it is complete; 3 all but the last are (of two: both); 4 all
    are and every large, timed test passes. Of the short form, which asks the first level alone: 3 with its timed
    tests, 2 without them, else 1.

    Args:
        result: The hidden tests by level.
        form: The whole problem or its short form.
        cuts: The question's own cuts for the whole problem: the level for 0, 1, ... completed levels, and last for all
            of them with the timed tests. Empty for the rule above.

    Raises:
        ValueError: If the cuts are not one for each number of completed levels and one more.
    """
    count, completed = len(result.levels), result.completed
    all_fast = completed == count and result.is_fast
    if form is Form.SHORT:
        return 3 if all_fast else 2 if completed == count else 1
    if cuts:
        if len(cuts) != count + 2:
            raise ValueError(f"{count} levels need {count + 2} cuts, not {len(cuts)}")
        return cuts[completed + all_fast]
    if all_fast:
        return 4
    if completed >= max(2, count - 1):
        return 3
    return 2 if completed else 1


def measure_hidden_tests(
    plan: HiddenPlan,
    report: JudgeReport,
    *,
    item_id: ItemId,
    made: datetime,
    form: Form = Form.FULL,
    cuts: Sequence[Level] = (),
) -> Measurement:
    """How many hidden tests pass, and the level of Correctness that follows.

    When the judge itself failed there is an error and no level.
    """
    if not plan.tests:
        return _failed(HIDDEN_TESTS, "This question has no hidden tests.", item_id, made)
    if judge_failed(report) or len(report.tests) != len(plan.tests):
        why = "The judge failed on the hidden tests, and again on a second try; hand in again or measure later."
        return _failed(HIDDEN_TESTS, why, item_id, made)
    result = hidden_result(plan.tests, [t.verdict is TestVerdict.ACCEPTED for t in report.tests], plan.levels)
    level = correctness_level(result, form, cuts)
    return Measurement(
        item_id=item_id,
        name=HIDDEN_TESTS,
        made=made,
        data={
            "passed": report.passed,
            "total": report.total,
            "levels": [level_result._asdict() for level_result in result.levels],
            "performance": {"passed": result.performance_passed, "total": result.performance_total},
            "verdict": report.verdict.value,
            "isolation": report.isolation.value,
            "missing": _missing_levels(result, report),
            "next_action": _next_for_correctness(plan, result, report),
        },
        sentence=_hidden_sentence(report),
        levels={CORRECTNESS: level},
    )


def measure_own_tests(
    on_reference: OwnTestsReport | None,
    on_mutants: Mapping[str, OwnTestsReport],
    mutants: Sequence[Mutant],
    criterion: Criterion,
    *,
    item_id: ItemId,
    made: datetime,
    given: Iterable[str] = (),
) -> Measurement:
    """How many of the problem's known wrong solutions the candidate's own tests tell from a right one.

    Only tests that pass on the reference count, and of those only what the candidate wrote.

    Args:
        on_reference: The own tests run on the reference; None when there was nothing to run.
        on_mutants: The own tests run on each mutant, by its name.
        mutants: The problem's wrong solutions.
        criterion: The criterion Testing, whose cuts say which share makes which level.
        item_id: The item that was answered.
        made: When this was measured (UTC).
        given: Names of tests that the candidate found in the file and left as they were (see `unchanged_tests`).
    """
    if not mutants:
        return _failed(OWN_TESTS, "This question has no wrong solutions to try the tests on.", item_id, made)
    reports = [*on_mutants.values()] if on_reference is None else [on_reference, *on_mutants.values()]
    if any(judge_failed(report) for report in reports):
        return _failed(OWN_TESTS, "The judge failed on your own tests; measure them again later.", item_id, made)
    found = frozenset(given)
    written = [] if on_reference is None else [test.name for test in on_reference.tests if test.name not in found]
    valid = {name for name in written if on_reference is not None and name in on_reference.passed}
    missing_runs = [mutant.name for mutant in mutants if valid and mutant.name not in on_mutants]
    if missing_runs:
        return _failed(OWN_TESTS, f"Your tests were not tried on {', '.join(missing_runs)}.", item_id, made)
    killed = [mutant for mutant in mutants if valid and valid - set(on_mutants[mutant.name].passed)]
    survived = [mutant for mutant in mutants if mutant not in killed]
    share = len(killed) / len(mutants) if valid else None
    return Measurement(
        item_id=item_id,
        name=OWN_TESTS,
        made=made,
        data={
            "written": len(written),
            "valid": len(valid),
            "invalid": [name for name in written if name not in valid],
            "killed": len(killed),
            "mutants": len(mutants),
            "share": share,
            "caught": [{"name": mutant.name, "trap": mutant.trap} for mutant in killed],
            "survived": [{"name": mutant.name, "trap": mutant.trap} for mutant in survived],
            "missing": _missed_traps(survived) if written else "",
            "next_action": _next_for_testing(written, valid, survived),
        },
        sentence=_own_sentence(on_reference, len(written), len(valid), len(killed), len(mutants)),
        levels={TESTING: criterion.level_for(share)},
    )


def measure_growth(report: GrowthReport, growth: Growth, *, item_id: ItemId, made: datetime) -> Measurement:
    """How run time grows with the input: shown and kept as evidence, never a level."""
    if report.exponent is None:
        sentence = report.message or "The run times were too short or too few to see how they grow."
    else:
        sentence = f"Run time grows about as n^{report.exponent:.1f}; asked was {growth.words}."
    return Measurement(
        item_id=item_id,
        name=GROWTH,
        made=made,
        data={
            "exponent": report.exponent,
            "points": [{"n": point.n, "cpu_s": point.cpu_s} for point in report.points],
            "asked": growth.words,
            "good": growth.good,
            "poor": growth.poor,
        },
        sentence=sentence,
    )


def judge_failed(report: JudgeReport | OwnTestsReport) -> bool:
    """Whether the judge itself failed, on the whole or on a test, so that nothing can be said of the code."""
    verdicts = [report.verdict, *(test.verdict for test in report.tests)]
    return TestVerdict.JUDGE_ERROR in verdicts


def _failed(name: str, why: str, item_id: ItemId, made: datetime) -> Measurement:
    return Measurement(item_id=item_id, name=name, made=made, data={}, sentence=why, error=why)


def _hidden_sentence(report: JudgeReport) -> str:
    counted = f"{report.passed} of {report.total} hidden tests passed."
    if report.verdict is TestVerdict.INVALID and report.message:
        return f"{counted} {report.message}"
    return counted


def _no_answer(report: JudgeReport) -> str:
    """What the judge says of the first result that it could not take for an answer; empty when it took all."""
    return next((test.message for test in report.tests if "cannot be an answer" in test.message), "")


def _missing_levels(result: HiddenResult, report: JudgeReport) -> str:
    parts = [
        f"level {level.level}: {level.total - level.passed} of {level.total} hidden tests failed"
        for level in result.levels
        if level.passed < level.total
    ]
    if not result.is_fast:
        failed = result.performance_total - result.performance_passed
        parts.append(f"{failed} of {result.performance_total} large, timed tests failed")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}. {_no_answer(report)}".rstrip() if text else ""


def _next_for_correctness(plan: HiddenPlan, result: HiddenResult, report: JudgeReport) -> str:
    if report.verdict is TestVerdict.INVALID:
        return "Make the code load: run it once before you hand in."
    if _no_answer(report):
        return "Look at what your code returns on a large input: only what the text asks for, as plain values."
    first = next((level for level in result.levels if level.passed < level.total), None)
    if first is not None:
        return f"Start at level {first.level}: work out the edge cases of its text, then write a test for each."
    if not result.is_fast:
        pairs = zip(plan.tests, report.tests, strict=True)
        if not any(
            test.performance and told.verdict in (TestVerdict.TIME_LIMIT, TestVerdict.NOT_RUN) for test, told in pairs
        ):
            return "Try a large input of your own: the large tests failed, but none for want of time."
        return "Find the step that is repeated for every element, and the data structure that saves it."
    return ""


def _missed_traps(survived: Sequence[Mutant]) -> str:
    return f"Not caught: {'; '.join(mutant.trap.rstrip('.') for mutant in survived)}." if survived else ""


def _next_for_testing(written: Sequence[str], valid: Iterable[str], survived: Sequence[Mutant]) -> str:
    if not written:
        return "Write one test for each edge case that you name while you clarify."
    if not set(valid):
        return "Check the expected values by hand: none of your tests passes on a right solution."
    if survived:
        return f"Write the test that would have caught this: {survived[0].trap}"
    return ""


def _own_sentence(on_reference: OwnTestsReport | None, written: int, valid: int, killed: int, mutants: int) -> str:
    if not written:
        if on_reference is not None and not on_reference.tests and on_reference.message:
            return f"No test of your own counts. {on_reference.message}"
        return "No tests of your own were written."
    given = 0 if on_reference is None else len(on_reference.tests) - written
    aside = f" Not counted: {given} that the file began with, unchanged." if given else ""
    if not valid:
        return f"{_tests(written)} written; none passes on a right solution, so none counts.{aside}"
    them = "passes on a right solution and counts" if valid == 1 else "pass on a right solution and count"
    tail = "" if valid == written else f"; {valid} of them {them}"
    return f"{_tests(written)} written{tail}. Your tests catch {killed} of {mutants} wrong solutions.{aside}"


def _tests(count: int) -> str:
    return "1 test of your own was" if count == 1 else f"{count} tests of your own were"
