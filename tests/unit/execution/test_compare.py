"""When a result is the expected one."""

from __future__ import annotations

import math
from typing import Any

import pytest

from mockint.domain.judging import Comparison
from mockint.execution.compare import matches

EXACT = Comparison()
CLOSE = Comparison(rel_tol=1e-6, abs_tol=1e-9)
UNORDERED = Comparison(mode="unordered")
LOOSE = Comparison(tuple_is_list=True)


@pytest.mark.parametrize(
    ("actual", "expected", "comparison", "same"),
    [
        (1, 1, EXACT, True),
        (True, 1, EXACT, False),
        (0, False, EXACT, False),
        (1.0, 1, EXACT, True),
        (math.nan, math.nan, EXACT, True),
        (math.inf, -math.inf, EXACT, False),
        (1 << 2000, (1 << 2000) + 1, EXACT, False),
        (1 << 2000, 1.5, CLOSE, False),
        ("a", b"a", EXACT, False),
        (None, 0, EXACT, False),
        ([1, 2], (1, 2), EXACT, False),
        ([1, [2]], (1, (2,)), LOOSE, True),
        ([1, 2], [1, 2, 3], EXACT, False),
        ([True], [1], EXACT, False),
        ({1, 2}, {2, 1}, EXACT, True),
        ({1, 2}, frozenset({1, 2}), EXACT, False),
        ({True}, {1}, EXACT, False),
        ({"a": 1}, {"a": True}, EXACT, False),
        ({1: "a"}, {True: "a"}, EXACT, False),
        ({1: [0.1 + 0.2]}, {1: [0.3]}, EXACT, False),
        ({1: [0.1 + 0.2]}, {1: [0.3]}, CLOSE, True),
        ({0.1 + 0.2, 5.0}, {0.3, 5.0}, CLOSE, True),
        ({0.1, 5.0}, {0.3, 5.0}, CLOSE, False),
        ([3, 1, 2, 1], [1, 1, 2, 3], UNORDERED, True),
        ([3, 1, 2, 2], [1, 1, 2, 3], UNORDERED, False),
        ([[2], [1]], [[1], [2]], UNORDERED, True),
        ([[1, 2]], [[2, 1]], UNORDERED, False),
        ([{"a": {1}}, {}], [{}, {"a": {1}}], UNORDERED, True),
        ([1, 2], [1, 2, 2], UNORDERED, False),
        ((1, 2), [2, 1], UNORDERED, False),
        ([0.1 + 0.2, 1.0], [1.0, 0.3], Comparison(mode="unordered", abs_tol=1e-9), True),
        ("ba", "ab", UNORDERED, False),
    ],
)
def test_matches(actual: Any, expected: Any, comparison: Comparison, same: bool) -> None:
    assert matches(actual, expected, comparison) is same
