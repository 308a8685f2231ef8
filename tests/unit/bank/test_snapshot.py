"""What a round was made of is kept as text under its hash, exactly."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank.loader import load_question
from mockint.bank.rubrics import load_rubric
from mockint.bank.snapshot import Snapshot, restore, snapshot
from mockint.domain.judging import TestCase
from mockint.domain.question import Question
from mockint.domain.rubric import Rubric
from mockint.errors import HistoryError
from tests.helpers.packs import write_pack

keys = st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.tuples(st.integers(), st.text())
plain = st.recursive(
    keys | st.floats(allow_nan=True),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.sets(keys, max_size=4)
        | st.frozensets(keys, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(args=st.lists(plain, max_size=3), kwargs=st.dictionaries(st.text(), plain, max_size=2), expected=plain)
def test_a_test_case_comes_back_from_its_json_as_it_was(args: list[Any], kwargs: dict[str, Any], expected: Any) -> None:
    test = TestCase(name="any", args=tuple(args), kwargs=kwargs, expected=expected)
    text = test.model_dump_json()
    again = TestCase.model_validate_json(text)
    assert again.model_dump_json() == text
    # Types too, which == does not see: True is 1, and a frozenset is a set; NaN is not even itself.
    assert types(again.args) == types(test.args)
    assert types(again.expected) == types(test.expected)


def types(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value), [types(item) for item in value]
    if isinstance(value, set | frozenset):
        return type(value), sorted(repr(item) for item in value)
    if isinstance(value, dict):
        return dict, [(types(key), types(item)) for key, item in value.items()]
    return type(value), repr(value)


def test_python_values_are_taken_as_they_are() -> None:
    test = TestCase(args=({"$tuple": [1]},), expected=math.inf)
    assert test.args == ({"$tuple": [1]},)
    assert TestCase.model_validate_json(test.model_dump_json()).args == test.args


def test_a_question_comes_back_equal_and_with_its_hash(tmp_path: Path) -> None:
    question = load_question(write_pack(tmp_path))
    kept = snapshot(question)
    again = restore(kept, Question)
    assert again == question
    assert snapshot(again) == kept
    assert question.content_hash() == kept.hash


def test_a_rubric_comes_back_equal() -> None:
    rubric = load_rubric("coding")
    assert restore(snapshot(rubric), Rubric) == rubric


def test_an_edit_gives_another_hash(tmp_path: Path) -> None:
    question = load_question(write_pack(tmp_path))
    assert snapshot(question.model_copy(update={"prompt": "Other."})).hash != snapshot(question).hash


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    kept = snapshot(load_rubric("coding"))
    with pytest.raises(HistoryError, match="has been changed"):
        restore(Snapshot(kept.hash, kept.text.replace("30", "31", 1)), Rubric)


def test_a_text_of_another_kind_is_refused() -> None:
    with pytest.raises(HistoryError, match="cannot be read"):
        restore(snapshot(load_rubric("coding")), Question)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_sets_are_written_in_one_order_whatever_the_hash_seed(seed: str) -> None:
    code = (
        "from mockint.domain.judging import TestCase;"
        "print(TestCase(args=({'pear', 'fig', 'plum'},), expected=frozenset('fedcba')).model_dump_json())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    assert '["fig","pear","plum"]' in run.stdout
    assert '["a","b","c","d","e","f"]' in run.stdout
