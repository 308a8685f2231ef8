"""Speaks the lines, and what may be asked while a request runs. There should be no need to touch it."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from candidate.agent import Agent


class App:
    """The other side: the scripted model, the tools and the person who says yes or no."""

    def __init__(self) -> None:
        self.request = ""
        self._numbers = itertools.count(1)

    def model(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        """The next turn: ``{"text": ... or null, "calls": [{"id", "name", "arguments": JSON text}]}``."""
        return self._ask({"model": {"messages": messages}})["reply"]

    def tool(self, name: str, arguments: dict[str, Any], key: str | None = None) -> dict[str, Any]:
        """``{"result": ...}`` or ``{"error": {"kind", "message"}}``."""
        more = {} if key is None else {"key": key}
        reply = self._ask({"tool": {"name": name, "arguments": arguments, **more}})
        return {name: reply[name] for name in ("result", "error") if name in reply}

    def approval(self, name: str, arguments: dict[str, Any], why: str) -> bool:
        """Whether the person says yes."""
        return bool(self._ask({"approval": {"name": name, "arguments": arguments, "why": why}})["approved"])

    def _ask(self, what: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        print(json.dumps({"id": self.request, "n": number, **what}), flush=True)
        for line in sys.stdin:
            reply = json.loads(line)
            if reply.get("n") == number:
                return reply
        raise SystemExit


def main() -> None:
    """Open, run tasks until ``bye``."""
    app = App()
    agent: Agent | None = None
    for line in sys.stdin:
        message = json.loads(line)
        op, app.request = message.pop("op"), message.pop("id", "")
        if op == "bye":
            return
        if op == "open":
            agent = Agent(Path(message["data_dir"]), Path(message["state_dir"]), app)
            reply: dict[str, Any] = {"ok": True}
        else:
            try:
                reply = {"result": getattr(agent, op)(**message)}
            except ValueError as error:
                reply = {"error": str(error)}
        print(json.dumps({"id": app.request, **reply}), flush=True)


if __name__ == "__main__":
    main()
