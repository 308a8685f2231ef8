"""The offline estimate: points with quotes, levels on a fitted curve, and what it refuses to say."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.ids import CriterionId
from mockint.domain.judgement import Judged, Judgement, Ungraded
from mockint.domain.question import Question
from mockint.domain.reading import Reading
from mockint.graders.attacks import padded, reversed_text, stuffed
from mockint.graders.base import Outcome, Step
from mockint.graders.curve import USUAL, Curve, credited_share, fit, isotonic
from mockint.graders.lexical import Hit, Lexicon, find_points
from mockint.graders.offline import CODE_NOT_READ, LABEL, NO_POINTS, OfflineGrader
from mockint.graders.structure import structure_check
from tests.unit.graders.conftest import ReadingOf

CODE = "class Limiter:\n    def allow(self, key):\n        return True\n"


GRADER = OfflineGrader()


def grade(reading: Reading) -> Outcome:
    return GRADER.grade(reading, lambda _: None, threading.Event())


def levels(reading: Reading) -> list[int]:
    return [judged.level for judged in grade(reading).judgements if isinstance(judged, Judged)]


def by_criterion(outcome: Outcome) -> dict[str, Judgement]:
    return {judgement.criterion: judgement for judgement in outcome.judgements}


def test_samples_get_their_level_within_one_and_in_order(reading_of: ReadingOf, bucket: Question) -> None:
    plain = sorted((one for one in bucket.samples if not one.fluent_but_wrong), key=lambda one: one.level)
    given_levels = [levels(reading_of(one.text)) for one in plain]
    for one, found in zip(plain, given_levels, strict=True):
        assert all(abs(level - one.level) <= 1 for level in found)
    assert [sum(found) for found in given_levels] == sorted(sum(found) for found in given_levels)


def test_a_level_has_quotes_from_the_answer_a_range_and_what_is_missing(
    reading_of: ReadingOf, bucket: Question
) -> None:
    outcome = grade(reading_of(bucket.samples[2].text))
    assert (outcome.label, outcome.model, outcome.calls) == (LABEL, "", ())
    for judged in outcome.judgements:
        assert isinstance(judged, Judged)
        assert judged.source == "offline"
        assert judged.low is not None
        assert judged.high is not None
        assert judged.low <= judged.level <= judged.high
        assert judged.confidence == ("high" if judged.low == judged.high else "low")
        assert judged.evidence
        assert all(e.verified == "verified" and e.quote in bucket.samples[2].text for e in judged.evidence)
        assert judged.missing
        assert judged.next_action


@pytest.mark.parametrize("empty", ["", "-", "I don't know.", "qwxz zzkq xqpv wkjh bnvx qqzx"])
def test_nothing_to_judge_is_level_one_with_the_fact(empty: str, reading_of: ReadingOf) -> None:
    for judged in grade(reading_of(empty)).judgements:
        assert isinstance(judged, Judged)
        assert (judged.level, judged.evidence[0].verified) == (1, "fact")


def test_code_without_words_is_not_read(reading_of: ReadingOf) -> None:
    found = by_criterion(grade(reading_of("", code=CODE)))
    assert isinstance(found["problem_solving"], Ungraded)
    assert found["problem_solving"].reason.startswith(CODE_NOT_READ)
    assert isinstance(found["code_quality"], Ungraded)
    assert isinstance(found["communication"], Judged)
    assert found["communication"].level == 1


def test_code_is_not_prose(reading_of: ReadingOf, bucket: Question) -> None:
    said = bucket.samples[1].text
    commented = "\n".join(f"# {line}" for line in bucket.samples[3].text.splitlines())
    assert levels(reading_of(said, code=commented)) == levels(reading_of(said))


def test_without_points_there_is_no_level(reading_of: ReadingOf, bucket: Question) -> None:
    bare = bucket.model_copy(update={"evidence": tuple(p for p in bucket.evidence if p.criterion == "communication")})
    found = by_criterion(grade(reading_of(bucket.samples[2].text, question=bare)))
    assert isinstance(found["communication"], Judged)
    assert found["problem_solving"] == Ungraded(criterion=CriterionId("problem_solving"), reason=NO_POINTS)


def test_behavioral_answers_get_a_checklist_and_no_level(reading_of: ReadingOf, bank_questions: list[Question]) -> None:
    question = next(one for one in bank_questions if one.header.kind == "behavioral")
    best = next(one for one in question.samples if one.level == 4)
    outcome = grade(reading_of(best.text, question=question))
    assert all(isinstance(one, Ungraded) for one in outcome.judgements)
    assert any(one.evidence for one in outcome.judgements if isinstance(one, Ungraded))
    assert all("points are mentioned" in one.reason for one in outcome.judgements if isinstance(one, Ungraded))
    assert [one.level for one in grade(reading_of("", question=question)).judgements if isinstance(one, Judged)]


def test_a_cancelled_grading_gives_no_level(reading_of: ReadingOf, bucket: Question) -> None:
    cancel = threading.Event()
    cancel.set()
    steps: list[Step] = []
    outcome = OfflineGrader().grade(reading_of(bucket.samples[2].text), steps.append, cancel)
    assert all(isinstance(one, Ungraded) for one in outcome.judgements)
    assert steps[-1].judgements == outcome.judgements


def test_grading_again_gives_the_same(reading_of: ReadingOf, bucket: Question) -> None:
    reading = reading_of(bucket.samples[2].text)
    assert grade(reading) == grade(reading)


def test_length_and_key_words_earn_nothing(reading_of: ReadingOf, bucket: Question) -> None:
    weak = bucket.samples[1].text
    before = levels(reading_of(weak))
    assert sum(levels(reading_of(padded(weak)))) <= sum(before) + 1
    assert levels(reading_of("\n\n".join([weak] * 10))) == before
    assert levels(reading_of(stuffed(weak, bucket))) == before
    rows = ", ".join(term for point in bucket.evidence for term in point.terms) + "."
    assert max(levels(reading_of(rows))) <= 2


def test_copied_anchors_and_prompts_earn_nothing(reading_of: ReadingOf, bucket: Question) -> None:
    reading = reading_of(bucket.samples[1].text)
    anchors = " ".join(criterion.anchors[4] for criterion in reading.criteria)
    assert levels(reading_of(f"{bucket.samples[1].text}\n\n{anchors}\n\n{bucket.prompt}")) == levels(reading)


def test_the_opposite_is_flagged_and_counts_half(bucket: Question) -> None:
    lexicon = Lexicon.of(bucket)
    place = next(at for at, point in enumerate(bucket.evidence) if point.says.startswith("The clock is handed in"))
    (said, denied) = (
        find_points(text, lexicon)[place]
        for text in (bucket.evidence[place].says, reversed_text(bucket.evidence[place].says))
    )
    assert (said.state, said.reversed, said.credit) == ("found", False, 1.0)
    assert (denied.state, denied.reversed, denied.credit) == ("found", True, 0.5)


def test_few_honest_points_are_taken_for_their_opposite(bank_questions: list[Question]) -> None:
    flags = [
        hit.reversed
        for question in bank_questions
        if (lexicon := Lexicon.of(question))
        for sample in question.samples
        if sample.level > 1 and not sample.fluent_but_wrong
        for hit in find_points(sample.text, lexicon)
        if hit.state == "found"
    ]
    assert len(flags) > 100
    assert sum(flags) < 0.05 * len(flags)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_isotonic_never_falls_and_keeps_the_mean(values: list[float]) -> None:
    found = isotonic(values)
    assert all(low <= high + 1e-12 for low, high in itertools.pairwise(found))
    assert sum(found) == pytest.approx(sum(values))
    assert isotonic(sorted(values)) == sorted(values)


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.floats(0, 1), st.floats(0, 1))
def test_more_credit_is_never_a_lower_level(shares: list[float], one: float, other: float) -> None:
    curve = fit(dict(zip((1, 2, 3, 4), shares, strict=True)))
    assert list(curve.cuts) == sorted(curve.cuts)
    low, high = sorted((one, other))
    assert curve.estimate(low).level <= curve.estimate(high).level
    estimate = curve.estimate(one)
    assert estimate.low <= estimate.level <= estimate.high
    assert curve.estimate(0.0).level == 1


def test_without_samples_the_usual_cuts_stand(bucket: Question) -> None:
    assert fit({1: 0.0, 4: 0.9}) == Curve(USUAL)
    point = bucket.evidence[0]
    assert credited_share([]) == 0
    assert (
        credited_share([Hit(point, 0.9), Hit(point, 0.5), Hit(point, 0.1), Hit(point, 0.9, "x", reversed=True)]) == 0.5
    )


@pytest.mark.parametrize(
    ("criterion", "text", "says"),
    [
        ("ownership", "I built it. We shipped it.", "Words such as 'I' and 'my': 1; such as 'we' and 'our': 1."),
        ("evidence", "Errors fell from 12 to 3.", "There is a number."),
        ("evidence", "It went very well.", "There is no number."),
        ("reflection", "Looking back I would ask sooner.", "There is a look back."),
    ],
)
def test_structure(criterion: str, text: str, says: str) -> None:
    check = structure_check(CriterionId(criterion), text)
    assert check is not None
    assert check.says == says
    assert structure_check(CriterionId("unheard_of"), text) is None


def test_an_answer_is_graded_at_once(reading_of: ReadingOf, bucket: Question) -> None:
    grader = OfflineGrader()
    answer = "\n\n".join(sample.text for sample in bucket.samples[1:4])
    reading = reading_of(answer)
    grader.grade(reading, lambda _: None, threading.Event())
    best = min(_seconds(grader, reading) for _ in range(5))
    assert best < 0.05


def test_fifty_thousand_words_are_graded_in_two_seconds(reading_of: ReadingOf, bucket: Question) -> None:
    reading = reading_of("\n\n".join(sample.text for sample in bucket.samples) * 57)
    assert _seconds(OfflineGrader(), reading) < 4  # two seconds on a machine that does nothing else


def _seconds(grader: OfflineGrader, reading: Reading) -> float:
    began = time.perf_counter()
    grader.grade(reading, lambda _: None, threading.Event())
    return time.perf_counter() - began
