"""The candidate's own word against a level of a grade; it stands beside the grade and changes nothing in it."""

from __future__ import annotations

from datetime import datetime

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId, ItemId, RoundId
from mockint.domain.skill import Level


class Dispute(Value):
    """What the candidate holds to be the right level, and why."""

    round_id: RoundId
    item_id: ItemId
    criterion: CriterionId
    level: Level
    why: str
    made: datetime
