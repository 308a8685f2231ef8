"""What a candidate handed in, kept before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from mockint.domain.base import Value
from mockint.domain.ids import ItemId, RoundId, content_hash


class Submission(Value):
    """The documents of one item as they were handed in.

    Attributes:
        documents: Text by document name (``solution``, ``tests``, ``explanation``, ``notes``).
        ended_by: Whether the candidate handed in or time did.
        elapsed_s: Seconds of the round's clock at that point.
        overtime_s: Seconds past the planned end.
        hints_used: Number of hints taken.
    """

    round_id: RoundId
    item_id: ItemId
    submitted: datetime
    documents: Mapping[str, str]
    ended_by: Literal["candidate", "time"] = "candidate"
    elapsed_s: float = Field(ge=0)
    overtime_s: float = Field(default=0.0, ge=0)
    hints_used: int = Field(default=0, ge=0)

    def hash(self) -> str:
        """SHA-256 over the documents, names and texts, in name order."""
        return content_hash("\0".join(f"{name}\0{text}" for name, text in sorted(self.documents.items())))
