"""The forecast to a date and the plan on the way there."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from mockint.domain.ids import SkillId
from mockint.readiness.belief import Assumptions, Belief, prior
from mockint.readiness.forecast import Offer, Start, likely_loop, likely_round, plan, pushed, weeks_to
from mockint.readiness.recommend import Candidate

A, B = SkillId("a"), SkillId("b")
DAY = date(2026, 3, 2)


def start(belief: Belief | None = None) -> Start:
    return Start(belief or prior(2, Assumptions()), (A, B), {}, frozenset(), {}, 3.0)


def offers(count: int = 6, minutes: int = 45) -> list[Offer]:
    return [
        Offer(Candidate(f"{kind}/{number}", {skill: 1.0}), kind, minutes)
        for number in range(count)
        for kind, skill in (("coding", A), ("behavioral", B))
    ]


def test_weeks_never_pass_the_day_before_the_interview() -> None:
    weeks = weeks_to(DAY, date(2026, 3, 12), 140)
    assert weeks == ((DAY, date(2026, 3, 8), 140), (date(2026, 3, 9), date(2026, 3, 11), 60))
    assert weeks_to(DAY, DAY, 140) == ()
    assert len(weeks_to(DAY, None, 140)) == 4
    assert len(weeks_to(DAY, date(2027, 3, 2), 140)) == 12


def test_a_plan_keeps_within_its_minutes_and_asks_nothing_twice() -> None:
    found = plan(start(), offers(), weeks_to(DAY, date(2026, 3, 20), 100))
    names = [one.offer.candidate.name for week in found for one in week.rounds]
    assert len(names) == len(set(names)) == 5, "two in each full week, and one in the four days that are left"
    for week in found:
        assert sum(one.offer.minutes for one in week.rounds) <= week.minutes
    kinds = [one.offer.kind for week in found for one in week.rounds]
    assert all(one != other for one, other in itertools.pairwise(kinds)), "kinds take turns"
    assert [one.rounds for one in plan(start(), offers(), weeks_to(DAY, None, 44))] == [()] * 4
    assert plan(start(), [], weeks_to(DAY, None, 400))[0].rounds == ()


def test_who_keeps_to_the_plan_is_likelier_there_and_who_stops_decays() -> None:
    belief = Belief((2.9, 2.9), ((0.05, 0.02), (0.02, 0.05)))
    weeks = plan(start(belief), offers(), weeks_to(DAY, date(2026, 3, 23), 200))
    keep, stop = pushed(belief, (A, B), 21, weeks), pushed(belief, (A, B), 21, ())
    assert keep.mean[0] > stop.mean[0] < belief.mean[0]
    assert stop.covariance[0][0] > belief.covariance[0][0]
    rows = [(1.0, 0.0), (0.0, 1.0)]
    for one in (likely_round(belief, keep, rows[0], 21, 3.0), likely_loop(belief, keep, rows, 21, 3.0)):
        assert 0 <= one.low < one.chance < one.high <= 1
    assert likely_round(belief, keep, rows[0], 21, 3.0).chance > likely_round(belief, stop, rows[0], 21, 3.0).chance
    assert likely_loop(belief, keep, rows, 21, 3.0) == likely_loop(belief, keep, rows, 21, 3.0)


def test_a_forecast_for_today_is_what_is_believed_today() -> None:
    belief = prior(2, Assumptions())
    same = pushed(belief, (A, B), 0, ())
    assert same == belief
    found = likely_round(belief, same, (1.0, 0.0), 0, 3.0)
    assert (found.low, found.high) == (0.0, 1.0), "all that is not known is where one stands"
    assert found.chance == pytest.approx(0.159, abs=0.001)
