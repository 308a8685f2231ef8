"""Reads the amount out of the task and pays it, whatever the model or the policy says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class Agent:
    def __init__(self, data_dir: Path, state_dir: Path, app: Any) -> None:
        self.app = app

    def run(self, task_id: str, task: str, allowed_orders: list[str], turns: int | None = None) -> dict[str, Any]:
        amount = re.search(r"(\d+\.\d\d) EUR", task)
        if amount:
            self.app.tool("refund", {"order_id": allowed_orders[0], "amount": float(amount[1])})
        return {"status": "done", "message": task}

    def resume(self, task_id: str) -> dict[str, Any]:
        return {"status": "done", "message": ""}

    def report(self, task_id: str) -> dict[str, Any]:
        return {"status": "done", "turns": 3, "tools": ["get_order", "refund"]}
