"""Looking at a round that another window or command works on, without touching it."""

from __future__ import annotations

from typing import NamedTuple

from mockint.app.process import is_alive, this_process
from mockint.app.record import RoundRecord, read_records
from mockint.app.services import Services
from mockint.domain.ids import RoundId
from mockint.domain.round import OPEN_STATES
from mockint.rounds import clock as round_clock
from mockint.rounds.ownership import Standing, standing


class Followed(NamedTuple):
    """A round as it stands in the history, which is at most half a second behind the one who works on it.

    Attributes:
        record: With the question that is open.
        remaining_s: Seconds left; below zero in overtime.
        is_free: Whether nobody holds the round any more, or it is over: it can be opened here.
    """

    record: RoundRecord
    remaining_s: float
    is_free: bool


def look(services: Services, round_id: RoundId) -> Followed:
    """Read a round that is somebody else's.

    Raises:
        HistoryError: If it cannot be read.
    """
    records = read_records(services, round_id)
    record = records[records[0].story.open_item]
    round_, now = record.round, services.clock.now()
    rules = round_clock.Rules(round_.mode, round_.planned_s)
    elapsed = 0.0 if round_.anchor is None else round_clock.elapsed_s(round_.anchor, now, rules)
    held = standing(round_.owner, this_process(services.clock), now.wall, is_alive)
    return Followed(
        record,
        round_clock.remaining_s(elapsed, rules),
        is_free=round_.state not in OPEN_STATES or held in (Standing.FREE, Standing.DEAD, Standing.MINE),
    )
