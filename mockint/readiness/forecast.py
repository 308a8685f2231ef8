"""What will be at the interview's date if one keeps to a plan and if one stops, and the plan itself, week by week."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from statistics import NormalDist
from typing import Final, NamedTuple

from mockint.domain.ids import SkillId
from mockint.readiness.belief import Assumptions, Belief, Shown, combined, covariance, later, observed, practised
from mockint.readiness.estimate import COVERAGE, all_at_the_bar, chance, root
from mockint.readiness.recommend import Candidate, Choice, Need, choose, needs

MOST_WEEKS: Final = 12
OPEN_WEEKS: Final = 4
"""Weeks of a plan without a date."""
WEEK: Final = 7
_EXPECTED_SD: Final = 0.5
"""Noise that a planned round is expected to have."""
_OUTER: Final = 160
_INNER: Final = 200
_NORMAL: Final = NormalDist()
_HALF: Final = _NORMAL.inv_cdf((1 + COVERAGE) / 2)


class Likely(NamedTuple):
    """A chance at a date.

    Attributes:
        chance: That the true level is at the bar then, in [0, 1].
        low: The chance if one stands today at the lower end of what is believed, `high` at the upper one (80 %).
    """

    chance: float
    low: float
    high: float


class Offer(NamedTuple):
    """A question that a plan may hold."""

    candidate: Candidate
    kind: str
    minutes: int


class Planned(NamedTuple):
    """A question in a plan, and the skill that it is there for."""

    offer: Offer
    skill: SkillId


class Week(NamedTuple):
    """Seven days of a plan, fewer before the interview.

    Attributes:
        first: Its first day, `last` its last one.
        minutes: That there are for it.
    """

    first: date
    last: date
    minutes: int
    rounds: tuple[Planned, ...]


class Start(NamedTuple):
    """Where a plan begins.

    Attributes:
        order: The skills in the order of the belief.
        days_since: Days since each was practised.
        just: Skills of the last round.
        importance: Weights of the skills.
    """

    belief: Belief
    order: Sequence[SkillId]
    days_since: Mapping[SkillId, float]
    just: frozenset[SkillId]
    importance: Mapping[SkillId, float]
    bar: float


def weeks_to(today: date, until: date | None, minutes_a_week: int) -> tuple[tuple[date, date, int], ...]:
    """First day, last day and minutes of each week from today to the day before the interview, at most twelve."""
    end = today + timedelta(days=OPEN_WEEKS * WEEK) if until is None else until
    found: list[tuple[date, date, int]] = []
    first = today
    while first < end and len(found) < MOST_WEEKS:
        last = min(first + timedelta(days=WEEK - 1), end - timedelta(days=1))
        found.append((first, last, minutes_a_week * ((last - first).days + 1) // WEEK))
        first = last + timedelta(days=1)
    return tuple(found)


def plan(start: Start, offers: Sequence[Offer], weeks: Sequence[tuple[date, date, int]]) -> tuple[Week, ...]:
    """The questions of each week: those that serve the needs best in the time there is, each question once.

    A round is of another kind than the one before it, where one fits. What a planned round will show is not known, so
    it takes away uncertainty and moves no level but by the gain of practice.

    Args:
        start: Where one stands.
        offers: The questions that there are.
        weeks: As `weeks_to` gives them.
    """
    assumed = Assumptions()
    place = {skill: number for number, skill in enumerate(start.order)}
    belief, just, days = start.belief, start.just, dict(start.days_since)
    left = {offer.candidate.name: offer for offer in offers}
    before = ""
    found = []
    for first, last, minutes in weeks:
        length = (last - first).days + 1
        room, chosen = minutes, []
        while True:
            wanted = needs(belief, start.order, days, just, start.importance, assumed, start.bar)
            choice = _choose(left.values(), wanted, room, before)
            if choice is None:
                break
            offer = left.pop(choice.candidate.name)
            room -= offer.minutes
            before = offer.kind
            chosen.append(Planned(offer, choice.skill))
            touched = {place[skill]: share for skill, share in offer.candidate.speaks.items() if skill in place}
            shown = {skill: Shown(belief.mean[skill], _EXPECTED_SD, share) for skill, share in touched.items()}
            belief = practised(observed(belief, shown, assumed), touched, assumed)
            just = frozenset(offer.candidate.speaks)
            days.update(dict.fromkeys(just, 0.0))
        belief = later(belief, length, assumed)
        days = {skill: since + length for skill, since in days.items()}
        found.append(Week(first, last, minutes, tuple(chosen)))
    return tuple(found)


def _choose(offers: Collection[Offer], wanted: Mapping[SkillId, Need], room: int, before: str) -> Choice | None:
    fitting = [offer for offer in offers if offer.minutes <= room]
    others = [offer for offer in fitting if offer.kind != before] or fitting
    return choose([offer.candidate for offer in others], wanted)


def pushed(belief: Belief, order: Sequence[SkillId], days: int, weeks: Sequence[Week]) -> Belief:
    """The belief at a day to come, with the practice that the weeks bring and nothing seen of it.

    Args:
        belief: Of today.
        order: The skills in its order.
        days: To that day.
        weeks: What is practised on the way; none for who stops.
    """
    assumed = Assumptions()
    place = {skill: number for number, skill in enumerate(order)}
    gone = 0
    for week in weeks:
        for planned in week.rounds:
            speaks = planned.offer.candidate.speaks
            belief = practised(
                belief, {place[skill]: share for skill, share in speaks.items() if skill in place}, assumed
            )
        length = min((week.last - week.first).days + 1, days - gone)
        belief = later(belief, length, assumed)
        gone += length
    return later(belief, days - gone, assumed)


def likely_round(today: Belief, then: Belief, weights: Sequence[float], days: int, bar: float) -> Likely:
    """The chance of one kind of round at a day to come.

    Args:
        today: The belief of today.
        then: As `pushed` gives it for that day.
        weights: Of the kind of round.
        days: To that day.
        bar: The level that is to be reached.
    """
    mean, sd = combined(then, weights)
    known = combined(today, weights)[1] * _kept(days)
    rest = math.sqrt(max(sd * sd - known * known, 0.0))
    return Likely(
        chance(mean, sd, bar), chance(mean - _HALF * known, rest, bar), chance(mean + _HALF * known, rest, bar)
    )


def likely_loop(today: Belief, then: Belief, rounds: Sequence[Sequence[float]], days: int, bar: float) -> Likely:
    """The chance that every round of a loop is at the bar at a day to come; by simulation, the same each time."""
    kept = _kept(days)
    means = [combined(then, weights)[0] for weights in rounds]
    now = [[kept * kept * covariance(today, one, other) for other in rounds] for one in rounds]
    rest = [
        [covariance(then, one, other) - now[row][column] for column, other in enumerate(rounds)]
        for row, one in enumerate(rounds)
    ]
    stand, drift = root(now), root(rest)
    rng = random.Random(1)  # noqa: S311 -- a simulation, not a secret
    inner = [_drawn(drift, rng) for _ in range(_INNER)]
    chances = []
    for _ in range(_OUTER):
        here = [mean + off for mean, off in zip(means, _drawn(stand, rng), strict=True)]
        passed = sum(all(a + b >= bar for a, b in zip(here, off, strict=True)) for off in inner)
        chances.append(passed / _INNER)
    chances.sort()
    edge = round((1 - COVERAGE) / 2 * (_OUTER - 1))
    return Likely(all_at_the_bar(then, rounds, bar=bar), chances[edge], chances[-1 - edge])


def _kept(days: int) -> float:
    return math.exp(-days / Assumptions().forgetting_days)


def _drawn(lower: Sequence[Sequence[float]], rng: random.Random) -> list[float]:
    draws = [rng.gauss(0.0, 1.0) for _ in lower]
    return [sum(share * draw for share, draw in zip(row, draws, strict=False)) for row in lower]
