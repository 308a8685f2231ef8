from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.estimate import MOST_LINES, as_text, total, work_out


def one(text: str) -> str:
    (line,) = work_out(text)
    return line.shown or line.fault


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("100k users * 10 * 2k tokens * $3/M", "$6,000"),
        ("768 dims * 4 B * 10M vectors", "30.72 GB"),
        ("2^20 B", "1.049 MB"),
        ("20 ms + 300 ms + 1.2 s", "1.520 s"),
        ("1M requests / day", "11.57 a second"),
        ("1M requests per day", "11.57 a second"),
        ("8 GPUs * $2.5 / h", "$14,400 a month"),
        ("500 GB / 2 h", "69.44 MB a second"),
        ("10% * 5,000", "500"),
        ("-3 * (2 - 4)", "6"),
        ("2 * 3 + 4 =", "10"),
        ("40 TB / 8 TB", "5"),
        ("1 / 3  # a third", "0.3333"),
        ("300 ms", "300 ms"),
        ("48 h", "2 days"),
        ("2bn tokens * $0.1/M", "$200"),
    ],
)
def test_a_line_is_worked_out_with_its_units(text: str, shown: str) -> None:
    assert one(text) == shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("3 GB + $4", "an amount of money cannot be added to an amount of size."),
        ("3 GB + 4", "a plain number cannot be added to an amount of size."),
        ("(3 + 4", "A bracket is not closed."),
        ("3 + 4)", "What does ')' mean here?"),
        ("12 * * 3", "What does '*' mean here?"),
        ("12 *", "The line ends too early."),
        ("1 / 0", "Nothing can be divided by 0."),
        ("9^9^9", "What does '^' mean here?"),
        ("9^999", "There is no such power, or it is too large."),
        ("2 ^ (3 GB)", "Only plain numbers can be raised to a power."),
        ("3 & 4 * 2", "What does '&' mean here?"),
        ("1" * 301 + "*2", "A line may have 300 characters."),
        ("(" * 80 + "1*2", "There are too many brackets."),
        ("1e308 * 1e308", "The number is too large."),
    ],
)
def test_what_cannot_be_worked_out_is_told(text: str, fault: str) -> None:
    assert one(text) == fault


@pytest.mark.parametrize(
    "text", ["", "Users", "p95 is 300 ms at 10 req/s we think", "Level 2 of the plan", "and/or", "# 3*4"]
)
def test_a_note_is_left_alone(text: str) -> None:
    lines = work_out(text)
    assert all((line.shown, line.fault) == ("", "") for line in lines)


def test_names_carry_over_and_money_is_summed() -> None:
    lines = work_out("users = 1M\nPeak hour = 3\ncalls = users * 4 / day\nusers * $0.01\n$500 + $20\n3 + 4\ntotal = $9")
    assert [line.shown for line in lines] == [
        "1,000,000",
        "3",
        "46.30 a second",
        "$10,000",
        "$520",
        "7",
        "$9",
    ]
    assert total(lines) == "$10,520", "a named line is counted where it is used"
    assert total(work_out("$1\n3")) == ""
    assert work_out("calls * 2")[0].value == 2, "an unknown word only says what is counted"
    assert len(work_out("1+1\n" * 900)) == MOST_LINES


@given(st.text(max_size=80))
def test_no_text_breaks_the_pad(text: str) -> None:
    assert isinstance(total(work_out(text)), str)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_it_calculates_as_python_does(a: int, b: int, c: int) -> None:
    (line,) = work_out(f"{a} + {b} * {c} / 7")
    assert line.value == pytest.approx(a + b * c / 7)


def test_a_reader_gets_each_line_with_its_result_and_the_total() -> None:
    text = "Peak load\n100k users * 10 * 2k tokens * $3/M\n$200\n1 +"
    read = as_text(text).splitlines()
    assert read[0] == "Peak load"
    assert read[1] == "100k users * 10 * 2k tokens * $3/M  = $6,000"
    assert read[3] == "1 +"
    assert read[4] == "Total of the lines in $: $6,200"
    assert as_text("") == ""
    assert as_text("\n".join(["$1"] * (MOST_LINES + 1))).count("$1  = $1") == MOST_LINES
