"""What a grader says about one criterion: a level with its evidence, or why there is none."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId
from mockint.domain.skill import Level

Source = Literal["measured", "model", "offline", "paste", "self"]
"""Who says so: code, a model, the offline estimate, a pasted reply, or the candidate."""


class Evidence(Value):
    """A quote from the answer or a measured fact.

    Attributes:
        verified: ``verified`` found as quoted, ``moved`` found with white space or case folded, ``unverified`` not
            found, ``fact`` a measured fact.
    """

    quote: str
    verified: Literal["verified", "moved", "unverified", "fact"]


class Judged(Value):
    """A level for one criterion.

    Attributes:
        low: Lowest level among the runs, `high` the highest; the level is their median.
    """

    outcome: Literal["judged"] = "judged"
    criterion: CriterionId
    level: Level
    source: Source
    evidence: tuple[Evidence, ...] = ()
    missing: str = ""
    next_action: str = ""
    confidence: Literal["high", "low"] = "high"
    low: Level | None = None
    high: Level | None = None


class Ungraded(Value):
    """No level, and why; never read as zero.

    Attributes:
        evidence: What was found all the same, as the offline checklist of a behavioral answer.
    """

    outcome: Literal["ungraded"] = "ungraded"
    criterion: CriterionId
    reason: str
    evidence: tuple[Evidence, ...] = ()


class NotAssessed(Value):
    """The round gave no chance to show this criterion; it leaves the mean alone."""

    outcome: Literal["not_assessed"] = "not_assessed"
    criterion: CriterionId
    reason: str


Judgement = Judged | Ungraded | NotAssessed


class JudgedLevel(NamedTuple):
    """What is left of a `Judged` where only the level counts."""

    criterion: CriterionId
    level: Level
    source: Source
