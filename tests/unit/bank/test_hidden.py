"""Generators run in the sandbox, and what they return becomes tests or a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockint.bank.hidden import generate_level, generate_level_again, generate_tests
from mockint.domain.judging import Comparison, TestCase
from mockint.domain.question import CodingLevel
from mockint.errors import BankError
from mockint.execution.judge import Judge
from mockint.execution.pool import WorkerPool


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with WorkerPool() as pool:
        yield Judge(pool)


def level(body: str | None, number: int = 1) -> CodingLevel:
    source = None if body is None else f"def generate(seed):\n    {body}\n"
    return CodingLevel(number=number, prompt="", visible=(), hidden=(), generator=source)


def test_what_a_generator_returns_becomes_tests(judge: Judge) -> None:
    body = (
        "return [{'name': f'a{seed}', 'args': [(1, 2)], 'kwargs': {'k': {3}}, 'expected': None, 'performance': True,"
        " 'comparison': {'mode': 'unordered'}}, {'name': 'b', 'args': (), 'expected': b'x'}]"
    )
    assert generate_level(level(body), 7, judge) == (
        TestCase(
            name="a7", args=((1, 2),), kwargs={"k": {3}}, performance=True, comparison=Comparison(mode="unordered")
        ),
        TestCase(name="b", expected=b"x"),
    )


def test_levels_without_a_generator_are_left_out(judge: Judge) -> None:
    levels = [level(None, 1), level("return []", 2)]
    assert generate_tests(levels, 1, judge) == {2: ()}
    assert generate_level(levels[0], 1, judge) == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return {}", "must return a list"),
        ("return [1]", r"generate\(seed\)\[0\] must be a dict with name"),
        ("return [{'name': 'a', 'args': []}]", "must be a dict with name"),
        ("return [{'name': 'a', 'args': [], 'expected': 1, 'colour': 2}]", "must be a dict with name"),
        ("return [{'name': 3, 'args': [], 'expected': 1}]", r"generate\(seed\)\[0\]\.name: should be a valid string"),
        ("return [{'name': 'a', 'args': [object()], 'expected': 1}]", "not plain data"),
        ("raise KeyError('k')", "KeyError"),
        ("return (", "SyntaxError"),
    ],
)
def test_anything_else_is_said_in_a_sentence(judge: Judge, body: str, words: str) -> None:
    with pytest.raises(BankError, match=words):
        generate_level(level(body), 1, judge)


def test_a_generator_that_is_called_again_must_give_the_same(judge: Judge) -> None:
    steady = level("return [{'name': f'a{seed}', 'args': [float('nan'), {3, 1, 2}], 'expected': None}]")
    (test,) = generate_level_again(steady, 7, judge)
    assert (test.name, test.args[1]) == ("a7", {1, 2, 3})
    assert generate_level_again(level(None), 7, judge) == ()
    for body in (
        "return [{'name': 'a', 'args': [], 'expected': __import__('random').random()}]",
        "return globals().setdefault('made', []).append({'name': 'a', 'args': [], 'expected': 1}) or made",
        "global calls; calls = globals().get('calls', 0) + 1; return [{'name': str(calls), 'args': [], 'expected': 1}]",
    ):
        with pytest.raises(BankError, match="gives other tests when it is called again"):
            generate_level_again(level(body), 7, judge)
