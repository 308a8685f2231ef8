"""The tests of a coding problem: what is written down, and what its generators make inside the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from mockint.bank.parse import validation_problems
from mockint.domain.judging import JudgeSpec, Limits, TestCase
from mockint.domain.question import CodingTask
from mockint.errors import BankError

GENERATOR_LIMITS = Limits(cpu_s=10.0, wall_s=30.0, run_wall_s=30.0)
"""What ``generate(seed)`` may use; more than a solution, because it runs once and holds a slower oracle."""
_GENERATED_KEYS = {"name", "args", "kwargs", "expected", "performance", "comparison"}


class LevelTests(NamedTuple):
    """All tests of one level.

    Attributes:
        number: The level, from 1.
        visible: Examples that the candidate sees.
        hidden: Hidden tests, written ones first, then generated ones.
    """

    number: int
    visible: tuple[TestCase, ...]
    hidden: tuple[TestCase, ...]


def generator_spec(task: CodingTask) -> JudgeSpec:
    """The call that makes a level's generated tests; the code beside it is the level's `generator`."""
    return JudgeSpec(
        entry_point="generate", tests=(TestCase(name="generate", args=(task.seed,)),), arity=1, limits=GENERATOR_LIMITS
    )


def read_generated(value: Any) -> tuple[TestCase, ...]:
    """Tests from what ``generate(seed)`` returned.

    Raises:
        BankError: If it is not a list of tests; the text says where and why.
    """
    if not isinstance(value, list):
        raise BankError("generate(seed) must return a list of dicts.")
    tests = []
    for index, item in enumerate(value):
        where = f"generate(seed)[{index}]"
        if not isinstance(item, dict) or not {"name", "args", "expected"} <= item.keys() <= _GENERATED_KEYS:
            raise BankError(f"{where} must be a dict with name, args and expected, and else only kwargs, performance.")
        try:
            tests.append(TestCase.model_validate(item))
        except ValidationError as error:
            key, sentence = validation_problems(error)[0]
            raise BankError(f"{where}.{key}: {sentence}.") from error
    return tuple(tests)


def level_tests(task: CodingTask, generated: Mapping[int, Iterable[TestCase]]) -> tuple[LevelTests, ...]:
    """The tests of every level, given what the generators made by number of level."""
    return tuple(
        LevelTests(level.number, level.visible, (*level.hidden, *generated.get(level.number, ())))
        for level in task.levels
    )


def judge_spec(task: CodingTask, tests: Iterable[TestCase]) -> JudgeSpec:
    """How to judge a solution of this problem on some of its tests."""
    return JudgeSpec(
        entry_point=task.entry_point,
        tests=tuple(tests),
        driver=task.driver,
        arity=None if task.driver is not None else task.arity,
        limits=task.limits,
        comparison=task.comparison,
    )
