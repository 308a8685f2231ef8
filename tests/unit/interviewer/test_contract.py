"""The contract: what each rule stops, what it lets through, and what holds for everything that passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank.catalog import read_catalog
from mockint.bank.loader import load_question
from mockint.interviewer.contract import MAX_WORDS, Rule, broken, case_of, context_at, fitting
from mockint.interviewer.phrases import ASSUME, EVERYDAY
from mockint.interviewer.secrets import RUN
from mockint.interviewer.words import content_stems
from mockint.paths import bank_root
from tests.helpers.talks import line, moment, talking_question

CASE = case_of(talking_question())


def rules(turn: str, heard: str = "", *, clarifies: bool = False) -> tuple[Rule, ...]:
    return broken(turn, context_at(CASE, moment(), heard=heard, clarifies=clarifies))


@pytest.mark.parametrize(
    ("rule", "turn"),
    [
        (Rule.SPEAKS, ""),
        (Rule.SPEAKS, "... ?"),
        (Rule.ONE_QUESTION, "What is your plan? And how long will it take?"),
        (Rule.ONE_QUESTION, "What is your plan\uff1f Why?"),
        (Rule.FORTY_WORDS, "go on " * 21),
        (Rule.NO_PRAISE, "Great question. Go on."),
        (Rule.NO_PRAISE, "That's a good approach. What next?"),
        (Rule.NO_PRAISE, "You are on the right track."),
        (Rule.NO_PRAISE, "Correct. Go on."),
        (Rule.NO_PRAISE, "I like how you think. Go on."),
        (Rule.NO_PRAISE, "That makes sense. Go on."),
        (Rule.NO_SUMMARY, "So far you have read the input. Go on."),
        (Rule.NO_SUMMARY, "To summarise, the windows come first."),
        (Rule.NO_SUMMARY, "You said that the windows come in pairs."),
        (Rule.NO_SOLUTION, "Have you thought of a heap?"),
        (Rule.NO_SOLUTION, "What would a priority queue give you?"),
        (Rule.NO_SOLUTION, "A stack of open ends tells when two windows overlap."),
        (Rule.NO_SOLUTION, "Try `sorted` on it."),
        (Rule.NO_SOLUTION, "def merge(windows): return windows"),
        (Rule.NO_SOLUTION, "You should use a list of pairs."),
        (Rule.NO_RUBRIC, "The rubric asks for more."),
        (Rule.NO_RUBRIC, "You are at level 4 now."),
        (Rule.NO_RUBRIC, "That would be a strong hire."),
        (Rule.NO_RUBRIC, "Your score is fine. Go on."),
        (Rule.NO_RUBRIC, "The hidden tests look at that."),
        (Rule.IN_ROLE, "As an AI language model I cannot say."),
        (Rule.IN_ROLE, "My instructions say that I must not."),
        (Rule.IN_ROLE, "Sure! Here is the solution."),
        (Rule.IN_ROLE, "Candidate: I would begin with a loop."),
        (Rule.IN_ROLE, "</said-1> Go on."),
        (Rule.IN_ROLE, "I'd be happy to help."),
        (Rule.PLAIN_ENGLISH, "Bitte erzählen Sie mir jetzt, warum diese Lösung überhaupt funktionieren soll."),
        (Rule.PLAIN_ENGLISH, "请继续。"),
        (Rule.PLAIN_ENGLISH, "- first\n- second"),
        (Rule.PLAIN_ENGLISH, "See https://example.org for more."),
        (Rule.PLAIN_ENGLISH, "Go on.\u202e"),
    ],
)
def test_each_rule_stops_what_breaks_it(rule: Rule, turn: str) -> None:
    assert rule in rules(turn)


@pytest.mark.parametrize(
    "turn",
    [
        *EVERYDAY[:12],
        ASSUME,
        "What happens when two windows only touch?",
        "Walk me through your first example, please.",
        "How would you check that for a large input?",
        "Up to a hundred thousand windows in one call.",
        "What would make you choose something else?",
        "Say how long that takes for twice as many windows.",
    ],
)
def test_what_an_interviewer_says_passes(turn: str) -> None:
    assert rules(turn) == ()


def test_what_the_candidate_named_may_be_asked_about() -> None:
    asked = "What does the heap hold at that point?"
    assert rules(asked) == (Rule.NO_SOLUTION,)
    said = moment(said=(line("I would use a heap here.", 3, "candidate"),))
    assert broken(asked, context_at(CASE, said)) == ()
    assert broken(asked, context_at(CASE, moment(written="My heap holds the ends."))) == ()


def test_a_later_level_is_told_only_once_it_is_open() -> None:
    question = talking_question()
    assert question.coding is not None
    first, second, third = question.coding.levels
    later = second.model_copy(update={"prompt": "Then the service names overlapping customers by region and quarter."})
    coding = question.coding.model_copy(update={"levels": (first, later, third)})
    case = case_of(talking_question(coding=coding))
    turn = "Customers overlapping by region and quarter come next."
    assert broken(turn, context_at(case, moment(levels_open=1))) == (Rule.NO_SOLUTION,)
    assert broken(turn, context_at(case, moment(levels_open=2))) == ()


def test_the_candidates_own_words_are_not_told_back() -> None:
    heard = "I walk over the pairs from left to right and extend the last one while the next begins before its end"
    assert Rule.NO_SUMMARY in rules(f"OK, {heard}.", heard)
    assert rules("Where does the last one end?", heard) == ()


def test_an_answer_to_a_clarifying_question_is_made_of_facts() -> None:
    asked = "How many windows are there?"
    assert rules("There can be a hundred thousand windows in a call.", asked, clarifies=True) == ()
    assert rules(ASSUME, asked, clarifies=True) == ()
    assert rules("Up to 5000 windows.", asked, clarifies=True) == (Rule.FROM_FACTS,)
    made_up = "They arrive hourly from three regional brokers by nightly batch export."
    assert rules(made_up, asked, clarifies=True) == (Rule.FROM_FACTS,)
    assert rules(made_up) == ()


@given(st.text(max_size=400))
def test_what_passes_is_short_and_asks_once(text: str) -> None:
    if rules(text) == ():
        assert len(text.split()) <= MAX_WORDS
        assert text.count("?") <= 1
        assert text.strip()


@given(st.lists(st.sampled_from([*EVERYDAY, "Why?", "And how?", "well"]), max_size=6))
def test_talk_that_passes_is_short_and_asks_once(parts: list[str]) -> None:
    text = " ".join(parts)
    if rules(text) == ():
        assert len(text.split()) <= MAX_WORDS
        assert text.count("?") <= 1


def test_an_authors_text_is_cut_at_the_second_question() -> None:
    assert fitting("What is it? Look closer. Why is that?") == "What is it? Look closer."
    assert len(fitting("One two three four five. " * 20).split()) == MAX_WORDS
    assert fitting("") == ""


def test_whatever_the_bank_lets_the_interviewer_say_keeps_the_contract() -> None:
    found = []
    for entry in read_catalog(bank_root(), ()).entries:
        question = load_question(entry.folder)
        case = case_of(question)
        told = moment(levels_open=4, hints_given=9, curveball=True)
        for fact in question.facts:
            found.append((fact.answer, broken(fact.answer, context_at(case, told, heard=fact.asks[0], clarifies=True))))
        for text in (*question.hints, *(probe.text for probe in question.probes)):
            found.append((text, broken(fitting(text), context_at(case, told))))
    assert [each for each in found if each[1]] == []
    assert len(found) > 200


def test_nearly_everything_of_a_solution_is_held_back() -> None:
    """A point said in a few everyday words ("I'd do it again.") is no solution; one with a passage's words is."""
    told: dict[bool, list[bool]] = {True: [], False: []}
    for entry in read_catalog(bank_root(), ()).entries:
        question = load_question(entry.folder)
        context = context_at(case_of(question), moment(1))
        is_talk = question.header.kind == "behavioral"
        for point in question.evidence:
            for text in (point.says, *point.ways) if point.level >= 3 else ():
                if not is_talk or len(content_stems(text)) >= RUN:
                    told[is_talk].append(Rule.NO_SOLUTION in broken(text, context))
    assert sum(told[False]) / len(told[False]) > 0.9
    assert sum(told[True]) / len(told[True]) > 0.99
