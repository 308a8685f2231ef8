"""Offsets keep their place on the way to UTF-16 and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.editor.offsets import to_points, to_units, with_plain_line_ends

TEXT = st.text(alphabet=st.sampled_from("ab\n\u00e9\u4e2d😀🏳"), max_size=30)


@given(TEXT, st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    points = data.draw(st.integers(0, len(text)))
    units = to_units(text, points)
    assert units == len(text[:points].encode("utf-16-le")) // 2
    assert to_points(text, units) == points


@pytest.mark.parametrize(
    ("text", "units", "points"),
    [("a😀b", 2, 1), ("a😀b", 3, 2), ("😀😀", 3, 1), ("ab", 9, 2), ("é😀", 9, 2), ("ab", -1, 0), ("é", -1, 0)],
)
def test_inside_a_pair_and_outside_the_text(text: str, units: int, points: int) -> None:
    assert to_points(text, units) == points


@pytest.mark.parametrize(("points", "units"), [(-5, 0), (99, 3)])
def test_code_points_outside_the_text_are_cut(points: int, units: int) -> None:
    assert to_units("a😀", points) == units


def test_every_line_end_becomes_one() -> None:
    assert with_plain_line_ends("a\r\nb\rc\nd\n\r") == "a\nb\nc\nd\n\n"
