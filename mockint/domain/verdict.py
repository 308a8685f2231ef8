"""How levels become a verdict: weights, bars, must-haves and gates, as pure arithmetic told in words.

A grader never adds up. The same judgements under changed weights give another verdict without asking anyone again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, NotAssessed
from mockint.domain.rubric import Gate, Rubric
from mockint.domain.skill import TargetLevel

BARS: Mapping[TargetLevel, float] = {
    TargetLevel.JUNIOR: 2.5,
    TargetLevel.MID: 2.75,
    TargetLevel.SENIOR: 3.0,
    TargetLevel.STAFF: 3.25,
}
"""The weighted mean from which a round is a Hire."""

STRONG_HIRE_MEAN = 3.5
STRONG_NO_HIRE_MEAN = 1.75
ENOUGH_WEIGHT = 0.6
"""Share of the assessed weight that must be judged before a hire word is said."""

_OWN_WORD = frozenset({"offline", "self"})
_TOLERANCE = 1e-9


class VerdictWord(StrEnum):
    """The outcome of a round."""

    STRONG_HIRE = "strong_hire"
    HIRE = "hire"
    NO_HIRE = "no_hire"
    STRONG_NO_HIRE = "strong_no_hire"
    NOT_JUDGED = "not_judged"


_WORDS = {
    VerdictWord.STRONG_HIRE: "Strong hire",
    VerdictWord.HIRE: "Hire",
    VerdictWord.NO_HIRE: "No hire",
    VerdictWord.STRONG_NO_HIRE: "Strong no hire",
    VerdictWord.NOT_JUDGED: "Not judged yet",
}


class Verdict(Value):
    """A round's outcome with the rule that made it.

    Attributes:
        reason: The rule in words.
        mean: Weighted mean of the judged levels, 1 to 4; None where nothing is judged.
        judged_share: Share of the assessable weight that is judged by tests, a model or a person who is not the
            candidate, 0 to 1.
        measured_bar: Whether what code measured is at the level of a Hire: no gate failed and every measured must-have
            at 3 or more, or without one the measured mean at the bar. None where nothing was measured.
    """

    word: VerdictWord
    reason: str
    mean: float | None
    judged_share: float
    measured_bar: Literal["met", "not_met"] | None

    @property
    def words(self) -> str:
        """The outcome as people say it."""
        return _WORDS[self.word]


def decide(
    rubric: Rubric,
    judgements: Iterable[Judgement],
    target: TargetLevel,
    failed_gates: Iterable[str] = (),
) -> Verdict:
    """The verdict for one set of judgements.

    Levels that the candidate or the offline estimate gave are shown but not counted. There is no hire word while too
    little weight is judged, or while a must-have is not judged at all: a guess about it would be an invented score.

    Args:
        rubric: Criteria with weights and must-haves.
        judgements: At most one a criterion; a criterion without one counts as not judged yet.
        target: The level that the candidate interviews for.
        failed_gates: Ids of the rubric's gates that a measurement did not pass; one that this rubric does not have
            is passed over, since a rubric may have changed since the measurement.

    Returns:
        A word, the rule that led to it, and the figures that stand behind it.

    Raises:
        ValueError: If two judgements are about one criterion, or one is about none of the rubric.
    """
    by_criterion = _by_criterion(rubric, judgements)
    # In the rubric's order, so that the sums are the same to the last bit in whatever order the judgements come.
    counted = {
        criterion.id: judgement
        for criterion in rubric.criteria
        if isinstance(judgement := by_criterion.get(criterion.id), Judged) and judgement.source not in _OWN_WORD
    }
    assessable = sum(c.weight for c in rubric.criteria if not isinstance(by_criterion.get(c.id), NotAssessed))
    weight = sum(rubric.criterion(criterion).weight for criterion in counted)
    share = weight / assessable if assessable else 0.0
    mean = sum(rubric.criterion(c).weight * j.level for c, j in counted.items()) / weight if weight else None
    gate = _gate(rubric, failed_gates)
    bar = "not_met" if gate is not None else _measured_bar(rubric, counted, target)
    open_musts = [
        c.title
        for c in rubric.criteria
        if target in c.must_have and c.id not in counted and not isinstance(by_criterion.get(c.id), NotAssessed)
    ]
    if mean is None or share < ENOUGH_WEIGHT - _TOLERANCE or open_musts:
        return Verdict(
            word=VerdictWord.NOT_JUDGED,
            reason=_not_judged_reason(share, bar, gate, open_musts),
            mean=mean,
            judged_share=share,
            measured_bar=bar,
        )
    word, reason = _judged_word(rubric, counted, target, mean)
    if gate is not None:
        cap = VerdictWord(gate.cap)
        if _rank(word) > _rank(cap):
            word, reason = cap, f"{_WORDS[cap]} at best: {gate.reason}"
        else:
            reason = f"{gate.reason} {reason}"
    return Verdict(word=word, reason=reason, mean=mean, judged_share=share, measured_bar=bar)


def _by_criterion(rubric: Rubric, judgements: Iterable[Judgement]) -> dict[CriterionId, Judgement]:
    known = {criterion.id for criterion in rubric.criteria}
    found: dict[CriterionId, Judgement] = {}
    for judgement in judgements:
        if judgement.criterion not in known:
            raise ValueError(f"the rubric has no criterion {judgement.criterion!r}")
        if judgement.criterion in found:
            raise ValueError(f"two judgements about {judgement.criterion!r}")
        found[judgement.criterion] = judgement
    return found


def _measured_bar(
    rubric: Rubric, counted: Mapping[CriterionId, Judged], target: TargetLevel
) -> Literal["met", "not_met"] | None:
    """Met when every measured must-have is at 3 or more; without a measured must-have, when the measured mean is."""
    measured = {c: j for c, j in counted.items() if j.source == "measured"}
    if not measured:
        return None
    must = [j for c, j in measured.items() if target in rubric.criterion(c).must_have]
    if must:
        return "met" if all(j.level >= 3 for j in must) else "not_met"
    weight = sum(rubric.criterion(c).weight for c in measured)
    mean = sum(rubric.criterion(c).weight * j.level for c, j in measured.items()) / weight
    return "met" if mean >= BARS[target] - _TOLERANCE else "not_met"


def _gate(rubric: Rubric, failed: Iterable[str]) -> Gate | None:
    """The strictest of the gates that were not passed."""
    names = set(failed)
    closed = [gate for gate in rubric.gates if gate.id in names]
    return min(closed, key=lambda gate: _rank(VerdictWord(gate.cap)), default=None)


def _rank(word: VerdictWord) -> int:
    return (VerdictWord.STRONG_NO_HIRE, VerdictWord.NO_HIRE, VerdictWord.HIRE, VerdictWord.STRONG_HIRE).index(word)


def _not_judged_reason(share: float, bar: str | None, gate: Gate | None, open_musts: list[str]) -> str:
    judged = (
        f"{_down(share * 100, 0)} % of the weight is judged; from {ENOUGH_WEIGHT * 100:.0f} % on there is a verdict."
    )
    if share >= ENOUGH_WEIGHT - _TOLERANCE and open_musts:
        judged = f"{_listed(open_musts)} must be judged before there is a verdict."
    if gate is not None:
        return f"{gate.reason} {judged}"
    if bar is None:
        return judged
    return f"The measured bar is {'met' if bar == 'met' else 'not met'}. {judged}"


def _judged_word(
    rubric: Rubric, counted: Mapping[CriterionId, Judged], target: TargetLevel, mean: float
) -> tuple[VerdictWord, str]:
    bar, shown = BARS[target], _down(mean, 2)
    must = [(rubric.criterion(c), j.level) for c, j in counted.items() if target in rubric.criterion(c).must_have]
    short = [criterion.title for criterion, level in must if level < 3]
    lowest = min(j.level for j in counted.values())
    if mean < STRONG_NO_HIRE_MEAN - _TOLERANCE:
        return VerdictWord.STRONG_NO_HIRE, f"The weighted mean is {shown}, under {STRONG_NO_HIRE_MEAN}."
    if mean < bar - _TOLERANCE:
        return VerdictWord.NO_HIRE, f"The weighted mean is {shown}; the {target} bar is {bar}."
    if short:
        return VerdictWord.NO_HIRE, f"The mean of {shown} meets the bar, but {_listed(short)} must be at 3 or more."
    if mean >= STRONG_HIRE_MEAN - _TOLERANCE and lowest >= 2:
        return VerdictWord.STRONG_HIRE, f"The weighted mean is {shown} and nothing is below 2."
    return VerdictWord.HIRE, f"The weighted mean is {shown}; the {target} bar is {bar}, and every must-have is met."


def _down(figure: float, digits: int) -> str:
    """A figure cut, not rounded, so that one just under a bar never reads as if it met it."""
    scale = 10**digits
    return f"{math.floor(figure * scale + _TOLERANCE) / scale:.{digits}f}"


def _listed(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
