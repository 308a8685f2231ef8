"""What a round is judged by: criteria with four anchors each, their weights and the must-haves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, field_validator

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId, SkillId
from mockint.domain.skill import Level, TargetLevel

RoundKind = Literal["coding", "system_design", "live_build", "debug", "behavioral", "take_home"]
ROUND_KINDS: tuple[RoundKind, ...] = ("coding", "system_design", "live_build", "debug", "behavioral", "take_home")
DrillKind = Literal["concept", "ops"]
DRILL_KINDS: tuple[DrillKind, ...] = ("concept", "ops")
"""Short exercises beside the rounds: a question of three minutes in words, and one of numbers that code grades."""
QuestionKind = RoundKind | DrillKind


class Criterion(Value):
    """One thing that is judged.

    Attributes:
        weight: Share of the verdict in per cent, over 0.
        must_have: Target levels for which a level below 3 rules out Hire.
        measured: True where code sets the level and no grader is asked.
        anchors: For each level what one can observe at it.
        cuts: For a criterion that is measured as a share: from which share [0-1] on each of the levels 2 to 4 is
            reached. Empty where the level is measured in another way.
        skills: How strongly (0-1] a level of this criterion speaks for a skill.
    """

    id: CriterionId
    title: str
    about: str
    weight: float = Field(gt=0, le=100)
    must_have: tuple[TargetLevel, ...] = ()
    measured: bool = False
    anchors: Mapping[Level, str]
    cuts: Mapping[Level, float] = Field(default_factory=dict)
    skills: Mapping[SkillId, float] = Field(default_factory=dict)

    @field_validator("anchors", "cuts", mode="before")
    @classmethod
    def _levels_from_text(cls, table: Any) -> Any:
        # TOML and JSON know only text as a key.
        if not isinstance(table, Mapping):
            return table
        return {int(key) if isinstance(key, str) and key.isdecimal() else key: value for key, value in table.items()}

    @field_validator("anchors")
    @classmethod
    def _all_four(cls, anchors: Mapping[Level, str]) -> Mapping[Level, str]:
        if sorted(anchors) != [1, 2, 3, 4]:
            raise ValueError("a criterion has an anchor for each of the levels 1, 2, 3 and 4")
        return anchors

    @field_validator("cuts")
    @classmethod
    def _cuts_rise(cls, cuts: Mapping[Level, float]) -> Mapping[Level, float]:
        if cuts and (sorted(cuts) != [2, 3, 4] or not 0 <= cuts[2] < cuts[3] < cuts[4] <= 1):
            raise ValueError("the cuts are rising shares from 0 to 1 for the levels 2, 3 and 4")
        return cuts

    def level_for(self, share: float | None) -> Level:
        """The level that a measured share reaches; 1 where there was nothing to measure (None).

        Raises:
            ValueError: If this criterion is not measured as a share.
        """
        if not self.cuts:
            raise ValueError(f"{self.id} is not measured as a share")
        if share is None:
            return 1
        levels: tuple[Level, ...] = (4, 3, 2)
        return next((level for level in levels if share >= self.cuts[level]), 1)


class Gate(Value):
    """A condition that caps the verdict whatever the mean is.

    Attributes:
        id: Name that a measurement refers to when the gate is not passed.
        cap: The best verdict that is left.
        reason: One sentence for the user.
    """

    id: str
    cap: Literal["no_hire", "strong_no_hire"]
    reason: str


class Rubric(Value):
    """All criteria of a kind of question."""

    kind: QuestionKind
    version: int = Field(ge=1)
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()

    @field_validator("criteria")
    @classmethod
    def _weights_add_up(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        ids = [criterion.id for criterion in criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("two criteria have the same id")
        total = sum(criterion.weight for criterion in criteria)
        if abs(total - 100) > 1e-6:
            raise ValueError(f"the weights add up to {total:g}, not to 100")
        return criteria

    def criterion(self, wanted: CriterionId) -> Criterion:
        """The criterion with this id.

        Raises:
            KeyError: If the rubric has no such criterion.
        """
        for criterion in self.criteria:
            if criterion.id == wanted:
                return criterion
        raise KeyError(wanted)
