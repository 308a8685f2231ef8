"""An attempt at a drill, as the history keeps it: what was put, what was answered and how it was marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.drill import DrillMark, DrillVerdict
from mockint.domain.ids import AttemptId, ContentHash, ProfileId, QuestionId, QuestionRef
from mockint.domain.skill import Level

ANSWER = "answer"
"""The name under which the answer to a concept question stands among the answers."""


class PointsMark(Value):
    """How an answer in words was marked, by the points of a good answer that were found in it.

    Attributes:
        level: The level that the share of the points speaks for, an estimate; `low` and `high` are the levels that it
            may be as well. None where nothing could be estimated, or gaps were named and no answer was judged.
        score: Share [0-1] of the points' weight that is found.
        said: Points that are found, each with the words of the answer that say it.
        missing: Points that are not found.
        note: What else there is to say, such as that the question was only copied; empty mostly.
    """

    kind: Literal["points"] = "points"
    verdict: DrillVerdict
    level: Level | None
    low: Level | None = None
    high: Level | None = None
    score: float
    said: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""


class CodeMark(Value):
    """How the answers to an ops drill were marked by code."""

    kind: Literal["code"] = "code"
    mark: DrillMark

    @property
    def verdict(self) -> DrillVerdict:
        """The verdict of all parts together."""
        return self.mark.verdict

    @property
    def score(self) -> float:
        """Mean credit [0-1] of the parts."""
        return self.mark.score


class MendMark(Value):
    """How code that was mended went on the hidden tests.

    Attributes:
        level: The level of the problem up to which its hidden tests were run, the large, timed ones left out.
        passed: Tests of `total` that pass; `passed_before` those that the code of the round passes.
        note: The judge's sentence on what failed; empty where nothing did.
    """

    kind: Literal["mend"] = "mend"
    verdict: DrillVerdict
    level: int = Field(ge=1)
    passed: int = Field(ge=0)
    total: int = Field(ge=0)
    passed_before: int = Field(ge=0)
    note: str = ""

    @property
    def score(self) -> float:
        """Share [0-1] of the tests that pass."""
        return self.passed / self.total if self.total else 0.0


class DrillAttempt(Value):
    """One attempt.

    Attributes:
        content: Hash of the drill as it was, which the history keeps.
        seed: What the drill was drawn from; 0 for a concept question, which is the same each time.
        made: When it was answered.
        seconds: From the question to the answer; None where mockint did not see the answer being made.
        answers: By the part's id; the answer to a concept question is named `ANSWER`.
    """

    id: AttemptId
    profile: ProfileId
    drill: QuestionRef
    question_id: QuestionId
    content: ContentHash
    seed: int = Field(ge=0)
    made: datetime
    seconds: float | None = Field(default=None, ge=0)
    answers: Mapping[str, str]
    result: Annotated[CodeMark | PointsMark | MendMark, Field(discriminator="kind")]
