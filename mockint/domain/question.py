"""A question as a round needs it: everything in one frozen value, so that it can be kept by its content hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.build import BuildTask
from mockint.domain.ids import CompetencyId, ContentHash, CriterionId, QuestionId, QuestionRef, SkillId, content_hash
from mockint.domain.judging import Comparison, JudgeSpec, Limits, TestCase
from mockint.domain.rubric import QuestionKind
from mockint.domain.skill import Level
from mockint.domain.take_home import TakeHomeTask


class QuestionHeader(Value):
    """What a list of questions shows; read from ``question.toml`` alone.

    Attributes:
        version: Goes up when the task changes in a way that a candidate would notice.
        difficulty: 1 (warm-up) to 5 (hard).
        minutes: Length of the round.
        short_minutes: Length of the short form; None where there is none.
        pattern: The problem's pattern in the field's words, for coding problems.
        rubric: The rubric it is judged by where its kind has several (``behavioral_story``); empty for the kind's own.
        competencies: What a behavioral question asks a story to show, ids of ``competencies.toml``.
        skills: Weight (0-1] of each skill that the question speaks for.
    """

    id: QuestionId
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    kind: QuestionKind
    version: int = Field(ge=1)
    status: Literal["draft", "ready", "retired"] = "ready"
    difficulty: int = Field(ge=1, le=5)
    minutes: int = Field(ge=1, le=600)
    short_minutes: int | None = Field(default=None, ge=1)
    summary: str
    pattern: str = ""
    rubric: str = ""
    competencies: tuple[CompetencyId, ...] = ()
    ai_policy: Literal["none", "allowed"] = "none"
    skills: Mapping[SkillId, float]

    @property
    def ref(self) -> QuestionRef:
        """The name people type: kind, slash, slug."""
        return QuestionRef(f"{self.kind}/{self.slug}")


class Phase(Value):
    """A stretch of the round in the guide at the top of the window; it advises and never forces."""

    name: str
    minutes: int = Field(ge=1)
    advice: str = ""


class Fact(Value):
    """Something the interviewer knows and tells when asked.

    Attributes:
        asks: Ways in which a candidate might ask for it.
        answer: The interviewer's words, at most 40 of them.
    """

    asks: tuple[str, ...] = Field(min_length=1)
    answer: str


class Probe(Value):
    """A follow-up question that brings out one criterion.

    Attributes:
        after_minute: Not asked before this minute of the round.
    """

    criterion: CriterionId
    text: str
    after_minute: int = Field(default=0, ge=0)


class Curveball(Value):
    """The change of plan in the middle of a round."""

    minute: int = Field(ge=1)
    text: str


class EvidencePoint(Value):
    """One thing that a good answer says.

    Attributes:
        level: The level that saying it speaks for.
        says: The point in one plain sentence.
        ways: Three to five other ways of saying it.
        terms: Words of which at least one must stand in the answer; empty if none is needed.
    """

    criterion: CriterionId
    level: Level
    says: str
    ways: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Sample(Value):
    """A written answer whose level is known.

    Attributes:
        answer: The document that it is an example of: ``explanation`` for coding, ``notebook`` for system design,
            ``answer`` for behavioral questions, ``decisions`` for builds.
        level: The level it must get; `fluent_but_wrong` samples are level 1 or 2.
    """

    name: str
    answer: Literal["explanation", "notebook", "answer", "decisions"]
    level: Level
    text: str
    fluent_but_wrong: bool = False


class Mutant(Value):
    """A wrong solution that a good candidate might write.

    Attributes:
        trap: The mistake in one sentence.
    """

    name: str
    trap: str
    code: str


class CodingLevel(Value):
    """One of the two or three levels of a coding problem; it opens when the one before passes.

    Attributes:
        number: From 1.
        prompt: Markdown; says only what is new in this level.
        visible: Examples the candidate sees and Run judges.
        hidden: Hidden tests written by hand.
        generator: Source of ``tests.py``; its ``generate(seed)`` returns further hidden tests as plain data:
            a list of dicts with ``name``, ``args``, ``expected`` and optionally ``kwargs`` and ``performance``.
            It holds its own oracle, independent of the reference, and runs only in the sandbox.
    """

    number: int = Field(ge=1)
    prompt: str
    visible: tuple[TestCase, ...]
    hidden: tuple[TestCase, ...]
    generator: str | None = None


class Growth(Value):
    """How to measure the growth of run time.

    Attributes:
        source: Python source that defines ``make_input(n, seed)``, which returns the tuple of arguments.
        sizes: Input sizes, growing.
        good: The exponent that a solution of the asked complexity shows, about.
        poor: The exponent from which a solution is slower in kind.
        words: The asked complexity in words, such as ``O(n log k)``.
    """

    source: str
    sizes: tuple[int, ...] = Field(min_length=3)
    good: float
    poor: float
    words: str


class CodingTask(Value):
    """The part of a question that only coding problems have.

    Attributes:
        entry_point: What the solution must define.
        driver: Source of ``driver.py`` (see `mockint.domain.judging.JudgeSpec`), or None.
        starter: What the editor holds at the start.
        tests_starter: What the candidate's own test file holds at the start.
        reference: A right solution; shown only after the round.
        cuts: For each number of completed stages the level of the criterion Correctness; see
            `mockint.measure.correctness`. Empty: 1 first level incomplete, 2 first complete, 3 all but the last,
            4 all with the performance tests.
        seed: Seed of the hidden tests that are generated.
    """

    entry_point: str
    arity: int | None = None
    driver: str | None = None
    starter: str
    tests_starter: str = ""
    reference: str
    levels: tuple[CodingLevel, ...] = Field(min_length=1, max_length=4)
    comparison: Comparison = Comparison()
    limits: Limits = Limits()
    mutants: tuple[Mutant, ...] = ()
    growth: Growth | None = None
    cuts: tuple[Level, ...] = ()
    seed: int = 20260105

    def judge_spec(self, tests: Iterable[TestCase], limits: Limits | None = None) -> JudgeSpec:
        """How a program is judged on some of the problem's tests.

        Args:
            tests: Examples, hidden tests, or any other.
            limits: None for the problem's own.
        """
        return JudgeSpec(
            entry_point=self.entry_point,
            tests=tuple(tests),
            driver=self.driver,
            arity=self.arity,
            limits=limits or self.limits,
            comparison=self.comparison,
        )


class OpsTask(Value):
    """The part of a question that only ops drills have.

    Attributes:
        source: Source of ``drill.py``; its ``draw(seed)`` returns a `mockint.domain.drill.Drawn` as plain data, and it
            runs only in the sandbox.
    """

    source: str


class Question(Value):
    """Everything a round needs to know about its question, for as long as the round is kept.

    Attributes:
        rubric_overrides: Changes to the kind's rubric, by criterion id: ``weight`` and ``must_have``.
        explanation_minutes: Length of the spoken or typed explanation before submit; 0 for none.
    """

    header: QuestionHeader
    prompt: str
    reference_answer: str = ""
    phases: tuple[Phase, ...] = ()
    hints: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    probes: tuple[Probe, ...] = ()
    curveball: Curveball | None = None
    evidence: tuple[EvidencePoint, ...] = ()
    samples: tuple[Sample, ...] = ()
    explanation_minutes: int = 2
    rubric_overrides: Mapping[CriterionId, Mapping[str, Any]] = Field(default_factory=dict)
    coding: CodingTask | None = None
    build: BuildTask | None = None
    ops: OpsTask | None = None
    take_home: TakeHomeTask | None = None

    @property
    def runs_code(self) -> bool:
        """Whether code is run for it: the pack's own, and the candidate's."""
        return any(task is not None for task in (self.coding, self.build, self.take_home, self.ops))

    @property
    def is_worked_on_in_files(self) -> bool:
        """Whether the candidate works in a folder of files of their own."""
        return self.build is not None or self.take_home is not None

    def canonical_text(self) -> str:
        """The JSON text that is kept in the history and hashed."""
        return self.model_dump_json()

    def content_hash(self) -> ContentHash:
        """SHA-256 over `canonical_text`."""
        return content_hash(self.canonical_text())
