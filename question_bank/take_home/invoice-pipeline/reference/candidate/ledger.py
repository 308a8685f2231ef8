"""What was booked, by supplier and number, in SQLite; written before it is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Ledger:
    """Keeps a booking once."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS booking (supplier TEXT, number TEXT, doc TEXT, PRIMARY KEY (supplier, number))"
        )

    def has(self, supplier: str, number: str) -> bool:
        """Whether it was booked."""
        found = self._db.execute("SELECT 1 FROM booking WHERE supplier = ? AND number = ?", (supplier, number))
        return found.fetchone() is not None

    def book(self, supplier: str, number: str, doc: str) -> None:
        """Book it; a second time changes nothing."""
        self._db.execute("INSERT OR IGNORE INTO booking VALUES (?, ?, ?)", (supplier, number, doc))
