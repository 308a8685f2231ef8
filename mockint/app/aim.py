"""What the user prepares for just now: the bar, the kinds of rounds, the weights of the skills and the days left."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from mockint.app.services import Services
from mockint.domain.ids import SkillId
from mockint.domain.rubric import RoundKind
from mockint.domain.skill import TargetLevel
from mockint.domain.target import Interview, Outcome, PostingReading, Target, in_force
from mockint.domain.verdict import BARS
from mockint.errors import BankError
from mockint.readiness.gaps import read_rejection

TERMS_FILE: Final = "posting_terms.toml"
GAP_WEIGHT: Final = 1.25
"""How much more a skill counts that a rejection spoke of."""


class Aim(NamedTuple):
    """What decides.

    Attributes:
        target: The target in force; None where the settings rule.
        level: Of the target, else of the settings.
        bar: The level that a round of a Hire has, as verdicts have it.
        kinds: Kinds of rounds that the loop must have; empty for all there are.
        weights: How much each skill counts; one that is not named counts 1.
        until: The day of the interview; None without one, or once it is past.
        days_left: To that day.
        posting: What the posting asks for; None without one.
    """

    target: Target | None
    level: TargetLevel
    bar: float
    kinds: tuple[RoundKind, ...]
    weights: Mapping[SkillId, float]
    until: date | None
    days_left: int | None
    posting: PostingReading | None


def today(services: Services) -> date:
    """The day it is, in the user's own zone."""
    return services.clock.now().wall.astimezone().date()


def interview_date(services: Services) -> date | None:
    """The day of the next interview: of the target in force, else that of the settings."""
    day = today(services)
    if services.has_history():
        found = in_force(services.stored(lambda store: store.targets()), day)
        if found is not None:
            return found.next_date(day)
    return services.settings.load().settings.interview_date


def level_in_force(services: Services) -> TargetLevel:
    """The level of the target in force, else that of the settings."""
    found = None
    if services.has_history():
        found = in_force(services.stored(lambda store: store.targets()), today(services))
    return services.settings.load().settings.target_level if found is None else found.level


def aim_of(
    services: Services,
    targets: Sequence[Target],
    interviews: Sequence[Interview],
    skills: Sequence[SkillId],
    posting: PostingReading | None = None,
) -> Aim:
    """What decides today.

    Args:
        services: Settings, bank and clock.
        targets: All targets.
        interviews: All real interviews; what rejections spoke of counts more.
        skills: All skills.
        posting: A posting that is to count in place of the target's own.
    """
    day = today(services)
    settings = services.settings.load().settings
    target = in_force(targets, day)
    if posting is None and target is not None:
        posting = reading_of(services, target, skills)
    weights = dict.fromkeys(skills, 1.0) if posting is None else posting.weights
    heard = {
        skill
        for one in interviews
        if one.outcome is Outcome.REJECTED
        for found in read_rejection(one.wording)
        for skill in found.gap.skills
    }
    until = settings.interview_date if target is None else target.next_date(day)
    if until is not None and until < day:
        until = None
    level = settings.target_level if target is None else target.level
    return Aim(
        target=target,
        level=level,
        bar=BARS[level],
        kinds=() if target is None else target.kinds,
        weights={skill: weights.get(skill, 1.0) * (GAP_WEIGHT if skill in heard else 1.0) for skill in skills},
        until=until,
        days_left=None if until is None else (until - day).days,
        posting=posting,
    )


def reading_of(services: Services, target: Target, skills: Sequence[SkillId]) -> PostingReading | None:
    """What a target's posting asks for: as a model read it, else by the term list of today; None without one."""
    if not target.posting:
        return None
    return target.reading or read_by_terms(services, target.posting, skills)


def read_by_terms(services: Services, text: str, skills: Sequence[SkillId]) -> PostingReading:
    """What a posting asks for, by the term list."""
    from mockint.readiness.posting import read_posting

    return read_posting(text, load_terms(services), skills)


def load_terms(services: Services) -> dict[SkillId, tuple[str, ...]]:
    """The term list of the bank.

    Raises:
        BankError: If it is missing or not in its format.
    """
    path = services.bank / TERMS_FILE
    try:
        terms = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
        return {
            SkillId(skill): tuple(str(term) for term in found if str(term).strip()) for skill, found in terms.items()
        }
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as fault:
        raise BankError(f"The list of terms {TERMS_FILE} cannot be read.", "Install mockint again.") from fault


def posting_document(reading: PostingReading) -> dict[str, Any]:
    """What a posting asks for, for a script."""
    return {
        "by": reading.by,
        "note": reading.note,
        "skills": {
            one.skill: {"weight": one.weight, "terms": [mention.model_dump() for mention in one.mentions]}
            for one in reading.asked
        },
        "not_needed": [mention.model_dump() for mention in reading.denied],
    }
