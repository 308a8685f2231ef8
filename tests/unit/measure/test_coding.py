"""From the judge's reports to measurements and levels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.hidden import HiddenTest, hidden_plan
from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.judging import (
    GrowthPoint,
    GrowthReport,
    IsolationLevel,
    JudgeReport,
    JudgeSpec,
    OwnTestsReport,
    TestCase,
    TestReport,
    TestVerdict,
)
from mockint.domain.question import Growth, Mutant
from mockint.domain.round import Form
from mockint.domain.rubric import Criterion
from mockint.domain.skill import Level
from mockint.measure import coding
from mockint.measure.coding import HiddenResult, LevelResult, correctness_level, hidden_result
from tests.helpers.coding_rounds import WALL

ITEM = ItemId("i")
TESTING = Criterion(
    id=CriterionId("testing"),
    title="Testing",
    about="Own tests.",
    weight=10,
    measured=True,
    anchors={1: "none", 2: "some", 3: "many", 4: "most"},
    cuts={2: 0.0, 3: 0.4, 4: 0.75},
)
MUTANTS = tuple(Mutant(name=f"m{n}", trap=f"Trap {n}.", code="") for n in range(1, 5))


def result(complete: Sequence[bool], *, fast: bool = True) -> HiddenResult:
    levels = tuple(LevelResult(n, 2 if ok else 1, 2, ok) for n, ok in enumerate(complete, start=1))
    return HiddenResult(levels, 3 if fast else 2, 3)


Y, N = True, False


@pytest.mark.parametrize(
    ("complete", "fast", "level"),
    [
        ((N, N, N), N, 1),
        ((Y, N, N), N, 2),
        ((Y, Y, N), N, 3),
        ((Y, Y, Y), N, 3),
        ((Y, Y, Y), Y, 4),
        ((N, N), N, 1),
        ((Y, N), N, 2),
        ((Y, Y), N, 3),
        ((Y, Y), Y, 4),
        ((Y, N, N, N), N, 2),
        ((Y, Y, N, N), N, 2),
        ((Y, Y, Y, N), N, 3),
        ((N,), N, 1),
        ((Y,), N, 2),
        ((Y,), Y, 4),
    ],
)
def test_correctness_of_a_whole_problem(complete: Sequence[bool], fast: bool, level: Level) -> None:
    assert correctness_level(result(complete, fast=fast), Form.FULL) == level


@pytest.mark.parametrize(("complete", "fast", "level"), [(N, N, 1), (N, Y, 1), (Y, N, 2), (Y, Y, 3)])
def test_correctness_of_the_short_form(complete: bool, fast: bool, level: Level) -> None:
    assert correctness_level(result([complete], fast=fast), Form.SHORT) == level


def test_a_question_may_set_its_own_cuts() -> None:
    cuts: tuple[Level, ...] = (1, 2, 2, 4)

    assert [correctness_level(result(done), Form.FULL, cuts) for done in ((N, N), (Y, N), (Y, Y))] == [1, 2, 4]
    assert correctness_level(result((Y, Y), fast=False), Form.FULL, cuts) == 2
    assert correctness_level(result((Y,)), Form.SHORT, cuts) == 3
    with pytest.raises(ValueError, match="3 levels need 5 cuts, not 4"):
        correctness_level(result((Y, Y, Y)), Form.FULL, cuts)


@given(st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_one_more_passing_test_never_lowers_the_level(rows: list[tuple[int, bool, bool]]) -> None:
    tests = [HiddenTest(level, performance) for level, performance, _ in rows]
    passed = [ok for _, _, ok in rows]
    before = correctness_level(hidden_result(tests, passed, 3), Form.FULL)
    for index, ok in enumerate(passed):
        if not ok:
            better = [*passed[:index], True, *passed[index + 1 :]]
            assert correctness_level(hidden_result(tests, better, 3), Form.FULL) >= before


def test_a_level_is_complete_only_after_those_before() -> None:
    tests = [HiddenTest(1, performance=False), HiddenTest(2, performance=False), HiddenTest(1, performance=True)]
    counted = hidden_result(tests, [False, True, False], 2)

    assert counted.levels == (LevelResult(1, 0, 1, complete=False), LevelResult(2, 1, 1, complete=False))
    assert (counted.completed, counted.performance_passed, counted.performance_total) == (0, 0, 1)
    assert not counted.is_fast


def judged(*verdicts: TestVerdict, message: str = "") -> JudgeReport:
    failed = [verdict for verdict in verdicts if verdict is not TestVerdict.ACCEPTED]
    return JudgeReport(
        verdict=failed[0] if failed else TestVerdict.ACCEPTED,
        passed=len(verdicts) - len(failed),
        total=len(verdicts),
        wall_s=0.1,
        peak_mb=20.0,
        isolation=IsolationLevel.STRONG,
        tests=tuple(TestReport(name=f"t{n}", verdict=verdict) for n, verdict in enumerate(verdicts)),
        message=message,
    )


OK, WRONG, SLOW = TestVerdict.ACCEPTED, TestVerdict.WRONG_ANSWER, TestVerdict.TIME_LIMIT
PLAN = hidden_plan(
    JudgeSpec(entry_point="f", tests=()),
    [[TestCase(), TestCase()], [TestCase()], [TestCase(), TestCase(performance=True)]],
)


def test_everything_passed() -> None:
    measured = coding.measure_hidden_tests(PLAN, judged(OK, OK, OK, OK, OK), item_id=ITEM, made=WALL)

    assert (measured.name, measured.sentence, measured.error) == ("hidden_tests", "5 of 5 hidden tests passed.", "")
    assert measured.levels == {"correctness": 4}
    assert {key: measured.data[key] for key in ("passed", "total", "performance", "missing", "next_action")} == {
        "passed": 5,
        "total": 5,
        "performance": {"passed": 1, "total": 1},
        "missing": "",
        "next_action": "",
    }
    assert measured.data["levels"][0] == {"level": 1, "passed": 2, "total": 2, "complete": True}


def test_what_is_missing_is_said_level_by_level() -> None:
    measured = coding.measure_hidden_tests(PLAN, judged(OK, OK, OK, WRONG, SLOW), item_id=ITEM, made=WALL)

    assert measured.levels == {"correctness": 3}
    assert measured.data["missing"] == "Level 3: 1 of 1 hidden tests failed; 1 of 1 large, timed tests failed."
    assert "level 3" in measured.data["next_action"]


def test_only_too_slow() -> None:
    measured = coding.measure_hidden_tests(PLAN, judged(OK, OK, OK, OK, SLOW), item_id=ITEM, made=WALL)

    assert measured.levels == {"correctness": 3}
    assert measured.data["missing"] == "1 of 1 large, timed tests failed."
    assert "repeated" in measured.data["next_action"]


def test_large_tests_that_fail_in_time_get_no_advice_on_speed() -> None:
    measured = coding.measure_hidden_tests(PLAN, judged(OK, OK, OK, OK, WRONG), item_id=ITEM, made=WALL)

    assert "repeated" not in measured.data["next_action"]
    assert "large input" in measured.data["next_action"]


def test_a_result_that_is_no_answer_is_told_as_the_judge_tells_it() -> None:
    report = judged(OK, OK, OK, OK, WRONG)
    told = "The result of a hidden test cannot be an answer: it is too large, or is no plain data."
    tests = (*report.tests[:-1], report.tests[-1].model_copy(update={"message": told}))
    report = report.model_copy(update={"tests": tests})
    measured = coding.measure_hidden_tests(PLAN, report, item_id=ITEM, made=WALL)

    assert measured.data["missing"] == f"1 of 1 large, timed tests failed. {told}"
    assert "what your code returns" in measured.data["next_action"]


def test_code_that_does_not_load_is_at_level_one_and_says_why() -> None:
    report = judged(*[TestVerdict.INVALID] * 5, message="Line 3: SyntaxError: invalid syntax")
    measured = coding.measure_hidden_tests(PLAN, report, item_id=ITEM, made=WALL)

    assert measured.levels == {"correctness": 1}
    assert measured.sentence == "0 of 5 hidden tests passed. Line 3: SyntaxError: invalid syntax"
    assert "run it once" in measured.data["next_action"]


@pytest.mark.parametrize(
    "report",
    [
        judged(OK, OK, OK, OK, TestVerdict.JUDGE_ERROR),
        judged(OK, OK, OK),
        judged().model_copy(update={"verdict": TestVerdict.JUDGE_ERROR}),
    ],
    ids=["one test", "tests missing", "as a whole"],
)
def test_a_judge_that_failed_gives_an_error_and_no_level(report: JudgeReport) -> None:
    measured = coding.measure_hidden_tests(PLAN, report, item_id=ITEM, made=WALL)

    assert measured.error == measured.sentence != ""
    assert measured.levels == measured.data == {}


def test_a_question_without_hidden_tests_measures_nothing() -> None:
    plan = hidden_plan(JudgeSpec(entry_point="f", tests=()), [[]])

    assert coding.measure_hidden_tests(plan, judged(), item_id=ITEM, made=WALL).error


def own(*tests: tuple[str, bool], verdict: TestVerdict | None = None, message: str = "") -> OwnTestsReport:
    return OwnTestsReport(
        verdict=verdict or (OK if all(ok for _, ok in tests) else WRONG),
        passed=tuple(name for name, ok in tests if ok),
        tests=tuple(TestReport(name=name, verdict=OK if ok else WRONG) for name, ok in tests),
        wall_s=0.1,
        isolation=IsolationLevel.STRONG,
        message=message,
    )


def on_mutants(killed: int, name: str = "test_a") -> dict[str, OwnTestsReport]:
    return {mutant.name: own((name, n >= killed)) for n, mutant in enumerate(MUTANTS)}


@pytest.mark.parametrize(("killed", "level"), [(0, 2), (1, 2), (2, 3), (3, 4), (4, 4)])
def test_testing_is_the_share_of_wrong_solutions_caught(killed: int, level: Level) -> None:
    measured = coding.measure_own_tests(
        own(("test_a", True)), on_mutants(killed), MUTANTS, TESTING, item_id=ITEM, made=WALL
    )

    assert measured.levels == {"testing": level}
    assert measured.data["share"] == killed / 4
    assert [caught["name"] for caught in measured.data["caught"]] == [f"m{n + 1}" for n in range(killed)]
    assert measured.sentence == f"1 test of your own was written. Your tests catch {killed} of 4 wrong solutions."
    assert bool(measured.data["missing"]) is bool(measured.data["next_action"]) is (killed < 4)


def test_a_test_that_fails_on_a_right_solution_catches_nothing() -> None:
    reference = own(("test_wrong", False), ("test_right", True))
    mutants = {mutant.name: own(("test_wrong", False), ("test_right", True)) for mutant in MUTANTS}
    mutants["m3"] = own(("test_wrong", False), ("test_right", False))
    measured = coding.measure_own_tests(reference, mutants, MUTANTS, TESTING, item_id=ITEM, made=WALL)

    assert measured.levels == {"testing": 2}
    assert measured.data["invalid"] == ["test_wrong"]
    assert measured.data["caught"] == [{"name": "m3", "trap": "Trap 3."}]
    assert measured.sentence == (
        "2 tests of your own were written; 1 of them passes on a right solution and counts."
        " Your tests catch 1 of 4 wrong solutions."
    )
    assert measured.data["missing"] == "Not caught: Trap 1; Trap 2; Trap 4."


def test_the_test_that_the_file_began_with_is_named_apart() -> None:
    runs = on_mutants(4) | {"m4": own(("test_a", True), ("test_given", True))}
    reference = own(("test_a", True), ("test_given", True))
    measured = coding.measure_own_tests(
        reference, runs, MUTANTS, TESTING, item_id=ITEM, made=WALL, given=["test_given"]
    )

    assert measured.sentence == (
        "1 test of your own was written. Your tests catch 3 of 4 wrong solutions."
        " Not counted: 1 that the file began with, unchanged."
    )


def test_no_valid_test_is_level_one() -> None:
    measured = coding.measure_own_tests(own(("test_a", False)), {}, MUTANTS, TESTING, item_id=ITEM, made=WALL)

    assert measured.levels == {"testing": 1}
    assert measured.data["share"] is None
    assert "none counts" in measured.sentence
    assert "by hand" in measured.data["next_action"]


@pytest.mark.parametrize(
    ("reference", "given_tests", "sentence"),
    [
        (None, (), "No tests of your own were written."),
        (own(), (), "No tests of your own were written."),
        (own(("test_a", True)), ("test_a",), "No tests of your own were written."),
        (
            own(verdict=TestVerdict.INVALID, message="Line 1: SyntaxError"),
            (),
            "No test of your own counts. Line 1: SyntaxError",
        ),
    ],
    ids=["nothing run", "nothing found", "only the given one", "does not load"],
)
def test_without_tests_of_ones_own(
    reference: OwnTestsReport | None, given_tests: tuple[str, ...], sentence: str
) -> None:
    measured = coding.measure_own_tests(
        reference, on_mutants(4), MUTANTS, TESTING, item_id=ITEM, made=WALL, given=given_tests
    )

    assert measured.levels == {"testing": 1}
    assert measured.sentence == sentence
    assert measured.data["missing"] == ""
    assert "edge case" in measured.data["next_action"]


def test_own_tests_that_could_not_be_run_give_an_error_and_no_level() -> None:
    reference = own(("test_a", True))
    failed = on_mutants(4) | {"m2": own(verdict=TestVerdict.JUDGE_ERROR)}
    partly = on_mutants(4)
    del partly["m3"]

    for runs in (failed, partly):
        measured = coding.measure_own_tests(reference, runs, MUTANTS, TESTING, item_id=ITEM, made=WALL)
        assert measured.error
        assert measured.levels == {}
    assert coding.measure_own_tests(reference, {}, (), TESTING, item_id=ITEM, made=WALL).error


GROWTH = Growth(source="", sizes=(1, 2, 3), good=1.1, poor=1.7, words="O(n log n)")
POINTS = (GrowthPoint(n=10, cpu_s=0.01), GrowthPoint(n=100, cpu_s=0.11))


def test_growth_is_told_and_sets_no_level() -> None:
    measured = coding.measure_growth(GrowthReport(exponent=1.08, points=POINTS), GROWTH, item_id=ITEM, made=WALL)

    assert measured.sentence == "Run time grows about as n^1.1; asked was O(n log n)."
    assert measured.data["exponent"] == 1.08
    assert measured.data["points"] == [{"n": 10, "cpu_s": 0.01}, {"n": 100, "cpu_s": 0.11}]
    assert measured.levels == {}


@pytest.mark.parametrize("message", ["", "Only one point could be timed."])
def test_growth_that_cannot_be_seen_says_so(message: str) -> None:
    report = GrowthReport(exponent=None, points=POINTS[:1], message=message)
    measured = coding.measure_growth(report, GROWTH, item_id=ITEM, made=WALL)

    assert measured.data["exponent"] is None
    assert measured.sentence == (message or "The run times were too short or too few to see how they grow.")
