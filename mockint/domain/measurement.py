"""What code says about a submission: facts, never opinions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mockint.domain.base import Value
from mockint.domain.ids import CriterionId, ItemId
from mockint.domain.skill import Level


class Measurement(Value):
    """One named fact about a submission.

    Attributes:
        name: What was measured: ``hidden_tests``, ``own_tests``, ``growth``, ...
        data: Plain data for reports and for graders; its keys are part of the commands' JSON.
        sentence: The fact in words, for the debrief; also the evidence that a level may rest on.
        levels: Levels of measured criteria that follow from this fact alone.
        failed_gates: Ids of gates of the rubric that this fact does not pass.
        error: Why it could not be measured; then `data` and `levels` are empty.
    """

    item_id: ItemId
    name: str
    made: datetime
    data: Mapping[str, Any]
    sentence: str
    levels: Mapping[CriterionId, Level] = {}
    failed_gates: tuple[str, ...] = ()
    error: str = ""
