"""What is special about a coding round."""

from __future__ import annotations

import pytest

from mockint.domain.hidden import HiddenTest
from mockint.domain.judging import TestCase
from mockint.domain.question import Phase
from mockint.domain.round import Form
from mockint.errors import RoundError
from mockint.rounds import coding, phases
from mockint.rounds.edits import MAX_DOCUMENT
from tests.helpers.coding_rounds import make_level, make_question


def names(tests: tuple[TestCase, ...]) -> list[str]:
    return [test.name for test in tests]


def test_run_judges_the_examples_of_the_open_levels() -> None:
    question = make_question()

    assert names(coding.examples_spec(question, Form.FULL, 1).tests) == ["v1a", "v1b"]
    assert names(coding.examples_spec(question, Form.FULL, 2).tests) == ["v1a", "v1b", "v2a", "v2b"]
    assert coding.examples_level(question, Form.FULL, 2) == (1, 1, 2, 2)
    assert names(coding.examples_spec(question, Form.SHORT, 3).tests) == ["v1a", "v1b"]


def test_submit_judges_the_hidden_tests_of_every_level() -> None:
    task = make_question().coding
    assert task is not None
    levels = (make_level(1), make_level(2, generator="def generate(seed): ..."))
    question = make_question(coding=task.model_copy(update={"levels": levels}))
    made = TestCase(name="made", performance=True)
    plan = coding.submit_plan(question, Form.FULL, {2: (made,)})

    assert names(plan.spec.tests) == ["h1", "big1", "h2", "big2", "made"]
    assert plan.tests == (
        HiddenTest(1, performance=False),
        HiddenTest(1, performance=True),
        HiddenTest(2, performance=False),
        HiddenTest(2, performance=True),
        HiddenTest(2, performance=True),
    )
    assert plan.levels == 2
    assert (plan.spec.entry_point, plan.spec.arity, plan.spec.limits) == ("echo", 1, task.limits)
    with pytest.raises(ValueError, match="level 2 have not been generated"):
        coding.submit_plan(question, Form.FULL, {})
    assert names(coding.submit_plan(question, Form.SHORT, {}).spec.tests) == ["h1", "big1"]


def test_custom_input_stays_text() -> None:
    call = coding.custom_call(make_question(), "[1, 2], 'x'")

    assert call == coding.CustomCall("echo", None, "[1, 2], 'x'")
    with pytest.raises(RoundError, match=r"no input.*arguments of echo"):
        coding.custom_call(make_question(), "  \n")
    with pytest.raises(RoundError, match="too long"):
        coding.custom_call(make_question(), "1" * (MAX_DOCUMENT + 1))


def test_a_problem_without_parameters_needs_no_input() -> None:
    task = make_question().coding
    assert task is not None

    assert coding.custom_call(make_question(coding=task.model_copy(update={"arity": 0})), "").arguments == ""


def test_another_kind_of_question_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not a coding problem"):
        coding.coding_task(make_question(coding=None))


def test_a_question_may_bring_its_own_phases() -> None:
    own = (Phase(name="Think", minutes=1),)

    assert coding.CodingRound().phases(make_question(phases=own)) == own
    assert sum(phase.minutes for phase in coding.CodingRound().phases(make_question())) == 45


def test_a_plan_is_stretched_in_proportion() -> None:
    plan = phases.planned((Phase(name="A", minutes=1), Phase(name="B", minutes=3, advice="b")), 400.0)

    assert plan == (phases.Stretch("A", "", 0.0, 100.0), phases.Stretch("B", "b", 100.0, 400.0))
    assert [phases.position(plan, at) for at in (0, 99.9, 100, 399, 9999)] == [0, 0, 1, 1, 1]
    assert (phases.index_of(plan, "B"), phases.index_of(plan, "C")) == (1, -1)
    assert phases.planned((), 400.0) == ()
    with pytest.raises(ValueError, match="without phases"):
        phases.position((), 0)
