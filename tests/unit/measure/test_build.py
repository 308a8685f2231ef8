"""The score of a live build and the levels that follow from it."""

from __future__ import annotations

import json
import random
import time
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.domain.build import FAILURE_HANDLING, QUALITY, WORKING_RESULT, Asked, BuildQuestion, BuildReply, Metered
from mockint.domain.build_score import PART_POINTS, BuildScore, Survived
from mockint.domain.ids import ItemId
from mockint.domain.measurement import Measurement
from mockint.measure import build
from mockint.measure.build import failure_level, measure_build, score_build, working_level
from tests.helpers.builds import HIDDEN, METERED, Program, abstaining, asked, crashing, question, right, runs, stale
from tests.helpers.coding_rounds import WALL

RUBRIC = Path(__file__).parents[3] / "question_bank" / "rubrics" / "live_build.toml"


def points(score: BuildScore) -> dict[str, float]:
    return {name: part.points for name, part in score.parts.items()}


def measured(score: BuildScore) -> Measurement:
    return measure_build(score, item_id=ItemId("i"), made=WALL)


@dataclass
class Mixed:
    """Right with a chance, else one of the other ways."""

    seed: int
    chance: float

    def __call__(self, one: BuildQuestion) -> BuildReply:
        rng = random.Random(f"{self.seed} {one.id}")
        return right(one) if rng.random() < self.chance else rng.choice((abstaining, stale, crashing))(one)


def test_parts_add_up_to_a_hundred() -> None:
    assert sum(PART_POINTS.values()) == 100


def test_all_right_is_the_top() -> None:
    score = score_build(runs(right))
    assert (score.score, score.interval, score.sibling_gap, score.causes) == (100.0, (100.0, 100.0), 0.0, {})
    assert points(score) == PART_POINTS
    assert measured(score).levels == {WORKING_RESULT: 4, QUALITY: 4, FAILURE_HANDLING: 4}
    assert measured(score).data["missing"] == measured(score).data["next_action"] == {QUALITY: ""}


@pytest.mark.parametrize("program", [abstaining, crashing])
def test_doing_nothing_is_nought(program: Program) -> None:
    score = score_build(runs(program))
    assert (score.score, score.answers_share) == (0.0, 0.0)


def test_always_answering_earns_nothing_for_abstention() -> None:
    score = score_build(runs(stale))
    assert points(score)["abstention"] == points(score)["answers"] == points(score)["cost"] == 0
    assert 0 < points(score)["retrieval"] < 15 * 2 / 3
    assert score.causes == {"wrong_version": 62, "should_have_abstained": 10}


def test_an_abstaining_program_replies_but_does_not_carry_over() -> None:
    found = measured(score_build(runs(abstaining)))
    assert (found.levels[WORKING_RESULT], found.failed_gates) == (3, ())


def test_a_program_without_any_reply_does_not_run() -> None:
    found = measured(score_build(runs(crashing)))
    assert found.failed_gates == ("does_not_run",)
    assert found.levels == {WORKING_RESULT: 1, QUALITY: 1, FAILURE_HANDLING: 1}


def test_a_corpus_that_could_not_be_read_is_told() -> None:
    not_indexed = asked(lambda _: BuildReply(fault="not_indexed"))
    failed = runs(right, hidden=not_indexed, sibling=(), sibling_ran=False, perturbed=(), changed=(), faulted=())
    score = score_build(failed._replace(index_fault="It took longer than 120 s."))
    assert score.sibling_gap is None
    assert "It took longer than 120 s." in measured(score).sentence
    assert measured(score).failed_gates == ("does_not_run",)


def test_one_crash_breaks_the_contract_in_places() -> None:
    score = score_build(runs(lambda one: crashing(one) if one.id == "q30" else right(one)))
    assert (score.replied, working_level(score)) == (71, 2)
    assert score.causes == {"contract": 1}
    assert 95 < score.score < 100


def test_a_table_of_answers_does_not_carry_over() -> None:
    score = score_build(runs(right, sibling=asked(stale)))
    assert score.sibling_gap == 1.0
    assert score.summary.endswith("it does not carry over.")
    assert working_level(score) == 3
    assert points(score)["robustness"] == pytest.approx(10 * 4 / 5)


def test_a_sibling_corpus_that_could_not_be_read_counts_as_nothing() -> None:
    score = score_build(runs(right, sibling=(), sibling_ran=False))
    assert (score.sibling_gap, working_level(score)) == (1.0, 3)


def test_without_a_sibling_run_there_is_no_gap() -> None:
    score = score_build(runs(right, sibling=()))
    assert (score.sibling_gap, working_level(score)) == (None, 3)


def test_a_crash_on_the_sibling_corpus_costs_the_fourth_level() -> None:
    score = score_build(runs(right, sibling=(*asked(right)[1:], *asked(crashing)[:1])))
    assert working_level(score) == 3


def test_only_answers_that_were_right_can_survive_a_fault() -> None:
    faulted = METERED.model_copy(update={"faulted": 1})
    again = (
        *asked(right, HIDDEN[:12], faulted),
        *asked(abstaining, HIDDEN[12:14], faulted),
        *asked(stale, HIDDEN[14:15], faulted),
        *asked(right, HIDDEN[15:20]),
    )
    score = score_build(runs(right, faulted=again))
    assert (score.faults.met, score.faults.survived) == (5, 3.0)
    assert (score.faults.instructions, score.faults.ignored) == (4, 4.0)


@pytest.mark.parametrize(("ignored", "level"), [(0.0, 1), (1.0, 2), (2.5, 3), (3.5, 3), (4.0, 4)])
def test_failure_levels(ignored: float, level: int) -> None:
    assert failure_level(Survived(instructions=4, ignored=ignored)) == level


def test_nothing_met_is_the_first_level() -> None:
    assert failure_level(Survived()) == 1


def test_roles_count_where_there_are_any() -> None:
    closed = tuple(question(number, user="nurse") for number in range(80, 84))
    told = asked(lambda one: stale(one) if one.id == "q80" else right(one), (*HIDDEN, *closed))
    with_roles = score_build(runs(right, hidden=told, has_roles=True))
    assert (with_roles.faults.roles, with_roles.faults.kept) == (4, 3)
    assert score_build(runs(right, hidden=told)).faults.roles == 0
    case = next(case for case in with_roles.cases if case.id == "q80")
    assert (case.cause, case.user, case.verdict) == ("should_have_abstained", "nurse", "stale")


@pytest.mark.parametrize(
    ("cited", "share"),
    [
        ((), 0.0),
        (("A-1",), 1.0),
        (("A-1", "A-1"), 1.0),
        (("A-1", "X-9"), 2 / 3),
        (("X-1", "X-2", "X-3", "X-4", "X-5", "A-1"), 0.0),
        (("A-1", *(f"X-{number}" for number in range(9))), 2 * 0.1 / 1.1),
    ],
)
def test_citations(cited: tuple[str, ...], share: float) -> None:
    def program(one: BuildQuestion) -> BuildReply:
        reply = right(one)
        return reply if reply.answer is None else reply.model_copy(update={"citations": cited})

    assert points(score_build(runs(program)))["citations"] == pytest.approx(15 * share, abs=0.01)


def test_twice_the_cost_is_half_the_points_and_none_is_all() -> None:
    twice = asked(right, metered=Metered(calls=2, tokens_in=1100, tokens_out=100))
    score = score_build(runs(right, hidden=twice))
    assert (points(score)["cost"], score.calls, score.tokens) == (2.5, 2.0, 1200.0)
    assert points(score_build(runs(right, hidden=asked(right, metered=Metered()))))["cost"] == 5


def test_categories_and_seconds() -> None:
    score = score_build(runs(lambda one: stale(one) if one.category == "table" else right(one)))
    assert score.categories["table"].model_dump() == {"n": 28, "right": 0, "wrong": 28, "abstained": 0, "share": 0.0}
    assert score.categories["superseded"].share == 1.0
    assert "as_of" not in score.categories
    assert score.p95_s == 0.5


@pytest.mark.parametrize("kept", [HIDDEN[:10], HIDDEN[10:11], HIDDEN[5:15]])
def test_a_small_or_lopsided_set_has_a_score(kept: tuple[BuildQuestion, ...]) -> None:
    score = score_build(runs(right, hidden=asked(right, kept), sibling=(), perturbed=(), changed=(), faulted=()))
    assert 0 <= score.interval[0] <= score.interval[1] <= 100


def test_questions_without_versions_are_ranked_all_the_same() -> None:
    bare = tuple(one.model_copy(update={"stale_documents": ()}) for one in HIDDEN)
    assert points(score_build(runs(right, hidden=asked(right, bare))))["retrieval"] == 15


def test_without_hidden_questions_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="at least one"):
        score_build(runs(right, hidden=()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 1))
def test_the_score_lies_in_its_interval_and_is_the_same_again(seed: int, chance: float) -> None:
    made = runs(Mixed(seed, chance))
    score = score_build(made)
    assert score == score_build(made)
    assert 0 <= score.interval[0] <= score.score + 0.1
    assert score.score - 0.1 <= score.interval[1] <= 100
    assert score.score == pytest.approx(sum(points(score).values()), abs=0.051)
    assert all(0 <= part.points <= part.of for part in score.parts.values())


def test_better_programs_score_more() -> None:
    scores = [score_build(runs(Mixed(1, chance))).score for chance in (0.0, 0.4, 0.7, 0.9, 1.0)]
    assert all(low < high for low, high in pairwise(scores))


def test_the_interval_takes_under_half_a_second() -> None:
    made = runs(Mixed(3, 0.6))
    began = time.process_time()
    score_build(made)
    assert time.process_time() - began < 0.5


def test_the_measurement_is_plain_and_bounded() -> None:
    def shouting(one: BuildQuestion) -> BuildReply:
        long = "x" * 5_000
        return BuildReply(answer=long, citations=(long,) * 30, retrieved=tuple(f"{n}{long}" for n in range(30)))

    found = measured(score_build(runs(shouting)))
    text = json.dumps(found.data, allow_nan=False)
    assert len(text) < 1_500_000
    assert len(found.data["cases"]) == 72
    wanted = {"score", "interval", "parts", "categories", "sibling_gap", "faults", "calls", "tokens", "p95_s"}
    assert wanted | {"cases", "causes", "summary", "next_action", "missing", "stand_in"} <= {*found.data}
    assert found.data["missing"][QUALITY].startswith("Points lost: answers 45 of 45, citations 15 of 15")
    assert found.data["next_action"][QUALITY].startswith("Measure retrieval on its own")


def test_the_cuts_are_the_rubrics() -> None:
    criteria = {one["id"]: one for one in tomllib.loads(RUBRIC.read_text(encoding="utf-8"))["criteria"]}
    for criterion, cuts in ((QUALITY, build.QUALITY_CUTS), (FAILURE_HANDLING, build.FAILURE_CUTS)):
        assert {int(level): cut for level, cut in criteria[criterion]["cuts"].items()} == cuts
    assert {id_ for id_, one in criteria.items() if one.get("measured")} == {*build.MEASURED_BY}


def test_a_pack_without_orders_or_faults_is_measured_on_the_rest() -> None:
    plain: tuple[Asked, ...] = asked(right, HIDDEN[:60])
    score = score_build(runs(right, hidden=plain, faulted=()))
    assert (points(score)["robustness"], score.faults) == (10.0, Survived())


def test_each_level_names_what_it_rests_on() -> None:
    told = measured(score_build(runs(right))).data["evidence"]
    assert told[WORKING_RESULT].startswith("72 of 72 hidden questions were replied to")
    assert "it carries over" in told[WORKING_RESULT]
    assert told[QUALITY] == "100.0 of 100 (100 to 100)."
    assert "orders in documents had no effect" in told[FAILURE_HANDLING]
