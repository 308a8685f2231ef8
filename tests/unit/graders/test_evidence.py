"""Quotes: found as they stand, found folded, or not there; and what a level without one is worth."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Evidence, Judged
from mockint.domain.skill import Level
from mockint.graders.evidence import CAPPED, Material, capped, check_quote, checked

MATERIAL = """First I thought of *scanning* every bucket.
- A heap keyed by deadline costs log n a call
- \u201cStale\u201d entries are skipped \u2013 they don\u2019t match the dict

It is not thread safe."""


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("It is not thread safe.", "verified"),
        ("  A heap keyed by deadline ", "verified"),
        ("a heap keyed BY deadline costs\nlog n", "moved"),
        ("scanning every bucket. A heap keyed", "moved"),
        ('"Stale" entries are skipped - they don\'t match', "moved"),
        ("First I thought of scanning ... it is not thread safe", "moved"),
        ("... a heap keyed by deadline [...] they don't match the dict", "moved"),
        ("it is not thread safe ... First I thought of", "unverified"),
        ("First ... heap ... dict", "unverified"),
        ("A heap keyed by priority", "unverified"),
        ("It is thread safe.", "unverified"),
        ("", "unverified"),
        (" ... ", "unverified"),
        ("\"'*", "unverified"),
    ],
)
def test_check_quote(quote: str, found: str) -> None:
    assert check_quote(quote, MATERIAL) == found


@given(st.text(), st.integers(0, 60), st.integers(1, 60))
def test_a_part_of_the_text_is_never_unverified(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    if any(letter.isascii() and letter.isalnum() for letter in quote):
        assert check_quote(quote, text) == "verified"


@given(st.text(alphabet="ab cd.\n", min_size=30), st.integers(0, 10))
def test_white_space_and_case_move_a_quote_and_no_more(text: str, start: int) -> None:
    quote = " ".join(text[start : start + 20].split()).upper()
    if any(map(str.isalpha, quote)):
        assert check_quote(quote, text.replace(" ", "  ")) != "unverified"


def _judged(level: Level, *evidence: Evidence) -> Judged:
    return Judged(
        criterion=CriterionId("depth"),
        level=level,
        source="model",
        evidence=evidence,
        missing="Rollback.",
        low=2,
        high=4,
    )


def test_a_level_without_a_found_quote_is_held_at_two_and_says_so() -> None:
    held = capped(_judged(4, Evidence(quote="made up by the grader", verified="unverified")))
    assert (held.level, held.low, held.high, held.confidence) == (2, 2, 2, "low")
    assert held.missing == f"{CAPPED} Rollback."


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(quote="a heap keyed by deadline", verified="verified"),
        Evidence(quote="a heap keyed by deadline", verified="moved"),
        Evidence(quote="All 37 tests pass", verified="fact"),
    ],
)
def test_a_found_quote_or_a_fact_carries_a_level(evidence: Evidence) -> None:
    judged = _judged(3, evidence)
    assert capped(judged) is judged


@pytest.mark.parametrize("quote", ["a heap", "heap", "a b c", "the"])
def test_a_scrap_carries_nothing(quote: str) -> None:
    assert capped(_judged(3, Evidence(quote=quote, verified="verified"))).level == 2


def test_the_questions_own_words_carry_nothing() -> None:
    judged = _judged(4, Evidence(quote="each tenant sees its own documents", verified="verified"))
    assert capped(judged, "In Larkspur each tenant sees  its own documents only.").level == 2
    assert capped(judged, "Another question.").level == 4


def test_low_levels_need_no_quote() -> None:
    assert capped(_judged(2)).level == 2
    assert capped(_judged(1)).level == 1


def test_facts_are_told_from_quotes() -> None:
    found = checked(
        ["All 37 tests pass.", "It is not thread safe.", "All 38 tests pass"], MATERIAL, ["All 37 tests pass."]
    )
    assert [evidence.verified for evidence in found] == ["fact", "verified", "unverified"]


def test_many_quotes_in_fifty_thousand_words_are_looked_up_at_once() -> None:
    material = Material.of("The clock goes back and the bucket is filled again lazily. " * 4_600)
    began = time.perf_counter()
    for number in range(100):
        assert check_quote(f"nobody wrote this sentence {number}", material) == "unverified"
    assert time.perf_counter() - began < 2
