"""The first thing one would try: call what the model asks for until it stops asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Agent:
    def __init__(self, data_dir: Path, state_dir: Path, app: Any) -> None:
        self.app = app
        self.turns = 0
        self.called: list[str] = []

    def run(self, task_id: str, task: str, allowed_orders: list[str], turns: int | None = None) -> dict[str, Any]:
        messages: list[dict[str, Any]] = [{"role": "user", "content": task}]
        for _ in range(25):
            reply = self.app.model(messages)
            self.turns += 1
            if not reply["calls"]:
                return {"status": "done", "message": reply["text"]}
            messages.append({"role": "assistant", "content": "", "calls": reply["calls"]})
            for call in reply["calls"]:
                self.called.append(call["name"])
                found = self.app.tool(call["name"], json.loads(call["arguments"]))
                messages.append({"role": "tool", "call_id": call["id"], "content": json.dumps(found)})
        return {"status": "done", "message": ""}

    def resume(self, task_id: str) -> dict[str, Any]:
        return self.run(task_id, "Go on.", [])

    def report(self, task_id: str) -> dict[str, Any]:
        return {"status": "done", "turns": self.turns, "tools": self.called}
