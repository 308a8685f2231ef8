"""Begin here. It runs, and stops every task at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Agent:
    """Runs tasks.

    Args:
        data_dir: Read only; holds ``policy.json`` and ``tools.json``.
        state_dir: Yours to keep; it outlives a kill.
        app: The scripted model, the tools and the person; see ``__main__.App``.
    """

    def __init__(self, data_dir: Path, state_dir: Path, app: Any) -> None:
        self.data_dir = data_dir
        self.state_dir = state_dir
        self.app = app

    def run(self, task_id: str, task: str, allowed_orders: list[str], turns: int | None = None) -> dict[str, Any]:
        """Run a task to its end, or for so many turns."""
        return {"status": "stopped", "message": "Nothing is built yet."}

    def resume(self, task_id: str) -> dict[str, Any]:
        """Go on with a task that was paused."""
        return {"status": "stopped", "message": "Nothing is built yet."}

    def report(self, task_id: str) -> dict[str, Any]:
        """How a task went."""
        return {"status": "stopped", "turns": 0, "tools": []}
