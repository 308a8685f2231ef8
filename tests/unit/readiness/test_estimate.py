"""What is told of a belief."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank.rubrics import load_rubric, load_skills
from mockint.readiness.belief import Assumptions, Belief, Shown, observed, prior
from mockint.readiness.estimate import all_at_the_bar, chance, estimate, round_weights

ORDER = [skill.id for skill in load_skills()]


@given(st.floats(-1, 6), st.floats(0.01, 2))
def test_an_estimate_stands_on_the_scale(mean: float, sd: float) -> None:
    told = estimate(mean, sd, 5, 5)
    assert 1 <= told.low <= told.level <= told.high <= 4
    assert 0 <= told.chance <= 1
    assert (told.chance >= 0.5) == (mean >= 3)


def test_the_interval_holds_four_of_five() -> None:
    told = estimate(2.5, 0.4, 5, 5)
    assert (told.low, told.high) == pytest.approx((2.5 - 1.2816 * 0.4, 2.5 + 1.2816 * 0.4), abs=1e-3)


@pytest.mark.parametrize(
    ("observations", "by_others", "sd", "enough"),
    [(2, 2, 0.3, False), (3, 3, 0.3, True), (9, 9, 0.71, False), (9, 0, 0.3, False), (0, 0, 0.3, False)],
    ids=["two rounds", "three rounds", "too wide", "own word alone", "nothing"],
)
def test_too_few_rounds_are_said(observations: int, by_others: int, sd: float, *, enough: bool) -> None:
    assert estimate(3.5, sd, observations, by_others).enough is enough


def test_a_kind_of_round_weighs_the_skills_of_its_criteria() -> None:
    weights = dict(zip(ORDER, round_weights(load_rubric("coding"), ORDER), strict=True))
    assert sum(weights.values()) == pytest.approx(1)
    assert max(weights, key=lambda skill: weights[skill]) == "python"
    assert weights["rag"] == 0


def test_a_loop_is_at_most_as_likely_as_its_hardest_round() -> None:
    belief = prior(len(ORDER), Assumptions())
    for _ in range(4):
        belief = observed(belief, {0: Shown(4, 0.35, 1.0), 2: Shown(3, 0.5, 1.0)}, Assumptions())
    rounds = [round_weights(load_rubric(kind), ORDER) for kind in ("coding", "system_design", "live_build")]
    alone = [all_at_the_bar(belief, [weights]) for weights in rounds]
    together = all_at_the_bar(belief, rounds)
    assert 0 < together <= min(alone)
    assert together > alone[0] * alone[1] * alone[2], "one good day helps them all"
    assert all_at_the_bar(belief, [rounds[0], rounds[0]]) == pytest.approx(alone[0], abs=0.03)
    assert all_at_the_bar(belief, []) == 1


def test_a_certain_level_has_a_certain_chance() -> None:
    assert (chance(3.0, 0.0), chance(2.9, 0.0)) == (1.0, 0.0)
    sure = Belief((4.0, 1.0), ((0.0, 0.0), (0.0, 0.0)))
    assert all_at_the_bar(sure, [(1.0, 0.0)]) == 1
    assert all_at_the_bar(sure, [(1.0, 0.0), (0.0, 1.0)]) == 0
