"""Which rounds keep their result to themselves for now: those of a loop of which more is still to be done."""

from __future__ import annotations

from collections.abc import Collection

from mockint.app.services import Services
from mockint.domain.loop import statuses
from mockint.history.store import Store


def held_rounds(services: Services, rounds: Collection[str]) -> frozenset[str]:
    """Those of these rounds whose result waits for the end of their loop; a loop without any of them costs little."""
    if not rounds or not services.has_history():
        return frozenset()
    asked = frozenset(rounds)

    def read(store: Store) -> frozenset[str]:
        found: set[str] = set()
        with store.one_view():
            for loop in store.loops():
                mine = asked.intersection(slot.round_id for slot in loop.slots if slot.round_id is not None)
                if not mine:
                    continue
                slots = statuses(loop, store.rounds_of(loop))
                left = {one.slot.round_id for one in slots if one.state in {"to_come", "open"}}
                found.update(one for one in mine if left - {one})
        return frozenset(found)

    return services.stored(read)
