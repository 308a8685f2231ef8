"""Decides whether a result is the expected one, on plain data alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from typing import Any

from mockint.domain.judging import Comparison

_SEQUENCES = (list, tuple)
_SETS = (set, frozenset)


def matches(actual: Any, expected: Any, comparison: Comparison) -> bool:
    """Whether `actual` is what was expected.

    Types count: True is not 1, a list is no tuple. An int equals a float of the same value, as in Python, and NaN
    equals NaN, since a test could not ask for it otherwise.
    """
    if comparison.mode == "unordered" and type(actual) in _SEQUENCES and type(expected) in _SEQUENCES:
        if not _same_kind(actual, expected, comparison) or len(actual) != len(expected):
            return False
        return _same_items(actual, expected, comparison)
    return _same(actual, expected, comparison)


def _same(actual: Any, expected: Any, comparison: Comparison) -> bool:
    if _is_number(actual) and _is_number(expected):
        return _same_number(actual, expected, comparison)
    if not _same_kind(actual, expected, comparison):
        return False
    if type(expected) in _SEQUENCES:
        return len(actual) == len(expected) and all(
            _same(one, other, comparison) for one, other in zip(actual, expected, strict=True)
        )
    if type(expected) in _SETS:
        return _same_items(list(actual), list(expected), comparison)
    if type(expected) is dict:
        keyed = {_key(key, comparison): item for key, item in actual.items()}
        wanted = {_key(key, comparison): item for key, item in expected.items()}
        return keyed.keys() == wanted.keys() and all(_same(keyed[key], wanted[key], comparison) for key in wanted)
    return bool(actual == expected)


def _same_kind(actual: Any, expected: Any, comparison: Comparison) -> bool:
    if comparison.tuple_is_list and type(actual) in _SEQUENCES and type(expected) in _SEQUENCES:
        return True
    return type(actual) is type(expected)


def _same_number(actual: float, expected: float, comparison: Comparison) -> bool:
    if actual == expected:
        return True
    if type(actual) is int and type(expected) is int:
        return False
    try:
        one, other = float(actual), float(expected)
    except OverflowError:
        return False
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if comparison.rel_tol == 0 and comparison.abs_tol == 0:
        return False
    return math.isclose(one, other, rel_tol=comparison.rel_tol, abs_tol=comparison.abs_tol)


def _same_items(actual: Any, expected: Any, comparison: Comparison) -> bool:
    """Whether two collections hold the same items, in any order."""
    left = Counter(_key(item, comparison) for item in actual)
    left.subtract(_key(item, comparison) for item in expected)
    if not any(left.values()):
        return True
    if comparison.rel_tol == 0 and comparison.abs_tol == 0:
        return False
    # What is not exactly there may be there within the tolerance.
    open_items = list(actual)
    for item in expected:
        found = next((i for i, other in enumerate(open_items) if _same(other, item, comparison)), None)
        if found is None:
            return False
        del open_items[found]
    return not open_items


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


def _key(value: Any, comparison: Comparison) -> Hashable:
    """A hashable stand-in that is equal exactly for equal values."""
    kind = type(value)
    if _is_number(value):
        return ("number", "nan" if type(value) is float and math.isnan(value) else value)
    if kind is list or (kind is tuple and comparison.tuple_is_list):
        return ("list", tuple(_key(item, comparison) for item in value))
    if kind is tuple:
        return ("tuple", tuple(_key(item, comparison) for item in value))
    if kind in _SETS:
        return (kind.__name__, frozenset(_key(item, comparison) for item in value))
    if kind is dict:
        return ("dict", frozenset((_key(key, comparison), _key(item, comparison)) for key, item in value.items()))
    return (kind.__name__, value)
