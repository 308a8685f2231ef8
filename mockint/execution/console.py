"""Runs a command of the candidate's in its folder, shut in like a build, and passes on what it prints."""

from __future__ import annotations

import codecs
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from mockint.execution.contract import why_not_started
from mockint.execution.launch import Launch, ProgramSpec, read

MOST_OUTPUT_BYTES: Final = 100_000_000
_LOOK_S = 0.05


class ConsoleEnd(NamedTuple):
    """How a command ended.

    Attributes:
        exit_code: Negative for a signal; that of SIGKILL where it was ended from outside.
        wall_s: Seconds from its start to its end.
        capped: Whether it printed more than was passed on.
        message: Why it was ended or not started, in a sentence; empty where it ended by itself.
    """

    exit_code: int
    wall_s: float
    capped: bool
    message: str = ""


def run_console(
    spec: ProgramSpec,
    on_output: Callable[[str], None],
    cancel: threading.Event,
    limit_s: float,
    *,
    confined: bool = True,
    most_bytes: int = MOST_OUTPUT_BYTES,
) -> ConsoleEnd:
    """Run a command to its end; no process of it is left afterwards.

    Args:
        spec: The command, its folder and what it may reach.
        on_output: Called in this thread with each piece of its stdout and stderr, together, as text.
        cancel: When it is set the command is ended.
        limit_s: Seconds after which it is ended.
        confined: False leaves it its full powers.
        most_bytes: Passed on at most; the rest is read and dropped, and told once.

    Raises:
        ExecutionError: No program can be run on this machine.
    """
    started = time.monotonic()
    launch = Launch(spec, confined=confined, merged=True)
    passing = _Passing(on_output, most_bytes)
    message = ""
    try:
        launch.close_stdin()
        streams = [launch.stdout, launch.news]
        while not launch.is_over and not message:
            if cancel.is_set():
                message = "Stopped."
            elif time.monotonic() - started > limit_s:
                message = f"Ended after {limit_s:g} s, the most that it may take."
            ready, _, _ = select.select(streams, [], [], _LOOK_S)
            if launch.news in ready:
                launch.read_news()
            if launch.stdout in ready and not passing.take(read(launch.stdout)):
                streams.remove(launch.stdout)
        wall_s = time.monotonic() - started
        if launch.is_over:
            while passing.take(read(launch.stdout) or None):
                continue
        passing.finish()
    finally:
        launch.end()
    if launch.failed:
        message = why_not_started(spec.command, launch.failed)
    code = -signal.SIGKILL if launch.exit_code is None else launch.exit_code
    return ConsoleEnd(code, wall_s, passing.capped, message or launch.over)


class _Passing:
    """Passes bytes on as text up to a number of them."""

    def __init__(self, on_output: Callable[[str], None], most: int) -> None:
        self._on_output = on_output
        self._left = most
        self._most = most
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self.capped = False

    def take(self, part: bytes | None) -> bool:
        """Pass a piece on; whether the stream goes on."""
        if part is None:
            return False
        if self.capped:
            return True
        self._say(self._text.decode(part[: self._left]))
        self._left -= len(part)
        if self._left < 0:
            self.capped = True
            self._say(f"\n[More than {self._most:,} bytes were printed; the rest is left out.]\n")
        return True

    def finish(self) -> None:
        """Pass on what is left of a character that was cut."""
        self._say(self._text.decode(b"", final=True))

    def _say(self, text: str) -> None:
        if text:
            self._on_output(text)
