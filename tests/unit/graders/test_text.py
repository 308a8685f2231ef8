"""Sentences, words and stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.graders.text import latin, plain, revealed, sentences, stem, stems, words


@pytest.mark.parametrize(
    "forms",
    [
        ("round", "rounded", "rounding", "rounds"),
        ("evaluate", "evaluation", "evaluated", "evaluating", "evaluations"),
        ("query", "queries"),
        ("tokeniser", "tokenizer"),
        ("retry", "retries", "retried"),
        ("cap", "capped", "capping"),
        ("boundary", "boundaries"),
        ("duplicate", "duplicates", "duplicated"),
        ("measure", "measured", "measurement"),
    ],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("heap", "help"), ("class", "clash"), ("order", "ordinary"), ("test", "text")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_function_words_carry_nothing() -> None:
    assert stems("and then I have been to the") == []


def test_a_sentence_that_begins_at_the_end_of_a_wrapped_line_is_one() -> None:
    text = "We ran the whole set again on every change that night. The\nregression set had 312 questions, all of them labelled by two."
    assert [found.text for found in sentences(text)] == [
        "We ran the whole set again on every change that night.",
        "The\nregression set had 312 questions, all of them labelled by two.",
    ]
    typed = "Short. And\nthis is another thought\nand a third"
    assert [found.text for found in sentences(typed)] == ["Short.", "And", "this is another thought", "and a third"]


def test_wrapped_lines_are_one_sentence_and_items_are_their_own() -> None:
    text = (
        "The limiter keeps a bucket for every key, which is filled up lazily\nwhen the key is used again. It is fast.\n\n"
        "# Numbers\n- one call costs a millisecond\n- memory is one entry a key\n"
    )
    found = sentences(text)
    assert [sentence.text for sentence in found] == [
        "The limiter keeps a bucket for every key, which is filled up lazily\nwhen the key is used again.",
        "It is fast.",
        "# Numbers",
        "- one call costs a millisecond",
        "- memory is one entry a key",
    ]
    assert [sentence.is_list for sentence in found] == [False, False, True, True, True]


def test_a_thought_a_line_is_a_sentence_a_line() -> None:
    assert [found.text for found in sentences("used a heap\ntests pass\nnot sure about ties")] == [
        "used a heap",
        "tests pass",
        "not sure about ties",
    ]


def test_fenced_code_is_told_as_code() -> None:
    found = sentences("Here it is.\n```python\nx = 1\ny = 2\n```\nThat is all.")
    assert [(sentence.text, sentence.is_code) for sentence in found] == [
        ("Here it is.", False),
        ("x = 1", True),
        ("y = 2", True),
        ("That is all.", False),
    ]


def test_an_endless_sentence_is_cut() -> None:
    assert max(len(found.text.split()) for found in sentences("word " * 1_000)) <= 60


def test_invisible_and_look_alike_signs_are_seen_through() -> None:
    assert revealed("ig\u200bno\u2060re \uff41\uff42") == "ignore ab"
    assert revealed("".join(chr(0xE0000 + ord(letter)) for letter in "hidden")) == "hidden"
    assert latin(plain("\u0406gn\u043er\u0435")) == "ignore"


@given(st.text())
def test_sentences_stand_where_they_say(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert sentence.start >= at
        at = sentence.start + len(sentence.text)


@given(st.text())
def test_no_word_is_lost_between_sentences(text: str) -> None:
    text = text.replace("```", "").replace("~~~", "")
    kept = "".join("".join(sentence.text.split()) for sentence in sentences(text))
    lost = "".join(text.split())
    assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, lost))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", min_size=1))
def test_a_stem_is_never_empty(word: str) -> None:
    assert all(stem(found) for found in words(word))
