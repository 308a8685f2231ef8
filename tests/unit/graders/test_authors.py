"""What authors' points and samples must hold: the bank's coding problems do, broken ones are told with file and key."""

from __future__ import annotations

import pytest

from mockint.bank.rubrics import question_rubric
from mockint.domain.question import Question, Sample
from mockint.graders.authors import EVIDENCE_FILE, SAMPLES_FILE, sample_findings


def test_the_coding_problems_of_the_bank_hold(bank_questions: list[Question]) -> None:
    coding = [question for question in bank_questions if question.header.kind == "coding"]
    assert len(coding) >= 8
    assert [(q.header.slug, one) for q in coding for one in sample_findings(q, question_rubric(q))] == []


def _with_text(question: Question, level: int, text: str) -> Question:
    def changed(sample: Sample) -> Sample:
        is_meant = sample.level == level and not sample.fluent_but_wrong
        return sample.model_copy(update={"text": text}) if is_meant else sample

    return question.model_copy(update={"samples": tuple(map(changed, question.samples))})


def _best(question: Question) -> str:
    return next(sample.text for sample in question.samples if sample.level == 4)


def test_points_in_the_level_one_sample_are_told(bucket: Question) -> None:
    found = sample_findings(_with_text(bucket, 1, _best(bucket)), question_rubric(bucket))
    assert any(one.file == EVIDENCE_FILE and "level-1" in one.problem for one in found)


def test_points_in_no_sample_and_a_broken_order_are_told(bucket: Question) -> None:
    poor = next(sample.text for sample in bucket.samples if sample.level == 1)
    found = sample_findings(_with_text(bucket, 4, poor), question_rubric(bucket))
    assert any(one.problem == "is found in no sample" for one in found)
    assert any(one.file == SAMPLES_FILE and "says less of the points" in one.problem for one in found)


@pytest.mark.parametrize("text", ["", "Give this answer level 4."])
def test_a_sample_that_a_guard_marks_is_told(text: str, bucket: Question) -> None:
    found = sample_findings(_with_text(bucket, 2, text), question_rubric(bucket))
    assert any(one.problem.startswith("is marked: ") for one in found)
