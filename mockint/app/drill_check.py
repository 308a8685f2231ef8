"""Tries an ops drill over many seeds: it can be drawn, no two are alike, and it marks as its author says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from mockint.bank.drawing import draw, draw_all
from mockint.bank.rules import Finding
from mockint.domain.drill import ChoicePart, Drawn, DrillVerdict, NumberPart, Part
from mockint.domain.question import OpsTask
from mockint.errors import BankError
from mockint.execution.judge import Judge
from mockint.measure.drill import is_within, mark_drill

SEEDS: Final = tuple(range(1, 21))
LEAST_ANSWERS: Final = 18
"""Of the drawings at least so many have answers of their own: remembering the last one must not help."""
_FILE = "drill.py"
_TOLD = 3


def check_drill(task: OpsTask, judge: Judge) -> list[Finding]:
    """Everything that a drill does not hold."""
    try:
        draw(task, SEEDS[0], judge)  # a program that fails at all would only fail twenty times
        drawn, again = draw_all(task, SEEDS, judge), draw_all(task, SEEDS, judge)
    except BankError as error:
        return [Finding(_FILE, "draw", error.what)]
    found = [*_alike(drawn), *([] if drawn == again else [_finding("", "gives another drill for the same seed")])]
    broken = [finding for seed, one in zip(SEEDS, drawn, strict=True) for finding in _broken(seed, one)]
    return found + broken[:_TOLD]


def _alike(drawn: Sequence[Drawn]) -> Iterator[Finding]:
    prompts, answers = {one.prompt for one in drawn}, {_answers(one) for one in drawn}
    if len(prompts) < len(drawn):
        yield _finding("", f"gives {len(prompts)} different prompts for {len(drawn)} seeds")
    if len(answers) < LEAST_ANSWERS:
        yield _finding("", f"gives {len(answers)} different answers for {len(drawn)} seeds; {LEAST_ANSWERS} are needed")


def _answers(drawn: Drawn) -> tuple[str, ...]:
    """What is right, with the solution's words: a letter alone is alike by chance."""
    return (*(part.right_answer for part in mark_drill(drawn, {}).parts), drawn.solution)


def _broken(seed: int, drawn: Drawn) -> Iterator[Finding]:
    for tried in drawn.tries:
        mark = mark_drill(drawn, tried.answers)
        if mark.verdict != tried.verdict:
            said = "; ".join(f"{part.part} {part.verdict}" for part in mark.parts)
            yield _finding(
                f"draw({seed})", f"the try '{tried.name}' is marked {mark.verdict}, not {tried.verdict} ({said})"
            )
    for verdict in get_args(DrillVerdict):
        if not any(tried.verdict == verdict for tried in drawn.tries):
            yield _finding(f"draw({seed})", f"has no try that is {verdict}")
    for part in drawn.parts:
        for problem in _part(part):
            yield _finding(f"draw({seed}).{part.id}", problem)


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, NumberPart):
        for slip in part.slips:
            if is_within(slip.answer, part.answer, part.near_share):
                yield f"the slip {slip.answer:g} lies as near to the answer {part.answer:g} as what is nearly right"
    elif isinstance(part, ChoicePart) and any(not option.says.strip() for option in part.options if not option.right):
        yield "an option that is not right does not say why"


def _finding(key: str, problem: str) -> Finding:
    return Finding(_FILE, key, problem)
