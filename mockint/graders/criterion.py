"""Marks an answer on one criterion of a question by the offline estimate, with the points that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from mockint.domain.attempt import PointsMark
from mockint.domain.drill import DrillVerdict
from mockint.domain.ids import CriterionId
from mockint.domain.question import EvidencePoint, Question
from mockint.domain.reading import Document, Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import TargetLevel
from mockint.graders.base import Mark
from mockint.graders.concept import verdict_of
from mockint.graders.curve import Curve, credited_share
from mockint.graders.guards import marks, own_text
from mockint.graders.lexical import Hit, find_points
from mockint.graders.offline import NO_POINTS, STUFFED_LEVEL, Prepared

_HALF: Final = 0.5
_RIGHT, _NEARLY = 0.6, 0.3
"""Share of the gaps, by their credit, from which on naming them is right, and nearly right."""


class _Read(NamedTuple):
    """An answer as it was read: its points on the criterion, and what was noticed about it."""

    curve: Curve
    hits: tuple[Hit, ...]
    noticed: tuple[Mark, ...]

    @property
    def note(self) -> str:
        return " ".join(mark.sentence for mark in self.noticed)

    @property
    def counts_for_nothing(self) -> bool:
        return any(mark.decides for mark in self.noticed)

    @property
    def is_stuffed(self) -> bool:
        return any(mark.kind == "stuffed" for mark in self.noticed)


def unsaid_points(question: Question, rubric: Rubric, criterion: CriterionId, text: str) -> tuple[EvidencePoint, ...]:
    """The points of a criterion that a text does not hold."""
    read = _read(question, rubric, criterion, text, ())
    return () if read is None else tuple(hit.point for hit in read.hits if hit.credit < _HALF)


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
    read = _read(question, rubric, criterion, answer, shown)
    if read is None:
        return PointsMark(verdict="wrong", level=None, score=0.0, note=NO_POINTS)
    if read.counts_for_nothing:
        missing = tuple(hit.point.says for hit in read.hits)
        return PointsMark(verdict="wrong", level=1, low=1, high=1, score=0.0, missing=missing, note=read.note)
    share = credited_share(read.hits)
    level, low, high = read.curve.estimate(share)
    if read.is_stuffed:
        level, low, high = min(level, STUFFED_LEVEL), min(low, STUFFED_LEVEL), min(high, STUFFED_LEVEL)
    said, missing = _told(read.hits)
    return PointsMark(
        verdict=verdict_of(level),
        level=level,
        low=low,
        high=high,
        score=round(share, 4),
        said=said,
        missing=missing,
        note=read.note,
    )


def mark_gaps(
    question: Question,
    rubric: Rubric,
    criterion: CriterionId,
    answer: str,
    gaps: Sequence[EvidencePoint],
    shown: Iterable[str] = (),
) -> PointsMark:
    """Mark how many of an answer's gaps its author names; there is no level, for no answer is judged.

    Args:
        question: The question with its points and samples.
        rubric: Its rubric.
        criterion: What the answer lacks something on.
        answer: The gaps in the candidate's words.
        gaps: The points that the answer does not hold.
        shown: What stood beside the question, such as the answer itself, and earns nothing when it is copied.
    """
    read = _read(question, rubric, criterion, answer, shown)
    # 'There is no golden set' names the gap that it seems to deny.
    hits = () if read is None else tuple(hit._replace(reversed=False) for hit in read.hits if hit.point in gaps)
    if read is None or not hits:
        return PointsMark(verdict="wrong", level=None, score=0.0, note=NO_POINTS)
    if read.counts_for_nothing or read.is_stuffed:
        missing = tuple(hit.point.says for hit in hits)
        return PointsMark(verdict="wrong", level=None, score=0.0, missing=missing, note=read.note)
    share = sum(hit.credit for hit in hits) / len(hits)
    verdict: DrillVerdict = "right" if share >= _RIGHT else "nearly" if share >= _NEARLY else "wrong"
    said, missing = _told(hits)
    return PointsMark(verdict=verdict, level=None, score=round(share, 4), said=said, missing=missing, note=read.note)


def _read(
    question: Question, rubric: Rubric, criterion: CriterionId, answer: str, shown: Iterable[str]
) -> _Read | None:
    prepared = Prepared.of(question, rubric)
    curve = prepared.curves.get(criterion)
    if curve is None:
        return None
    subject = prepared.subject.with_shown(shown)
    document = Document(name="answer", title="Answer", text=answer)
    reading = Reading(
        question=question, rubric=rubric, target=TargetLevel.MID, asked=(criterion,), documents=(document,)
    )
    hits = find_points(own_text(answer, subject), prepared.lexicon)
    return _Read(curve, tuple(hit for hit in hits if hit.point.criterion == criterion), marks(reading, subject))


def _told(hits: Iterable[Hit]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The points that are found, each with its words, and those that are not."""
    found = [(hit.point.says, hit.quote) for hit in hits if hit.credit >= _HALF]
    return tuple(found), tuple(hit.point.says for hit in hits if hit.credit < _HALF)
