"""What a graded question shows of each skill: the levels of its criteria, combined into one observation a skill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from mockint.domain.ids import CriterionId, SkillId
from mockint.domain.judgement import JudgedLevel, Source
from mockint.domain.rubric import Rubric
from mockint.readiness.belief import Shown

NOISE_SD: Final[Mapping[Source, float]] = {"measured": 0.35, "model": 0.50, "paste": 0.50, "offline": 0.80, "self": 1.0}
"""How far a level of each source is off, in levels: standard deviations against settled levels, rounded up."""

Speaks = Mapping[CriterionId, Mapping[SkillId, float]]
"""For each criterion of a question how strongly, in (0, 1], it speaks for which skills."""


class Observation(NamedTuple):
    """What one graded question says.

    Attributes:
        shown: By skill; empty where nothing was judged.
        is_own_word: Whether the candidate alone set all levels.
    """

    shown: Mapping[SkillId, Shown]
    is_own_word: bool


def speaks(rubric: Rubric, about: Mapping[SkillId, float]) -> Speaks:
    """How strongly each criterion of a question speaks for which skills.

    A question that is about some of a criterion's skills narrows the criterion to these, by how much it is about them:
    depth shown on an agent says nothing of retrieval. Where it names none of them, the rubric's word stands.

    Args:
        rubric: The question's rubric.
        about: How much the question is about each skill that it names, in (0, 1].
    """
    found: dict[CriterionId, Mapping[SkillId, float]] = {}
    for criterion in rubric.criteria:
        named = {skill: share * about[skill] for skill, share in criterion.skills.items() if skill in about}
        found[criterion.id] = named or criterion.skills
    return found


def strengths(spoken: Speaks, criteria: Iterable[CriterionId] | None = None) -> dict[SkillId, float]:
    """How strongly a round speaks for each skill: as its strongest criterion does, for they share question and day.

    Args:
        spoken: As `speaks` gives it.
        criteria: Those that count; None for all.
    """
    found: dict[SkillId, float] = {}
    for criterion in spoken if criteria is None else criteria:
        for skill, share in spoken.get(criterion, {}).items():
            found[skill] = max(share, found.get(skill, 0.0))
    return found


def observation(
    levels: Sequence[JudgedLevel], spoken: Speaks, leniency: Mapping[Source, float] | None = None
) -> Observation:
    """What a grade says of each skill; what is not judged says nothing.

    Args:
        levels: The levels of the reading that stands for the question.
        spoken: As `speaks` gives it.
        leniency: Levels that a source was found to give too many; taken out first.
    """
    off = leniency or {}
    shown: dict[SkillId, Shown] = {}
    for skill, strength in strengths(spoken, [one.criterion for one in levels]).items():
        parts = [(spoken.get(one.criterion, {}).get(skill, 0.0), one) for one in levels]
        whole = sum(share for share, _ in parts)
        level = sum(share * (one.level - off.get(one.source, 0.0)) for share, one in parts) / whole
        noise = sum(share * NOISE_SD[one.source] for share, one in parts) / whole
        shown[skill] = Shown(level, noise, strength)
    return Observation(shown, all(one.source == "self" for one in levels))
