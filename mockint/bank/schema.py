"""The shapes of the files in a question's folder, where they differ from the domain's values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from mockint.domain import wire
from mockint.domain.base import Value
from mockint.domain.build import Budget, ReferenceCost
from mockint.domain.ids import CriterionId
from mockint.domain.judging import Comparison, Limits
from mockint.domain.question import Curveball, EvidencePoint, Fact, Phase, Probe
from mockint.domain.skill import Competency, Level, Skill, TargetLevel

SAFE_NAME = r"^[a-z0-9][a-z0-9_-]{0,63}$"
"""Names in data that become file names: they cannot lead out of the folder."""


def from_toml(value: Any) -> Any:
    """Plain data from its tagged form in TOML.

    Raises:
        ValueError: If a tag is unknown or wrongly used, or the value is not plain data (a date, for one).
    """
    return wire.decode(_with_none(value))


def _with_none(value: Any) -> Any:
    # TOML has no null, so the format has a tag of its own for it; JSON, and so the wire, needs none.
    if isinstance(value, dict):
        if value == {"$none": True}:
            return None
        return {key: _with_none(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_none(inner) for inner in value]
    return value


MOST = Limits(cpu_s=10, wall_s=30, run_wall_s=60, memory_mb=2048)
"""What a problem may ask for; a pack that wants more would stall a round, or the check."""

TomlValue = Annotated[Any, BeforeValidator(from_toml)]


class InterviewFile(Value):
    """``interview.toml``: what the interviewer knows, asks and gives away."""

    hints: tuple[str, ...] = ()
    explanation_minutes: int = Field(default=2, ge=0)
    phases: tuple[Phase, ...] = ()
    facts: tuple[Fact, ...] = ()
    probes: tuple[Probe, ...] = ()
    curveball: Curveball | None = None


class EvidenceFile(Value):
    """``evidence.toml``: what good answers say."""

    points: tuple[EvidencePoint, ...]


class SampleEntry(Value):
    """One answer of ``samples.toml``; its text stands there, or in a Markdown file beside it.

    Attributes:
        held_out: True where it is no example to fit to, but an answer that must be graded as it is labelled.
    """

    name: str
    answer: Literal["explanation", "notebook", "answer", "decisions"]
    level: Level
    file: str = Field(default="", pattern=r"^([a-z0-9][a-z0-9_-]{0,63}\.md)?$")
    text: str = ""
    fluent_but_wrong: bool = False
    held_out: bool = False

    @model_validator(mode="after")
    def _has_one_text(self) -> SampleEntry:
        if bool(self.file) == bool(self.text.strip()):
            raise ValueError("has a file or a text, one of both")
        return self


class SamplesFile(Value):
    """``samples/samples.toml``."""

    samples: tuple[SampleEntry, ...]


class CriterionChange(Value):
    """What a question's ``rubric.toml`` changes in one criterion.

    Attributes:
        not_assessed: True where the question gives no chance to show it; the criterion is left out.
    """

    weight: float | None = Field(default=None, gt=0, le=100)
    must_have: tuple[TargetLevel, ...] | None = None
    not_assessed: bool = False


class RubricChangesFile(Value):
    """``rubric.toml`` of a question: ``[criteria.<id>]`` tables."""

    criteria: dict[CriterionId, CriterionChange]


class SkillsFile(Value):
    """``skills.toml`` of the bank."""

    skills: tuple[Skill, ...]


class CompetenciesFile(Value):
    """``competencies.toml`` of the bank."""

    competencies: tuple[Competency, ...]


class PatternsFile(Value):
    """``patterns.toml`` of the bank: what a coding problem may be tagged with."""

    patterns: dict[str, str]


class MutantEntry(Value):
    """A mutant as ``coding.toml`` lists it; its code is ``mutants/<name>.py``."""

    name: str = Field(pattern=SAFE_NAME)
    trap: str = Field(min_length=1)


class GrowthEntry(Value):
    """How growth is measured; the inputs come from ``growth.py``."""

    sizes: tuple[int, ...] = Field(min_length=3)
    good: float = Field(ge=0)
    poor: float = Field(gt=0)
    words: str = Field(min_length=1)


class CodingFile(Value):
    """``coding.toml``."""

    entry_point: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    arity: int | None = Field(default=None, ge=0)
    cuts: tuple[Level, ...] = ()
    seed: int = 20260105
    comparison: Comparison = Comparison()
    limits: Limits = Limits()
    growth: GrowthEntry | None = None
    mutants: tuple[MutantEntry, ...] = ()

    @field_validator("limits")
    @classmethod
    def _within_bounds(cls, limits: Limits) -> Limits:
        for name, most in MOST.model_dump().items():
            if getattr(limits, name) > most:
                raise ValueError(f"{name} is over {most:g}")
        return limits


class BuildFile(Value):
    """``build.toml`` of a live build; see `mockint.domain.build.BuildTask` for its keys."""

    budget: Budget = Budget()
    changed_budget: Budget | None = None
    network: bool = False
    reference_cost: ReferenceCost = ReferenceCost(calls=1, tokens=700)


class TestEntry(Value):
    """One test of ``tests.toml``; a forgotten ``expected`` is a problem, never None."""

    __test__ = False

    name: str = Field(min_length=1)
    args: tuple[TomlValue, ...] = ()
    kwargs: dict[str, TomlValue] = Field(default_factory=dict)
    expected: TomlValue
    comparison: Comparison | None = None
    performance: bool = False


class TestsFile(Value):
    """``levels/N/tests.toml``."""

    __test__ = False

    visible: tuple[TestEntry, ...]
    hidden: tuple[TestEntry, ...] = ()
