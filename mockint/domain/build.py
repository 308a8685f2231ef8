"""What a live build is made of: rendered documents, questions with typed gold, replies of the candidate's program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId

Category = Literal[
    "plain",
    "superseded",
    "as_of",
    "table",
    "aggregate",
    "paraphrase",
    "unanswerable",
    "near_duplicate",
    "instruction",
]
"""What makes a question hard. ``plain`` ones are for the visible set alone."""

Stage = Literal["start", "changed"]
"""The corpus as the round begins, and as it is once the curveball has changed it."""

CURRENT, HELPFUL, STALE = 2, 1, 0
"""Grades of relevance: the document in force, one that helps, one that says what no longer holds."""


class NumberGold(Value):
    """A number with its unit (``EUR``, ``days``, ``%``); right within the tolerance, both in that unit."""

    kind: Literal["number"] = "number"
    value: float
    unit: str = ""
    tolerance: float = Field(default=0.0, ge=0)


class DateGold(Value):
    """A day."""

    kind: Literal["date"] = "date"
    value: date


class EntityGold(Value):
    """A name; any of the aliases counts as it."""

    kind: Literal["entity"] = "entity"
    name: str
    aliases: tuple[str, ...] = ()


class SetGold(Value):
    """Names in any order, scored by F1."""

    kind: Literal["set"] = "set"
    members: tuple[EntityGold, ...] = Field(min_length=1)


class YesNoGold(Value):
    """Yes or no."""

    kind: Literal["yes_no"] = "yes_no"
    value: bool


class NothingGold(Value):
    """The corpus does not say it (or not to this user): the right answer is null."""

    kind: Literal["nothing"] = "nothing"


Gold = Annotated[
    NumberGold | DateGold | EntityGold | SetGold | YesNoGold | NothingGold,
    Field(discriminator="kind"),
]


class CorpusDocument(Value):
    """One file of a corpus.

    Attributes:
        id: What is cited; the file is named ``<id>.md``.
        text: Markdown; version, status and owner stand in the first lines alone.
    """

    id: str
    text: str


class BuildQuestion(Value):
    """One question to the candidate's program, with what only the app knows of it.

    Attributes:
        user: The role of who asks, where the pack has roles; else None.
        stale: What superseded, draft or other users' documents say instead, to tell a wrong version from a miss.
        relevant: Grade (2 current, 1 helpful, 0 stale) by id of document; every other document is of no use.
        support: Ids of the documents that a right answer may cite.
        stale_documents: Ids of earlier versions and drafts; the version is right if none of them is ranked before
            every current one.
        fact: Key of the fact that is asked for.
        held_out: Whether its wording occurs in no visible question.
    """

    id: str
    text: str
    category: Category
    gold: Gold
    user: str | None = None
    stale: tuple[Gold, ...] = ()
    relevant: Mapping[str, int] = Field(default_factory=dict)
    support: tuple[str, ...] = ()
    stale_documents: tuple[str, ...] = ()
    fact: str = ""
    held_out: bool = False


class Rendered(Value):
    """A corpus with its questions, drawn from a seed.

    Attributes:
        documents: In the order of their ids.
        questions: Empty where only documents were asked for.
        concepts: Phrases by concept: what the embeddings of the gateway know of the wordings.
    """

    seed: int
    stage: Stage
    documents: tuple[CorpusDocument, ...]
    questions: tuple[BuildQuestion, ...] = ()
    concepts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class Budget(Value):
    """What the gateway lets a build spend.

    Attributes:
        tokens_in: Tokens of the prompts of one question, together.
        calls: Calls of one question.
    """

    tokens_in: int = Field(default=1500, ge=100)
    calls: int = Field(default=4, ge=1)


class ReferenceCost(Value):
    """What the reference spends on a question, measured; calls and tokens are scored against it."""

    calls: float = Field(gt=0)
    tokens: float = Field(gt=0)


class BuildReply(Value):
    """What the candidate's program said to one question.

    Attributes:
        answer: None abstains.
        citations: Ids of documents, as given.
        retrieved: Ids of documents, best first, as given.
        fault: Why there is no usable reply; empty where there is one. ``wrong_shape`` keeps what could be read.
        wall_s: Seconds until the reply.
        message: The fault in a sentence for the candidate.
    """

    answer: str | None = None
    citations: tuple[str, ...] = ()
    retrieved: tuple[str, ...] = ()
    fault: Literal["", "time_out", "crashed", "wrong_shape", "not_started", "not_indexed", "stopped"] = ""
    wall_s: float = 0.0
    message: str = ""


class Metered(Value):
    """What the gateway counted while one question was answered.

    Attributes:
        refused: Calls past the budget.
        faulted: Calls that met a fault that was put in on purpose.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    refused: int = 0
    faulted: int = 0


class Asked(Value):
    """A question with the reply and its cost."""

    question: BuildQuestion
    reply: BuildReply
    metered: Metered = Metered()


class BuildTask(Value):
    """The part of a question that a live build needs; kept with the round by content hash.

    Attributes:
        vocabulary: Text of ``facts.toml``, from which everything is rendered.
        starter: Text by path of the files that the workspace begins with.
        budget: At the start.
        changed_budget: After the curveball; None where it leaves the budget alone.
        network: Whether the program may reach beyond the gateway.
        reference_cost: See `ReferenceCost`.
    """

    vocabulary: str
    starter: Mapping[str, str]
    budget: Budget = Budget()
    changed_budget: Budget | None = None
    network: bool = False
    reference_cost: ReferenceCost = ReferenceCost(calls=1, tokens=700)


QUALITY, WORKING_RESULT, FAILURE_HANDLING = (
    CriterionId("quality"),
    CriterionId("working_result"),
    CriterionId("failure_handling"),
)
"""The criteria of a live build that code measures."""
