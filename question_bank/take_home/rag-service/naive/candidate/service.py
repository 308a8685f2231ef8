"""The first thing one would try: everything in memory, the document with most words in common, its best line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


class Service:
    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.docs: dict[tuple[str, str], str] = {}

    def upsert(self, tenant: str, doc: str, version: int, text: str) -> dict[str, Any]:
        self.docs[tenant, doc] = text
        return {"stored": True}

    def delete(self, tenant: str, doc: str) -> dict[str, Any]:
        return {"deleted": self.docs.pop((tenant, doc), None) is not None}

    def ask(self, tenant: str, question: str) -> dict[str, Any]:
        asked = words(question)
        mine = [(len(asked & words(text)), doc, text) for (owner, doc), text in self.docs.items() if owner == tenant]
        if not mine:
            return {"answer": None, "citations": []}
        _, doc, text = max(mine)
        line = max((one for one in text.splitlines() if one.strip()), key=lambda one: len(asked & words(one)))
        return {"answer": line, "citations": [doc]}

    def stats(self, tenant: str) -> dict[str, Any]:
        return {"documents": sum(owner == tenant for owner, _ in self.docs)}
