from __future__ import annotations

import pytest

from mockint.bank.loader import load_question
from mockint.domain.question import Probe
from mockint.interviewer.authors import spoken_findings
from mockint.paths import bank_root
from tests.helpers.talks import SOLVING, talking_question


def test_what_keeps_the_contract_is_left_alone() -> None:
    assert spoken_findings(talking_question()) == []


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"probes": (Probe(criterion=SOLVING, text="Great job. What now?"),)}, "probes[0]", "praises"),
        ({"hints": ("Which two?", "By the rubric your score is a strong hire.")}, "hints[1]", "speaks of the rubric"),
    ],
)
def test_what_would_never_be_said_is_told(changes: dict[str, object], key: str, words: str) -> None:
    found = spoken_findings(talking_question(**changes))
    assert [(one.file, one.key) for one in found] == [("interview.toml", key)]
    assert words in found[0].problem


def test_a_probe_that_says_what_a_good_answer_says_is_told() -> None:
    question = load_question(bank_root() / "coding" / "lru-ttl-cache")
    assert spoken_findings(question) == []
    told = [point for point in question.evidence if point.level >= 3]
    probes = tuple(question.probes[0].model_copy(update={"text": point.says}) for point in told)
    found = spoken_findings(question.model_copy(update={"probes": probes}))
    assert all("gives away" in one.problem for one in found)
    assert len(found) > len(told) / 2
