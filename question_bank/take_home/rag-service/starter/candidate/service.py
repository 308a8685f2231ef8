"""Begin here. It runs, forgets everything and answers nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Service:
    """Documents by tenant, and answers from them.

    Args:
        data_dir: Read only; holds ``glossary.txt``.
        state_dir: Yours to keep; it outlives a kill.
    """

    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.data_dir = data_dir
        self.state_dir = state_dir

    def upsert(self, tenant: str, doc: str, version: int, text: str) -> dict[str, Any]:
        """Store a document, or a newer version of it."""
        return {"stored": True}

    def delete(self, tenant: str, doc: str) -> dict[str, Any]:
        """Forget a document."""
        return {"deleted": False}

    def ask(self, tenant: str, question: str) -> dict[str, Any]:
        """Answer from the tenant's documents, or abstain."""
        return {"answer": None, "citations": []}

    def stats(self, tenant: str) -> dict[str, Any]:
        """How much there is."""
        return {"documents": 0}
