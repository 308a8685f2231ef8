"""Simulated candidates whose true skills are known, so that what readiness says of them can be held against the truth."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from mockint.domain.ids import SkillId
from mockint.readiness.belief import Assumptions, Belief, Shown, later, observed, practised, prior
from mockint.readiness.recommend import Candidate

SKILLS = 10
BAR = 3.0
NOISE_SD = 0.5
IMPORTANCE = (0.25, 1.0)
"""A skill that a posting names weighs four times as much as one that it does not."""


class World(NamedTuple):
    """How the simulated candidates really are, as far as it differs from what the filter assumes.

    Attributes:
        questions: Rounds that each does.
        forgetting: ``assumed``, ``none``, ``faster`` (three times), or ``power``: fast at first, then slower.
        learning: Times the assumed gain of practising once.
        tails: Whether one round in ten is off by a level and a half.
        lenient: Levels that the grader gives too many.
        correlation: Of a person's skills.
    """

    questions: int = 24
    forgetting: Literal["assumed", "none", "faster", "power"] = "assumed"
    learning: float = 1.0
    tails: bool = False
    lenient: float = 0.0
    correlation: float = 0.5


class Person(NamedTuple):
    """One candidate at the end: the truth, and what is believed of it."""

    truth: tuple[float, ...]
    belief: Belief
    shown: Mapping[int, Sequence[float]]
    importance: tuple[float, ...]


class Moment(NamedTuple):
    """What is known when the next question is chosen.

    Attributes:
        days: Since each skill was practised; those that never were are left out.
        just: Skills of the last round.
        left: Numbers of the questions that were not done yet.
        importance: Of each skill for what the candidate prepares for.
    """

    belief: Belief
    days: Mapping[int, float]
    just: frozenset[int]
    left: Sequence[int]
    importance: tuple[float, ...]
    chance: random.Random


Pick = Callable[[Moment], int]
"""Chooses the next question by its number."""


def at_random(moment: Moment) -> int:
    """Any question that was not done yet."""
    return moment.chance.choice(moment.left)


def simulate(
    people: int,
    world: World,
    bank: Sequence[Mapping[int, float]],
    pick: Pick = at_random,
    seed: int = 1,
    assumed: Assumptions | None = None,
) -> list[Person]:
    """Candidates who do rounds every one to three days, each observed as the filter observes it.

    Args:
        people: How many.
        world: How they really are.
        bank: For each question how strongly it speaks for each skill.
        pick: How the next question is chosen.
        seed: Of all chance.
        assumed: The filter's parameters.
    """
    assumed = assumed or Assumptions()
    return [_person(world, bank, pick, random.Random(f"{seed} {number}"), assumed) for number in range(people)]


def _person(
    world: World, bank: Sequence[Mapping[int, float]], pick: Pick, rng: random.Random, assumed: Assumptions
) -> Person:
    """One life; what is not a choice comes out the same whichever way the questions are chosen."""
    choosing = random.Random(rng.random())
    importance = tuple(rng.choice(IMPORTANCE) for _ in range(SKILLS))
    truth = [assumed.mean + part for part in _tied(assumed.sd, world.correlation, rng)]
    belief = prior(SKILLS, assumed)
    left = list(range(len(bank)))
    last: dict[int, float] = {}
    levels: dict[int, list[float]] = {}
    day, just = 0.0, frozenset[int]()
    for _ in range(world.questions):
        gap = rng.uniform(1.0, 3.0)
        day += gap
        truth = _forgotten(truth, gap, day, world, rng, assumed)
        belief = later(belief, gap, assumed)
        days = {skill: day - when for skill, when in last.items()}
        chosen = pick(Moment(belief, days, just, left, importance, choosing))
        left.remove(chosen)
        off = rng.gauss(0, assumed.question_sd) + world.lenient + world.tails * _outlier(rng)
        noise = [rng.gauss(0, NOISE_SD) for _ in range(SKILLS)]
        shown = {}
        for skill, strength in bank[chosen].items():
            level = truth[skill] + off + noise[skill] / math.sqrt(strength)
            shown[skill] = Shown(float(min(4, max(1, round(level)))), NOISE_SD, strength)
            levels.setdefault(skill, []).append(shown[skill].level)
            truth[skill] += assumed.gain * world.learning * strength
        belief = practised(observed(belief, shown, assumed), bank[chosen], assumed)
        last |= dict.fromkeys(bank[chosen], day)
        just = frozenset(bank[chosen])
    return Person(tuple(truth), belief, levels, importance)


def _outlier(rng: random.Random) -> float:
    """A day in ten is off by a level and a half, either way."""
    return rng.choice((-1.5, 1.5)) if rng.random() < 0.1 else 0.0


def _forgotten(
    truth: Sequence[float], gap: float, day: float, world: World, rng: random.Random, assumed: Assumptions
) -> list[float]:
    times = {"assumed": 1.0, "none": math.inf, "faster": 1 / 3, "power": max(0.3, day / 60)}[world.forgetting]
    kept = math.exp(-gap / (assumed.forgetting_days * times))
    aged = math.exp(-gap / assumed.forgetting_days)
    drift = math.sqrt(assumed.drift * assumed.forgetting_days / 2 * (1 - aged * aged))
    moved = _tied(drift, world.correlation, rng)
    return [assumed.floor + kept * (level - assumed.floor) + part for level, part in zip(truth, moved, strict=True)]


def _tied(sd: float, correlation: float, rng: random.Random) -> list[float]:
    common = rng.gauss(0, 1) * math.sqrt(correlation)
    return [sd * (common + rng.gauss(0, 1) * math.sqrt(1 - correlation)) for _ in range(SKILLS)]


def named(bank: Sequence[Mapping[int, float]], order: Sequence[SkillId]) -> list[Candidate]:
    """The questions as what is recommended, each named by its number."""
    return [
        Candidate(str(number), {order[skill]: strength for skill, strength in speaks.items()})
        for number, speaks in enumerate(bank)
    ]
