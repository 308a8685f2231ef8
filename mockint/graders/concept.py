"""Marks the answer to a concept question at once, by the offline estimate, and says which points it holds."""

from __future__ import annotations

import threading

from mockint.domain.attempt import PointsMark
from mockint.domain.drill import DrillVerdict
from mockint.domain.judgement import Judged
from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import Level, TargetLevel
from mockint.graders.curve import credited_share
from mockint.graders.guards import own_text
from mockint.graders.lexical import find_points
from mockint.graders.offline import OfflineGrader, Prepared

LIMITS = (
    "An estimate by the words of the answer: it sees that a point is mentioned, not that it is right. "
    "Read the model answer beside your own."
)
BAR: Level = 3
"""From this level on an answer counts as right."""


def mark_concept(question: Question, rubric: Rubric, answer: str) -> PointsMark:
    """Mark an answer.

    Args:
        question: The concept question with its points and samples.
        rubric: Its rubric, which has one criterion.
        answer: The candidate's words.
    """
    (criterion,) = rubric.criteria
    document = Document(name="answer", title="Answer", text=answer)
    reading = Reading(
        question=question, rubric=rubric, target=TargetLevel.MID, asked=(criterion.id,), documents=(document,)
    )
    outcome = OfflineGrader().grade(reading, lambda _: None, threading.Event())
    (judgement,) = outcome.judgements
    prepared = Prepared.of(question, rubric)
    hits = find_points(own_text(answer, prepared.subject), prepared.lexicon)
    note = " ".join(mark.sentence for mark in outcome.marks)
    if not isinstance(judgement, Judged):
        return PointsMark(verdict="wrong", level=None, score=0.0, note=judgement.reason)
    counts = any(mark.decides for mark in outcome.marks)
    found = [] if counts else [hit for hit in hits if hit.credit >= 0.5]
    return PointsMark(
        verdict=verdict_of(judgement.level),
        level=judgement.level,
        low=judgement.low,
        high=judgement.high,
        score=0.0 if counts else round(credited_share(hits), 4),
        said=tuple((hit.point.says, hit.quote) for hit in found),
        missing=tuple(hit.point.says for hit in hits if hit not in found),
        note=note,
    )


def verdict_of(level: Level) -> DrillVerdict:
    """What a level makes of an answer to a drill."""
    return "right" if level >= BAR else "nearly" if level == BAR - 1 else "wrong"
