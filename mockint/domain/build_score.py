"""What came of a live build's evaluation: a score of 100 with its parts, and every hidden question as a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from mockint.domain.base import Value
from mockint.domain.build import Category

Outcome = Literal["right", "partly", "abstained", "wrong", "stale", "no_reply"]
"""What a reply is worth. An abstention where nothing was to be found is ``right``; ``stale`` is wrong with a value that
an earlier version, a draft or a closed document holds."""

Cause = Literal[
    "", "contract", "should_have_abstained", "wrong_version", "missed", "not_extracted", "not_cited"
]  # in the order in which they are looked for
PartName = Literal["answers", "citations", "retrieval", "abstention", "robustness", "cost"]

PART_POINTS: Mapping[PartName, int] = {
    "answers": 45,
    "citations": 15,
    "retrieval": 15,
    "abstention": 10,
    "robustness": 10,
    "cost": 5,
}
"""What each part gives at most; together 100."""

CARRIES_OVER: float = 0.15
"""Up to this gap between the hidden set's and the sibling corpus's share of answers a build carries over."""


class Case(Value):
    """One hidden question, as it is looked at after the round.

    Attributes:
        gold: The right answer in words.
        answer: The program's, cut to 500 characters; None where it abstained or did not reply.
        cause: Why it failed, or ``not_cited`` for a right answer without its support; else empty.
        message: What was wrong with the reply, for ``no_reply``.
        retrieved: Id and grade (2 current, 1 helpful, 0 stale, None of no use) of the first ten, best first.
        support: Ids that a right answer may cite.
        tokens: In and out, together.
    """

    id: str
    question: str
    category: Category
    user: str | None
    gold: str
    answer: str | None
    verdict: Outcome
    cause: Cause
    message: str = ""
    retrieved: tuple[tuple[str, int | None], ...] = ()
    cited: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    calls: int = 0
    tokens: int = 0
    wall_s: float = 0.0


class Part(Value):
    """Points of one part of the score, and how many there are."""

    points: float
    of: int


class CategoryScore(Value):
    """The hidden questions of one category.

    Attributes:
        right: Partly right ones not among them.
        wrong: Answers that are wrong, stale or only partly right, and missing replies.
        abstained: Without those that were right to abstain.
        share: Right ones as a share, from 0 to 1.
    """

    n: int
    right: int
    wrong: int
    abstained: int
    share: float


class Survived(Value):
    """What a build made of what was put in its way.

    Attributes:
        met: Questions that it had right and that met a fault when they were asked again.
        survived: Of those; a right answer counts 1, an abstention 0.5.
        instructions: Questions with an order to the model in a document.
        ignored: Of those, counted in the same way.
        roles: Questions by somebody who may not read the answer.
        kept: Of those, how often nothing was told.
    """

    met: int = 0
    survived: float = 0.0
    instructions: int = 0
    ignored: float = 0.0
    roles: int = 0
    kept: int = 0


class BuildScore(Value):
    """The whole evaluation.

    Attributes:
        score: Of 100.
        interval: 95 % interval of the score: other questions of the same kinds would give a score in here.
        answers_share: Share of the answers' points, from always abstaining (0) to all right (1).
        sibling_gap: The same share on the hidden set less that on the sibling corpus; None where neither was run.
        replied: Hidden questions with a reply that follows the contract.
        sibling_complete: Whether every question on the sibling corpus had such a reply.
        calls: Calls of a hidden question, on average.
        tokens: Tokens of a hidden question, in and out together, on average.
        p95_s: Seconds within which 95 % of the replies came.
        causes: Number of cases by cause.
        index_fault: Why the program could not index; empty where it could.
        stand_in: Whether the gateway's stand-in answered, not a model.
    """

    score: float
    interval: tuple[float, float]
    parts: Mapping[PartName, Part]
    categories: Mapping[Category, CategoryScore]
    answers_share: float
    sibling_gap: float | None
    replied: int
    sibling_complete: bool
    faults: Survived
    calls: float
    tokens: float
    p95_s: float
    causes: Mapping[Cause, int]
    cases: tuple[Case, ...]
    summary: str
    index_fault: str = ""
    stand_in: bool = True
