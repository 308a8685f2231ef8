"""Rubrics and skills as data, and what a question may change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mockint.bank.loader import load_question
from mockint.bank.rubrics import load_rubric, load_skills, read_shared, rubric_for
from mockint.domain.ids import CriterionId
from mockint.domain.rubric import Rubric
from mockint.errors import BankError
from mockint.paths import bank_root
from tests.helpers.packs import SLUG, good_files, write_files


def changed(tmp_path: Path, changes: str) -> Rubric:
    folder = write_files(tmp_path / "coding" / SLUG, good_files() | {"rubric.toml": changes})
    return rubric_for(load_question(folder), load_rubric("coding"))


def weights(rubric: Rubric) -> dict[str, float]:
    return {criterion.id: round(criterion.weight, 3) for criterion in rubric.criteria}


def test_the_coding_rubric_is_that_of_the_design() -> None:
    rubric = load_rubric("coding")
    assert weights(rubric) == {
        "correctness": 30,
        "problem_solving": 30,
        "code_quality": 15,
        "testing": 10,
        "communication": 15,
    }
    assert {c.id for c in rubric.criteria if c.measured} == {"correctness", "testing"}
    assert {c.id for c in rubric.criteria if c.must_have} == {"correctness", "problem_solving"}


@pytest.mark.parametrize(
    ("share", "level"), [(None, 1), (0.0, 2), (0.39, 2), (0.40, 3), (0.74, 3), (0.75, 4), (1.0, 4)]
)
def test_own_tests_are_levelled_by_the_share_of_mutants_they_catch(share: float | None, level: int) -> None:
    assert load_rubric("coding").criterion(CriterionId("testing")).level_for(share) == level


def test_a_criterion_without_cuts_has_no_level_for_a_share() -> None:
    with pytest.raises(ValueError, match="not measured as a share"):
        load_rubric("coding").criterion(CriterionId("correctness")).level_for(1.0)


def test_the_skills_are_the_eight_and_two_more() -> None:
    assert [skill.id for skill in load_skills()] == [
        "python",
        "llm_api",
        "rag",
        "vector_db",
        "cloud",
        "evaluation",
        "observability",
        "system_design",
        "fundamentals",
        "ownership",
    ]


def test_the_bank_has_nothing_wrong_with_its_rubrics_and_skills() -> None:
    assert read_shared(bank_root()) == ()


def test_some_weights_are_changed_and_still_add_up(tmp_path: Path) -> None:
    rubric = changed(tmp_path, "[criteria.testing]\nweight = 20\n[criteria.communication]\nweight = 5\n")
    assert weights(rubric)["testing"] == 20
    assert sum(weights(rubric).values()) == 100


def test_all_weights_are_scaled_to_a_hundred(tmp_path: Path) -> None:
    text = "[criteria.communication]\nnot_assessed = true\n" + "".join(
        f"[criteria.{name}]\nweight = {weight}\n"
        for name, weight in [("correctness", 2), ("problem_solving", 4), ("code_quality", 1), ("testing", 1)]
    )
    assert weights(changed(tmp_path, text)) == {
        "correctness": 25,
        "problem_solving": 50,
        "code_quality": 12.5,
        "testing": 12.5,
    }


def test_must_haves_can_be_changed(tmp_path: Path) -> None:
    rubric = changed(tmp_path, '[criteria.testing]\nmust_have = ["senior", "staff"]\n')
    assert rubric.criterion(CriterionId("testing")).must_have == ("senior", "staff")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[criteria.testing]\nweight = 20\n", "add up to 110"),
        ("[criteria.testing]\nnot_assessed = true\n", "add up to 90"),
        ("[criteria.charm]\nweight = 20\n", "no criterion 'charm'"),
    ],
)
def test_changes_that_do_not_fit_are_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BankError, match=words):
        changed(tmp_path, text)


def copy_shared(tmp_path: Path, **edits: tuple[str, str]) -> Path:
    bank = tmp_path / "bank"
    shutil.copytree(bank_root() / "rubrics", bank / "rubrics")
    shutil.copy(bank_root() / "skills.toml", bank)
    for name, (old, new) in edits.items():
        path = bank / {"skills": "skills.toml", "coding": "rubrics/coding.toml"}[name]
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return bank


@pytest.mark.parametrize(
    ("edits", "file", "key"),
    [
        ({"coding": ("weight = 30", "weight = 31")}, "coding.toml", "criteria"),
        ({"coding": ("python = 1.0", "juggling = 1.0")}, "coding.toml", "criteria[0].skills.juggling"),
        ({"coding": ('kind = "coding"', 'kind = "debug"')}, "coding.toml", "kind"),
        (
            {"coding": ("[criteria.anchors]\n1 =", "[criteria.anchors]\n5 =")},
            "coding.toml",
            "criteria[0].anchors[5]",
        ),
        ({"coding": ("3 = 0.40", "3 = 0.90")}, "coding.toml", "criteria[3].cuts"),
        ({"coding": ("version = 1", "version = 1\ncolour = 2")}, "coding.toml", "colour"),
        ({"skills": ("title =", "titel =")}, "skills.toml", "skills[0].titel"),
    ],
)
def test_faults_of_rubrics_and_skills_are_told(tmp_path: Path, edits: dict[str, Any], file: str, key: str) -> None:
    problems = read_shared(copy_shared(tmp_path, **edits))
    assert (file, key) in [(Path(problem.file).name, problem.key) for problem in problems]


def test_a_missing_or_misnamed_rubric_is_a_clear_error(tmp_path: Path) -> None:
    bank = copy_shared(tmp_path, coding=('kind = "coding"', 'kind = "debug"'))
    with pytest.raises(BankError, match="is for 'debug'"):
        load_rubric("coding", bank)
    (bank / "rubrics" / "take_home.toml").unlink()
    with pytest.raises(BankError, match="is missing"):
        load_rubric("take_home", bank)
