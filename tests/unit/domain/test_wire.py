"""Plain data goes through JSON and comes back as it was; nothing else gets through."""

from __future__ import annotations

import json
import math
from collections import Counter, OrderedDict, defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.domain import wire

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=1 << 62, max_value=1 << 200)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4), max_leaves=8)
VALUES = st.recursive(
    HASHABLE,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.sets(HASHABLE, max_size=4)
        | st.dictionaries(HASHABLE, inner, max_size=4)
        | st.dictionaries(st.text("$ab", max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


def typed(value: Any) -> Any:
    """A text that differs where types or the sign of a zero do."""
    if isinstance(value, (set, frozenset)):
        return (type(value).__name__, sorted(map(typed, value), key=repr))
    if isinstance(value, dict):
        return ("dict", [(typed(key), typed(item)) for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [typed(item) for item in value])
    return (type(value).__name__, repr(value))


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_round_trip(value: Any) -> None:
    text = json.dumps(wire.encode(value), allow_nan=False)
    assert typed(wire.decode(json.loads(text))) == typed(value)


@settings(max_examples=100, deadline=None)
@given(VALUES, st.integers(min_value=16, max_value=200))
def test_show_is_bounded(value: Any, limit: int) -> None:
    assert len(wire.show(value, limit)) <= 2 * limit + 60 * (1 + wire.MAX_DEPTH)
    assert wire.show(value, 10**6) == wire.show(value, 10**6)


def test_show_reads_like_python() -> None:
    value = {"a": [1, 2.5, None], (1,): {3, 1, 2}, b"x": frozenset(), "e": set()}
    assert eval(wire.show(value)) == value
    assert wire.show(list(range(10_000)), 40).endswith("(10,000 items)")
    assert wire.show("x" * 10**6, 20).endswith("…")
    assert wire.show(10**9_000) == "<an integer of about 9,001 digits>"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, [1.0, math.nan], -0.0])
def test_floats_that_json_lacks(value: Any) -> None:
    text = json.dumps(wire.encode(value), allow_nan=False)
    assert repr(wire.decode(json.loads(text))) == repr(value)


def test_dicts_of_the_standard_library_arrive_as_dicts() -> None:
    for value in (Counter("aab"), defaultdict(list, {"a": [1]}), OrderedDict(a=1)):
        back = wire.decode(wire.encode(value))
        assert type(back) is dict
        assert back == dict(value)


class LyingMeta(type):
    def __eq__(cls, other: object) -> bool:
        return True

    __hash__ = type.__hash__


class Lie(metaclass=LyingMeta):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class LyingInt(int):
    pass


@pytest.mark.parametrize(
    "value", [Lie(), [1, Lie()], [Lie(), 1], {"a": Lie()}, LyingInt(3), [LyingInt(3)], object(), len, iter(()), 1j]
)
def test_only_exact_types_travel(value: Any) -> None:
    with pytest.raises(wire.WireError, match="not plain data"):
        wire.encode(value)


def test_what_is_too_deep_too_big_or_cyclic_is_refused() -> None:
    deep: Any = 0
    for _ in range(wire.MAX_DEPTH + 5):
        deep = [deep]
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    for value in (deep, cyclic, [0] * (wire.MAX_NODES + 1), 1 << (wire.MAX_INT_BITS + 1)):
        with pytest.raises(wire.WireError):
            wire.encode(value)
    with pytest.raises(wire.WireError):
        wire.decode(deep)


@pytest.mark.parametrize(
    "obj",
    [
        {"$nothing": 1},
        {"$tuple": [1], "x": 2},
        {"$tuple": 3},
        {"$set": [[1]]},
        {"$set": [{"$dict": []}]},
        {"$bytes": "%%"},
        {"$bytes": "ü"},
        {"$bytes": 3},
        {"$float": "1.0"},
        {"$int": "one"},
        {"$int": "0xzz"},
        {"$int": ""},
        {"$int": "9" * 5_000},
        {"$dict": [[1]]},
        {"$dict": [[[1], 2]]},
        {"$dict": 1},
        {1: 2},
        object(),
    ],
)
def test_malformed_values_are_refused(obj: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(obj)


@pytest.mark.parametrize(
    ("obj", "value"), [({"$int": "-12345678901234567890123"}, -12345678901234567890123), ({"$int": "-0x1f"}, -31)]
)
def test_integers_may_be_written_in_decimal(obj: Any, value: int) -> None:
    assert wire.decode(obj) == value
