"""Documents by tenant in SQLite, written before they are confirmed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple


class Document(NamedTuple):
    """A document as it counts now."""

    doc: str
    version: int
    text: str


class Store:
    """Every read names the tenant, so that nothing of another one can be had."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS document (tenant TEXT, doc TEXT, version INTEGER, text TEXT, PRIMARY KEY (tenant, doc))"
        )

    def put(self, tenant: str, document: Document) -> bool:
        """Store it unless a newer version is there; whether it was stored."""
        done = self._db.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?) ON CONFLICT (tenant, doc) DO UPDATE SET version = excluded.version, "
            "text = excluded.text WHERE excluded.version >= document.version",
            (tenant, *document),
        )
        return done.rowcount > 0

    def remove(self, tenant: str, doc: str) -> bool:
        """Remove it for good; whether it was there."""
        return self._db.execute("DELETE FROM document WHERE tenant = ? AND doc = ?", (tenant, doc)).rowcount > 0

    def of(self, tenant: str) -> list[Document]:
        """All documents of a tenant."""
        rows = self._db.execute("SELECT doc, version, text FROM document WHERE tenant = ? ORDER BY doc", (tenant,))
        return [Document(*row) for row in rows]
