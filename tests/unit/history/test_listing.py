"""The list of rounds: what is in it, in which order, and a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mockint.domain.grade import Grade
from mockint.domain.ids import ProfileId, RoundId
from mockint.domain.round import RoundState
from mockint.domain.verdict import VerdictWord
from mockint.domain.wanted import Place, Wanted
from mockint.history.store import Store
from tests.helpers.records import START, add_round, fill, make_grade


def test_the_list_is_newest_first_with_the_latest_grades(store: Store) -> None:
    records = fill(store, rounds=3)
    planned = add_round(store, "planned", minute=-5, started=None, state=RoundState.PLANNED)
    lines = store.list_rounds()
    assert [line.round for line in lines] == [*reversed(records), planned]
    assert lines[0].titles == ("Token bucket", "Token bucket")
    assert [(line.item_id, line.verdict.mean) for line in lines[0].grades] == [("i0", 3.5)]
    assert lines[-1].grades == ()
    assert [line.round.id for line in store.list_rounds(limit=2)] == ["r2", "r1"]
    assert len(store.list_rounds(limit=2)[0].grades) == 1
    assert [line.round.id for line in store.list_rounds(wanted=Wanted(states=(RoundState.PLANNED,)))] == ["planned"]
    assert store.list_rounds(wanted=Wanted(states=())) == ()
    assert store.list_rounds(wanted=Wanted(kinds=("debug",))) == ()
    assert store.list_rounds(ProfileId("someone")) == ()


def test_a_long_list_is_read_a_page_at_a_time(store: Store) -> None:
    for number in range(7):
        add_round(store, f"r{number}", minute=number // 2)  # two made in the same moment each
    whole = [line.round.id for line in store.list_rounds()]
    assert whole == ["r6", "r5", "r4", "r3", "r2", "r1", "r0"]
    read: list[str] = []
    after = None
    while page := store.list_rounds(limit=3, after=after):
        read += [line.round.id for line in page]
        after = Place(page[-1].round.created, page[-1].round.id)
        if len(read) == 3:  # what comes and goes before the place changes nothing behind it
            store.delete_round(RoundId("r6"))
            store.delete_round(RoundId("r4"))
            add_round(store, "new", minute=60)
    assert read == whole
    assert store.count_rounds() == 6


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "r0 r1 r2 open"),
        (Wanted(kinds=("coding",)), "r0 r1 r2 open"),
        (Wanted(kinds=("debug", "behavioral")), ""),
        (Wanted(kinds=()), ""),
        (Wanted(states=("paused",)), "open"),
        (Wanted(is_open=True, states=("graded",)), ""),
        (Wanted(is_open=False), "r0 r1 r2"),
        (Wanted(graded=True), "r0 r1"),
        (Wanted(graded=False), "r2 open"),
        (Wanted(verdicts=("hire",)), "r0"),
        (Wanted(verdicts=("no_hire",)), "r1"),
        (Wanted(verdicts=("hire", "no_hire")), "r0 r1"),
        (Wanted(since=START + timedelta(minutes=1)), "r1 r2 open"),
        (Wanted(until=START + timedelta(minutes=1)), "r0"),
        (Wanted(since=START + timedelta(minutes=1), until=START + timedelta(minutes=2)), "r1"),
        (Wanted(question="coding/token-bucket"), "r0 r1 r2 open"),
        (Wanted(question="coding/token"), ""),
        (Wanted(demo=True), "r2"),
        (Wanted(demo=False, is_open=False), "r0 r1"),
    ],
)
def test_the_list_is_narrowed_down(store: Store, wanted: Wanted, found: str) -> None:
    records = [
        add_round(store, f"r{number}", minute=number, items=2, state=RoundState.GRADED, demo=number == 2)
        for number in range(3)
    ]
    add_round(store, "open", minute=3, state=RoundState.PAUSED)
    later = {"word": VerdictWord.NO_HIRE, "mean": 1.5}
    unjudged = {"word": VerdictWord.NOT_JUDGED, "mean": None}
    for grade in (
        make_grade(records[0], "a", item=1),
        # The verdict changed, and a later reading that failed takes none back.
        make_grade(records[1], "b"),
        _with_verdict(make_grade(records[1], "c"), **later),
        _with_verdict(make_grade(records[1], "d"), **unjudged),
        _with_verdict(make_grade(records[2], "e"), **unjudged),
    ):
        store.add_grade(grade)
    lines = store.list_rounds(wanted=wanted)
    assert {line.round.id for line in lines} == set(found.split())
    assert store.count_rounds(wanted=wanted) == len(lines)
    assert store.first_rounds(wanted=wanted, limit=2) == (lines[:2], len(lines))


def _with_verdict(grade: Grade, **changes: object) -> Grade:
    return grade.model_copy(update={"verdict": grade.verdict.model_copy(update=changes)})


def test_a_round_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    for name in ("abc", "abd", "Abe", "a%c"):
        add_round(store, name)
    assert store.rounds_beginning("ab") == ("abc", "abd")
    assert store.rounds_beginning("a%") == ("a%c",)
    assert store.rounds_beginning("b") == ()
    assert store.rounds_beginning("ab", ProfileId("someone")) == ()
