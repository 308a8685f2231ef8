"""Attacks: at least forty kinds, each a change of the text, none of which the offline grader rewards."""

from __future__ import annotations

import pytest

from mockint.domain.question import Question
from mockint.graders.attacks import ATTACKS, Attack, reversed_text
from tests.unit.graders.conftest import ReadingOf
from tests.unit.graders.test_offline import levels


def test_there_are_at_least_forty_kinds() -> None:
    assert len({attack.kind for attack in ATTACKS}) == len(ATTACKS) >= 40


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.kind)
def test_no_attack_lifts_a_level(attack: Attack, reading_of: ReadingOf, bank_questions: list[Question]) -> None:
    for slug in ("token-bucket", "sse-parser"):
        question = next(one for one in bank_questions if one.header.slug == slug)
        clean = next(one.text for one in question.samples if one.level == 2 and not one.fluent_but_wrong)
        reading = reading_of(clean, question=question)
        attacked = attack.apply(clean, reading)
        assert attacked != clean
        pairs = zip(levels(reading), levels(reading_of(attacked, question=question)), strict=True)
        assert all(after <= before for before, after in pairs)


def test_denial_reaches_every_sentence() -> None:
    assert (
        reversed_text("It is fast. A heap gives the next.")
        == "It is not fast. It is not true that a heap gives the next."
    )
