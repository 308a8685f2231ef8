"""Files of cases: found by name, counted by parsing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.defence.cases import count_cases, is_case_file


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("evals/questions.jsonl", True),
        ("data/golden_set.json", True),
        ("tests/cases.toml", True),
        ("gold/coding/a.toml", True),
        ("eval-set.csv", True),
        ("src/evaluation.py", False),
        ("docs/evaluation.md", False),
        ("bank/deadline-or-evaluation/question.toml", False),
        ("marigold.json", False),
        ("package.json", False),
    ],
)
def test_knows_a_file_of_cases_by_its_name(path: str, is_one: bool) -> None:
    assert is_case_file(path) is is_one


@pytest.mark.parametrize(
    ("path", "text", "cases"),
    [
        ("a.jsonl", '{"q": 1}\n\n{"q": 2}\n', 2),
        ("a.csv", 'q,a\n"one\ntwo",1\nthree,2\n', 2),
        ("a.tsv", "", 0),
        ("a.json", "[1, 2, 3]", 3),
        ("a.json", '{"version": [1], "data": {"cases": [1, 2]}}', 2),
        ("a.json", '{"version": 1}', None),
        ("a.json", "{broken", None),
        ("a.json", "[" * 100_000, None),
        ("a.toml", "[[case]]\nq = 1\n[[case]]\nq = 2\n", 2),
        ("a.toml", "= broken", None),
        ("a.yaml", "- q: 1\n- q: 2\n", None),
    ],
)
def test_counts_cases(path: str, text: str, cases: int | None) -> None:
    assert count_cases(path, text) == cases


@given(st.sampled_from(["a.jsonl", "a.csv", "a.json", "a.toml"]), st.text(max_size=200))
def test_any_text_is_counted_or_not_countable(path: str, text: str) -> None:
    found = count_cases(path, text)
    assert found is None or found >= 0
