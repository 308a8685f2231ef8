"""Who may work on a round."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mockint.domain.round import Owner
from mockint.errors import RoundError
from mockint.rounds.ownership import SILENT_AFTER_S, Standing, beaten, claimed, released, standing
from tests.helpers.coding_rounds import WALL, make_record

ME = Owner(process_id=10, process_started="100", boot_id="boot", heartbeat=WALL)
OTHER = Owner(process_id=20, process_started="200", boot_id="boot", heartbeat=WALL)
RECORD = make_record()
LATE = WALL + timedelta(seconds=SILENT_AFTER_S + 1)
EARLY = WALL - timedelta(seconds=SILENT_AFTER_S + 1)


def alive(process_id: int, started: str) -> bool:
    return (process_id, started) in {(10, "100"), (20, "200")}


CASES = [
    ("nobody holds it", None, WALL, Standing.FREE),
    ("I hold it", ME, LATE, Standing.MINE),
    ("a living process holds it", OTHER, WALL, Standing.HELD),
    ("a living process that says nothing", OTHER, LATE, Standing.SILENT),
    ("the wall clock was set back under a living process", OTHER, EARLY, Standing.SILENT),
    ("a process that is gone", OTHER.model_copy(update={"process_id": 30}), WALL, Standing.DEAD),
    ("its id went to another process", OTHER.model_copy(update={"process_started": "199"}), WALL, Standing.DEAD),
    ("my id in an earlier life", ME.model_copy(update={"process_started": "99"}), WALL, Standing.DEAD),
    ("another boot, a moment ago", OTHER.model_copy(update={"boot_id": "old"}), WALL, Standing.HELD),
    ("another boot, long ago", OTHER.model_copy(update={"boot_id": "old"}), LATE, Standing.DEAD),
    ("another boot, in the future", OTHER.model_copy(update={"boot_id": "old"}), EARLY, Standing.DEAD),
]


@pytest.mark.parametrize(("owner", "now", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_standing(owner: Owner | None, now: object, expected: Standing) -> None:
    assert standing(owner, ME, now, alive) is expected  # type: ignore[arg-type]


def test_where_boots_are_not_known_the_heartbeat_alone_decides() -> None:
    me = ME.model_copy(update={"boot_id": "process-1"})
    other = OTHER.model_copy(update={"boot_id": "process-2", "process_id": 99})

    assert standing(other, me, WALL, alive) is Standing.HELD
    assert standing(other, me, LATE, alive) is Standing.DEAD


def test_a_free_or_dead_owners_round_is_mine_for_the_asking() -> None:
    gone = RECORD.model_copy(update={"owner": OTHER.model_copy(update={"process_id": 30})})

    assert claimed(RECORD, ME, LATE, alive).owner == ME.model_copy(update={"heartbeat": LATE})
    assert claimed(gone, ME, LATE, alive).owner == ME.model_copy(update={"heartbeat": LATE})


def test_a_held_round_can_only_be_followed() -> None:
    held = RECORD.model_copy(update={"owner": OTHER})
    with pytest.raises(RoundError, match="only be followed"):
        claimed(held, ME, WALL, alive, take_over=True)


def test_a_silent_owners_round_is_taken_over_only_when_asked() -> None:
    held = RECORD.model_copy(update={"owner": OTHER})
    with pytest.raises(RoundError, match="take the round over"):
        claimed(held, ME, LATE, alive)
    assert claimed(held, ME, LATE, alive, take_over=True).owner == ME.model_copy(update={"heartbeat": LATE})


def test_the_heartbeat_of_one_who_lost_the_round_is_refused() -> None:
    mine = claimed(RECORD, ME, WALL, alive)

    assert beaten(mine, ME, LATE).owner == ME.model_copy(update={"heartbeat": LATE})
    for record in (RECORD, RECORD.model_copy(update={"owner": OTHER})):
        with pytest.raises(RoundError, match="taken over"):
            beaten(record, ME, LATE)


def test_only_its_owner_gives_a_round_up() -> None:
    held = RECORD.model_copy(update={"owner": OTHER})

    assert released(claimed(RECORD, ME, WALL, alive), ME).owner is None
    assert released(held, ME) is held
    assert released(RECORD, ME) is RECORD
