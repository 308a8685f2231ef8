"""How a drill was answered, in words, for a reader who has just answered it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from mockint.app.drilling import Posed
from mockint.app.spacing import day_words
from mockint.domain.attempt import CodeMark, DrillAttempt, MendMark, PointsMark

VERDICTS: Final = {"right": "Right", "nearly": "Nearly right", "wrong": "Wrong"}


def marked_by_words(posed: Posed) -> str:
    """Where a drill comes from, if from a round, and what marks it."""
    marked = (
        "marked by tests" if posed.is_code else "marked by code" if posed.drawn else "marked by the offline estimate"
    )
    return marked if posed.own is None else f"from a round of your own, {marked}"


def solution_heading(posed: Posed) -> str:
    """What the solution of a drill is called."""
    if posed.drawn is not None or posed.is_code:
        return "Solution"
    return "The points" if posed.own is not None else "Model answer"


def due_again_words(due: datetime | None, now: datetime) -> str:
    """When a drill that was just answered comes again; None for one that is done with."""
    if due is None:
        return "Right three times in a row, days apart: it does not come again."
    return f"Due again on {day_words(due, now)}."


def result_markdown(posed: Posed, attempt: DrillAttempt) -> str:
    """The mark, what was right or missing, and the solution."""
    result = attempt.result
    heading = f"## {solution_heading(posed)}"
    told = [f"## {VERDICTS[result.verdict]}", *_told(posed, result), heading, posed.solution.strip()]
    return "\n\n".join(told) + "\n"


def _told(posed: Posed, result: CodeMark | PointsMark | MendMark) -> Iterator[str]:
    if isinstance(result, CodeMark):
        return _parts(posed, result)
    return _points(result) if isinstance(result, PointsMark) else iter((mend_words(result),))


def mend_words(result: MendMark) -> str:
    """How many hidden tests pass, and how many did before."""
    told = f"{result.passed} of {result.total} hidden tests pass up to level {result.level}; "
    return f"{told}the code of your round passed {result.passed_before}. {result.note}".rstrip()


def points_words(result: PointsMark) -> str:
    """How many points were found, and the level that they speak for where there is one."""
    found = f"{len(result.said)} of {len(result.said) + len(result.missing)} points"
    if result.level is None:
        return found
    span = "" if result.low == result.high else f", between {result.low} and {result.high}"
    return f"{found}: level {result.level}{span}"


def _parts(posed: Posed, result: CodeMark) -> Iterator[str]:
    asked = posed.drawn.parts if posed.drawn is not None else ()
    for part, of in zip(result.mark.parts, asked, strict=True):
        given = part.given or "no answer"
        right = "" if part.verdict == "right" else f" Right is {part.right_answer}."
        asks = of.asks if of.asks.endswith(("?", ".", ":")) else f"{of.asks}."
        yield f"**{VERDICTS[part.verdict]}**: {asks} You said: {given}.{right} {part.says}".rstrip()


def _points(result: PointsMark) -> Iterator[str]:
    from mockint.graders.concept import LIMITS  # late: a list of drills needs no grader

    yield f"{points_words(result)}. {LIMITS}"
    if result.note:
        yield result.note
    if result.said:
        yield "\n".join(f"- said: {point} (*{quote}*)" for point, quote in result.said)
    if result.missing:
        yield "\n".join(f"- missing: {point}" for point in result.missing)
