from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import ItemId
from mockint.measure.structure import measure_structure, structure_of, structure_sentences

QUESTION = "Tell me about an AI feature that you shipped and that failed in production, and how you found out."
ANSWER = (
    "I owned the answer bot for 40 customers. We shipped it in March, and I think it was maybe too early. Wrong answers "
    "rose from 2 % to 9 % in two weeks. I built a set of 300 questions, and the rate fell to 3 %. It cost us $4,000."
)


def test_it_counts_what_is_there() -> None:
    found = structure_of(ANSWER, QUESTION, 120)
    assert (found.own, found.shared) == (3, 2)
    assert found.numbers == ("40 customers", "2 %", "9 %", "two weeks", "300 questions", "3 %", "$4,000")
    assert found.changes == ("rose from 2", "fell to 3")
    assert found.hedges == ("I think", "maybe")
    assert found.copied == 0
    assert found.words == 48
    assert found.speaking_s == 21
    assert next(structure_sentences(found)) == "About 21 s when said aloud, the guide gives 2 min: short."


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Latency went from 900 ms to 300 ms.", 1),
        ("It went 900 -> 300.", 1),
        ("We halved it in 3 weeks.", 1),
        ("We worked hard on it.", 0),
        ("Costs dropped by 40 percent.", 1),
        ("I came from a bank to a start-up.", 0),
        ("It took 900 ms before and 300 ms after.", 1),
        ("Before, 12 of 100 answers were wrong; afterwards I left. ", 0),
        ("Before the change 12 % were wrong and after it 3 %.", 1),
        ("The error rate was 12 % and is now about 3 %.", 1),
        ("We answered 40 tickets instead of 25.", 1),
        ("It used to take 4 hours, now it takes 20 minutes.", 1),
        ("We reduced the bill by a third: $900 a month.", 1),
        ("From about 12 percent it went down to under 3.", 1),
        ("The wait was 9 minutes. I left after 2 years.", 0),
        ("I was one of 12 people, and we met daily.", 0),
    ],
)
def test_a_change_needs_a_number(text: str, changes: int) -> None:
    assert len(structure_of(text, "").changes) == changes


def test_what_is_copied_from_the_question_is_told() -> None:
    assert structure_of(QUESTION, QUESTION).copied == 1
    half = structure_of(f"{QUESTION} {'Nothing of the kind ever came to pass where I was. ' * 2}", QUESTION)
    assert 0.3 < half.copied < 0.7
    assert "of the words stand so in the question." in list(structure_sentences(half))[-1]


def test_the_measurement_sets_no_level() -> None:
    found = measure_structure(ANSWER, QUESTION, 0, item_id=ItemId("i"), made=datetime(2026, 1, 5, tzinfo=UTC))
    assert found.levels == {}
    assert found.data["numbers"]["count"] == 7
    assert found.data["numbers"]["quotes"][0] == "40 customers"
    assert found.sentence.startswith("I, me or my: 3; we or our: 2. Numbers with a unit: 7 ('40 customers', ")
    assert "Hedges: 2 ('I think', 'maybe')." in found.sentence
    bare = measure_structure("", QUESTION, 60, item_id=ItemId("i"), made=datetime(2026, 1, 5, tzinfo=UTC))
    assert "Hedges: none." in bare.sentence


@given(st.text(max_size=200), st.text(max_size=100))
def test_any_text_can_be_counted(answer: str, question: str) -> None:
    found = structure_of(answer, question, 60)
    assert 0 <= found.copied <= 1
    assert all(structure_sentences(found))
