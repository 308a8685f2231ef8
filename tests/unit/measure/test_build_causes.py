"""Why a question failed, and the evaluation in words."""

from __future__ import annotations

import pytest

from mockint.domain.build import Asked, BuildReply, EntityGold, SetGold
from mockint.domain.build_score import Case, Cause, Outcome
from mockint.measure.build_causes import case_of, count_causes, judge, next_action, summary
from tests.helpers.builds import HIDDEN, METERED, asked, question, right, stale

FOUND = ("A-3", "A-1")
LATE = (*(f"X-{number}" for number in range(10)), "A-1")


def case(reply: BuildReply, *, answerable: bool = True) -> Case:
    return case_of(
        Asked(question=question(20 if answerable else 1, "table" if answerable else "unanswerable"), reply=reply)
    )


@pytest.mark.parametrize(
    ("reply", "outcome", "cause"),
    [
        (BuildReply(answer="EUR 120", citations=("A-1",)), "right", ""),
        (BuildReply(answer="EUR 120", citations=("A-2",)), "right", "not_cited"),
        (BuildReply(answer="EUR 120"), "right", "not_cited"),
        (BuildReply(answer="EUR 5", retrieved=FOUND), "stale", "wrong_version"),
        (BuildReply(answer="EUR 7", retrieved=FOUND), "wrong", "not_extracted"),
        (BuildReply(answer="EUR 7", retrieved=LATE), "wrong", "missed"),
        (BuildReply(answer="EUR 7"), "wrong", "missed"),
        (BuildReply(retrieved=FOUND), "abstained", "not_extracted"),
        (BuildReply(retrieved=("A-2",)), "abstained", "missed"),
        (BuildReply(answer="  ", retrieved=FOUND), "abstained", "not_extracted"),
        (BuildReply(fault="time_out"), "no_reply", "contract"),
        (BuildReply(answer="EUR 120", fault="wrong_shape"), "no_reply", "contract"),
    ],
)
def test_causes(reply: BuildReply, outcome: Outcome, cause: Cause) -> None:
    assert (case(reply).verdict, case(reply).cause) == (outcome, cause)


@pytest.mark.parametrize(
    ("reply", "outcome", "cause"),
    [
        (BuildReply(), "right", ""),
        (BuildReply(answer=""), "right", ""),
        (BuildReply(answer="EUR 9"), "wrong", "should_have_abstained"),
        (BuildReply(answer="EUR 5"), "stale", "should_have_abstained"),
        (BuildReply(fault="crashed"), "no_reply", "contract"),
    ],
)
def test_causes_where_nothing_is_to_be_found(reply: BuildReply, outcome: Outcome, cause: Cause) -> None:
    found = case(reply, answerable=False)
    assert (found.verdict, found.cause) == (outcome, cause)
    assert found.gold == "nothing: the program should abstain"


@pytest.mark.parametrize(
    ("answer", "outcome", "points"),
    [
        ("Oslo and Bern", "right", 1.0),
        ("Oslo", "partly", 1 / 3),
        ("Oslo, Rome, Bonn, Kyiv", "partly", -1 / 3),
        ("Rome", "wrong", -1.0),
    ],
)
def test_a_set_may_be_partly_right(answer: str, outcome: Outcome, points: float) -> None:
    gold = SetGold(members=(EntityGold(name="Oslo"), EntityGold(name="Bern")))
    one = question(20).model_copy(update={"gold": gold})
    judged = judge(Asked(question=one, reply=BuildReply(answer=answer)))
    assert judged.outcome == outcome
    assert judged.points == pytest.approx(points)


def test_a_case_tells_what_was_retrieved() -> None:
    reply = BuildReply(answer="EUR 120", citations=("A-1",), retrieved=("A-1", "A-1", "A-2", "X-1"), wall_s=0.12345)
    found = case_of(Asked(question=question(20), reply=reply, metered=METERED))
    assert found.retrieved == (("A-1", 2), ("A-2", 0), ("X-1", None))
    assert (found.gold, found.calls, found.tokens, found.wall_s) == ("120 EUR", 1, 600, 0.1235)


def test_the_summary_is_told_as_to_a_friend() -> None:
    program = {one.id: stale if number < 13 else right for number, one in enumerate(HIDDEN[10:])}
    cases = [case_of(one) for one in asked(lambda one: program.get(one.id, right)(one))]
    assert summary(cases, 0.0) == "59 of 72 hidden questions are right. 13 of 13 misses were stale versions."
    assert next_action(count_causes(cases)).startswith("Sort the versions out")


def test_one_miss_and_what_is_not_cited() -> None:
    replies = [right(one) for one in HIDDEN]
    replies[20] = BuildReply(answer="EUR 7", retrieved=FOUND)
    replies[21] = replies[21].model_copy(update={"citations": ()})
    cases = [case_of(Asked(question=one, reply=reply)) for one, reply in zip(HIDDEN, replies, strict=True)]
    told = summary(cases, 0.4)
    assert told.startswith("71 of 72 hidden questions are right. 1 of 1 miss had the document and did not")
    assert "1 right answer does not cite" in told
    assert told.endswith("On the sibling corpus the answers lose 0.40 of their share: it does not carry over.")
    replies[22] = replies[22].model_copy(update={"citations": ("X-1",)})
    cases = [case_of(Asked(question=one, reply=reply)) for one, reply in zip(HIDDEN, replies, strict=True)]
    assert "2 right answers do not cite" in summary(cases, None)
    assert next_action({}) == ""


def test_without_an_index_nothing_else_is_told() -> None:
    assert summary([], None, "It crashed.") == (
        "The program could not read the corpus, so no question was asked: It crashed."
    )
