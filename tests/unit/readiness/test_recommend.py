"""Which question comes next, and why."""

from __future__ import annotations

from mockint.domain.ids import SkillId
from mockint.readiness.belief import Assumptions, Belief, Shown, observed, prior
from mockint.readiness.recommend import Candidate, choose, needs, reason

ORDER = [SkillId("python"), SkillId("rag"), SkillId("cloud")]
QUESTIONS = [Candidate(name, {SkillId(name): 1.0}) for name in ("python", "rag", "cloud")]
START = prior(len(ORDER), Assumptions())
NEVER: dict[SkillId, float] = {}


def strong_in(*skills: int) -> Belief:
    belief = START
    for _ in range(6):
        belief = observed(belief, {skill: Shown(4, 0.35, 1.0) for skill in skills}, Assumptions())
    return belief


def chosen(
    belief: Belief, days: dict[SkillId, float] = NEVER, just: frozenset[SkillId] = frozenset(), **more: object
) -> str:
    found = choose(QUESTIONS, needs(belief, ORDER, days, just, **more))  # type: ignore[arg-type]
    assert found is not None
    return found.candidate.name


def test_what_is_not_shown_yet_comes_before_what_is() -> None:
    assert chosen(strong_in(0, 1)) == "cloud"
    assert chosen(strong_in(0, 2)) == "rag"


def test_what_was_just_practised_can_wait() -> None:
    assert chosen(START) == "python"
    assert chosen(START, just=frozenset({ORDER[0]})) == "rag"


def test_what_was_left_alone_comes_back() -> None:
    days = {ORDER[0]: 1.0, ORDER[1]: 6.0, ORDER[2]: 1.0}
    assert chosen(START, days) == "rag"


def test_what_matters_more_comes_first() -> None:
    assert chosen(START, importance={ORDER[0]: 0.2, ORDER[1]: 0.2, ORDER[2]: 1.0}) == "cloud"


def test_a_question_that_serves_two_needs_is_worth_both() -> None:
    both = Candidate("both", {ORDER[1]: 0.8, ORDER[2]: 0.8})
    found = choose([*QUESTIONS, both], needs(START, ORDER, {}))
    assert found is not None
    assert found.candidate == both


def test_of_nothing_nothing_is_chosen() -> None:
    assert choose([], needs(START, ORDER, {})) is None
    assert choose([Candidate("other", {SkillId("unknown"): 1.0})], needs(START, ORDER, {})) is None


def test_the_reason_tells_what_is_known() -> None:
    found = choose(QUESTIONS, needs(START, ORDER, {ORDER[0]: 3.0, ORDER[1]: 0.0, ORDER[2]: 0.0}))
    assert found is not None
    assert "has not been seen" in reason(found, "Python", 0)
    assert reason(found, "Python", 2) == (
        "Python: 2 graded rounds have shown it, and the chance that it is below the bar is 84 %. "
        "It was not practised for 3 days."
    )
    assert "one graded round has" in reason(found, "Python", 1)
