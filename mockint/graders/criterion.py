"""Marks an answer on one criterion of a question by the offline estimate, with the points that it holds."""

from __future__ import annotations

from collections.abc import Iterable

from mockint.domain.attempt import PointsMark
from mockint.domain.ids import CriterionId
from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import TargetLevel
from mockint.graders.concept import verdict_of
from mockint.graders.curve import credited_share
from mockint.graders.guards import marks, own_text
from mockint.graders.lexical import find_points
from mockint.graders.offline import NO_POINTS, STUFFED_LEVEL, Prepared


def mark_criterion(
    question: Question, rubric: Rubric, criterion: CriterionId, answer: str, shown: Iterable[str] = ()
) -> PointsMark:
    """Mark an answer.

    Args:
        question: The question with its points and samples.
        rubric: Its rubric.
        criterion: What alone is asked.
        answer: The candidate's words.
        shown: What stood beside the question and earns nothing when it is copied.
    """
    prepared = Prepared.of(question, rubric)
    curve = prepared.curves.get(criterion)
    if curve is None:
        return PointsMark(verdict="wrong", level=None, score=0.0, note=NO_POINTS)
    subject = prepared.subject.with_shown(shown)
    document = Document(name="answer", title="Answer", text=answer)
    reading = Reading(
        question=question, rubric=rubric, target=TargetLevel.MID, asked=(criterion,), documents=(document,)
    )
    noticed = marks(reading, subject)
    hits = [hit for hit in find_points(own_text(answer, subject), prepared.lexicon) if hit.point.criterion == criterion]
    note = " ".join(mark.sentence for mark in noticed)
    if any(mark.decides for mark in noticed):
        missing = tuple(hit.point.says for hit in hits)
        return PointsMark(verdict="wrong", level=1, low=1, high=1, score=0.0, missing=missing, note=note)
    share = credited_share(hits)
    level, low, high = curve.estimate(share)
    if any(mark.kind == "stuffed" for mark in noticed):
        level, low, high = min(level, STUFFED_LEVEL), min(low, STUFFED_LEVEL), min(high, STUFFED_LEVEL)
    found = [hit for hit in hits if hit.credit >= 0.5]
    return PointsMark(
        verdict=verdict_of(level),
        level=level,
        low=low,
        high=high,
        score=round(share, 4),
        said=tuple((hit.point.says, hit.quote) for hit in found),
        missing=tuple(hit.point.says for hit in hits if hit not in found),
        note=note,
    )
