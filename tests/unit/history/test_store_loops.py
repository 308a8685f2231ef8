from __future__ import annotations

import pytest

from mockint.domain.ids import RoundId
from mockint.domain.loop import LoopId
from mockint.errors import BadInputError
from mockint.history.store import Store
from tests.helpers.records import add_round, make_loop


def test_a_loop_is_changed_in_place_and_listed_newest_first(store: Store) -> None:
    first, second = make_loop(), make_loop("l2", minute=1)
    assert store.put_loop(first)
    assert store.put_loop(second)
    changed = first.model_copy(update={"state": "stopped"})
    assert not store.put_loop(changed)
    assert store.loops() == (second, changed)


def test_a_deleted_round_leaves_the_loop_and_a_gap(store: Store) -> None:
    record = add_round(store, "r0")
    loop = make_loop()
    store.put_loop(loop)
    assert set(store.rounds_of(loop)) == {record.id}
    store.delete_round(RoundId("r0"))
    assert store.rounds_of(loop) == {}
    assert store.loops() == (loop,)


def test_a_deleted_loop_leaves_its_rounds(store: Store) -> None:
    add_round(store, "r0")
    store.put_loop(make_loop())
    store.delete_loop(LoopId("l1"))
    assert store.loops() == ()
    assert store.has_round(RoundId("r0"))
    with pytest.raises(BadInputError, match="There is no loop l1"):
        store.delete_loop(LoopId("l1"))
