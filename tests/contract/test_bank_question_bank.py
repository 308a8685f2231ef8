"""What holds for every question that comes with mockint; what its code promises is tried by ``dev.py check bank``."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockint.bank.catalog import read_catalog
from mockint.bank.loader import load_question, read_question
from mockint.bank.rubrics import load_rubric, load_tags, question_rubric
from mockint.bank.rules import findings
from mockint.bank.snapshot import restore, snapshot
from mockint.domain.question import Question
from mockint.paths import bank_root

FOLDERS = [entry.folder for entry in read_catalog(bank_root()).entries]


def slug(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def test_every_header_is_listed() -> None:
    catalog = read_catalog(bank_root())
    assert catalog.problems == ()
    assert len(catalog.entries) + len(catalog.drills) == len(list(bank_root().glob("*/*/question.toml")))


@pytest.mark.parametrize("folder", FOLDERS, ids=slug)
def test_every_question_keeps_the_format_and_the_rules(folder: Path) -> None:
    loaded = read_question(folder)
    assert loaded.problems == ()
    assert loaded.question is not None
    header = loaded.question.header
    rubric = load_rubric(header.kind, name=header.rubric)
    assert findings(loaded, rubric, load_tags()) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=slug)
def test_every_question_comes_back_from_its_snapshot(folder: Path) -> None:
    question = load_question(folder)
    assert restore(snapshot(question), Question) == question
    assert sum(c.weight for c in question_rubric(question).criteria) == pytest.approx(100)
