"""Sums in a notebook: told where they are wrong beyond rounding, and never where somebody only writes units short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.measure.design import design_facts
from mockint.measure.sums import WrongSum, wrong_sums
from mockint.paths import bank_root


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("200k users * 5 = 3M", "1,000,000"),
        ("- Index: 10M x 1536 x 4 B = 6.1 GB in memory", "61.44 GB"),
        ("Latency: 5 ms + 200 ms + 40 ms = 300 ms.", "245.0 ms"),
        ("1. 8 passages x 300 tokens = 3,100 tokens", "2,400"),
    ],
)
def test_a_wrong_sum_is_told_with_what_it_comes_to(text: str, comes_to: str) -> None:
    (found,) = wrong_sums(f"Numbers\n{text}\n")
    assert (found.comes_to, found.line) == (comes_to, 2)
    assert found.said in text


@pytest.mark.parametrize(
    "text",
    [
        "200k users * 5 = 1M",
        "10M x 1536 x 4 bytes = 61 GB",
        "8 passages x 300 tokens = about 2,500 tokens",
        "40 calls x 2k in x 0.8 = 0.064 dollars",
        "682,000 x 0.8 ct = 5,456 euro",
        "100 requests/s * 86400 = 8.64M a day",
        "p95 = 300 ms, k = 8",
        "total = price * 3 = 12",
        "2 + 2 = 3 + 1",
        "= = =",
    ],
)
def test_what_is_right_rounded_or_not_understood_is_let_be(text: str) -> None:
    assert not list(wrong_sums(text))


def test_no_sum_of_the_banks_own_texts_is_called_wrong() -> None:
    texts = sorted((bank_root() / "system_design").rglob("*.md"))
    assert len(texts) > 50
    for path in texts:
        assert not list(wrong_sums(path.read_text(encoding="utf-8"))), path


@given(st.text(alphabet="0123456789 .,*x+/=-kM$()s", max_size=60))
def test_any_line_can_be_read(text: str) -> None:
    assert all(isinstance(one, WrongSum) for one in wrong_sums(text))


@given(st.integers(2, 9_999), st.integers(2, 9_999))
def test_a_product_of_two_numbers_is_never_wrong_as_it_is(one: int, other: int) -> None:
    assert not list(wrong_sums(f"{one} * {other} = {one * other}"))


def test_the_debrief_is_told_the_line() -> None:
    facts = design_facts("Users\n200k users * 5 = 3M\n", None)
    (fact,) = (fact for fact in facts if fact.rule == "wrong_sum")
    assert fact.sentence == "200k users * 5 = 3M (line 2): that comes to 1,000,000."
    assert fact.lines == (2,)
