from __future__ import annotations

import tomllib
import uuid
from pathlib import Path

import pytest

from mockint.bank.loader import read_question
from mockint.bank.skeleton import MARK, lay_out, unfinished
from mockint.errors import BadInputError

ID = "6f0f3c52-3b0f-4b5e-9c0d-0a6a6a1f2d11"
KINDS = ("coding", "system_design", "behavioral", "concept", "ops")


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_has_every_file_of_its_kind_and_nothing_else(tmp_path: Path, kind: str) -> None:
    folder = lay_out(f"{kind}/my-question", tmp_path, ID)
    assert folder == tmp_path / kind / "my-question"
    loaded = read_question(folder)
    assert loaded.problems == ()
    assert loaded.question is not None
    header = loaded.question.header
    assert (header.id, header.slug, header.kind, header.title) == (ID, "my-question", kind, "My question")
    assert header.status == "draft", "it is not put before anybody until its author says so"
    assert uuid.UUID(header.id).version == 4
    assert "summary" in tomllib.loads((folder / "question.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_is_told_until_it_is_filled(tmp_path: Path, kind: str) -> None:
    folder = lay_out(f"{kind}/my-question", tmp_path, ID)
    marks = list(unfinished(folder))
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    assert len(marks) == sum(MARK in line for text in texts.values() for line in text.splitlines())
    assert all(what for _, _, what in marks)
    for path, text in texts.items():
        path.write_text(text.replace(f"{MARK}: ", "").replace(MARK, ""), encoding="utf-8")
    assert list(unfinished(folder)) == []


@pytest.mark.parametrize(
    "name", ["coding", "coding/", "coding/My", "coding/a_b", "coding/../x", "essay/x", "/x", "coding/a/b"]
)
def test_a_name_of_another_form_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError, match="For example coding/rate-limiter"):
        lay_out(name, tmp_path, ID)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    folder = lay_out("ops/mine", tmp_path, ID)
    before = (folder / "drill.py").read_text(encoding="utf-8")
    with pytest.raises(BadInputError, match="is there already"):
        lay_out("ops/mine", tmp_path, ID)
    assert (folder / "drill.py").read_text(encoding="utf-8") == before
    with pytest.raises(BadInputError, match="no skeleton for the kind live_build"):
        lay_out("live_build/mine", tmp_path, ID)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadInputError, match="cannot be made"):
        lay_out("ops/mine", tmp_path / "file", ID)
