from __future__ import annotations

import inspect

import pytest

from mockint import errors
from mockint.errors import KnownError


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = KnownError("The disk is full.", "Free some space.")
    assert (error.what, error.how) == ("The disk is full.", "Free some space.")
    assert str(error) == "The disk is full. Free some space."
    assert str(KnownError("Only what.")) == "Only what."


def test_a_terminal_gets_one_line() -> None:
    assert KnownError("Two\n  lines.", "And\ta tab.").one_line() == "Two lines. And a tab."


@pytest.mark.parametrize(
    "kind", [each for _, each in inspect.getmembers(errors, inspect.isclass)], ids=lambda kind: kind.__name__
)
def test_all_faults_of_the_world_are_caught_as_one(kind: type[KnownError]) -> None:
    error = kind("what", "how")
    assert isinstance(error, KnownError)
    assert error.one_line() == "what how"
