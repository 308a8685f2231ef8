import json
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

Json = dict[str, Any]


class CallError(Exception):
    """A call that went wrong; its text is what the model is told."""


class Observation(NamedTuple):
    """What came of a call."""

    text: str
    is_error: bool


class Desk:
    """Runs calls with the tools that there are, and remembers which ones ran."""

    def __init__(self, tools: dict[str, Json], max_repeats: int | None) -> None:
        self._tools = tools
        self._max_repeats = max_repeats
        self._ran: Counter[tuple[str, str]] = Counter()

    def observe(self, call: Json) -> Observation:
        """Run one call; whatever goes wrong with it becomes an observation."""
        try:
            return Observation(self._run(call["name"], call["arguments"]), is_error=False)
        except CallError as error:
            return Observation(f"error: {error}", is_error=True)

    def _run(self, name: str, text: str) -> str:
        if name not in self._tools:
            raise CallError(f"unknown tool {name}")
        tool = self._tools[name]
        arguments = read_arguments(text)
        required, optional = set(tool["required"]), set(tool["optional"])
        if not required <= arguments.keys() <= required | optional:
            raise CallError(f"wrong arguments for {name}")
        same = (name, json.dumps(plain(arguments), sort_keys=True))
        if self._max_repeats is not None and self._ran[same] >= self._max_repeats:
            raise CallError("repeated call")
        self._ran[same] += 1
        try:
            result = tool["run"](**arguments)
        except Exception as error:
            raise CallError(f"{type(error).__name__}: {error}") from error
        return result if isinstance(result, str) else json.dumps(result)


def plain(value: Any) -> Any:
    """The value with all its numbers, and what Python takes for numbers, as floats."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, int) else value


def read_arguments(text: str) -> Json:
    """The arguments of a call; none for an empty text."""
    if not text.strip():
        return {}
    try:
        arguments = json.loads(text)
    except json.JSONDecodeError:
        arguments = None
    if not isinstance(arguments, dict):
        raise CallError("arguments are not a JSON object")
    return arguments


def run(
    model: Callable[[list[Json]], Json],
    tools: dict[str, Json],
    request: str,
    max_steps: int,
    max_repeats: int | None = None,
    max_failures: int | None = None,
) -> Json:
    """Ask the model and run its calls in turns; returns status, answer and messages.

    Args:
        model: Gives a reply to the messages so far.
        tools: What can be called, by name.
        request: The user's words.
        max_steps: How often the model is asked at most.
        max_repeats: How often the same call may run.
        max_failures: After so many steps in a row that brought only errors, the run ends.
    """
    desk = Desk(tools, max_repeats)
    messages: list[Json] = [{"role": "user", "text": request}]
    failures = 0
    for step in range(1, max_steps + 1):
        reply = model(messages)
        calls = reply.get("calls", [])
        messages.append({"role": "assistant", "text": reply["text"], "calls": calls})
        if not calls:
            return {"status": "done", "answer": reply["text"], "messages": messages}
        if step == max_steps:
            break
        observations = [desk.observe(call) for call in calls]
        for call, observation in zip(calls, observations, strict=True):
            messages.append({"role": "tool", "call_id": call["id"], "text": observation.text})
        failures = failures + 1 if all(observation.is_error for observation in observations) else 0
        if failures == max_failures:
            return {"status": "stuck", "answer": None, "messages": messages}
    return {"status": "step limit", "answer": None, "messages": messages}
