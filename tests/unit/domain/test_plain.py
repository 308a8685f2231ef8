"""Plain data as a field: its types survive JSON, and equal values have equal texts."""

from __future__ import annotations

import math
from typing import Any

import pytest

from mockint.domain.base import Value
from mockint.domain.plain import PlainData


class Holder(Value):
    """Holds some plain data."""

    data: PlainData


@pytest.mark.parametrize(
    "data",
    [
        None,
        (1, [2, (3,)], "x"),
        {1: "a", (2, 3): b"b", "$set": True},
        {"set": {3, 1, 2}, "frozen": frozenset({"b", "a"}), "nested": [{(1, 2), (0, 5)}]},
        10**40,
        -math.inf,
    ],
)
def test_types_survive_json(data: Any) -> None:
    back = Holder.model_validate_json(Holder(data=data).model_dump_json()).data

    assert back == data
    assert type(back) is type(data)


def test_not_a_number_survives_json() -> None:
    assert math.isnan(Holder.model_validate_json(Holder(data=math.nan).model_dump_json()).data)


def test_in_python_data_is_taken_as_it_is() -> None:
    assert Holder(data={"$tuple": [1]}).data == {"$tuple": [1]}


def test_equal_sets_have_equal_texts() -> None:
    words = [f"w{number}" for number in range(50)]
    backwards = words[::-1]

    assert Holder(data=set(words)).model_dump_json() == Holder(data=set(backwards)).model_dump_json()
    assert (
        Holder(data={"a": [frozenset(words)]}).model_dump_json()
        == Holder(data={"a": [frozenset(backwards)]}).model_dump_json()
    )
