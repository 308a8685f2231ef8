"""What may be called: tools and their parameters, and the policy over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_TYPES = {"string": (str,), "number": (int, float), "integer": (int,), "boolean": (bool,)}


class Rules:
    """``tools.json`` and ``policy.json``, read once."""

    def __init__(self, data_dir: Path) -> None:
        tools = json.loads((data_dir / "tools.json").read_text(encoding="utf-8"))
        self.tools = {tool["name"]: tool for tool in tools}
        self.policy = json.loads((data_dir / "policy.json").read_text(encoding="utf-8"))
        self.max_turns = int(self.policy.get("max_turns", 10))
        self.max_tries = int(self.policy.get("max_tries", 3))

    def is_read(self, name: str) -> bool:
        """Whether a tool changes nothing."""
        return bool(self.tools[name].get("reads"))

    def parse(self, name: str, text: str) -> tuple[dict[str, Any], str]:
        """The arguments, and what is wrong with the call; empty where nothing is."""
        if name not in self.tools:
            return {}, f"there is no tool {name!r}; there are {', '.join(self.tools)}"
        try:
            arguments = json.loads(text)
        except ValueError as error:
            return {}, f"arguments are not JSON: {error}"
        if not isinstance(arguments, dict):
            return {}, "arguments must be an object"
        return arguments, self._wrong(self.tools[name]["parameters"], arguments)

    def forbids(self, name: str, arguments: dict[str, Any], allowed: list[str]) -> str:
        """Why a call is never made; empty where it may be."""
        if name in self.policy.get("never", ()):
            return f"the policy never allows {name}"
        order = arguments.get("order_id")
        if not self.is_read(name) and order is not None and order not in allowed:
            return f"{order} is none of this task's orders"
        return ""

    def wants_person(self, name: str, arguments: dict[str, Any]) -> bool:
        """Whether a person is asked first."""
        rule = self.policy.get("approval", {}).get(name)
        if rule is None:
            return False
        limit = rule.get("amount_over")
        return limit is None or float(arguments.get("amount", 0)) > limit

    @staticmethod
    def _wrong(parameters: dict[str, Any], arguments: dict[str, Any]) -> str:
        for name in arguments:
            if name not in parameters:
                return f"{name} is no parameter"
        for name, wanted in parameters.items():
            value = arguments.get(name)
            if value is None:
                if wanted.get("optional"):
                    continue
                return f"{name} is missing"
            if isinstance(value, bool) != (wanted["type"] == "boolean") or not isinstance(
                value, _TYPES[wanted["type"]]
            ):
                return f"{name} must be a {wanted['type']}"
            if "enum" in wanted and value not in wanted["enum"]:
                return f"{name} must be one of {wanted['enum']}"
            if value_outside(value, wanted):
                return f"{name} is out of bounds"
        return ""


def value_outside(value: Any, wanted: dict[str, Any]) -> bool:
    """Whether a number is beyond its bounds."""
    if isinstance(value, str | bool):
        return False
    return value < wanted.get("minimum", value) or value > wanted.get("maximum", value)
