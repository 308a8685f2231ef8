"""What holds for every drill that comes with mockint: a right, a nearly right and a wrong answer are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockint.bank.catalog import Entry, read_catalog
from mockint.bank.drawing import draw_all
from mockint.bank.loader import read_question
from mockint.bank.rubrics import question_rubric
from mockint.bank.texts import text_findings
from mockint.domain.question import Question
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool
from mockint.graders.concept import mark_concept
from mockint.measure.drill import mark_drill
from mockint.paths import bank_root

DRILLS = read_catalog(bank_root()).drills
OPS = [entry for entry in DRILLS if entry.kind == "ops"]
CONCEPTS = [entry for entry in DRILLS if entry.kind == "concept"]
SEEDS = (101, 102, 103)
VERDICTS = {"right", "nearly", "wrong"}


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


def test_there_are_enough_of_each_kind() -> None:
    assert len(OPS) >= 24
    assert len(CONCEPTS) >= 60


@pytest.mark.parametrize("entry", OPS, ids=lambda entry: entry.slug)
def test_an_ops_drill_tells_right_from_nearly_right_and_wrong(pool: WorkerPool, entry: Entry) -> None:
    question = _question(entry.folder)
    assert question.ops is not None
    for drawn in draw_all(question.ops, SEEDS, Judge(pool)):
        assert {one.verdict for one in drawn.tries} == VERDICTS
        for tried in drawn.tries:
            assert mark_drill(drawn, tried.answers).verdict == tried.verdict, (tried.name, drawn.prompt)
        assert mark_drill(drawn, {}).score == 0


@pytest.mark.parametrize("entry", CONCEPTS, ids=lambda entry: entry.slug)
def test_a_concept_question_tells_right_from_nearly_right_and_wrong(entry: Entry) -> None:
    loaded = read_question(entry.folder)
    assert loaded.question is not None
    rubric = question_rubric(loaded.question)
    marked = {sample.name: mark_concept(loaded.question, rubric, sample.text) for sample in loaded.held_out}
    assert set(marked) == VERDICTS
    assert marked["right"].verdict == "right"
    assert marked["nearly"].verdict in {"nearly", "right"}
    assert marked["wrong"].verdict == "wrong"
    assert marked["right"].score > marked["nearly"].score > marked["wrong"].score
    assert mark_concept(loaded.question, rubric, loaded.question.prompt).verdict == "wrong", "the question given back"


@pytest.mark.parametrize("entry", DRILLS, ids=lambda entry: entry.ref)
def test_every_drill_keeps_the_format(entry: Entry) -> None:
    loaded = read_question(entry.folder)
    assert loaded.problems == ()
    assert text_findings(_question(entry.folder)) == []


def _question(folder: Path) -> Question:
    loaded = read_question(folder)
    assert loaded.question is not None
    return loaded.question
