"""A folder becomes a question, or a list of everything that is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mockint.bank.loader import load_question, read_question
from mockint.bank.problem import Problem
from mockint.errors import BankError
from tests.helpers.packs import BROKEN_ON_DISK, BROKEN_RULES, SLUG, good_files, put, write_files, write_pack

FORMAT_ALONE = {"id is no UUID4", "unknown skill", "skill too heavy", "short form too long", "no pattern"}


def test_a_good_folder_becomes_a_question_without_problems(tmp_path: Path) -> None:
    loaded = read_question(write_pack(tmp_path))
    assert loaded.problems == ()
    assert loaded.question is not None
    assert loaded.naive is not None
    task = loaded.question.coding
    assert task is not None
    assert loaded.question.header.ref == f"coding/{SLUG}"
    assert [level.number for level in task.levels] == [1, 2]
    assert task.levels[0].visible[0].args == ([1, 2, 4], 5)
    assert task.levels[1].generator is not None
    assert [mutant.name for mutant in task.mutants] == [
        "self_pair",
        "unique_values",
        "both_orders",
        "first_only",
        "no_negatives",
    ]
    assert task.growth is not None
    assert "make_input" in task.growth.source
    assert {sample.level for sample in loaded.question.samples} == {1, 2, 3, 4}


@pytest.mark.parametrize("name", sorted(BROKEN_ON_DISK.keys() - FORMAT_ALONE))
def test_each_fault_of_the_format_is_told_with_file_and_key(tmp_path: Path, name: str) -> None:
    broken = BROKEN_ON_DISK[name]
    files = good_files()
    broken.change(files)
    folder = write_files(tmp_path / "coding" / SLUG, files)
    problems = read_question(folder).problems
    assert [(p.file, p.key) for p in problems] == [(str(folder / broken.file), broken.key)]
    assert broken.words in problems[0].problem


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    files = good_files()
    names = ["unknown key", "not TOML", "unknown file", "unknown tag", "no naive", "sample outside"]
    for name in names:
        BROKEN_ON_DISK[name].change(files)
    folder = write_files(tmp_path / "coding" / SLUG, files)
    found = {(Path(p.file).relative_to(folder).as_posix(), p.key) for p in read_question(folder).problems}
    assert found >= {(BROKEN_ON_DISK[name].file, BROKEN_ON_DISK[name].key) for name in names}


def test_the_error_for_a_user_names_the_first_fault_and_counts_the_others(tmp_path: Path) -> None:
    files = good_files()
    del files["prompt.md"]
    files["more.txt"] = ""
    folder = write_files(tmp_path / "coding" / SLUG, files)
    with pytest.raises(BankError, match=r"prompt\.md: is missing \(and 1 more\)") as caught:
        load_question(folder)
    assert "bank check" in caught.value.how


def test_a_question_with_small_faults_can_still_be_used(tmp_path: Path) -> None:
    files = good_files()
    put("notes.txt", "x")(files)
    del files["design.md"]
    assert load_question(write_files(tmp_path / "coding" / SLUG, files)).header.slug == SLUG


def test_tagged_values_arrive_with_their_types(tmp_path: Path) -> None:
    files = good_files()
    put(
        "levels/1/tests.toml",
        """
[[visible]]
name = "tags"
args = [{"$tuple" = [1, {"$none" = true}]}, {"$set" = ["a"]}, {"$bytes" = "AAE="}, {"$dict" = [[1, {"$none" = true}]]}]
kwargs = {limit = {"$float" = "inf"}}
expected = {"$none" = true}
""",
    )(files)
    task = load_question(write_files(tmp_path / "coding" / SLUG, files)).coding
    assert task is not None
    test = task.levels[0].visible[0]
    assert test.args == ((1, None), {"a"}, b"\x00\x01", {1: None})
    assert test.kwargs == {"limit": float("inf")}
    assert test.expected is None


def test_nothing_behind_a_linked_folder_is_read(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (folder / "levels" / "2").rename(tmp_path / "elsewhere" / "2")
    (folder / "levels" / "2").symlink_to(tmp_path / "elsewhere" / "2")
    loaded = read_question(folder)
    told = {Path(p.file).relative_to(folder).as_posix(): p.problem for p in loaded.problems}
    assert (
        told["levels/2/prompt.md"] == told["levels/2/tests.toml"] == "lies behind the link levels/2; links are not read"
    )
    assert loaded.coding is None


def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("the user's own")
    folder = write_pack(tmp_path)
    (folder / "prompt.md").unlink()
    (folder / "prompt.md").symlink_to(secret)
    (folder / "reference.md").unlink()
    os.mkfifo(folder / "reference.md")
    loaded = read_question(folder)
    assert loaded.question is None
    assert [(Path(p.file).name, p.problem.split(";")[0]) for p in loaded.problems] == [
        ("prompt.md", "is not a regular file"),
        ("reference.md", "is not a regular file"),
    ]


def test_files_that_are_no_text_or_too_large_are_told(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "prompt.md").write_bytes(b"\xff\xfe")
    with (folder / "design.md").open("wb") as file:
        file.truncate(5 * 1024 * 1024)
    problems = {Path(p.file).name: p.problem for p in read_question(folder).problems}
    assert problems == {"prompt.md": "is not UTF-8 text", "design.md": "is larger than 4096 KiB"}


@pytest.mark.parametrize(
    "text",
    [
        "visible = " + "[" * 50_000,
        "a" + ".a" * 3_000 + " = 1",
        "[[visible]]\nname = 'x'\nargs = [{a" + ".a" * 3_000 + " = 1}]\nexpected = 1",
        "[[visible]]\nname = 'x'\nargs = [" + "1" * 5_000 + "]\nexpected = 1",
        "[[visible]]\nname = 'x'\nargs = [{'$int' = '" + "f" * 600_000 + "'}]\nexpected = 1",
        "[[visible]]\nname = 'x'\nargs = [{'$none' = false}]\nexpected = 1",
    ],
    ids=["brackets", "keys", "keys in a value", "a long number", "a longer number", "no such none"],
)
def test_toml_meant_to_harm_is_a_problem_and_not_a_crash(tmp_path: Path, text: str) -> None:
    folder = write_pack(tmp_path)
    (folder / "levels/1/tests.toml").write_text(text)
    loaded = read_question(folder)
    assert loaded.question is None
    assert {problem.file for problem in loaded.problems} == {str(folder / "levels/1/tests.toml")}


def test_names_meant_to_harm_a_terminal_are_shown_escaped(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "clear\x1b[2J.txt").write_text("x")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    lines = [problem.line() for problem in read_question(folder).problems]
    assert len(lines) == 2
    assert all(line.isprintable() and line.encode("utf-8") for line in lines)


def test_a_sample_without_its_text_is_told(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "samples/level-2.md").unlink()
    (problem,) = read_question(folder).problems
    assert (problem.file, problem.problem) == (str(folder / "samples/level-2.md"), "is missing")


def test_a_fifth_level_is_not_read(tmp_path: Path) -> None:
    files = good_files()
    for number in (3, 4, 5):
        files |= {f"levels/{number}/{name}": files[f"levels/1/{name}"] for name in ("prompt.md", "tests.toml")}
    loaded = read_question(write_files(tmp_path / "coding" / SLUG, files))
    assert loaded.coding is not None
    assert len(loaded.coding.levels) == 4
    assert {Path(problem.file).parent.name for problem in loaded.problems} == {"5"}


def test_a_long_name_is_cut() -> None:
    assert len(Problem.at("x" * 10_000, "", "").file) < 1_000


def test_a_folder_full_of_other_things_is_told_once_more(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "many").mkdir()
    for number in range(520):
        (folder / "many" / str(number)).touch()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "reference.pyc").touch()
    problems = read_question(folder).problems
    assert problems[-1].problem == "holds more than 500 files"
    assert len(problems) <= 501


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path)
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "mutants":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = read_question(folder).problems
    assert problem == (str(folder / "mutants"), "", "cannot be read: Permission denied")


def test_the_coding_part_is_there_before_the_texts_are(tmp_path: Path) -> None:
    files = good_files()
    del files["interview.toml"]
    loaded = read_question(write_files(tmp_path / "coding" / SLUG, files))
    assert loaded.question is None
    assert loaded.coding is not None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    loaded = read_question(tmp_path / "coding" / "nothing")
    assert loaded.question is None
    assert any(problem.file.endswith("question.toml") for problem in loaded.problems)


def test_every_broken_example_really_changes_the_question() -> None:
    for name, broken in (BROKEN_ON_DISK | BROKEN_RULES).items():
        files = good_files()
        broken.change(files)
        assert files != good_files(), name
