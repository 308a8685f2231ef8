"""Finding the fact that a question asks for."""

from __future__ import annotations

import pytest

from mockint.domain.question import Fact
from mockint.interviewer.facts import FactFinder
from mockint.interviewer.words import content_stems, meanings, sentences, stem
from tests.helpers.talks import talking_question

FINDER = FactFinder(talking_question().facts)


@pytest.mark.parametrize(
    ("asked", "fact"),
    [
        ("Are the windows sorted?", 0),
        ("are they ordered already, by start?", 0),
        ("What input size do I have to expect, how many windows?", 1),
        ("Which database do you run?", -1),
        ("May I go home early?", -1),
        ("", -1),
    ],
)
def test_a_fact_is_found_by_what_is_asked(asked: str, fact: int) -> None:
    assert FINDER.find(asked).fact == fact


def test_of_two_facts_that_fit_alike_neither_is_told() -> None:
    facts = (Fact(asks=("Is it sorted?",), answer="Yes."), Fact(asks=("Is it ordered?",), answer="No."))
    match = FactFinder(facts).find("Is it sorted?")
    assert (match.fact, match.lead) == (-1, 0.0)


def test_a_question_without_facts_has_no_answer() -> None:
    assert FactFinder(()).find("How large is it?").fact == -1


def test_forms_and_words_of_one_meaning_are_alike() -> None:
    assert stem("merging") == stem("merged") == stem("merges")
    assert meanings("Are duplicates possible?") == meanings("Are repeated ones possible?")
    assert meanings("Is the clock monotonic?") == meanings("Can the clock go backwards?")
    assert content_stems("Could you please tell me if it is?") == ()
    assert sentences("One. Two?  Three\nfour") == ("One.", "Two?", "Three", "four")
