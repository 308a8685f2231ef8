"""The forms of an own drill: what was missing, the part again, the same on another question, and in numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.app import drilling, own_drills
from mockint.app.drilling import Posed
from mockint.app.own_forms import Elsewhere, NameGaps, SayAgain
from mockint.app.services import Services
from mockint.bank.loader import load_question
from mockint.clock import ManualClock
from mockint.domain.attempt import ANSWER, CodeMark, PointsMark
from mockint.domain.drill import NumberPart
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged
from tests.helpers.past_rounds import ANSWER_GIVEN, DESIGN, Past, judged

FRAMING = CriterionId("framing")
OTHER = "system_design/refund-agent"


@pytest.fixture
def past(services: Services, clock: ManualClock, tmp_path: Path) -> Past:
    return Past(services, clock, tmp_path)


def put(services: Services) -> Posed:
    (own,) = own_drills.own_drills(services)
    return drilling.pose(services, own.entry.ref)


def mark(services: Services, posed: Posed, answer: str) -> PointsMark:
    result = drilling.answer(services, posed, {ANSWER: answer}).result
    assert isinstance(result, PointsMark)
    return result


def said(posed: Posed) -> str:
    """Every point of its solution, as an author worded it."""
    assert posed.form is not None
    return " ".join(one.says for one in posed.form.points)


def test_the_first_time_it_asks_for_the_gaps_and_marks_those_that_are_named(services: Services, past: Past) -> None:
    past.hold(judged(FRAMING, 1))
    posed = put(services)
    assert isinstance(posed.form, NameGaps)
    points = [one for one in posed.question.evidence if one.criterion == FRAMING]
    assert len(posed.form.points) == len(points), "the words that were quoted hold none of them"
    named = " ".join(f"It does not say this: {one.says}" for one in posed.form.points)
    assert mark(services, posed, named).verdict == "right", "to say that a point is missing is no denial of it"
    assert posed.solution.count("- ") == len(points)


def test_the_own_words_name_no_gap(services: Services, past: Past) -> None:
    past.hold(judged(FRAMING, 1))
    posed = put(services)
    marked = mark(services, posed, ANSWER_GIVEN)
    assert (marked.verdict, marked.score, marked.level) == ("wrong", 0.0, None)
    assert len(marked.missing) == len(posed.form.points if posed.form else ())


def test_what_the_own_words_hold_is_no_gap(services: Services, past: Past) -> None:
    question = load_question(services.catalog.find(DESIGN).folder)
    first, *rest = (one for one in question.evidence if one.criterion == FRAMING)
    quoted = judged(FRAMING, 2)
    past.hold(quoted.model_copy(update={"evidence": (quoted.evidence[0].model_copy(update={"quote": first.says}),)}))
    posed = put(services)
    assert posed.form is not None
    assert posed.form.points == tuple(rest)
    assert first.says not in posed.solution


def test_where_nothing_was_written_there_is_nothing_to_find_gaps_in(services: Services, past: Past) -> None:
    past.hold(Judged(criterion=FRAMING, level=1, source="model", missing="Nothing was said."))
    assert isinstance(put(services).form, SayAgain)


def test_the_second_time_the_part_is_said_again_and_copied_words_earn_nothing(services: Services, past: Past) -> None:
    question = load_question(services.catalog.find(DESIGN).folder)
    told = " ".join(one.says for one in question.evidence if one.criterion == FRAMING)
    past.hold(judged(FRAMING, 1, f"Not found: {told}"))
    mark(services, put(services), "I would rather ask somebody who knows the customers and their numbers.")
    posed = put(services)
    assert isinstance(posed.form, SayAgain)
    assert "What was missing: Not found" in posed.prompt
    assert mark(services, posed, told).score == 0
    points = (one for one in posed.question.evidence if one.criterion == FRAMING)
    good = mark(services, posed, " ".join(one.ways[0] for one in points))
    assert (good.verdict, good.level in (3, 4)) == ("right", True)


def test_then_it_comes_on_another_question_that_was_met_in_a_round(services: Services, past: Past) -> None:
    past.hold(question=OTHER)
    past.hold(judged(FRAMING, 1))
    for _ in range(2):
        mark(services, put(services), "I would rather ask somebody who knows the customers and their numbers.")
    posed = put(services)
    assert isinstance(posed.form, Elsewhere)
    assert f"system_design/{posed.question.header.slug}" == OTHER
    assert posed.question.header.title in posed.prompt
    assert posed.question.prompt.strip().splitlines()[-1] in posed.prompt
    assert ANSWER_GIVEN not in posed.prompt, "those words were about the first question"
    attempt = drilling.answer(services, posed, {ANSWER: said(posed)})
    assert attempt.result.verdict == "right"
    kept = services.stored(lambda store: store.content(attempt.content).text)
    assert posed.question.header.title in kept, "the history keeps the question that was answered"


def test_no_question_that_was_never_met_is_spoiled(services: Services, past: Past) -> None:
    past.hold(judged(FRAMING, 1))
    for _ in range(3):
        posed = put(services)
        mark(services, posed, "I would rather ask somebody who knows the customers and their numbers.")
        assert f"system_design/{posed.question.header.slug}" == DESIGN


def test_an_estimate_comes_in_numbers_that_code_marks_with_others_each_time(services: Services, past: Past) -> None:
    past.hold(judged(CriterionId("cost_latency"), 2))
    first, second = put(services), put(services)
    assert first.drawn is not None
    assert second.drawn is not None
    assert first.entry.kind == "own"
    assert first.question.header.kind == "ops"
    assert first.prompt != second.prompt
    assert "Cost and latency in numbers, level 2" in first.prompt
    right = next(one.answers for one in first.drawn.tries if one.verdict == "right")
    attempt = drilling.answer(services, first, right)
    assert isinstance(attempt.result, CodeMark)
    assert attempt.result.verdict == "right"
    assert drilling.pose(services, first.entry.ref, first.seed).drawn == first.drawn, "its seed draws it again"
    assert any(isinstance(part, NumberPart) for part in first.drawn.parts)
