"""A grade: the judgements of one reading of a submission and the verdict that follows from them."""

from __future__ import annotations

from datetime import datetime

from mockint.domain.base import Value
from mockint.domain.ids import ContentHash, GradeId, ItemId, RoundId
from mockint.domain.judgement import Judgement
from mockint.domain.skill import TargetLevel
from mockint.domain.verdict import Verdict


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
