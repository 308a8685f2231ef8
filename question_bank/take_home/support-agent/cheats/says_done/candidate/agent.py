"""Says that it was done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class Agent:
    def __init__(self, data_dir: Path, state_dir: Path, app: Any) -> None:
        self.words = ""

    def run(self, task_id: str, task: str, allowed_orders: list[str], turns: int | None = None) -> dict[str, Any]:
        self.words = f"{' '.join(re.findall(r'[0-9.]+', task))} went back. nothing was paid. It cannot be read."
        return {"status": "done", "message": self.words}

    def resume(self, task_id: str) -> dict[str, Any]:
        return {"status": "done", "message": self.words}

    def report(self, task_id: str) -> dict[str, Any]:
        return {"status": "done", "turns": 3, "tools": ["get_order", "refund"]}
