"""The service itself: checks what comes in, and puts store, words and answering together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from candidate.answering import best
from candidate.store import Document, Store
from candidate.words import Glossary

MOST_CHARACTERS = 200_000


class Service:
    """Documents by tenant, and answers from them."""

    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self._glossary = Glossary(data_dir / "glossary.txt")
        self._store = Store(state_dir / "documents.db")

    def upsert(self, tenant: str, doc: str, version: int, text: str) -> dict[str, Any]:
        """Store a document, or a newer version of it."""
        if not tenant or not doc:
            raise ValueError("a document has a tenant and an id")
        if len(text) > MOST_CHARACTERS:
            raise ValueError(f"a document has at most {MOST_CHARACTERS} characters")
        return {"stored": self._store.put(tenant, Document(doc, version, text))}

    def delete(self, tenant: str, doc: str) -> dict[str, Any]:
        """Forget a document."""
        return {"deleted": self._store.remove(tenant, doc)}

    def ask(self, tenant: str, question: str) -> dict[str, Any]:
        """Answer from the tenant's documents, or abstain."""
        found = best(question, self._store.of(tenant), self._glossary)
        if found is None:
            return {"answer": None, "citations": []}
        return {"answer": found.sentence, "citations": [found.doc]}

    def stats(self, tenant: str) -> dict[str, Any]:
        """How much there is."""
        return {"documents": len(self._store.of(tenant))}
