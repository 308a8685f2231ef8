"""A grade: the judgements of one reading of a submission and the verdict that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mockint.domain.base import Value
from mockint.domain.ids import ContentHash, GradeId, ItemId, RoundId
from mockint.domain.judgement import Judgement
from mockint.domain.skill import TargetLevel
from mockint.domain.verdict import Verdict, VerdictWord


class Grade(Value):
    """One reading of one item; a later reading stands beside it and replaces nothing.

    Attributes:
        source: Who judged, in words: ``Measured``, ``Graded by MODEL``, ``Offline estimate``, ``Self-scored``.
        rubric_hash: The rubric it was judged by.
        target: The target level whose bar was used.
        grader: Name of the grader (``messages``, ``openai``, ``offline``, ``paste``, ``self``); empty where code alone
            has spoken.
        model: Name of the model that read it; empty where none did.
        effort: Effort that was asked of the model.
        prompt_version: Version of the prompt.
        runs: Number of runs whose median the levels are; 0 where code alone has spoken.
        marks: What the guards noticed about the answer, a sentence each.
    """

    id: GradeId
    round_id: RoundId
    item_id: ItemId
    made: datetime
    source: str
    rubric_hash: ContentHash
    target: TargetLevel
    judgements: tuple[Judgement, ...]
    verdict: Verdict
    grader: str = ""
    model: str = ""
    effort: str = ""
    prompt_version: str = ""
    runs: int = 0
    marks: tuple[str, ...] = ()


def leading_grade(grades: Sequence[Grade]) -> Grade | None:
    """The reading that stands for a round: the newest with a verdict, for one that failed later takes nothing back.

    Args:
        grades: In the order in which they were made.

    Returns:
        The newest of all where none has a verdict; None where there is none.
    """
    judged = (grade for grade in reversed(grades) if grade.verdict.word is not VerdictWord.NOT_JUDGED)
    return next(judged, grades[-1] if grades else None)
