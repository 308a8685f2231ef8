"""The small values: what they compute, and what they refuse."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mockint.domain.changes import Changes
from mockint.domain.dispute import Dispute
from mockint.domain.grade import Grade
from mockint.domain.ids import CriterionId, GradeId, ItemId, RoundId, content_hash, new_id
from mockint.domain.judgement import Judged, NotAssessed, Ungraded
from mockint.domain.rubric import Criterion, Rubric
from mockint.domain.skill import TargetLevel
from mockint.domain.submission import Submission
from mockint.domain.verdict import decide
from tests.helpers.coding_rounds import WALL, make_question
from tests.helpers.coding_rubric import ANCHORS, CODING, make_criterion


def test_values_are_frozen_and_refuse_unknown_keys() -> None:
    question = make_question()
    with pytest.raises(ValidationError, match="frozen"):
        question.prompt = "another"
    with pytest.raises(ValidationError, match="Extra inputs"):
        make_question(promt="a typing mistake")


def test_changes_merge() -> None:
    assert Changes(rounds=True).merged(Changes(bank=True)) == Changes(rounds=True, bank=True)
    assert not any(Changes())


def test_ids_come_from_the_given_randomness() -> None:
    first, second = new_id(random.Random(1)), new_id(random.Random(1))

    assert first == second != new_id(random.Random(2))
    assert uuid.UUID(first).version == 4


def test_any_text_has_a_hash() -> None:
    assert content_hash("a") != content_hash("b")
    assert len(content_hash("half a character \ud83d")) == 64


def test_a_question_is_named_by_kind_and_slug() -> None:
    question = make_question()

    assert question.header.ref == "coding/echo"
    assert question.content_hash() == content_hash(question.canonical_text())
    assert question.content_hash() != make_question(prompt="Changed.").content_hash()


def submission(documents: dict[str, str]) -> Submission:
    return Submission(round_id=RoundId("r"), item_id=ItemId("i"), submitted=WALL, documents=documents, elapsed_s=1)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4))
def test_a_submissions_hash_is_about_its_documents_in_any_order(documents: dict[str, str]) -> None:
    backwards = dict(reversed(documents.items()))

    assert submission(documents).hash() == submission(backwards).hash()
    assert submission(documents).hash() != submission({**documents, "another": "one"}).hash()


def test_a_grade_and_a_dispute_come_back_from_json() -> None:
    judgements = (
        Judged(criterion=CriterionId("correctness"), level=3, source="measured"),
        Ungraded(criterion=CriterionId("problem_solving"), reason="No reply."),
        NotAssessed(criterion=CriterionId("communication"), reason="Not asked."),
    )
    grade = Grade(
        id=GradeId("g"),
        round_id=RoundId("r"),
        item_id=ItemId("i"),
        made=WALL,
        source="Measured",
        rubric_hash=content_hash("rubric"),
        target=TargetLevel.MID,
        judgements=judgements,
        verdict=decide(CODING, judgements, TargetLevel.MID),
    )
    dispute = Dispute(
        round_id=RoundId("r"),
        item_id=ItemId("i"),
        criterion=CriterionId("correctness"),
        level=4,
        why="The last test is wrong.",
        made=WALL,
    )

    assert Grade.model_validate_json(grade.model_dump_json()) == grade
    assert Dispute.model_validate_json(dispute.model_dump_json()) == dispute


# Rubrics


def criterion(**changes: Any) -> Criterion:
    values: dict[str, Any] = {"id": "c", "title": "C", "about": "c", "weight": 100, "anchors": ANCHORS}
    return Criterion(**(values | changes))


def test_anchors_and_cuts_may_have_their_levels_as_text() -> None:
    read = criterion(anchors={"1": "a", "2": "b", "3": "c", "4": "d"}, cuts={"2": 0.1, "3": 0.5, "4": 0.9})

    assert read.anchors[4] == "d"
    assert [read.level_for(share) for share in (None, 0.0, 0.1, 0.49, 0.5, 0.9, 1.0)] == [1, 1, 2, 2, 3, 4, 4]


@pytest.mark.parametrize(
    "changes",
    [
        {"anchors": {1: "a", 2: "b", 3: "c"}},
        {"anchors": {"one": "a"}},
        {"anchors": "all four"},
        {"cuts": {2: 0.5, 3: 0.5, 4: 0.9}},
        {"cuts": {2: 0.1, 3: 0.5}},
        {"cuts": {2: 0.1, 3: 0.5, 4: 1.5}},
        {"weight": 0},
    ],
)
def test_a_criterion_that_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        criterion(**changes)


def test_a_criterion_without_cuts_has_no_level_for_a_share() -> None:
    with pytest.raises(ValueError, match="c is not measured as a share"):
        criterion().level_for(0.5)


def test_a_rubric_finds_its_criteria() -> None:
    assert CODING.criterion(CriterionId("testing")).weight == 10
    with pytest.raises(KeyError):
        CODING.criterion(CriterionId("charm"))


@pytest.mark.parametrize(
    ("criteria", "problem"),
    [
        ((make_criterion("a", 50), make_criterion("a", 50)), "same id"),
        ((make_criterion("a", 50), make_criterion("b", 49)), "add up to 99"),
        ((), "add up to 0"),
    ],
)
def test_a_rubric_that_does_not_add_up_is_refused(criteria: tuple[Criterion, ...], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Rubric(kind="coding", version=1, criteria=criteria)
