"""What a task has come to, on disk after every step, so that a kill repeats nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class State:
    """One file a task, written anew as a whole."""

    def __init__(self, folder: Path, task_id: str) -> None:
        self._path = folder / f"{''.join(one if one.isalnum() or one in '-_' else '_' for one in task_id)}.json"

    def load(self) -> dict[str, Any] | None:
        """What is kept; None where the task is not known."""
        return json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else None

    def save(self, kept: dict[str, Any]) -> None:
        """Keep it; whoever reads meanwhile sees the old text or the new one."""
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
