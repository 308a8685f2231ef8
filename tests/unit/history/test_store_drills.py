from __future__ import annotations

from mockint.domain.ids import QuestionId
from mockint.history.store import Store
from tests.helpers.records import add_attempt, add_round, make_attempt


def test_attempts_are_kept_once_and_come_newest_first(store: Store) -> None:
    made = [make_attempt(f"a{number}", minute=number) for number in range(4)]
    other = make_attempt("b", minute=9, drill="ops/token-cost", question_id="d2")
    assert all(add_attempt(store, attempt) for attempt in (*made, other))
    assert not store.add_attempt(made[0]), "what is kept already is passed over"
    assert store.attempts() == (other, *reversed(made))
    assert store.attempts(limit=2) == (other, made[3])
    assert store.attempts(QuestionId("d2")) == (other,)
    assert store.counts().drill_attempts == 5
    last = {name: (attempt.made, attempt.verdict) for name, attempt in store.last_attempts().items()}
    assert last == {"d1": (made[3].made, "nearly"), "d2": (other.made, "nearly")}


def test_a_deleted_round_leaves_the_drill_of_an_attempt(store: Store) -> None:
    record = add_round(store, "r1")
    attempt = make_attempt()
    add_attempt(store, attempt)
    store.delete_round(record.id)
    assert store.has_content(attempt.content)
    assert store.attempts() == (attempt,)
