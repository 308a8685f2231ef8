"""Treats all tenants as one, and always says something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class Service:
    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.docs: dict[str, str] = {}

    def upsert(self, tenant: str, doc: str, version: int, text: str) -> dict[str, Any]:
        self.docs[doc] = text
        return {"stored": True}

    def delete(self, tenant: str, doc: str) -> dict[str, Any]:
        return {"deleted": True}

    def ask(self, tenant: str, question: str) -> dict[str, Any]:
        asked = set(re.findall(r"[a-z]+", question.lower()))
        lines = [(doc, line) for doc, text in self.docs.items() for line in text.splitlines() if line.strip()]
        best = max(lines, key=lambda one: len(asked & set(re.findall(r"[a-z]+", one[1].lower()))), default=None)
        return {"answer": best and best[1], "citations": [best[0]] if best else []}

    def stats(self, tenant: str) -> dict[str, Any]:
        return {"documents": len(self.docs)}
