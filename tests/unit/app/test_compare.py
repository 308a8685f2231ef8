"""Two rounds side by side: levels, differences of text, and what stands where there is nothing to compare."""

from __future__ import annotations

import random
import time

import pytest

from mockint.app import history
from mockint.app.compare import MOST_LINES, as_text, changed_words, compare, difference
from mockint.app.rounds import Plan, plan_round
from mockint.app.services import Services
from mockint.domain.ids import CriterionId, RoundId
from mockint.domain.judgement import Judged, Source
from mockint.errors import BadInputError
from mockint.rounds.coding import SOLUTION
from tests.helpers.records import make_grade
from tests.unit.app.conftest import Desks


def handed_in(desks: Desks, code: str, level: int | None, source: Source = "measured") -> RoundId:
    desk = desks.start()
    desk.session.record_edit(SOLUTION, code)
    desk.submit().result()
    round_id = desk.round.id
    if level is not None:
        record = desks.services.stored(lambda store: store.load_round(round_id))
        judged = Judged(criterion=CriterionId("correctness"), level=level, source=source)  # type: ignore[arg-type]
        grade = make_grade(record, f"grade-{round_id}", judgements=(judged,))
        desks.services.stored(lambda store: store.add_grade(grade))
    return round_id


def test_two_attempts_at_one_question_are_compared(services: Services, desks: Desks) -> None:
    first = handed_in(desks, "def f():\n    return 1\n", 2)
    second = handed_in(desks, "def f():\n    return 2\n", 4)
    document = compare(services, first[:8], second)
    assert [side["round"] for side in document["rounds"]] == [first, second]
    assert document["same_question"]
    row = next(one for one in document["criteria"] if one["id"] == "correctness")
    assert (row["levels"], row["change"], row["clear"], row["words"]) == ([2, 4], 2, True, "2 higher")
    (code,) = [one for one in document["documents"] if one["name"] == SOLUTION]
    assert "-    return 1" in code["diff"]
    assert "+    return 2" in code["diff"]
    assert (code["added"], code["removed"]) == (1, 1)
    assert any("may be chance" in line or "2 higher" in line for line in as_text(document))


@pytest.mark.parametrize(
    ("source", "clear"), [("measured", True), ("model", True), ("offline", False), ("self", False)]
)
def test_a_small_difference_between_unsure_readers_may_be_chance(
    services: Services, desks: Desks, source: Source, clear: bool
) -> None:
    document = compare(services, handed_in(desks, "a", 2, source), handed_in(desks, "a", 3, source))
    row = next(one for one in document["criteria"] if one["id"] == "correctness")
    assert (row["change"], row["clear"]) == (1, clear)


def test_a_side_without_levels_says_why(services: Services, desks: Desks) -> None:
    open_round = desks.start().round.id
    ungraded = handed_in(desks, "x = 1\n", None)
    document = compare(services, open_round, ungraded)
    assert "not ended" in document["notes"][0]
    assert "no level yet" in document["notes"][1]
    assert all(row["change"] is None for row in document["criteria"])
    assert document["documents"] == []
    assert "handed in nothing" in document["documents_note"]


def test_different_questions_are_not_set_against_each_other(services: Services, desks: Desks) -> None:
    other = plan_round(services, Plan("coding/bm25-top-k")).id
    document = compare(services, handed_in(desks, "x", 3), other)
    assert not document["same_question"]
    assert document["documents"] == []
    assert "different ones" in document["documents_note"]


def test_what_cannot_be_compared_is_refused(services: Services, desks: Desks) -> None:
    one = handed_in(desks, "x", 3)
    with pytest.raises(BadInputError, match="the same round"):
        compare(services, one, one)
    with pytest.raises(BadInputError, match="no round"):
        compare(services, one, "zzz")
    with pytest.raises(BadInputError, match="no question 2"):
        compare(services, one, f"{one}/2")


def test_a_long_answer_is_compared_in_bounded_time() -> None:
    rng = random.Random(5)
    left, right = ("\n".join(f"line {rng.randrange(200)}" for _ in range(MOST_LINES + 300)) for _ in range(2))
    begun = time.perf_counter()
    told = difference("solution", left, right)
    assert told["cut"] == 300
    assert time.perf_counter() - begun < 10


def test_changed_words_are_marked_where_lines_are_alike() -> None:
    left, right = changed_words("return total / count", "return total / max(count, 1)")
    assert not left
    assert [("return total / max(count, 1)"[a:b]) for a, b in right] == ["max(", ", 1)"]
    assert changed_words("import os", "def f(x): pass") == ([], [])


def test_a_round_is_deleted_for_good_and_what_is_the_users_stays(services: Services, desks: Desks) -> None:
    kept, gone = handed_in(desks, "a", 2), handed_in(desks, "b", 3)
    cached = services.home.cache / "reports" / f"{gone}.html"
    cached.parent.mkdir(parents=True)
    cached.write_text("a report")
    assert "coding/token-bucket" in history.to_delete(services, gone).words
    document = history.delete(services, gone)
    assert document == {"deleted": gone, "folder_kept": None, "copies_kept": False}
    assert not cached.exists()
    assert [line.round.id for line in history.lines(services).rounds] == [kept]
    with pytest.raises(BadInputError, match="no round"):
        history.delete(services, gone)


def test_a_rewound_round_outlives_the_one_it_came_from(services: Services, desks: Desks) -> None:
    parent = handed_in(desks, "a", 2)
    child = services.stored(
        lambda store: store.create_round(
            store.load_round(parent).model_copy(update={"id": RoundId("child"), "parent": parent})
        )
    )
    assert child is None
    history.delete(services, parent)
    assert services.stored(lambda store: store.load_round(RoundId("child"))).parent is None
