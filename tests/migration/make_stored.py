"""Writes the stored history of the newest revision as SQL text: ``python -m tests.migration.make_stored``.

Run it once for each new revision and keep the older files: they are what the migrations are tried on.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from mockint.clock import ManualClock
from mockint.history.migrate import HEAD
from mockint.history.store import open_store
from mockint.paths import Home
from tests.helpers.records import fill

FOLDER = Path(__file__).parent / "stored"
_SEARCH = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search_*_[0-9]'"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        store = open_store(home, ManualClock())
        fill(store, rounds=2, events=3)
        store.close()
        with closing(sqlite3.connect(home.database)) as connection:
            for (name,) in connection.execute(_SEARCH).fetchall():  # made anew from the tables wherever it is missing
                connection.execute(f"DROP TABLE IF EXISTS {name}")
            text = "\n".join(connection.iterdump())
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"revision_{HEAD}.sql").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
