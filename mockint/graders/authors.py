"""What an author's evidence points and samples have to hold, tried with the offline grader."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from mockint.domain.ids import CriterionId
from mockint.domain.question import EvidencePoint, Question, Sample
from mockint.domain.reading import Document, Reading
from mockint.domain.rubric import Rubric
from mockint.domain.skill import TargetLevel
from mockint.graders.attacks import reversed_text
from mockint.graders.curve import Curve, credited_share
from mockint.graders.lexical import Hit, find_points
from mockint.graders.offline import UNLEVELLED, OfflineGrader, Prepared

EVIDENCE_FILE = "evidence.toml"
SAMPLES_FILE = "samples/samples.toml"
REFERENCE_FILE = "reference.md"
DENIED_SHARE = 0.2
"""Share of the points found in the reference that must be flagged once each of its sentences is denied."""


_BANDS = {1: (1, 1), 2: (2, 3), 3: (3, 4), 4: (3, 4)}
"""Levels that a held-out answer may get, by its label."""


class Finding(NamedTuple):
    """Something to mend.

    Attributes:
        file: Inside the question's folder.
        key: Where in the file.
        problem: The rest of the sentence.
    """

    file: str
    key: str
    problem: str


class _Read(NamedTuple):
    sample: Sample
    place: int
    hits: tuple[Hit, ...]

    @property
    def key(self) -> str:
        return f"samples[{self.place}]"


def sample_findings(question: Question, rubric: Rubric, held_out: Sequence[Sample] = ()) -> list[Finding]:
    """Everything that the points and samples of a question do not hold.

    Each sample is within one level of its label in each criterion that has points, on the mean in the order of the
    labels; each point is found in some sample and not in the level-1 one; guards leave the samples alone; and the
    model answer with its sentences denied raises the flag.

    Args:
        question: Its points and its samples.
        rubric: With the question's own changes.
        held_out: Answers that the estimate was not fitted to, and must put on the right side of the bar.
    """
    if not question.evidence or not question.samples:
        return []
    prepared = Prepared.of(question, rubric)
    read = [
        _Read(sample, place, find_points(sample.text, prepared.lexicon))
        for place, sample in enumerate(question.samples)
    ]
    return [
        *_points_found(question.evidence, read),
        *([] if question.header.kind in UNLEVELLED else _levels(read, prepared)),
        *_order(read),
        *_left_alone(question, rubric, read),
        *_held_out(held_out, len(question.samples), prepared),
        *_denials(question, prepared),
    ]


def _points_found(points: Sequence[EvidencePoint], read: Sequence[_Read]) -> list[Finding]:
    found = []
    for place, _ in enumerate(points):
        key = f"points[{place}]"
        states = {(one.sample.level, one.hits[place].state) for one in read if not one.sample.fluent_but_wrong}
        if not any(state == "found" and level > 1 for level, state in states):
            found.append(Finding(EVIDENCE_FILE, key, "is found in no sample"))
        if (1, "found") in states:
            found.append(Finding(EVIDENCE_FILE, key, "is found in the level-1 sample"))
    return found


def _levels(read: Sequence[_Read], prepared: Prepared) -> list[Finding]:
    found = []
    for one in read:
        levels = _graded(one, prepared)
        if one.sample.fluent_but_wrong:
            # Words cannot tell wrong from right, so such an answer is held to its label on the whole only.
            mean = fmean(levels.values())
            if mean > one.sample.level + 1:
                said = f"is graded {mean:.1f} on the mean and labelled {one.sample.level}"
                found.append(Finding(SAMPLES_FILE, one.key, said))
            continue
        for criterion, level in levels.items():
            if abs(level - one.sample.level) > 1:
                said = f"is graded {level} in {criterion} and labelled {one.sample.level}"
                found.append(Finding(SAMPLES_FILE, one.key, said))
    return found


def _held_out(samples: Sequence[Sample], before: int, prepared: Prepared) -> list[Finding]:
    """A right answer is at the bar or over it, a wrong one under it, a nearly right one between them."""
    read = [
        _Read(sample, place, find_points(sample.text, prepared.lexicon)) for place, sample in enumerate(samples, before)
    ]
    found = []
    for one in read:
        level = fmean(_graded(one, prepared).values())
        allowed = _BANDS[one.sample.level] if not one.sample.fluent_but_wrong else (1, one.sample.level)
        if not allowed[0] <= level <= allowed[1]:
            said = f"is held out as level {one.sample.level} and graded {level:g}"
            found.append(Finding(SAMPLES_FILE, one.key, said))
    return [*found, *_order(read)]


def _order(read: Sequence[_Read]) -> list[Finding]:
    """Plain samples by label: a higher one may never be credited less, over all criteria together."""
    shares = [(one.sample.level, credited_share(one.hits), one) for one in read if not one.sample.fluent_but_wrong]
    shares.sort(key=lambda share: share[0])
    return [
        Finding(SAMPLES_FILE, later.key, f"says less of the points than '{earlier.sample.name}'")
        for (low, less, earlier), (high, more, later) in itertools.pairwise(shares)
        if low < high and more < less
    ]


def _left_alone(question: Question, rubric: Rubric, read: Sequence[_Read]) -> list[Finding]:
    asked = tuple(criterion.id for criterion in rubric.criteria if not criterion.measured)
    if not asked:
        return []
    grader, found = OfflineGrader(), []
    for one in read:
        document = Document(name=one.sample.answer, title="Sample", text=one.sample.text)
        reading = Reading(question=question, rubric=rubric, target=TargetLevel.MID, asked=asked, documents=(document,))
        outcome = grader.grade(reading, lambda _: None, threading.Event())
        found += [Finding(SAMPLES_FILE, one.key, f"is marked: {mark.sentence}") for mark in outcome.marks]
    return found


def _denials(question: Question, prepared: Prepared) -> list[Finding]:
    if not question.reference_answer:
        return []

    def flags(text: str) -> tuple[int, int]:
        hits = [hit for hit in find_points(text, prepared.lexicon) if hit.state != "missing"]
        return sum(hit.reversed for hit in hits), len(hits)

    (before, _), (after, found) = flags(question.reference_answer), flags(reversed_text(question.reference_answer))
    if not found or (after > before and after >= DENIED_SHARE * found):
        return []
    return [Finding(REFERENCE_FILE, "", f"with 'not' in each sentence raises {after} flags at {found} points found")]


def _graded(one: _Read, prepared: Prepared) -> dict[CriterionId, int]:
    return {
        criterion: _level(curve, [hit for hit in one.hits if hit.point.criterion == criterion])
        for criterion, curve in prepared.curves.items()
    }


def _level(curve: Curve, hits: Sequence[Hit]) -> int:
    return curve.estimate(credited_share(hits)).level
