"""Targets, interviews and expectations in the store."""

from __future__ import annotations

import pytest

from mockint.domain.event import Event, Predicted, Unknown
from mockint.domain.target import InterviewId, TargetId
from mockint.errors import BadInputError
from mockint.history.store import Store
from tests.helpers.records import START, add_round, make_expectation, make_interview, make_target


def test_targets_are_changed_in_place_and_deleted(store: Store) -> None:
    first, second = make_target(), make_target("t2", minute=1)
    store.put_target(second)
    store.put_target(first)
    changed = first.model_copy(update={"company": "Other", "closed": True})
    store.put_target(changed)
    assert store.targets() == (changed, second), "in the order they were made"
    store.delete_target(first.id)
    assert not store.has_target(first.id)
    with pytest.raises(BadInputError, match="no target"):
        store.delete_target(TargetId("x"))


def test_interviews_are_in_the_order_they_were_held(store: Store) -> None:
    late = make_interview("i2", held=START.date())
    assert store.add_interview(late)
    assert store.add_interview(make_interview())
    assert not store.add_interview(late)
    assert [one.id for one in store.interviews()] == ["i1", "i2"]
    store.delete_interview(late.id)
    with pytest.raises(BadInputError, match="no interview"):
        store.delete_interview(InterviewId("i2"))


def test_a_first_expectation_is_never_replaced_and_goes_with_its_round(store: Store) -> None:
    record = add_round(store)
    store.add_expectation(make_expectation(record))
    store.add_expectation(make_expectation(record, correctness=4.0))
    assert store.expectations(record.id) == (make_expectation(record),)
    store.delete_round(record.id)
    assert store.expectations() == ()


def test_the_last_word_of_a_prediction_counts_and_what_is_not_known_is_passed_over(store: Store) -> None:
    record = add_round(store, items=2)
    payloads = (
        Predicted(levels={"correctness": 1}),
        Predicted(levels={"correctness": 3}),
        Predicted(item=7, levels={"correctness": 2}),
        Unknown(kind="predicted", data={"item": 1, "levels": {"testing": "high", "correctness": 2}}),
        Unknown(kind="predicted", data={"item": 1, "levels": 3}),
    )
    events = [
        Event(seq=number, t_ms=number, wall=START, version=9 if isinstance(one, Unknown) else 1, payload=one)
        for number, one in enumerate(payloads, start=1)
    ]
    store.append_events(record.id, events)
    first, second = (item.id for item in record.items)
    assert store.predicted_levels([record.id]) == (
        (record.id, first, {"correctness": 3}),
        (record.id, second, {"correctness": 2}),
    )
    assert store.predicted_levels([]) == ()
