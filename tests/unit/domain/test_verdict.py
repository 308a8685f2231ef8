"""How levels become a verdict: rules, named profiles, and properties that hold for every set of levels."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, NotAssessed, Source, Ungraded
from mockint.domain.rubric import Rubric
from mockint.domain.skill import Level, TargetLevel
from mockint.domain.verdict import BARS, ENOUGH_WEIGHT, Verdict, VerdictWord, decide
from tests.helpers.coding_rubric import CODING, make_criterion

W = VerdictWord
JUNIOR, MID, SENIOR, STAFF = TargetLevel
NAMES = [criterion.id for criterion in CODING.criteria]
RANK = [W.STRONG_NO_HIRE, W.NO_HIRE, W.HIRE, W.STRONG_HIRE]


def judged(name: str, level: Level, source: Source | None = None) -> Judged:
    criterion = CriterionId(name)
    return Judged(criterion=criterion, level=level, source=source or _source(criterion))


def _source(criterion: CriterionId) -> Source:
    return "measured" if criterion in {"correctness", "testing"} else "model"


def coding(**levels: Level | None) -> list[Judgement]:
    """Judgements by criterion: a level, None for not assessed; a criterion that is left out is not judged yet."""
    short = {"correctness": "correctness", "solving": "problem_solving", "quality": "code_quality"}
    short |= {"testing": "testing", "talk": "communication"}
    return [
        NotAssessed(criterion=CriterionId(short[name]), reason="Not asked.")
        if level is None
        else judged(short[name], level)
        for name, level in levels.items()
    ]


# The named profiles


@pytest.mark.parametrize(
    ("judgements", "target", "word"),
    [
        pytest.param(
            coding(correctness=2, solving=4, quality=4, testing=3, talk=4),
            MID,
            W.NO_HIRE,
            id="half the tests but fluent",
        ),
        pytest.param(
            coding(correctness=2, solving=4, quality=4, testing=3, talk=4),
            JUNIOR,
            W.NO_HIRE,
            id="the same for a junior",
        ),
        pytest.param(
            coding(correctness=4, solving=3, quality=3, testing=4, talk=3),
            SENIOR,
            W.HIRE,
            id="perfect, and the explanation is good",
        ),
        pytest.param(
            coding(correctness=1, solving=1, quality=2, testing=1, talk=2), JUNIOR, W.STRONG_NO_HIRE, id="no approach"
        ),
        pytest.param(
            coding(correctness=1, solving=1, quality=2, testing=3, talk=4), MID, W.NO_HIRE, id="no approach, well told"
        ),
        pytest.param(
            coding(correctness=1, solving=2, quality=1, testing=1, talk=2), MID, W.STRONG_NO_HIRE, id="buzzwords only"
        ),
        pytest.param(
            coding(correctness=1, solving=1, quality=1, testing=1, talk=1),
            STAFF,
            W.STRONG_NO_HIRE,
            id="always abstains",
        ),
        pytest.param(
            coding(correctness=4, solving=3, quality=3, testing=3, talk=2), SENIOR, W.HIRE, id="strong but terse"
        ),
        pytest.param(
            coding(correctness=4, solving=4, quality=4, testing=1, talk=4),
            STAFF,
            W.HIRE,
            id="strong with one weak minor criterion",
        ),
        pytest.param(
            coding(correctness=3, solving=3, quality=3, testing=2, talk=3),
            MID,
            W.HIRE,
            id="short and honest about limits",
        ),
        pytest.param(
            coding(correctness=4, solving=3, quality=3, testing=3, talk=None),
            SENIOR,
            W.HIRE,
            id="nobody asked for a talk",
        ),
        pytest.param(
            coding(correctness=4, solving=4, quality=4, testing=4, talk=4), STAFF, W.STRONG_HIRE, id="all fours"
        ),
        pytest.param(
            coding(correctness=4, solving=4, quality=3, testing=2, talk=3), STAFF, W.STRONG_HIRE, id="nothing below two"
        ),
        pytest.param(
            coding(correctness=3, solving=3, quality=3, testing=3, talk=3), STAFF, W.NO_HIRE, id="all threes for staff"
        ),
        pytest.param(
            coding(correctness=4, solving=2, quality=4, testing=4, talk=4), MID, W.NO_HIRE, id="a must-have below three"
        ),
    ],
)
def test_named_profiles(judgements: list[Judgement], target: TargetLevel, word: VerdictWord) -> None:
    assert decide(CODING, judgements, target).word is word


def test_silent_but_perfect_meets_the_code_bar_and_becomes_a_hire_with_a_good_explanation() -> None:
    silent = coding(correctness=4, testing=4, talk=None)
    verdict = decide(CODING, silent, MID)

    assert (verdict.word, verdict.measured_bar, verdict.words) == (W.NOT_JUDGED, "met", "Not judged yet")
    assert verdict.reason == "The measured bar is met. 47 % of the weight is judged; from 60 % on there is a verdict."
    explained = [*coding(correctness=4, testing=4), *coding(solving=3, quality=3, talk=3)]
    assert decide(CODING, explained, MID).word is W.HIRE


# The rules, one by one


def test_nothing_judged_has_no_mean_and_no_word() -> None:
    assert decide(CODING, [], MID) == Verdict(
        word=W.NOT_JUDGED,
        reason="0 % of the weight is judged; from 60 % on there is a verdict.",
        mean=None,
        judged_share=0.0,
        measured_bar=None,
    )


def test_a_round_that_gave_no_chance_at_anything_is_not_judged() -> None:
    verdict = decide(CODING, coding(correctness=None, solving=None, quality=None, testing=None, talk=None), MID)

    assert (verdict.word, verdict.judged_share) == (W.NOT_JUDGED, 0.0)


def test_sixty_per_cent_of_the_weight_is_enough() -> None:
    assert decide(CODING, coding(correctness=3, solving=3), MID).word is W.HIRE
    assert decide(CODING, coding(correctness=3, solving=3), MID).judged_share == pytest.approx(ENOUGH_WEIGHT)


def test_just_under_sixty_per_cent_is_never_shown_as_sixty() -> None:
    rubric = Rubric(kind="coding", version=1, criteria=(make_criterion("known", 59.7), make_criterion("unknown", 40.3)))
    verdict = decide(rubric, [judged("known", 4)], MID)

    assert verdict.word is W.NOT_JUDGED
    assert verdict.reason.startswith("59 % of the weight is judged")


def test_a_must_have_that_nobody_judged_leaves_the_round_unjudged() -> None:
    verdict = decide(CODING, coding(correctness=4, quality=4, testing=4, talk=4), MID)

    assert verdict.word is W.NOT_JUDGED
    assert verdict.reason == "The measured bar is met. Problem solving must be judged before there is a verdict."


def test_a_must_have_that_could_not_be_shown_does_not_stand_in_the_way() -> None:
    assert decide(CODING, coding(correctness=4, solving=None, quality=3, talk=3), MID).word is W.STRONG_HIRE


@pytest.mark.parametrize("source", ["offline", "self"])
def test_a_guess_and_ones_own_word_never_make_a_hire(source: Source) -> None:
    judgements = [*coding(correctness=4, testing=4), *(judged(name, 4, source) for name in NAMES[1:3])]
    verdict = decide(CODING, judgements, JUNIOR)

    assert (verdict.word, verdict.judged_share) == (W.NOT_JUDGED, pytest.approx(0.4))


@pytest.mark.parametrize("source", ["model", "paste"])
def test_a_model_makes_a_hire_however_its_answer_came(source: Source) -> None:
    judgements = [*coding(correctness=4, testing=4), *(judged(name, 4, source) for name in NAMES[1:3])]

    assert decide(CODING, judgements, JUNIOR).word is W.STRONG_HIRE


def test_ungraded_is_not_zero() -> None:
    with_reason = [*coding(correctness=3, solving=3), Ungraded(criterion=CriterionId("testing"), reason="No reply.")]

    assert decide(CODING, with_reason, MID).mean == 3.0


@pytest.mark.parametrize("target", list(TargetLevel))
def test_the_bar_itself_is_a_hire_and_just_under_it_is_not(target: TargetLevel) -> None:
    bar = BARS[target]
    share = (bar - 2) / 2 * 100  # so much at 4 and the rest at 2 gives exactly the bar
    at_bar = Rubric(
        kind="coding", version=1, criteria=(make_criterion("high", share), make_criterion("low", 100 - share))
    )
    under = Rubric(
        kind="coding",
        version=1,
        criteria=(make_criterion("high", share - 0.2), make_criterion("low", 100 - share + 0.2)),
    )
    levels = [judged("high", 4), judged("low", 2)]

    assert decide(at_bar, levels, target).word is W.HIRE
    verdict = decide(under, levels, target)
    assert verdict.word is W.NO_HIRE
    assert f"mean is {bar:.2f}" not in verdict.reason  # cut, not rounded up to the bar


def test_the_reasons_are_told_in_words() -> None:
    reasons = {
        word: decide(CODING, judgements, MID).reason
        for word, judgements in {
            W.STRONG_HIRE: coding(correctness=4, solving=4, quality=4, testing=4, talk=4),
            W.HIRE: coding(correctness=3, solving=3, quality=3, testing=3, talk=3),
            W.NO_HIRE: coding(correctness=2, solving=2, quality=3, testing=3, talk=3),
            W.STRONG_NO_HIRE: coding(correctness=1, solving=1, quality=1, testing=1, talk=1),
        }.items()
    }

    assert reasons == {
        W.STRONG_HIRE: "The weighted mean is 4.00 and nothing is below 2.",
        W.HIRE: "The weighted mean is 3.00; the mid bar is 2.75, and every must-have is met.",
        W.NO_HIRE: "The weighted mean is 2.40; the mid bar is 2.75.",
        W.STRONG_NO_HIRE: "The weighted mean is 1.00, under 1.75.",
    }


def test_every_must_have_that_fell_short_is_named() -> None:
    verdict = decide(CODING, coding(correctness=2, solving=2, quality=4, testing=4, talk=4), JUNIOR)

    assert verdict.reason == (
        "The mean of 2.80 meets the bar, but Correctness and Problem solving must be at 3 or more."
    )


def test_must_haves_depend_on_the_target() -> None:
    rubric = Rubric(
        kind="system_design",
        version=1,
        criteria=(make_criterion("evaluation", 20, (MID, SENIOR, STAFF)), make_criterion("rest", 80)),
    )
    levels = [judged("evaluation", 2), judged("rest", 4)]

    assert decide(rubric, levels, JUNIOR).word is W.STRONG_HIRE
    assert decide(rubric, levels, MID).word is W.NO_HIRE


# The measured bar


@pytest.mark.parametrize(
    ("judgements", "bar"),
    [
        (coding(correctness=3, testing=1), "met"),
        (coding(correctness=2, testing=4), "not_met"),
        (coding(testing=3), "met"),
        (coding(testing=2), "not_met"),
        (coding(solving=4), None),
    ],
)
def test_the_measured_bar_asks_for_the_measured_must_haves(judgements: list[Judgement], bar: str | None) -> None:
    assert decide(CODING, judgements, MID).measured_bar == bar


# Gates

FINE = coding(correctness=4, solving=4, quality=4, testing=4, talk=4)


@pytest.mark.parametrize(
    ("failed", "word", "reason"),
    [
        (["does_not_run"], W.NO_HIRE, "No hire at best: The code does not run."),
        (["does_not_run", "copied"], W.STRONG_NO_HIRE, "Strong no hire at best: The answer is the question."),
        (["of a newer rubric"], W.STRONG_HIRE, "The weighted mean is 4.00 and nothing is below 2."),
    ],
)
def test_the_strictest_failed_gate_caps_the_verdict(failed: list[str], word: VerdictWord, reason: str) -> None:
    verdict = decide(CODING, FINE, MID, failed)

    assert (verdict.word, verdict.reason) == (word, reason)
    assert verdict.measured_bar == ("met" if word is W.STRONG_HIRE else "not_met")


def test_a_failed_gate_is_named_even_where_it_changes_nothing() -> None:
    low = coding(correctness=1, solving=1, quality=1, testing=1, talk=1)
    verdict = decide(CODING, low, MID, ["does_not_run"])

    assert verdict.word is W.STRONG_NO_HIRE
    assert verdict.reason == "The code does not run. The weighted mean is 1.00, under 1.75."
    unjudged = decide(CODING, coding(testing=4), MID, ["does_not_run"])
    assert unjudged.word is W.NOT_JUDGED
    assert unjudged.reason.startswith("The code does not run. 10 % of the weight")
    assert unjudged.measured_bar == "not_met"


def test_two_judgements_about_one_criterion_are_a_bug() -> None:
    with pytest.raises(ValueError, match="two judgements about 'testing'"):
        decide(CODING, [judged("testing", 1), judged("testing", 2)], MID)
    with pytest.raises(ValueError, match="no criterion 'charm'"):
        decide(CODING, [judged("charm", 4)], MID)


# Properties

ANY_LEVEL: st.SearchStrategy[Level] = st.sampled_from([1, 2, 3, 4])
OUTCOME = st.one_of(ANY_LEVEL, st.none(), st.just("ungraded"))
OUTCOMES = st.fixed_dictionaries(dict.fromkeys(NAMES, OUTCOME))
LEVELS = st.fixed_dictionaries(dict.fromkeys(NAMES, ANY_LEVEL))
TARGETS = st.sampled_from(list(TargetLevel))


def from_outcomes(outcomes: Mapping[CriterionId, Level | str | None]) -> list[Judgement]:
    found: list[Judgement] = []
    for name, outcome in outcomes.items():
        if outcome is None:
            found.append(NotAssessed(criterion=name, reason="Not asked."))
        elif outcome == "ungraded":
            found.append(Ungraded(criterion=name, reason="No reply."))
        else:
            found.append(judged(name, outcome))  # type: ignore[arg-type]
    return found


@given(OUTCOMES, TARGETS)
def test_the_figures_are_within_bounds(outcomes: Mapping[CriterionId, Level | str | None], target: TargetLevel) -> None:
    verdict = decide(CODING, from_outcomes(outcomes), target)
    levels = [level for level in outcomes.values() if isinstance(level, int)]

    assert 0.0 <= verdict.judged_share <= 1.0 + 1e-9
    assert (verdict.mean is None) is (not levels)
    if verdict.mean is not None:
        assert min(levels) - 1e-9 <= verdict.mean <= max(levels) + 1e-9
    if verdict.judged_share < ENOUGH_WEIGHT - 1e-6:
        assert verdict.word is W.NOT_JUDGED


@given(OUTCOMES, TARGETS, st.randoms(use_true_random=False))
def test_the_order_of_judgements_changes_nothing_to_the_last_bit(
    outcomes: Mapping[CriterionId, Level | str | None], target: TargetLevel, rng: random.Random
) -> None:
    judgements = from_outcomes(outcomes)
    shuffled = list(judgements)
    rng.shuffle(shuffled)

    assert decide(CODING, shuffled, target) == decide(CODING, judgements, target)


@given(LEVELS, TARGETS, st.sampled_from(NAMES))
def test_a_better_level_never_makes_a_worse_verdict(
    levels: Mapping[CriterionId, Level], target: TargetLevel, name: CriterionId
) -> None:
    better = {**levels, name: min(4, levels[name] + 1)}
    before = decide(CODING, from_outcomes(levels), target)
    after = decide(CODING, from_outcomes(better), target)

    assert RANK.index(after.word) >= RANK.index(before.word)
    assert not (before.measured_bar == "met" and after.measured_bar == "not_met")


@given(LEVELS)
def test_a_higher_target_never_makes_a_better_verdict(levels: Mapping[CriterionId, Level]) -> None:
    ranks = [RANK.index(decide(CODING, from_outcomes(levels), target).word) for target in TargetLevel]

    assert ranks == sorted(ranks, reverse=True)


@given(LEVELS, TARGETS, st.sampled_from(["code_quality", "testing", "communication"]))
def test_not_assessed_is_the_same_as_not_in_the_rubric(
    levels: Mapping[CriterionId, Level], target: TargetLevel, name: str
) -> None:
    left = CriterionId(name)
    weight = CODING.criterion(left).weight
    rest = tuple(
        criterion.model_copy(update={"weight": criterion.weight * 100 / (100 - weight)})
        for criterion in CODING.criteria
        if criterion.id != left
    )
    smaller = Rubric(kind="coding", version=1, criteria=rest)
    without = decide(CODING, from_outcomes({**levels, left: None}), target)
    expected = decide(smaller, from_outcomes({key: level for key, level in levels.items() if key != left}), target)

    assert without.word is expected.word
    assert without.mean == pytest.approx(expected.mean)
    assert without.judged_share == pytest.approx(expected.judged_share) == 1.0


@given(LEVELS, TARGETS, st.floats(0.01, 50))
def test_only_the_proportions_of_weights_matter(
    levels: Mapping[CriterionId, Level], target: TargetLevel, factor: float
) -> None:
    scaled = CODING.model_copy(
        update={
            "criteria": tuple(
                criterion.model_copy(update={"weight": criterion.weight * factor}) for criterion in CODING.criteria
            )
        }
    )
    plain, other = decide(CODING, from_outcomes(levels), target), decide(scaled, from_outcomes(levels), target)

    assert other.word is plain.word
    assert other.mean == pytest.approx(plain.mean)


@given(LEVELS, TARGETS, st.sampled_from(["does_not_run", "copied"]))
def test_a_failed_gate_never_helps(levels: Mapping[CriterionId, Level], target: TargetLevel, gate: str) -> None:
    judgements = from_outcomes(levels)
    free, capped = decide(CODING, judgements, target), decide(CODING, judgements, target, [gate])

    assert RANK.index(capped.word) <= min(RANK.index(free.word), 1 if gate == "does_not_run" else 0)
    assert next(g.reason for g in CODING.gates if g.id == gate) in capped.reason
