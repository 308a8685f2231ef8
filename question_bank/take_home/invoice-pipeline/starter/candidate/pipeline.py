"""Begin here. It runs, and sends everything to a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Pipeline:
    """Documents in, bookings out.

    Args:
        data_dir: Read only; holds ``suppliers.json`` and ``labels.json``.
        state_dir: Yours to keep; it outlives a kill.
    """

    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.data_dir = data_dir
        self.state_dir = state_dir

    def process(self, doc_id: str, text: str) -> dict[str, Any]:
        """Book a document, or say why not."""
        return {"status": "review", "reasons": [], "repaired": [], "fields": {}}
