"""Finding the fact that a question asks for."""

from __future__ import annotations

import pytest

from mockint.domain.question import Fact
from mockint.interviewer.facts import CLAUSE_THRESHOLD, THRESHOLD, FactFinder
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
    assert match.fact == -1
    assert match.score <= 0.5


def test_a_fact_with_more_ways_of_asking_is_still_found() -> None:
    few = talking_question().facts
    more = few[0].model_copy(update={"asks": (*few[0].asks, "Is there an order?", "Any sorting?", "Sorted ascending?")})
    match = FactFinder((more, few[1])).find("Are the windows sorted?")
    assert match.fact == 0
    assert match.score > 0.95


def test_a_word_that_the_task_uses_often_says_less() -> None:
    facts = talking_question().facts
    plain, told = FactFinder(facts), FactFinder(facts, "Windows here. Windows there. Windows in order. All windows.")
    assert told.find("windows, in order").score < plain.find("windows, in order").score


def test_a_chance_is_asked_for_and_a_clause_must_be_surer_than_a_sentence() -> None:
    asked = "Are the windows sorted?"
    chance = FINDER.find(asked).score
    assert FINDER.find(asked, least=chance).fact == 0
    assert FINDER.find(asked, least=chance + 0.001).fact == -1
    assert CLAUSE_THRESHOLD > THRESHOLD


def test_a_question_without_facts_has_no_answer() -> None:
    assert FactFinder(()).find("How large is it?").fact == -1


def test_forms_and_words_of_one_meaning_are_alike() -> None:
    assert stem("merging") == stem("merged") == stem("merges")
    assert meanings("Are duplicates possible?") == meanings("Are repeated ones possible?")
    assert meanings("Is the clock monotonic?") == meanings("Can the clock go backwards?")
    assert content_stems("Could you please tell me if it is?") == ()
    assert sentences("One. Two?  Three\nfour") == ("One.", "Two?", "Three", "four")
