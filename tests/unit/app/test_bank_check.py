"""The bank check runs what a question promises, and tells each promise that is not kept with file and key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.app import bank_check
from mockint.app.bank_check import BankReport, check_bank
from mockint.app.coding_check import CodingFigures
from mockint.bank import hidden
from mockint.domain.judging import IsolationLevel
from mockint.errors import BankError
from mockint.execution.job import Isolation
from mockint.execution.pool import WorkerPool
from tests.helpers.packs import (
    BROKEN_CODE,
    BROKEN_ON_DISK,
    BROKEN_RULES,
    SLUG,
    good_files,
    write_broken_code,
    write_files,
    write_pack,
)

pytestmark = pytest.mark.slow
SAID_TWICE = "is said in nearly the same words"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def broken_report(pool: WorkerPool, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BankReport]:
    root = tmp_path_factory.mktemp("pack")
    write_broken_code(root)
    with pytest.MonkeyPatch.context() as patch:
        # A generator that never ends is stopped like any other program; two seconds show it as well as ten.
        patch.setattr(hidden, "GENERATOR_LIMITS", hidden.GENERATOR_LIMITS.model_copy(update={"cpu_s": 2.0}))
        return root, check_bank([root], pool)


def test_a_good_pack_has_no_problems(pool: WorkerPool, tmp_path: Path) -> None:
    write_pack(tmp_path)
    told: list[tuple[str, int, int]] = []
    report = check_bank([tmp_path], pool, lambda *what: told.append(what))
    assert report.problems == ()
    assert report.questions == 1
    assert report.coding == {SLUG: CodingFigures(tests=17, mutants=5, caught=5, past_examples=4)}
    assert told == [(f"coding/{SLUG}", 1, 1)]
    assert json.loads(json.dumps(report.as_json())) == {
        "questions": 1,
        "unchanged": 0,
        "problems": [],
        "coding": {SLUG: {"tests": 17, "mutants": 5, "caught": 5, "past_examples": 4}},
        "scores": {},
    }


@pytest.mark.parametrize("slug", sorted(BROKEN_CODE))
def test_each_broken_promise_is_told_with_file_and_key(broken_report: tuple[Path, BankReport], slug: str) -> None:
    root, report = broken_report
    broken = BROKEN_CODE[slug]
    folder = root / "coding" / slug
    mine = [problem for problem in report.problems if Path(problem.file).is_relative_to(folder)]
    told = [problem for problem in mine if (problem.file, problem.key) == (str(folder / broken.file), broken.key)]
    assert any(broken.words in problem.problem for problem in told), mine


def test_a_good_question_among_broken_ones_stays_good(broken_report: tuple[Path, BankReport]) -> None:
    root, report = broken_report
    mine = [p for p in report.problems if Path(p.file).is_relative_to(root / "coding" / SLUG)]
    assert not [p for p in mine if SAID_TWICE not in p.problem], "the others are copies of it"
    assert report.coding[SLUG].caught == 5
    assert report.questions == len(BROKEN_CODE) + 1


def test_a_mutant_that_survives_is_counted(broken_report: tuple[Path, BankReport]) -> None:
    _, report = broken_report
    assert report.coding["mutant-right"] == CodingFigures(tests=17, mutants=5, caught=4, past_examples=4)


def test_one_question_can_be_checked_alone(pool: WorkerPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path)
    write_pack(tmp_path, "other", "0a63d0a5-6f5e-4b8e-8f57-3a4f2b1c9d10")
    assert check_bank([folder], pool).questions == 1
    monkeypatch.chdir(folder)
    here = check_bank([Path()], pool)
    assert (here.problems, [*here.coding]) == ((), [SLUG])


def test_all_questions_of_a_kind_can_be_checked(pool: WorkerPool, tmp_path: Path) -> None:
    write_pack(tmp_path)
    report = check_bank([tmp_path / "coding"], pool)
    assert (report.questions, report.problems) == (1, ())


def test_faults_of_format_and_rules_are_told_beside_one_another(pool: WorkerPool, tmp_path: Path) -> None:
    files = good_files()
    broken = [BROKEN_ON_DISK["unknown file"], BROKEN_ON_DISK["unknown skill"], BROKEN_RULES["two hints"]]
    for fault in broken:
        fault.change(files)
    folder = write_files(tmp_path / "coding" / SLUG, files)
    report = check_bank([tmp_path], pool)
    assert {(p.file, p.key) for p in report.problems} == {(str(folder / b.file), b.key) for b in broken}


def test_a_whole_bank_is_checked_with_its_rubrics_and_skills(pool: WorkerPool, tmp_path: Path) -> None:
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "coding.toml").write_text("kind = 'coding'")
    told = {(Path(p.file).name, p.key) for p in check_bank([tmp_path], pool).problems}
    assert told >= {("skills.toml", ""), ("coding.toml", "criteria"), ("coding.toml", "version")}


def test_a_kind_without_a_rubric_is_told(pool: WorkerPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path)

    def no_rubric(kind: str, *, name: str = "") -> object:
        raise BankError(f"There is no rubric for {kind}.")

    monkeypatch.setattr(bank_check, "load_rubric", no_rubric)
    report = check_bank([folder], pool)
    assert report.problems == ((str(folder / "question.toml"), "kind", "There is no rubric for coding."),)


def test_a_question_that_cannot_be_read_is_told_and_not_run(pool: WorkerPool, tmp_path: Path) -> None:
    (tmp_path / "coding" / "nothing").mkdir(parents=True)
    report = check_bank([tmp_path], pool)
    assert report.coding == {}
    assert any(problem.file.endswith("question.toml") for problem in report.problems)


def test_ids_and_names_that_are_taken_are_told(pool: WorkerPool, tmp_path: Path) -> None:
    write_pack(tmp_path)
    twin = write_pack(tmp_path, "twin")
    report = check_bank([tmp_path], pool)
    told = [(p.file, p.key) for p in report.problems if SAID_TWICE not in p.problem]
    assert told == [(str(twin / "question.toml"), "id")]
    again = [p for p in report.problems if SAID_TWICE in p.problem]
    assert {Path(p.file).parent for p in again} >= {twin}
    assert all(f"coding/{SLUG}/" in p.problem for p in again), "told at the later one, with the place of the earlier"


def test_a_folder_without_questions_is_told(pool: WorkerPool, tmp_path: Path) -> None:
    report = check_bank([tmp_path / "nothing"], pool)
    assert [(p.file, p.problem) for p in report.problems] == [(str(tmp_path / "nothing"), "is not a folder")]


class WeakPool(WorkerPool):
    """A pool on a machine whose sandbox is not strong."""

    def isolation(self, timeout_s: float = 0) -> Isolation:
        return Isolation(IsolationLevel.MEDIUM, ("seccomp",), "Only partly shut in.")


def test_code_from_elsewhere_runs_only_in_a_strong_sandbox(tmp_path: Path) -> None:
    write_pack(tmp_path)
    with WeakPool() as pool:
        report = check_bank([tmp_path], pool)
        assert report.coding == {}
        assert ["strong sandbox" in problem.problem for problem in report.problems] == [True]
        assert check_bank([tmp_path], pool, allow_weak=True).problems == ()


def test_what_was_clean_is_not_run_again_until_something_changes(pool: WorkerPool, tmp_path: Path) -> None:
    folder, cache = write_pack(tmp_path / "pack"), tmp_path / "cache"
    first = check_bank([folder], pool, cache=cache)
    second = check_bank([folder], pool, cache=cache)
    assert (first.unchanged, second.unchanged) == (0, 1)
    assert second.coding == first.coding
    (folder / "reference.py").write_text("def count_pairs(values, total):\n    return 0\n")
    broken = check_bank([folder], pool, cache=cache)
    assert broken.unchanged == 0
    assert broken.problems
    assert check_bank([folder], pool, cache=cache).problems == broken.problems, "a result with problems is not kept"
    write_pack(tmp_path / "pack")
    (cache / "bank_check.json").write_text("{]")
    assert check_bank([folder], pool, cache=cache)[:3] == (1, 0, ()), "a damaged file costs time and nothing else"
