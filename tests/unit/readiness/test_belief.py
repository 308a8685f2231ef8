"""The filter: what time, practice and observations do to a belief."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.readiness.belief import Assumptions, Belief, Shown, combined, later, observed, practised, prior

ASSUMED = Assumptions()
SKILLS = 4
START = prior(SKILLS, ASSUMED)
shown_levels = st.dictionaries(
    st.integers(0, SKILLS - 1),
    st.builds(Shown, st.floats(1, 4), st.sampled_from([0.35, 0.5, 0.8, 1.0]), st.floats(0.1, 1)),
    max_size=SKILLS,
)
stories = st.lists(st.tuples(st.floats(0, 60), shown_levels), max_size=12)


def lived(story: list[tuple[float, dict[int, Shown]]]) -> Belief:
    belief = START
    for days, shown in story:
        belief = observed(later(belief, days, ASSUMED), shown, ASSUMED)
    return belief


@given(stories)
def test_a_belief_stays_one(story: list[tuple[float, dict[int, Shown]]]) -> None:
    belief = lived(story)
    for one in range(SKILLS):
        assert 0 < belief.covariance[one][one] < 1
        for other in range(SKILLS):
            assert math.isclose(belief.covariance[one][other], belief.covariance[other][one], abs_tol=1e-12)
            bound = belief.sd(one) * belief.sd(other)
            assert abs(belief.covariance[one][other]) <= bound + 1e-9


@given(stories, shown_levels)
def test_what_is_seen_makes_nothing_less_sure(
    story: list[tuple[float, dict[int, Shown]]], shown: dict[int, Shown]
) -> None:
    before = lived(story)
    after = observed(before, shown, ASSUMED)
    for skill in range(SKILLS):
        assert after.sd(skill) <= before.sd(skill) + 1e-9
    for skill in shown:
        assert after.sd(skill) < before.sd(skill)


def test_one_skill_moves_the_others_a_little() -> None:
    after = observed(START, {0: Shown(4, 0.35, 1.0)}, ASSUMED)
    assert after.mean[0] > after.mean[1] > ASSUMED.mean
    assert after.mean[1] == pytest.approx(after.mean[2])


def test_many_criteria_of_one_round_are_not_many_rounds() -> None:
    """Three skills seen on one day tell less of their common level than three days do."""
    seen = Shown(4, 0.35, 1.0)
    one_day = observed(START, {0: seen, 1: seen, 2: seen}, ASSUMED)
    three_days = START
    for skill in range(3):
        three_days = observed(three_days, {skill: seen}, ASSUMED)
    weights = (1 / 3, 1 / 3, 1 / 3, 0)
    assert combined(one_day, weights)[1] > combined(three_days, weights)[1] + 0.02
    assert combined(one_day, weights)[0] < combined(three_days, weights)[0]


@given(shown_levels)
def test_the_order_within_a_round_is_nothing(shown: dict[int, Shown]) -> None:
    turned = dict(reversed(list(shown.items())))
    assert observed(START, shown, ASSUMED) == observed(START, turned, ASSUMED)


def test_a_weak_word_moves_less_than_a_strong_one() -> None:
    by_tests = observed(START, {0: Shown(4, 0.35, 1.0)}, ASSUMED)
    by_oneself = observed(START, {0: Shown(4, 1.0, 1.0)}, ASSUMED)
    in_passing = observed(START, {0: Shown(4, 0.35, 0.2)}, ASSUMED)
    assert by_tests.mean[0] > by_oneself.mean[0] > ASSUMED.mean
    assert by_tests.mean[0] > in_passing.mean[0] > ASSUMED.mean


@given(st.floats(0, 400), st.floats(0, 400))
def test_days_add_up(first: float, second: float) -> None:
    strong = observed(START, {0: Shown(4, 0.35, 1.0)}, ASSUMED)
    at_once, in_two = (
        later(strong, first + second, ASSUMED),
        later(later(strong, first, ASSUMED), second, ASSUMED),
    )
    assert at_once.mean == pytest.approx(in_two.mean)
    for one, other in zip(at_once.covariance, in_two.covariance, strict=True):
        assert one == pytest.approx(other)


def test_what_is_not_used_falls_to_the_floor_and_grows_uncertain() -> None:
    strong = observed(START, {0: Shown(4, 0.35, 1.0)}, ASSUMED)
    month, long = later(strong, 30, ASSUMED), later(strong, 3000, ASSUMED)
    assert strong.mean[0] > month.mean[0] > long.mean[0]
    assert long.mean[0] == pytest.approx(ASSUMED.floor, abs=0.01)
    assert strong.sd(0) < month.sd(0) < long.sd(0)


def test_a_clock_that_went_back_changes_nothing() -> None:
    assert later(START, -5, ASSUMED) == START


def test_practice_alone_moves_little() -> None:
    belief = START
    for _ in range(5):
        belief = practised(belief, {1: 1.0, 2: 0.5}, ASSUMED)
    assert belief.mean == pytest.approx((2.2, 2.5, 2.35, 2.2))
    assert belief.covariance == START.covariance
