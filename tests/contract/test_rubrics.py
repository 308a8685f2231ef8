"""What holds for every rubric that comes with mockint: its text, and the arithmetic of the verdict over its weights."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.bank.rubrics import load_rubric
from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, NotAssessed, Ungraded
from mockint.domain.rubric import ROUND_KINDS, Rubric
from mockint.domain.skill import Level, TargetLevel
from mockint.domain.verdict import VerdictWord as W
from mockint.domain.verdict import decide
from mockint.paths import bank_root

JUNIOR, MID, SENIOR, STAFF = TargetLevel
RANK = [W.STRONG_NO_HIRE, W.NO_HIRE, W.HIRE, W.STRONG_HIRE]


def _load(name: str) -> Rubric:
    kind = next(kind for kind in ROUND_KINDS if name.startswith(kind))
    return load_rubric(kind, name=name)


RUBRICS = {
    path.stem: _load(path.stem)
    for path in sorted((bank_root() / "rubrics").glob("*.toml"))
    if path.stem != "concept"  # three minutes bear a level, and no verdict
}
EVERY = pytest.mark.parametrize("rubric", RUBRICS.values(), ids=RUBRICS)
WEIGHTS = {
    "coding": {"correctness": 30, "problem_solving": 30, "code_quality": 15, "testing": 10, "communication": 15},
    "system_design": {
        "framing": 10,
        "architecture": 20,
        "depth": 20,
        "evaluation": 20,
        "reliability": 10,
        "cost_latency": 10,
        "adapting": 10,
    },
    "live_build": {
        "working_result": 30,
        "quality": 20,
        "evaluation_habit": 20,
        "engineering": 15,
        "failure_handling": 10,
        "scoping": 5,
    },
    "debug": {"faults_found": 40, "precision": 20, "proof": 20, "prioritising": 10, "explanation": 10},
    "take_home_brief": {"decisions": 29.5, "evidence_of_working": 29.5, "engineering": 23.5, "honest_limits": 17.5},
    "take_home": {"decisions": 25, "evidence_of_working": 25, "engineering": 20, "depth": 15, "honest_limits": 15},
    "behavioral_story": {"ownership": 30, "action": 25, "evidence": 20, "result": 10, "reflection": 15},
    "behavioral_judgement": {"options": 35, "principle": 25, "consequences": 20, "reflection": 20},
    "behavioral_motivation": {"knowledge": 35, "fit": 35, "honesty": 30},
}


def test_the_weights_are_those_of_the_design() -> None:
    assert {name: {c.id: c.weight for c in rubric.criteria} for name, rubric in RUBRICS.items()} == WEIGHTS


@EVERY
def test_anchors_are_written_out_and_differ(rubric: Rubric) -> None:
    for criterion in rubric.criteria:
        assert criterion.skills
        assert len({*criterion.anchors.values()}) == 4
        assert all(len(text.split()) >= 5 and text.endswith((".", ".'", ".)")) for text in criterion.anchors.values())
        assert bool(criterion.cuts) <= criterion.measured


@EVERY
def test_every_target_has_a_must_have(rubric: Rubric) -> None:
    for target in TargetLevel:
        assert any(target in criterion.must_have for criterion in rubric.criteria)


# Properties

ANY_LEVEL: st.SearchStrategy[Level] = st.sampled_from([1, 2, 3, 4])
TARGETS = st.sampled_from(list(TargetLevel))
RULES = st.sampled_from(list(RUBRICS.values()))


def judgements(rubric: Rubric, outcomes: Mapping[CriterionId, Level | str]) -> list[Judgement]:
    found: list[Judgement] = []
    for name, outcome in outcomes.items():
        if outcome == "not_assessed":
            found.append(NotAssessed(criterion=name, reason="Not asked."))
        elif outcome == "ungraded":
            found.append(Ungraded(criterion=name, reason="No reply."))
        else:
            source = "measured" if rubric.criterion(name).measured else "model"
            found.append(Judged(criterion=name, level=outcome, source=source))  # type: ignore[arg-type]
    return found


def outcomes_of(rubric: Rubric, *others: str) -> st.SearchStrategy[dict[CriterionId, Level | str]]:
    one: st.SearchStrategy[Level | str] = st.one_of(ANY_LEVEL, st.sampled_from(others)) if others else ANY_LEVEL
    return st.fixed_dictionaries({criterion.id: one for criterion in rubric.criteria})


@settings(max_examples=200)
@given(st.data(), RULES, TARGETS)
def test_the_figures_are_within_bounds_in_any_order(data: st.DataObject, rubric: Rubric, target: TargetLevel) -> None:
    outcomes = data.draw(outcomes_of(rubric, "not_assessed", "ungraded"))
    told = judgements(rubric, outcomes)
    verdict = decide(rubric, told, target)
    levels = [level for level in outcomes.values() if isinstance(level, int)]
    assert 0 <= verdict.judged_share <= 1 + 1e-9
    if levels:
        assert verdict.mean is not None
        assert min(levels) - 1e-9 <= verdict.mean <= max(levels) + 1e-9
    else:
        assert verdict.mean is None
        assert verdict.word is W.NOT_JUDGED
    shuffled = list(told)
    random.Random(data.draw(st.integers(0, 999))).shuffle(shuffled)
    assert decide(rubric, shuffled, target) == verdict


@settings(max_examples=200)
@given(st.data(), RULES, TARGETS)
def test_a_better_level_never_makes_a_worse_verdict(data: st.DataObject, rubric: Rubric, target: TargetLevel) -> None:
    outcomes = data.draw(outcomes_of(rubric))
    name = data.draw(st.sampled_from([criterion.id for criterion in rubric.criteria]))
    better = {**outcomes, name: min(4, int(outcomes[name]) + 1)}
    before = decide(rubric, judgements(rubric, outcomes), target)
    after = decide(rubric, judgements(rubric, better), target)
    assert RANK.index(after.word) >= RANK.index(before.word)
    assert after.mean is not None
    assert before.mean is not None
    assert after.mean >= before.mean - 1e-9


@settings(max_examples=200)
@given(st.data(), RULES, TARGETS)
def test_what_was_not_assessed_counts_for_nothing(data: st.DataObject, rubric: Rubric, target: TargetLevel) -> None:
    outcomes = data.draw(outcomes_of(rubric))
    left = data.draw(st.sampled_from([criterion.id for criterion in rubric.criteria]))
    without = decide(rubric, judgements(rubric, {**outcomes, left: "not_assessed"}), target)
    rest = [criterion for criterion in rubric.criteria if criterion.id != left]
    weight = sum(criterion.weight for criterion in rest)
    mean = sum(criterion.weight * int(outcomes[criterion.id]) for criterion in rest) / weight
    assert without.mean == pytest.approx(mean)
    assert without.judged_share == pytest.approx(1.0)


# The named profiles of the other kinds; those of coding stand with the verdict's own tests


def levels(name: str, *given_levels: Level | None) -> tuple[Rubric, list[Judgement]]:
    """A level for each criterion in the rubric's order; None for not assessed."""
    rubric = RUBRICS[name]
    pairs = zip((criterion.id for criterion in rubric.criteria), given_levels, strict=True)
    return rubric, judgements(rubric, {key: "not_assessed" if level is None else level for key, level in pairs})


@pytest.mark.parametrize(
    ("profile", "target", "word"),
    [
        pytest.param(levels("system_design", 4, 2, 4, 4, 4, 4, 4), MID, W.NO_HIRE, id="no architecture"),
        pytest.param(levels("system_design", 1, 1, 1, 1, 2, 1, 1), JUNIOR, W.STRONG_NO_HIRE, id="buzzwords only"),
        pytest.param(levels("system_design", 3, 4, 4, 2, 3, 3, 3), SENIOR, W.NO_HIRE, id="no evaluation, senior"),
        pytest.param(levels("system_design", 3, 3, 3, 2, 3, 3, 3), JUNIOR, W.HIRE, id="no evaluation, junior"),
        pytest.param(levels("system_design", 4, 4, 3, 4, 3, 1, 4), STAFF, W.HIRE, id="one weak minor criterion"),
        pytest.param(levels("system_design", 3, 3, 3, 3, 3, 3, None), SENIOR, W.HIRE, id="no change was put"),
        pytest.param(levels("live_build", 3, 1, 1, 2, 1, 2), MID, W.NO_HIRE, id="naive build"),
        pytest.param(levels("live_build", 4, 2, 4, 4, 4, 4), MID, W.NO_HIRE, id="a build of poor quality"),
        pytest.param(levels("debug", 2, 4, 4, 4, 4), JUNIOR, W.NO_HIRE, id="a severe fault missed"),
        pytest.param(levels("behavioral_story", 1, 3, 4, 4, 4), MID, W.NO_HIRE, id="'we' throughout, well told"),
        pytest.param(levels("behavioral_story", 3, 3, None, 3, 3), SENIOR, W.HIRE, id="a story without data"),
        pytest.param(levels("behavioral_judgement", 3, 3, 3, 2), MID, W.HIRE, id="weighed, little reflection"),
        pytest.param(levels("behavioral_motivation", 4, 2, 4), JUNIOR, W.NO_HIRE, id="knows us, no record"),
        pytest.param(levels("take_home", 3, 2, 4, 4, 4), MID, W.NO_HIRE, id="nothing shows that it works"),
    ],
)
def test_named_profiles(profile: tuple[Rubric, list[Judgement]], target: TargetLevel, word: W) -> None:
    assert decide(*profile, target).word is word


def test_a_build_that_does_not_run_is_no_hire_at_most() -> None:
    rubric, fine = levels("live_build", 4, 4, 4, 4, 4, 4)
    assert decide(rubric, fine, JUNIOR).word is W.STRONG_HIRE
    verdict = decide(rubric, fine, JUNIOR, ["does_not_run"])
    assert verdict.word is W.NO_HIRE
    assert "does not run on the hidden set" in verdict.reason
