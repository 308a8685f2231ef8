"""Rejections read by their wording, and real interviews as noisy levels."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mockint.domain.target import Outcome
from mockint.readiness.belief import Assumptions, Shown, observed, prior, told
from mockint.readiness.gaps import GAPS, read_rejection
from mockint.readiness.outcomes import after_interview, level_of, merged
from tests.helpers.records import make_interview


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        ("We felt you do not have enough production experience for this team.", ["production"]),
        ("The team is looking for stronger fundamentals.", ["fundamentals"]),
        ("We would like to see more independence at this level.", ["independence", "seniority"]),
        ("You might be a better fit for a more senior role.", ["seniority"]),
        ("Your background is a better fit for a less senior role", ["seniority"]),
        ("We wanted more depth in system design and trade-offs.", ["design"]),
        ("It was unclear how you would evaluate the model.", ["evaluation"]),
        ("Your communication could be clearer.", ["communication"]),
        ("We were concerned about code quality.", ["code_quality"]),
        ("You needed hints to get there; more autonomy was expected.", ["independence"]),
        ("We need someone with more hands-on experience with LLMs.", ["ai_depth"]),
        ("We were impressed by your system design. But your coding fundamentals need work.", ["fundamentals"]),
        ("Your communication was excellent and we enjoyed your architecture.", []),
        ("We decided to move forward with another candidate.", []),
        ("", []),
    ],
)
def test_a_wording_is_read_as_the_gaps_it_speaks_of(wording: str, names: list[str]) -> None:
    assert [heard.gap.name for heard in read_rejection(wording)] == names


def test_every_gap_says_what_closes_it() -> None:
    assert len({gap.name for gap in GAPS}) == len(GAPS)
    assert all(gap.skills and gap.kinds and gap.closes.endswith(".") and gap.means.endswith(".") for gap in GAPS)


def test_an_outcome_is_a_level_with_a_noise_of_its_own() -> None:
    assert level_of(make_interview()) == (2.25, 0.8)
    assert level_of(make_interview(outcome=Outcome.PASSED)) == (3.25, 0.8)
    assert level_of(make_interview(outcome=Outcome.PASSED, given=4)) == (4.0, 0.5)
    assert level_of(make_interview(outcome=Outcome.WAITING)) is None


def test_one_outcome_moves_all_its_skills_but_counts_once() -> None:
    assumed = Assumptions()
    before = prior(3, assumed)
    weights = {"coding": (0.5, 0.5, 0.0)}
    after = after_interview(before, make_interview(outcome=Outcome.PASSED), weights)
    assert after is not None
    assert after.mean[0] == pytest.approx(after.mean[1])
    assert after.mean[0] > after.mean[2] > before.mean[2]
    shown = {0: Shown(3.25, 0.8, 1.0), 1: Shown(3.25, 0.8, 1.0)}
    assert after.sd(0) > observed(before, shown, assumed).sd(0), "as two levels it would say more than it does"
    assert after_interview(before, make_interview(kind="take_home"), weights) is None
    assert after_interview(before, make_interview(outcome=Outcome.WAITING), weights) is None
    assert after_interview(before, make_interview(kind=None), weights) is not None
    assert told(before, (0.0, 0.0, 0.0), 4.0, 0.5) == before


def test_interviews_stand_between_the_rounds_by_their_day() -> None:
    class Ended:
        def __init__(self, day: int) -> None:
            self.ended = datetime(2026, 3, day, 18, tzinfo=UTC)

    rounds = [Ended(1), Ended(3)]
    steps = merged(rounds, [make_interview(held=date(2026, 3, 3)), make_interview(held=date(2026, 2, 1))])
    assert [type(item).__name__ for _, item in steps] == ["Interview", "Ended", "Interview", "Ended"]
    assert [item for _, item in merged(rounds, [])] == rounds
