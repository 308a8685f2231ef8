from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.quantity import UNITS, read_amount, show_amount


@pytest.mark.parametrize(
    ("text", "unit", "value", "dimension"),
    [
        ("12.5 GB", "GB", 12.5e9, "size"),
        ("12,500 MB", "GB", 12.5e9, "size"),
        ("40 GiB", "GB", 40 * 2**30, "size"),
        ("61.44", "GB", 61.44e9, "size"),
        ("2B", "", 2e9, "count"),
        ("2B", "B", 2, "size"),
        ("1.2k", "", 1200, "count"),
        ("3.4M", "", 3.4e6, "count"),
        ("1 234 567", "", 1234567, "count"),
        ("1e9", "", 1e9, "count"),
        ("12 replicas", "", 12, "count"),
        ("about 30", "", 30, "count"),
        ("$30.20", "$", 30.2, "money"),
        ("~ $1.2k", "$", 1200, "money"),
        ("30 dollars", "$", 30, "money"),
        ("95 %", "%", 95, "percent"),
        ("90 s", "min", 90, "time"),
        ("1.5", "min", 90, "time"),
        ("450ms", "s", 0.45, "time"),
        ("4 days", "h", 345600, "time"),
        ("3 M tokens", "tokens", 3e6, "tokens"),
        ("2k req/s", "req/s", 2000, "requests a second"),
        ("-.5", "", -0.5, "count"),
        ("12 GB", "", 12e9, "size"),
    ],
)
def test_amounts_are_read_as_they_are_typed(text: str, unit: str, value: float, dimension: str) -> None:
    assert read_amount(text, unit) == (pytest.approx(value), dimension)


@pytest.mark.parametrize(
    "text", ["", "abc", "GB", "1,2", "12 parsecs", "$3 GB", "1 2 3", "--4", "1e999", "9" * 80, "∞", "E0", "-e5", "."]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text, "s") is None


@given(st.floats(min_value=1e-3, max_value=1e15), st.sampled_from(sorted(UNITS)))
def test_what_is_shown_is_read_back(value: float, unit: str) -> None:
    base = value * UNITS[unit].factor
    amount = read_amount(show_amount(base, unit), unit)
    assert amount is not None
    assert amount.dimension == UNITS[unit].dimension
    assert amount.value == pytest.approx(base, rel=6e-4)


@given(st.text(max_size=40), st.sampled_from(sorted(UNITS)))
def test_no_text_breaks_the_reader(text: str, unit: str) -> None:
    read_amount(text, unit)
