"""The offline estimate: evidence points of the question found in the answer, and the level that their share speaks for.

It costs nothing, sends nothing and knows no language beyond the words of the question's author: it tells that a point
is mentioned, not that it is right. Its levels never make a verdict.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Evidence, Judged, Judgement, Source, Ungraded
from mockint.domain.question import Question
from mockint.domain.reading import Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import Level
from mockint.graders.base import GraderName, Mark, Outcome, Step, Told
from mockint.graders.curve import Curve, credited_share, fit_curves
from mockint.graders.evidence import Material, checked
from mockint.graders.guards import Subject, marks, own_text, without_instructions
from mockint.graders.lexical import Hit, Lexicon, find_points
from mockint.graders.nothing import lowest
from mockint.graders.structure import structure_check
from mockint.graders.text import words

LABEL = "Offline estimate"
LIMITS = (
    "The offline estimate sees that a point is mentioned, not that it is right: of wrong statements on the subject about "
    "one in three counts as found. It was never validated on design, behavioral or defence answers, because no such answers "
    "scored by people are public. It is shown beside the verdict and never part of it."
)
"""What a reader of these levels has to know."""
STUFFED_LEVEL: Level = 2
UNLEVELLED = frozenset({"behavioral", "take_home"})
"""Kinds of round of which it gives a checklist and no level."""
MOST_QUOTES = 4
COMMUNICATION = CriterionId("communication")

CODE_NOT_READ = "The offline estimate reads the explanation, not the code, and there is none to read."
NO_POINTS = "The question has no evidence points for this, so the offline estimate cannot say anything."
STOPPED = "The grading was stopped before this was looked at."
OWN_LEVEL = "A checklist only: without a model or a person the level of such an answer is yours to set."


class Prepared(NamedTuple):
    """A question made ready.

    Attributes:
        subject: What it speaks of; the rubric's anchors count as shown to everyone.
    """

    question: Question
    rubric: Rubric
    subject: Subject
    lexicon: Lexicon
    curves: Mapping[CriterionId, Curve]

    @classmethod
    def of(cls, question: Question, rubric: Rubric) -> Prepared:
        """The question with its curves fitted; takes some 30 ms."""
        lexicon = Lexicon.of(question)
        anchors = (text for criterion in rubric.criteria for text in criterion.anchors.values())
        subject = Subject.of(question).with_shown(anchors)
        return cls(question, rubric, subject, lexicon, fit_curves(question, lexicon))


class OfflineGrader:
    """Judges by the evidence points of the question alone."""

    def __init__(self) -> None:
        self._prepared: Prepared | None = None

    @property
    def name(self) -> GraderName:
        """The name by which it is chosen."""
        return "offline"

    @property
    def source(self) -> Source:
        """What its levels count as."""
        return "offline"

    def grade(self, reading: Reading, told: Told, cancel: threading.Event) -> Outcome:
        """Judge every criterion that is asked."""
        told(Step("Looking for the question's evidence points."))
        prepared = self._prepare(reading)
        noticed = marks(reading, prepared.subject)
        if cancel.is_set():
            judgements: tuple[Judgement, ...] = tuple(Ungraded(criterion=c, reason=STOPPED) for c in reading.asked)
        else:
            judgements = _judge(reading, noticed, prepared)
        told(Step("Done.", judgements))
        return Outcome(judgements, noticed, LABEL)

    def _prepare(self, reading: Reading) -> Prepared:
        # One question is graded again and again in a check; values are frozen, so the same objects say the same.
        prepared = self._prepared
        if prepared is None or prepared.question is not reading.question or prepared.rubric is not reading.rubric:
            prepared = self._prepared = Prepared.of(reading.question, reading.rubric)
        return prepared


def _judge(reading: Reading, noticed: Sequence[Mark], prepared: Prepared) -> tuple[Judgement, ...]:
    nothing = next((mark for mark in noticed if mark.kind not in {"instruction", "stuffed"}), None)
    if nothing is not None and nothing.decides:
        return tuple(lowest(criterion, nothing, "offline") for criterion in reading.asked)
    prose = without_instructions(reading.prose(), noticed)
    if nothing is not None and _has_code(reading):
        return tuple(_unread(criterion, nothing) for criterion in reading.asked)
    hits = find_points(own_text(prose, prepared.subject), prepared.lexicon)
    material = Material.of(reading.everything())
    if reading.question.header.kind in UNLEVELLED:
        return tuple(_checklist(criterion, _of(hits, criterion), prose, material) for criterion in reading.asked)
    stuffed = any(mark.kind == "stuffed" for mark in noticed)
    return tuple(
        _estimate(criterion, _of(hits, criterion), prepared.curves.get(criterion), material, is_stuffed=stuffed)
        for criterion in reading.asked
    )


def _estimate(
    criterion: CriterionId, hits: Sequence[Hit], curve: Curve | None, material: Material, *, is_stuffed: bool
) -> Judgement:
    if curve is None:
        return Ungraded(criterion=criterion, reason=NO_POINTS)
    level, low, high = curve.estimate(credited_share(hits))
    said = [_missing(hits)]
    if is_stuffed and high > STUFFED_LEVEL:
        level, low, high = min(level, STUFFED_LEVEL), min(low, STUFFED_LEVEL), min(high, STUFFED_LEVEL)
        said.insert(0, "Held at 2: key words stand in rows, without sentences that explain them.")
    return Judged(
        criterion=criterion,
        level=level,
        source="offline",
        evidence=_quotes(hits, material),
        missing=" ".join(part for part in said if part),
        next_action=_next_action(hits),
        confidence="high" if low == high else "low",
        low=low,
        high=high,
    )


def _checklist(criterion: CriterionId, hits: Sequence[Hit], prose: str, material: Material) -> Ungraded:
    check = structure_check(criterion, prose)
    found = [hit for hit in hits if hit.state != "missing"]
    parts = [OWN_LEVEL]
    if check is not None:
        parts.append(check.says)
    if hits:
        parts.append(f"{len(found)} of {len(hits)} points are mentioned.")
    parts.append(_missing(hits))
    evidence = _quotes(hits, material)
    if check is not None and check.quote:
        evidence = tuple(dict.fromkeys((*evidence, *checked([check.quote], material))))
    return Ungraded(criterion=criterion, reason=" ".join(part for part in parts if part), evidence=evidence)


def _unread(criterion: CriterionId, mark: Mark) -> Judgement:
    """With code but no words, only what was to be said in words has a level."""
    if criterion == COMMUNICATION:
        return lowest(criterion, mark, "offline")
    return Ungraded(criterion=criterion, reason=f"{CODE_NOT_READ} {mark.sentence}")


def _quotes(hits: Iterable[Hit], material: Material) -> tuple[Evidence, ...]:
    best = sorted((hit for hit in hits if hit.state != "missing"), key=lambda hit: (-hit.credit, -hit.likelihood))
    quotes = list(dict.fromkeys(hit.quote for hit in best))[:MOST_QUOTES]
    return checked(quotes, material)


def _missing(hits: Sequence[Hit]) -> str:
    parts = []
    absent = [hit.point.says for hit in hits if hit.state == "missing"]
    if absent:
        parts.append(f"Not found: {' '.join(absent)}")
    unsure = [hit.point.says for hit in hits if hit.state == "possibly" and not hit.reversed]
    if unsure:
        parts.append(f"Possibly meant: {' '.join(unsure)}")
    parts += [f"This sentence may say the opposite: '{hit.quote}'" for hit in hits if hit.reversed]
    return " ".join(parts)


def _next_action(hits: Sequence[Hit]) -> str:
    absent = sorted((hit for hit in hits if hit.credit < 0.5), key=lambda hit: hit.point.level)
    return f"Bring this point next time: {absent[0].point.says}" if absent else ""


def _of(hits: Iterable[Hit], criterion: CriterionId) -> list[Hit]:
    return [hit for hit in hits if hit.point.criterion == criterion]


def _has_code(reading: Reading) -> bool:
    return any(document.is_code and words(document.text) for document in reading.documents)
