"""Hidden tests that a generator makes: run in the sandbox, read back as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from mockint.bank.parse import validation_problems
from mockint.domain.judging import Limits, TestCase, TestVerdict
from mockint.domain.question import CodingLevel
from mockint.errors import BankError
from mockint.execution.judge import Judge

GENERATOR_LIMITS = Limits(cpu_s=10.0, wall_s=30.0, run_wall_s=30.0, reply_bytes=16 << 20)
"""What ``generate(seed)`` may use; more than a solution, because it runs once, holds a slower oracle and gives all tests.

Both calls of `generate_level_again` together have the same.
"""
_TWICE = """

def generate_twice(seed):
    first = generate(seed)
    told = repr(first)
    return first, repr(generate(seed)) == told
"""
"""Compared where they are made, since the tests of a level can be megabytes, and by `repr`, since NaN is not itself."""
_NEEDED_KEYS = {"name", "args", "expected"}
_OTHER_KEYS = {"kwargs", "performance", "comparison"}


def generate_tests(levels: Sequence[CodingLevel], seed: int, judge: Judge) -> dict[int, tuple[TestCase, ...]]:
    """The generated hidden tests by number of level, for the levels that have a generator.

    Raises:
        BankError: If a generator fails, or returns something else than tests.
    """
    return {level.number: generate_level(level, seed, judge) for level in levels if level.generator is not None}


def generate_level(level: CodingLevel, seed: int, judge: Judge) -> tuple[TestCase, ...]:
    """The tests that a level's generator makes from a seed; none if it has no generator.

    Raises:
        BankError: If the generator fails, or returns something else than tests.
    """
    if level.generator is None:
        return ()
    return _read(_call(level.number, level.generator, "generate", seed, judge))


def generate_level_again(level: CodingLevel, seed: int, judge: Judge) -> tuple[TestCase, ...]:
    """The same, from a generator that is called twice and must give the same both times.

    Raises:
        BankError: As `generate_level`, or if the second call gives other tests than the first.
    """
    if level.generator is None:
        return ()
    first, is_same = _call(level.number, level.generator + _TWICE, "generate_twice", seed, judge)
    if not is_same:
        raise BankError("generate gives other tests when it is called again with the same seed")
    return _read(first)


def _call(number: int, source: str, function: str, seed: int, judge: Judge) -> Any:
    (called,) = judge.call_values(source, function, [((seed,), {})], limits=GENERATOR_LIMITS)
    if called.verdict is not TestVerdict.ACCEPTED:
        raise BankError(f"The tests of level {number} cannot be made: {called.report.message}")
    return called.value


def _read(value: Any) -> tuple[TestCase, ...]:
    if not isinstance(value, list):
        raise BankError("generate(seed) must return a list of dicts.")
    tests = []
    for index, item in enumerate(value):
        where = f"generate(seed)[{index}]"
        if not isinstance(item, dict) or not _NEEDED_KEYS <= item.keys() <= _NEEDED_KEYS | _OTHER_KEYS:
            raise BankError(
                f"{where} must be a dict with name, args and expected, and else only {', '.join(sorted(_OTHER_KEYS))}."
            )
        try:
            tests.append(TestCase.model_validate(item))
        except ValidationError as error:
            key, sentence = validation_problems(error)[0]
            raise BankError(f"{where}.{key}: {sentence}.") from error
    return tuple(tests)
