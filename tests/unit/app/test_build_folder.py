"""The folder of a live build: what it begins with, what the curveball changes, and how its program is started."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockint.app import build_folder, workspace
from mockint.bank.loader import load_question
from mockint.domain.question import Question
from mockint.errors import BadInputError
from mockint.paths import bank_root

POLICY = "live_build/policy-desk"


@pytest.fixture(scope="module")
def question() -> Question:
    return load_question(bank_root() / POLICY)


def test_the_same_seed_gives_the_same_bytes(question: Question) -> None:
    assert build_folder.given_files(question, 7) == build_folder.given_files(question, 7)
    assert build_folder.given_files(question, 7) != build_folder.given_files(question, 8)


def test_a_folder_begins_with_program_corpus_and_visible_questions(question: Question, tmp_path: Path) -> None:
    workspace.lay_out(tmp_path, build_folder.given_files(question, 7))
    asked = [json.loads(line) for line in (tmp_path / "visible.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(asked) == 15
    assert all(one["question"] and one["gold"] for one in asked)
    documents = {path.stem for path in (tmp_path / "corpus").iterdir()}
    assert 180 <= len(documents) <= 260
    assert {label for one in asked for label in one["support"]} <= documents
    assert (tmp_path / "candidate" / "__main__.py").is_file()


def test_the_curveball_changes_the_corpus_once(question: Question, tmp_path: Path) -> None:
    workspace.lay_out(tmp_path, build_folder.given_files(question, 7))
    changed = build_folder.apply_curveball(tmp_path, question, 7)
    assert changed
    after = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "corpus").iterdir()}
    assert build_folder.apply_curveball(tmp_path, question, 7) == changed
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "corpus").iterdir()} == after


def test_the_curveball_writes_through_no_link(question: Question, tmp_path: Path) -> None:
    folder, outside = tmp_path / "round", tmp_path / "outside.md"
    workspace.lay_out(folder, build_folder.given_files(question, 7))
    outside.write_text("mine")
    for path in build_folder.apply_curveball(folder, question, 7):
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(outside)
    build_folder.apply_curveball(folder, question, 7)
    assert outside.read_text() == "mine"


def test_a_corpus_that_became_a_link_is_told(question: Question, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "corpus").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadInputError, match="is a link"):
        build_folder.apply_curveball(tmp_path, question, 7)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", ("python", "-m", "candidate")),
        ('command = ["node", "main.js"]', ("node", "main.js")),
        ('title = "mine"', ("python", "-m", "candidate")),
    ],
)
def test_the_command_stands_in_a_file(text: str, command: tuple[str, ...]) -> None:
    assert build_folder.command_of(text) == command


@pytest.mark.parametrize(
    "text", ["command = ", 'command = "python"', "command = []", 'command = ["a", 1]', 'command = ["a\\u0000"]']
)
def test_a_command_that_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(BadInputError, match=r"mockint\.toml"):
        build_folder.command_of(text)
