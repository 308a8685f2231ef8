"""What a grade says of skills."""

from __future__ import annotations

import pytest

from mockint.bank.rubrics import load_rubric
from mockint.domain.ids import CriterionId, SkillId
from mockint.domain.judgement import JudgedLevel, Source
from mockint.domain.skill import Level
from mockint.readiness.observations import NOISE_SD, observation, speaks, strengths

PYTHON, FUNDAMENTALS, OWNERSHIP, RAG = map(SkillId, ("python", "fundamentals", "ownership", "rag"))


def level(criterion: str, value: Level, source: Source = "model") -> JudgedLevel:
    return JudgedLevel(CriterionId(criterion), value, source)


def test_a_question_narrows_a_criterion_to_what_it_is_about() -> None:
    spoken = speaks(load_rubric("system_design"), {RAG: 0.5})
    assert spoken[CriterionId("depth")] == {RAG: 0.5}
    about_other = speaks(load_rubric("system_design"), {PYTHON: 1.0})
    assert set(about_other[CriterionId("depth")]) == {"rag", "vector_db", "llm_api"}


def test_a_round_speaks_for_a_skill_as_its_strongest_criterion_does() -> None:
    spoken = speaks(load_rubric("coding"), {PYTHON: 1.0, FUNDAMENTALS: 0.5})
    assert strengths(spoken)[PYTHON] == 1.0
    assert strengths(spoken, [CriterionId("communication")]) == {"ownership": 0.6, "system_design": 0.2}


def test_criteria_are_combined_into_one_observation_a_skill() -> None:
    spoken = speaks(load_rubric("coding"), {PYTHON: 1.0, FUNDAMENTALS: 1.0})
    found = observation([level("correctness", 4, "measured"), level("problem_solving", 2)], spoken)
    assert set(found.shown) == {PYTHON, FUNDAMENTALS}
    seen = found.shown[PYTHON]
    assert seen.level == pytest.approx((1.0 * 4 + 0.4 * 2) / 1.4)
    assert NOISE_SD["measured"] < seen.sd < NOISE_SD["model"]
    assert seen.strength == 1.0


def test_nothing_judged_says_nothing() -> None:
    spoken = speaks(load_rubric("coding"), {})
    assert observation([], spoken).shown == {}
    assert observation([level("of_another_rubric", 4)], spoken).shown == {}


def test_the_candidates_own_word_is_known_as_such() -> None:
    spoken = speaks(load_rubric("coding"), {})
    assert observation([level("correctness", 4, "self")], spoken).is_own_word
    assert not observation([level("correctness", 4, "self"), level("testing", 3, "measured")], spoken).is_own_word


def test_leniency_is_taken_out_first() -> None:
    spoken = speaks(load_rubric("coding"), {})
    strict = observation([level("communication", 3)], spoken, {"model": 0.4})
    assert strict.shown[OWNERSHIP].level == pytest.approx(2.6)
