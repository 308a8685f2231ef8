"""Which tests are the candidate's own."""

from __future__ import annotations

from mockint.measure.own_tests import unchanged_tests

STARTER = '''\
import math


def test_one():
    """An example."""
    assert f(1) == 1


async def test_later():
    pass
'''


def test_an_untouched_file_has_no_tests_of_ones_own() -> None:
    assert unchanged_tests(STARTER, STARTER) == {"test_one", "test_later"}


def test_white_space_around_a_test_changes_nothing() -> None:
    tidied = STARTER.replace("\n\n\n", "\n").replace("== 1", "== 1   ")

    assert unchanged_tests(STARTER, tidied) == {"test_one", "test_later"}


def test_a_changed_test_and_a_new_one_are_ones_own() -> None:
    changed = STARTER.replace("f(1) == 1", "f(0) == 0") + "\ndef test_mine():\n    assert f(2) == 2\n"

    assert unchanged_tests(STARTER, changed) == {"test_later"}


def test_a_file_that_is_no_python_at_all_is_no_harm() -> None:
    assert unchanged_tests(STARTER, "def test_one(\n\0 ((((" * 1000) == frozenset()
    assert unchanged_tests("", STARTER) == frozenset()


def test_other_code_is_no_part_of_a_test() -> None:
    assert unchanged_tests(STARTER, "HELPER = 1\n" + STARTER + "\nclass A:\n    x = 1\n") == {"test_one", "test_later"}
