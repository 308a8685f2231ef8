"""A candidate's program as a story puts it through its day: open, one request after another, killed and opened again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from mockint.execution.launch import ProgramSpec
from mockint.execution.line_program import Answer, LineProgram

STATE: Final = "state"
"""The program's own folder within its folder; it outlives a restart, and each story begins with an empty one."""
_MOST_WORDS: Final = 400


class StepReply(NamedTuple):
    """What came of a request.

    Attributes:
        result: Of the reply; None where there is none.
        refused: Why the program refused, in its own words; empty where it did not.
        fault: Why there is no reply that can be read, in a sentence; empty where there is one.
    """

    result: Any = None
    refused: str = ""
    fault: str = ""
    wall_s: float = 0.0


class StoryProgram(LineProgram):
    """A program with a folder of data that it reads and a state that it keeps.

    Args:
        spec: What is started and what it may reach.
        data_dir: Read by the program, never written.
        open_s: Seconds until it must be ready.
        step_s: Seconds for each request.
        confined: See `LineProgram`, as for `python`.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        data_dir: Path,
        open_s: float,
        step_s: float,
        *,
        confined: bool = True,
        python: str | None = None,
    ) -> None:
        data = data_dir.resolve()
        super().__init__(spec._replace(readable=(*spec.readable, data)), confined=confined, python=python)
        self._data = data
        self._open_s = open_s
        self._step_s = step_s
        self._is_open = False

    def open(self) -> StepReply:
        """Start it where it does not run, and have it open its data; an empty fault means that it did.

        Raises:
            ExecutionError: No program can be run on this machine.
        """
        if not self.is_started:
            self.start()
        state = self.spec.folder / STATE
        state.mkdir(exist_ok=True)
        request = {"op": "open", "data_dir": str(self._data), "state_dir": str(state)}
        heard = self.ask(request, self._open_s)
        if heard.message is None:
            self.end()
            return StepReply(fault=heard.sentence, wall_s=heard.wall_s)
        if heard.message.get("ok") is not True:
            self.end()
            given = json.dumps(heard.message.get("ok"))[:_MOST_WORDS] if "ok" in heard.message else "missing"
            return StepReply(
                fault=f'"ok" must be true once it is open; it is {given}.{_error(heard.message)}', wall_s=heard.wall_s
            )
        self._is_open = True
        return StepReply(result=True, wall_s=heard.wall_s)

    def step(self, op: str, send: dict[str, Any], answer: Answer | None = None) -> StepReply:
        """Make a request; a program that has fallen is opened again before.

        Args:
            op: The request's name.
            send: Its own keys.
            answer: Answers what the program asks meanwhile.

        Raises:
            ExecutionError: No program can be run on this machine.
        """
        if not self._is_open:
            opened = self.open()
            if opened.fault:
                return opened
        heard = self.ask({"op": op, **send}, self._step_s, answer)
        if heard.message is None:
            if heard.fault != "wrong_shape":
                self.end()
            return StepReply(fault=heard.sentence, wall_s=heard.wall_s)
        return _reply(heard.message, heard.wall_s)

    def end(self) -> None:
        """End it at once; it is opened again before the next request."""
        super().end()
        self._is_open = False


def _reply(message: dict[str, Any], wall_s: float) -> StepReply:
    has_result, error = "result" in message, message.get("error")
    if has_result and error is None:
        return StepReply(result=message["result"], wall_s=wall_s)
    if not has_result and isinstance(error, str) and error.strip():
        return StepReply(refused=error.strip()[:_MOST_WORDS], wall_s=wall_s)
    return StepReply(fault='A reply holds either "result", or "error" with a text that says why.', wall_s=wall_s)


def _error(message: dict[str, Any]) -> str:
    error = message.get("error")
    return f" It says: {error[:_MOST_WORDS]}" if isinstance(error, str) and error.strip() else ""
