"""Draws an ops drill from a seed: its program runs in the sandbox, and what it returns is read as plain data."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from mockint.bank.parse import validation_problems
from mockint.domain.drill import Drawn
from mockint.domain.judging import Limits, TestVerdict
from mockint.domain.question import OpsTask
from mockint.errors import BankError
from mockint.execution.judge import Judge

LIMITS = Limits(cpu_s=2.0, wall_s=10.0, run_wall_s=10.0, reply_bytes=1 << 20)
"""What ``draw(seed)`` may use."""


def draw(task: OpsTask, seed: int, judge: Judge) -> Drawn:
    """One drawing of a drill; the same seed gives the same one.

    Raises:
        BankError: If the program fails, or returns something else than a drill.
    """
    (drawn,) = draw_all(task, (seed,), judge)
    return drawn


def draw_all(task: OpsTask, seeds: tuple[int, ...], judge: Judge) -> tuple[Drawn, ...]:
    """A drawing for each seed, all made by one worker.

    Raises:
        BankError: As `draw`, of the first seed that fails.
    """
    drawn = []
    calls: list[tuple[tuple[int, ...], dict[str, Any]]] = [((seed,), {}) for seed in seeds]
    for seed, called in zip(seeds, judge.call_values(task.source, "draw", calls, limits=LIMITS), strict=True):
        if called.verdict is not TestVerdict.ACCEPTED:
            raise BankError(f"draw({seed}) fails: {called.report.message or called.verdict.value.replace('_', ' ')}")
        try:
            drawn.append(Drawn.model_validate(called.value))
        except ValidationError as error:
            key, sentence = validation_problems(error)[0]
            raise BankError(f"draw({seed}) returns no drill: {key} {sentence}.") from error
    return tuple(drawn)
