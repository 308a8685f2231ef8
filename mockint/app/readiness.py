"""How ready the user is, by what the history holds: the belief of today, what is told of it, and what to do next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from mockint.app import catalogue
from mockint.app.aim import Aim, aim_of, posting_document
from mockint.app.kept_belief import LEFT_OUT, TOO_MANY, Kept, Past, basis_of, keep
from mockint.app.kept_belief import load as load_kept
from mockint.app.services import Services
from mockint.bank.catalog import Entry
from mockint.bank.rubrics import load_rubric, load_skills
from mockint.domain.ids import ContentHash, CriterionId, QuestionId, SkillId
from mockint.domain.rubric import ROUND_KINDS, RoundKind, Rubric
from mockint.domain.skill import Skill
from mockint.domain.target import Interview, PostingReading, Target
from mockint.history.store import Store
from mockint.history.values import GradedItem
from mockint.readiness.belief import Assumptions, combined, later, observed, practised, prior
from mockint.readiness.estimate import Estimate, all_at_the_bar, estimate, round_weights
from mockint.readiness.movement import Step, Trail, snapshot
from mockint.readiness.observations import Speaks, observation, speaks, strengths
from mockint.readiness.outcomes import after_interview, merged, noon
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
        loop: The chance that every kind of round of the loop is at the bar; None while nothing was graded, or where
            there are questions for none of them.
        next: None where there is no question at all.
        aim: What the user prepares for.
        loop_kinds: The kinds of rounds that `loop` speaks of.
        interviews: How many real interviews moved the belief.
    """

    skills: Mapping[SkillId, Estimate]
    rounds: Mapping[str, Estimate]
    loop: float | None
    next: Next | None
    aim: Aim
    loop_kinds: tuple[str, ...]
    interviews: int


class Told(NamedTuple):
    """A graded question, for which skills its criteria speak, and what the rubric of that day calls them."""

    item: GradedItem
    spoken: Speaks
    titles: Mapping[CriterionId, str]


class Way(NamedTuple):
    """How the belief came to be.

    Attributes:
        told: What each round of the trail showed, by the step's name.
    """

    trail: Trail
    told: Mapping[str, Told]


class Situation(NamedTuple):
    """Everything that readiness, forecast and plan are made of.

    Attributes:
        skills: In the order of the belief.
        met: Questions that were met already.
        weights: For each kind of round that there are questions of, how it weighs the skills.
        loop_kinds: Those of them that the loop must have.
        way: How the belief came to be; without what is kept of it only where the whole was asked for.
    """

    now: datetime
    aim: Aim
    past: Past
    skills: Sequence[Skill]
    entries: Sequence[Entry]
    met: frozenset[QuestionId]
    rubrics: Mapping[str, Rubric]
    weights: Mapping[str, tuple[float, ...]]
    loop_kinds: tuple[str, ...]
    interviews: Sequence[Interview]
    has_graded: bool
    way: Way


def situation(services: Services, posting: PostingReading | None = None, *, whole: bool = False) -> Situation:
    """Where the user stands at this moment.

    Args:
        services: History, bank and clock.
        posting: A posting that is to weigh the skills in place of the target's own.
        whole: Whether every round is read again, for the way from the first one on.
    """
    now = services.clock.now().wall
    skills = load_skills(services.bank)
    order = [skill.id for skill in skills]
    entries = catalogue.questions(services)
    rubrics = _rubrics(services, entries)
    weights = {kind: round_weights(rubric, order) for kind, rubric in rubrics.items()}
    graded = _Graded((), frozenset(), {}, {}, (), ())
    if services.has_history():
        if whole:
            graded = services.stored(_graded)
            past, way = _replayed(graded, order, weights, now)
        else:
            (past, way), graded = services.stored(lambda store: _past(services, store, order, weights, now))
    else:
        past, way = _replayed(graded, order, weights, now)
    aim = aim_of(services, graded.targets, graded.interviews, order, posting)
    return Situation(
        now=now,
        aim=aim,
        past=past,
        skills=skills,
        entries=entries,
        met=graded.met,
        rubrics=rubrics,
        weights=weights,
        loop_kinds=tuple(kind for kind in weights if not aim.kinds or kind in aim.kinds),
        interviews=graded.interviews,
        has_graded=bool(graded.items) or graded.kept is not None,
        way=way,
    )


def past_of(services: Services, store: Store, now: datetime) -> Past:
    """The belief of this moment; called on the store lane."""
    order = [skill.id for skill in load_skills(services.bank)]
    rubrics = _rubrics(services, catalogue.questions(services))
    return _past(services, store, order, {kind: round_weights(one, order) for kind, one in rubrics.items()}, now)[0][0]


def _rubrics(services: Services, entries: Sequence[Entry]) -> dict[str, Rubric]:
    there = {entry.kind for entry in entries}
    return {kind: load_rubric(kind, services.bank, _FLAVOUR.get(kind, "")) for kind in ROUND_KINDS if kind in there}


def read(services: Services, posting: PostingReading | None = None) -> Readiness:
    """How ready the user is at this moment, from everything that was graded and from real interviews.

    Args:
        services: History, bank and clock.
        posting: A posting that is to weigh the skills in place of the target's own.
    """
    return readiness_of(situation(services, posting))


def readiness_of(here: Situation) -> Readiness:
    """How ready the user is where they stand."""
    past, bar = here.past, here.aim.bar
    of_loop = [here.weights[kind] for kind in here.loop_kinds]
    return Readiness(
        skills={
            skill: estimate(
                past.belief.mean[place], past.belief.sd(place), past.seen[skill], past.seen_by_others[skill], bar
            )
            for place, skill in enumerate(past.order)
        },
        rounds={
            kind: estimate(*combined(past.belief, weighed), past.rounds[kind], past.rounds_by_others[kind], bar)
            for kind, weighed in here.weights.items()
        },
        loop=all_at_the_bar(past.belief, of_loop, bar=bar) if here.has_graded and of_loop else None,
        next=_next(here),
        aim=here.aim,
        loop_kinds=here.loop_kinds,
        interviews=past.interviews,
    )


def document(found: Readiness) -> dict[str, Any]:
    """The answer of ``mockint readiness --json``."""
    aim = found.aim
    return {
        "skills": {skill: _estimate_document(one) for skill, one in found.skills.items()},
        "rounds": {kind: _estimate_document(one) for kind, one in found.rounds.items()},
        "loop": {"chance": None if found.loop is None else round(found.loop, 3), "kinds": list(found.loop_kinds)},
        "next": None if found.next is None else {"question": found.next.entry.ref, "reason": found.next.reason},
        "bar": aim.bar,
        "level": aim.level.value,
        "target": None if aim.target is None else aim.target.id,
        "days_left": aim.days_left,
        "posting": None if aim.posting is None else posting_document(aim.posting),
        "interviews": found.interviews,
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
    """What the history holds: all graded questions, or those behind a kept belief."""

    items: Sequence[GradedItem]
    met: frozenset[QuestionId]
    rubrics: Mapping[ContentHash, Rubric]
    about: Mapping[ContentHash, Mapping[SkillId, float]]
    targets: Sequence[Target]
    interviews: Sequence[Interview]
    kept: Kept | None = None


_ABOUT: dict[ContentHash, Mapping[SkillId, float]] = {}
"""What the questions that were met are about; a text never changes under its hash."""


def _graded(store: Store, kept: Kept | None = None) -> _Graded:
    with store.one_view():
        if kept is not None and store.grades_mark(kept.through) != kept.mark:
            kept = None
        items = store.graded_items(after=None if kept is None else kept.through)
        rubrics = {
            key: Rubric.model_validate_json(store.content(key).text) for key in {item.rubric_hash for item in items}
        }
        for key in {item.question_hash for item in items} - _ABOUT.keys():
            _ABOUT[key] = json.loads(store.content(key).text)["header"]["skills"]
        about = {item.question_hash: _ABOUT[item.question_hash] for item in items}
        return _Graded(items, store.seen_questions(), rubrics, about, store.targets(), store.interviews(), kept)


def _past(
    services: Services,
    store: Store,
    order: Sequence[SkillId],
    weights: Mapping[str, tuple[float, ...]],
    now: datetime,
) -> tuple[tuple[Past, Way], _Graded]:
    """The belief of this moment, from the kept one where there is one; what it was made of."""
    kept = load_kept(services, order)
    if kept is not None and kept.basis != basis_of(store, order, weights, store.interviews(), kept.through):
        kept = None
    graded = _graded(store, kept)
    if len(graded.items) > TOO_MANY:
        through = graded.items[-LEFT_OUT - 1].ended
        old = graded._replace(
            items=[item for item in graded.items if item.ended <= through],
            interviews=[one for one in graded.interviews if noon(one) <= through],
        )
        basis = basis_of(store, order, weights, graded.interviews, through)
        kept = Kept(through, store.grades_mark(through), basis, _replayed(old, order, weights, None)[0])
        keep(services, kept)
        graded = graded._replace(items=[item for item in graded.items if item.ended > through], kept=kept)
    return _replayed(graded, order, weights, now), graded


def _replayed(
    graded: _Graded, order: Sequence[SkillId], weights: Mapping[str, tuple[float, ...]], now: datetime | None
) -> tuple[Past, Way]:
    """Rounds and interviews again, in their order, behind what is kept; a clock that went back counts as no time.

    Args:
        graded: What the history holds.
        order: The skills.
        weights: How each kind of round weighs them.
        now: The moment that is asked for; None for that of the last step.
    """
    assumed = Assumptions()
    place = {skill: number for number, skill in enumerate(order)}
    past = _begun(graded, order, assumed)
    belief, counted = past.belief, past.interviews
    steps = [
        step for step in merged(graded.items, graded.interviews) if graded.kept is None or step[0] > graded.kept.through
    ]
    when = past.when or (steps[0][0] if steps else now)
    start, way, told = snapshot(belief), list[Step](), dict[str, Told]()
    last: dict[SkillId, datetime] = dict(past.last)
    just = past.just
    spoken: dict[tuple[ContentHash, ContentHash], Speaks] = {}
    for at, item in steps:
        assert when is not None
        belief = later(belief, (at - when).total_seconds() / _DAY_S, assumed)
        when = max(when, at)
        before = snapshot(belief)
        if isinstance(item, Interview):
            changed = after_interview(belief, item, weights)
            if changed is not None:
                belief = changed
                counted += 1
                if item.kind is not None:
                    past.rounds[item.kind] += 1
                    past.rounds_by_others[item.kind] += 1
                way.append(Step(at, item.id, before, snapshot(belief), snapshot(belief)))
            continue
        key = (item.rubric_hash, item.question_hash)
        if key not in spoken:
            spoken[key] = _known(speaks(graded.rubrics[item.rubric_hash], graded.about[item.question_hash]), place)
        touched = strengths(spoken[key])
        if not item.question_seen:
            found = observation(item.levels, spoken[key])
            belief = observed(belief, {place[skill]: one for skill, one in found.shown.items()}, assumed)
            past.rounds[item.kind] += 1
            past.seen.update(found.shown.keys())
            if not found.is_own_word:
                past.rounds_by_others[item.kind] += 1
                past.seen_by_others.update(found.shown.keys())
        seen = snapshot(belief)
        belief = practised(belief, {place[skill]: strength for skill, strength in touched.items()}, assumed)
        name = f"{item.round_id}/{item.item_id}"
        titles = {one.id: one.title for one in graded.rubrics[item.rubric_hash].criteria}
        told[name] = Told(item, spoken[key], titles)
        way.append(Step(at, name, before, seen, snapshot(belief)))
        last.update(dict.fromkeys(touched, item.ended))
        just = frozenset(touched)
    if now is not None and when is not None:
        belief = later(belief, (now - when).total_seconds() / _DAY_S, assumed)
    until = now or when
    assert until is not None, "only a history with a step is read up to its last one"
    trail = Trail(start, tuple(way), snapshot(belief), until)
    return past._replace(belief=belief, last=last, just=just, interviews=counted, when=when), Way(trail, told)


def _begun(graded: _Graded, order: Sequence[SkillId], assumed: Assumptions) -> Past:
    """What the first step goes on from, with counts of its own."""
    if graded.kept is None:
        return Past(prior(len(order), assumed), order, Counter(), Counter(), Counter(), Counter(), {}, frozenset())
    past = graded.kept.past
    return past._replace(
        seen=past.seen.copy(),
        seen_by_others=past.seen_by_others.copy(),
        rounds=past.rounds.copy(),
        rounds_by_others=past.rounds_by_others.copy(),
    )


def _known(spoken: Speaks, skills: Container[SkillId]) -> Speaks:
    """What an old question or rubric says of the skills that there are today."""
    return {
        criterion: {skill: share for skill, share in shares.items() if skill in skills}
        for criterion, shares in spoken.items()
    }


def candidates_of(here: Situation) -> dict[str, Candidate]:
    """The questions that could come next, by name: of the loop's kinds, not met yet; met ones once there are no others."""
    kinds = here.loop_kinds or tuple(here.rubrics)
    of_rounds = {str(entry.ref): entry for entry in here.entries if entry.kind in kinds}
    fresh = {name: entry for name, entry in of_rounds.items() if entry.id not in here.met} or of_rounds
    return {
        name: Candidate(name, strengths(speaks(here.rubrics[entry.kind], entry.skills)))
        for name, entry in fresh.items()
    }


def days_since(here: Situation) -> dict[SkillId, float]:
    """Days since each skill was practised; one that never was is left out."""
    return {skill: max(0.0, (here.now - when).total_seconds() / _DAY_S) for skill, when in here.past.last.items()}


def _next(here: Situation) -> Next | None:
    past, aim = here.past, here.aim
    wanted = needs(past.belief, past.order, days_since(here), past.just, aim.weights, bar=aim.bar)
    choice = choose(tuple(candidates_of(here).values()), wanted)
    if choice is None:
        return None
    title = next(skill.title for skill in here.skills if skill.id == choice.skill)
    entry = next(entry for entry in here.entries if entry.ref == choice.candidate.name)
    wants = aim.posting is not None and any(one.skill == choice.skill and one.mentions for one in aim.posting.asked)
    asked = " The posting asks for it." if wants else ""
    return Next(entry, reason(choice, title, past.seen[choice.skill]) + asked)
