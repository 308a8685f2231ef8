"""What is counted in an answer of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement
from mockint.measure.text import count_words, filled_headings, measure_text
from tests.helpers.coding_rounds import WALL

HEADINGS = ("Requirements", "Numbers")


def measured(text: str, *, spoken: bool = False, headings: tuple[str, ...] = ()) -> Measurement:
    return measure_text({"answer": text}, item_id=ItemId("i"), made=WALL, spoken=spoken, headings=headings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("It's the half-day p95, 1,200.5 ms.", 6),
        ("## A heading\n\n- a **point**", 4),
        ("\N{SLIGHTLY SMILING FACE} \N{PARTY POPPER}", 0),
        ("مرحبا بالعالم", 2),
    ],
)
def test_words_are_counted_without_marks(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "0 words, about 0 s when said aloud at 140 words a minute."),
        ("word " * 70, "70 words, about 30 s when said aloud at 140 words a minute."),
        ("word " * 350, "350 words, about 2.5 min when said aloud at 140 words a minute."),
        ("word " * 50_000, "50,000 words, about 357 min when said aloud at 140 words a minute."),
    ],
)
def test_an_answer_that_is_said_has_its_time(text: str, sentence: str) -> None:
    assert measured(text, spoken=True).sentence == sentence


def test_one_word_is_one_word() -> None:
    assert measured("yes").sentence == "1 word."


def test_headings_are_told_only_where_they_stand() -> None:
    told = measured("## Requirements\n\nTen users.\n\n## Numbers\n\n## Other\nx\n", headings=HEADINGS)
    assert told.sentence == "4 words, 1 of 2 headings have text below them."
    assert told.data["headings"] == {"filled": 1, "given": 2}
    assert "headings" not in measured("My own way.", headings=HEADINGS).data


@given(st.text())
def test_no_text_has_a_level_or_more_headings_than_there_are(text: str) -> None:
    told = measured(text, spoken=True, headings=HEADINGS)
    assert told.levels == {}
    assert told.failed_gates == ()
    found = filled_headings(text, HEADINGS)
    assert found is None or found.filled <= found.given
