"""What moved a skill adds up to the whole change, whatever the rounds were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.readiness.belief import Assumptions, Shown, later, observed, practised, prior
from mockint.readiness.movement import Snapshot, Step, Trail, moves, snapshot, time_since, trend

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
Round = tuple[float, int, float, bool]
ROUNDS = st.lists(st.tuples(st.floats(-3, 60), st.integers(0, 2), st.floats(1, 4), st.booleans()), max_size=8)


def walked(rounds: list[Round]) -> Trail:
    """Rounds of three skills: days since the last one, the skill, the level, and whether it was seen before."""
    assumed = Assumptions()
    belief, when = prior(3, assumed), NOON
    start, steps = snapshot(belief), []
    for number, (days, skill, level, was_seen) in enumerate(rounds):
        when += timedelta(days=days)
        belief = later(belief, days, assumed)
        before = snapshot(belief)
        if not was_seen:
            belief = observed(belief, {skill: Shown(level, 0.5, 1.0)}, assumed)
        seen = snapshot(belief)
        belief = practised(belief, {skill: 1.0}, assumed)
        steps.append(Step(when, str(number), before, seen, snapshot(belief)))
    return Trail(start, tuple(steps), snapshot(later(belief, 3, assumed)), when + timedelta(days=3))


@given(ROUNDS, st.integers(0, 2))
def test_what_moved_a_skill_adds_up_to_the_change(rounds: list[Round], skill: int) -> None:
    trail = walked(rounds)
    summed = sum(sum(move) for move in moves(trail, skill)) + time_since(trail, skill)
    assert summed == pytest.approx(trail.end.mean[skill] - trail.start.mean[skill], abs=1e-9)


@given(ROUNDS, st.integers(0, 2))
def test_a_trend_goes_forward_in_time_and_ends_today(rounds: list[Round], skill: int) -> None:
    trail = walked(rounds)
    points = trend(trail, skill)
    assert len(points) == (2 * len(rounds) + 1 if rounds else 0)
    assert [point.at for point in points] == sorted(point.at for point in points)
    assert not points or (points[-1].level, points[-1].sd) == (trail.end.mean[skill], trail.end.sd[skill])


def test_time_practice_and_rounds_move_their_own_way() -> None:
    trail = walked([(0, 0, 4.0, False), (30, 0, 4.0, True)])
    first, second = moves(trail, 0)
    assert first.time == 0
    assert first.shown > 0
    assert first.practice == pytest.approx(0.06)
    assert second.time < 0
    assert second.shown == 0, "what was seen before shows nothing"
    assert moves(trail, 1)[0].shown > 0, "skills go together"
    assert moves(trail, 1)[0].practice == 0


def test_without_a_round_nothing_moved() -> None:
    nothing = Snapshot((2.2,), (0.8,))
    trail = Trail(nothing, (), nothing, NOON)
    assert moves(trail, 0) == trend(trail, 0) == ()
    assert time_since(trail, 0) == 0
