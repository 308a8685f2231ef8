from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from mockint.domain.calls import ModelCall, Purpose, Usage
from mockint.domain.ids import GradeId, ItemId, ProfileId, RoundId
from mockint.domain.judgement import Judged
from mockint.domain.round import RoundState
from mockint.history import rows
from mockint.history.store import Store
from mockint.history.values import Spent
from tests.helpers.records import (
    START,
    add_round,
    make_events,
    make_grade,
    make_model_call,
    make_round,
    make_submission,
)


def test_calls_come_back_newest_first_and_a_page_at_a_time(store: Store) -> None:
    record = add_round(store)
    calls = [make_model_call(f"c{number}", record, minute=number // 2) for number in range(7)]
    assert store.add_model_calls(calls[:5]) == 5
    assert store.add_model_calls(calls) == 2, "what is kept already is passed over"
    newest = tuple(reversed(calls))
    assert store.model_calls() == newest
    assert store.model_calls(limit=3) == newest[:3]
    assert store.model_calls(limit=3, before=newest[2]) == newest[3:6]
    assert store.model_calls(before=newest[6]) == ()
    assert store.counts().model_calls == 7


def test_what_was_spent_counts_the_unknown_apart(store: Store) -> None:
    assert store.spent_since(START) == Spent(0.0, 0)
    store.add_model_calls(
        [
            make_model_call("before", minute=-1, price_usd=5.0),
            make_model_call("a", minute=0, price_usd=0.25),
            make_model_call("b", minute=1, price_usd=0.5, outcome="cut"),
            make_model_call("c", minute=2, price_usd=None, price_note="unknown"),
            make_model_call("d", minute=3, price_usd=None, price_note="local"),
        ]
    )
    assert store.spent_since(START) == Spent(0.75, 1)
    assert store.spent_since(START - timedelta(hours=1)) == Spent(5.75, 1)
    assert store.spent_since(START + timedelta(days=1)) == Spent(0.0, 0)


def test_what_was_spent_on_a_round_outlives_it(store: Store) -> None:
    record = add_round(store)
    store.add_model_calls([make_model_call("mine", record), make_model_call("own")])
    store.delete_round(record.id)
    assert {call.id: call.round_id for call in store.model_calls()} == {"mine": None, "own": None}
    store.add_model_calls([make_model_call("late", record)])
    assert {call.id: call.round_id for call in store.model_calls()} == {
        "mine": None,
        "own": None,
        "late": None,
    }


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
_tokens = st.integers(0, 10**9)
_seconds = st.floats(0, 1e6)
_calls = st.builds(
    ModelCall,
    id=st.uuids().map(str),
    made=st.datetimes(datetime(1970, 1, 2), datetime(9990, 1, 1), timezones=st.just(UTC)),
    purpose=st.sampled_from(get_args(Purpose)),
    model=_texts,
    host=_texts,
    prompt_version=_texts,
    usage=st.builds(Usage, input_tokens=_tokens, cache_read=_tokens, cache_creation=_tokens, output_tokens=_tokens),
    price_usd=st.none() | st.floats(0, 1e4),
    price_note=st.sampled_from(["known", "unknown", "local"]),
    seconds=_seconds,
    first_s=st.none() | _seconds,
    outcome=_texts,
    message=_texts,
    round_id=st.none() | _texts,
    grade_id=st.none() | _texts,
)


@given(call=_calls)
def test_every_call_survives_its_row(call: ModelCall) -> None:
    assert rows.model_call_value(rows.model_call_row(call)) == call


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.tuples(_texts, _texts, _texts, _texts), runs=st.integers(0, 9), marks=st.lists(_texts, max_size=3))
def test_who_judged_survives_the_row(texts: tuple[str, str, str, str], runs: int, marks: list[str]) -> None:
    names = ("grader", "model", "effort", "prompt_version")
    grade = make_grade(make_round(), runs=runs, marks=tuple(marks), **dict(zip(names, texts, strict=True)))
    assert rows.grade_value(rows.grade_row(1, grade), rows.judgement_rows(grade)) == grade


WHOLE = (Judged(criterion="correctness", level=3, source="measured"),)


def test_what_is_not_read_as_a_whole_waits(store: Store) -> None:
    def handed_in(name: str, **changes: object) -> RoundId:
        record = add_round(store, name, **{"state": RoundState.MEASURED} | changes)
        late = {"submitted": START + timedelta(hours=len(store.round_ids()))}
        store.save_submission(make_submission(record).model_copy(update=late))
        return record.id

    add_round(store, "running")
    handed_in("never")
    handed_in("demo", demo=True)
    for name, whole in (("measured", [False]), ("graded", [False, True]), ("again", [True, False])):
        handed_in(name)
        for number, is_whole in enumerate(whole):
            grade = make_grade(make_round(name), f"{name}{number}")
            store.add_grade(grade.model_copy(update={"judgements": WHOLE}) if is_whole else grade)
    handed_in("partly", state=RoundState.GRADED)
    store.add_grade(make_grade(make_round("partly"), "partly"))
    handed_in("read", state=RoundState.GRADED)
    store.add_grade(make_grade(make_round("read"), "read").model_copy(update={"judgements": WHOLE}))
    waiting = store.ungraded()
    assert [line.round_id for line in waiting] == ["partly", "again", "measured", "never"]
    _, again, measured, never = waiting
    assert measured.last == store.grades(RoundId("measured"))[-1]
    assert again.last == store.grades(RoundId("again"))[-1]
    assert never.last is None
    assert (never.item_id, never.kind, never.question_ref) == (ItemId("i0"), "coding", "coding/token-bucket")
    assert (never.title, never.state, never.submitted.tzinfo) == ("Token bucket", RoundState.MEASURED, UTC)
    assert store.ungraded(limit=1) == waiting[:1]
    assert store.ungraded(profile=ProfileId("someone")) == ()


@pytest.mark.history_file
def test_the_queue_is_found_by_keys_and_reads_no_journal(store: Store) -> None:
    record = add_round(store, state=RoundState.MEASURED)
    store.append_events(record.id, make_events(3))
    store.save_submission(make_submission(record))
    store.add_grade(make_grade(record, GradeId("g")))
    asked: list[tuple[str, object]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
    assert len(store.ungraded(limit=5)) == 1
    queries = [query for query in asked if query[0].startswith("SELECT")]
    assert len(queries) == 2, "one for the items, one for the judgements of each"
    with store.one_view() as session:
        plan = " ".join(
            str(row[3])
            for sql, given in queries
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        )
    assert "event" not in plan
    scanned = [part for part in plan.split("SCAN ")[1:] if "ix_judgement_ungraded" not in part]
    assert scanned == [], plan


@pytest.mark.history_file
@pytest.mark.parametrize("column", ["made", "round_id"])
def test_calls_are_found_by_an_index(store: Store, column: str) -> None:
    with store.one_view() as session:
        plan = str(
            session.connection().execute(text(f"EXPLAIN QUERY PLAN SELECT * FROM model_call WHERE {column} > ''")).all()
        )
    assert f"ix_model_call_{column}" in plan
