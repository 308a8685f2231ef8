"""How ready the user is, by what the history holds: the belief of today, what is told of it, and what to do next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from mockint.app import catalogue
from mockint.app.services import Services
from mockint.bank.catalog import Entry
from mockint.bank.rubrics import load_rubric, load_skills
from mockint.domain.ids import ContentHash, QuestionId, SkillId
from mockint.domain.rubric import ROUND_KINDS, RoundKind, Rubric
from mockint.domain.skill import Skill
from mockint.history.store import Store
from mockint.history.values import GradedItem
from mockint.readiness.belief import Assumptions, Belief, combined, later, observed, practised, prior
from mockint.readiness.estimate import Estimate, all_at_the_bar, estimate, round_weights
from mockint.readiness.observations import Speaks, observation, speaks, strengths
from mockint.readiness.recommend import Candidate, choose, needs, reason

_DAY_S: Final = 86_400.0
_FLAVOUR: Final[Mapping[RoundKind, str]] = {"behavioral": "behavioral_story"}
"""The rubric that stands for a kind of round whose questions each have one of several."""


class Next(NamedTuple):
    """The question to do next, and why in a sentence."""

    entry: Entry
    reason: str


class Readiness(NamedTuple):
    """How ready the user is.

    Attributes:
        skills: By skill, in the order in which they are shown.
        rounds: By kind of round that there are questions of.
        loop: The chance that every kind of round is at the bar; None while nothing was graded.
        next: None where there is no question at all.
    """

    skills: Mapping[SkillId, Estimate]
    rounds: Mapping[str, Estimate]
    loop: float | None
    next: Next | None


def read(services: Services) -> Readiness:
    """How ready the user is at this moment, from everything that was graded."""
    now = services.clock.now().wall
    skills = load_skills(services.bank)
    graded = _Graded((), frozenset(), {}, {})
    if services.has_history():
        graded = services.stored(_graded)
    past = _replayed(graded, [skill.id for skill in skills], now)
    entries = catalogue.questions(services)
    there = {entry.kind for entry in entries}
    rubrics: dict[str, Rubric] = {
        kind: load_rubric(kind, services.bank, _FLAVOUR.get(kind, "")) for kind in ROUND_KINDS if kind in there
    }
    weights = {kind: round_weights(rubric, past.order) for kind, rubric in rubrics.items()}
    of_rounds = {
        kind: estimate(*combined(past.belief, weighed), past.rounds[kind], past.rounds_by_others[kind])
        for kind, weighed in weights.items()
    }
    return Readiness(
        skills={
            skill: estimate(
                past.belief.mean[place], past.belief.sd(place), past.seen[skill], past.seen_by_others[skill]
            )
            for place, skill in enumerate(past.order)
        },
        rounds=of_rounds,
        loop=all_at_the_bar(past.belief, list(weights.values())) if graded.items else None,
        next=_next(entries, graded.met, past, skills, rubrics, now),
    )


def document(found: Readiness) -> dict[str, Any]:
    """The answer of ``mockint readiness --json``."""
    return {
        "skills": {skill: _estimate_document(one) for skill, one in found.skills.items()},
        "rounds": {kind: _estimate_document(one) for kind, one in found.rounds.items()},
        "loop": {"chance": None if found.loop is None else round(found.loop, 3)},
        "next": None if found.next is None else {"question": found.next.entry.ref, "reason": found.next.reason},
    }


def _estimate_document(one: Estimate) -> dict[str, Any]:
    return {
        "level": round(one.level, 2),
        "low": round(one.low, 2),
        "high": round(one.high, 2),
        "chance": round(one.chance, 3),
        "observations": one.observations,
        "enough": one.enough,
    }


class _Graded(NamedTuple):
    """What the history holds."""

    items: Sequence[GradedItem]
    met: frozenset[QuestionId]
    rubrics: Mapping[ContentHash, Rubric]
    about: Mapping[ContentHash, Mapping[SkillId, float]]


def _graded(store: Store) -> _Graded:
    items = store.graded_items()
    rubrics = {key: Rubric.model_validate_json(store.content(key).text) for key in {item.rubric_hash for item in items}}
    about = {
        key: json.loads(store.content(key).text)["header"]["skills"] for key in {item.question_hash for item in items}
    }
    return _Graded(items, store.seen_questions(), rubrics, about)


class _Past(NamedTuple):
    """The belief of today, and what is behind it.

    Attributes:
        order: The skills in the order of the belief.
        seen: How many graded questions showed each skill, `rounds` how many there were of each kind; both also of
            those that not the candidate alone has judged.
        last: When each skill was practised last.
        just: Skills of the last round.
    """

    belief: Belief
    order: Sequence[SkillId]
    seen: Counter[SkillId]
    seen_by_others: Counter[SkillId]
    rounds: Counter[str]
    rounds_by_others: Counter[str]
    last: Mapping[SkillId, datetime]
    just: frozenset[SkillId]


def _replayed(graded: _Graded, order: Sequence[SkillId], now: datetime) -> _Past:
    """The rounds again, in their order; a clock that went back counts as no time."""
    assumed = Assumptions()
    place = {skill: number for number, skill in enumerate(order)}
    belief, when = prior(len(order), assumed), now if not graded.items else graded.items[0].ended
    past = _Past(belief, order, Counter(), Counter(), Counter(), Counter(), {}, frozenset())
    last: dict[SkillId, datetime] = {}
    just: frozenset[SkillId] = frozenset()
    spoken: dict[tuple[ContentHash, ContentHash], Speaks] = {}
    for item in graded.items:
        key = (item.rubric_hash, item.question_hash)
        if key not in spoken:
            spoken[key] = _known(speaks(graded.rubrics[item.rubric_hash], graded.about[item.question_hash]), place)
        belief = later(belief, (item.ended - when).total_seconds() / _DAY_S, assumed)
        when = max(when, item.ended)
        touched = strengths(spoken[key])
        if not item.question_seen:
            found = observation(item.levels, spoken[key])
            belief = observed(belief, {place[skill]: one for skill, one in found.shown.items()}, assumed)
            past.rounds[item.kind] += 1
            past.seen.update(found.shown.keys())
            if not found.is_own_word:
                past.rounds_by_others[item.kind] += 1
                past.seen_by_others.update(found.shown.keys())
        belief = practised(belief, {place[skill]: strength for skill, strength in touched.items()}, assumed)
        last.update(dict.fromkeys(touched, item.ended))
        just = frozenset(touched)
    belief = later(belief, (now - when).total_seconds() / _DAY_S, assumed)
    return past._replace(belief=belief, last=last, just=just)


def _known(spoken: Speaks, skills: Container[SkillId]) -> Speaks:
    """What an old question or rubric says of the skills that there are today."""
    return {
        criterion: {skill: share for skill, share in shares.items() if skill in skills}
        for criterion, shares in spoken.items()
    }


def _next(
    entries: Sequence[Entry],
    met: frozenset[QuestionId],
    past: _Past,
    skills: Sequence[Skill],
    rubrics: Mapping[str, Rubric],
    now: datetime,
) -> Next | None:
    """Among the questions that were not met yet; among all once there are none."""
    of_rounds = {str(entry.ref): entry for entry in entries if entry.kind in rubrics}
    fresh = {name: entry for name, entry in of_rounds.items() if entry.id not in met} or of_rounds
    candidates = [
        Candidate(name, strengths(speaks(rubrics[entry.kind], entry.skills))) for name, entry in fresh.items()
    ]
    days = {skill: max(0.0, (now - when).total_seconds() / _DAY_S) for skill, when in past.last.items()}
    choice = choose(candidates, needs(past.belief, past.order, days, past.just))
    if choice is None:
        return None
    title = next(skill.title for skill in skills if skill.id == choice.skill)
    return Next(of_rounds[choice.candidate.name], reason(choice, title, past.seen[choice.skill]))
