"""A program of a candidate's that talks in JSON lines: started, asked, listened to, and ended with all that it started."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

from mockint.execution.contract import parse_line, why_ended, why_not_started
from mockint.execution.job import Isolation, isolation_of
from mockint.execution.launch import Launch, ProgramSpec, read

Answer = Callable[[dict[str, Any]], dict[str, Any] | None]
"""Answers what a program asks in the middle of a request; None where it is no question that can be answered."""
_BYE_S = 0.3
_ERRORS_BYTES = 20_000


class Heard(NamedTuple):
    """What came of a request: a message, or the fault and its sentence."""

    message: dict[str, Any] | None
    wall_s: float
    fault: Literal["", "time_out", "crashed", "wrong_shape", "not_started"] = ""
    sentence: str = ""


class LineProgram:
    """A program that answers over JSON lines; it is started by `start` and asked by `ask`.

    For one thread. Leaving the ``with`` block ends the program and every process that descends from it.

    Args:
        spec: What is started and what it may reach.
        confined: False leaves the program its full powers. Only the proof that an attack is real needs that.
        python: Interpreter of the supervisor; the one behind this process by default.
    """

    def __init__(self, spec: ProgramSpec, *, confined: bool = True, python: str | None = None) -> None:
        self.spec = spec._replace(folder=spec.folder.resolve())
        self._confined = confined
        self._python = python
        self._launch: Launch | None = None
        self._lines = _Lines(spec.limits.reply_bytes)
        self._unsent = b""
        self._kept = bytearray()
        self._errors = bytearray()
        self._ids = itertools.count(1)
        self.starts = 0
        self._isolation = isolation_of(())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_started(self) -> bool:
        """Whether it was started and not ended since; it may have fallen."""
        return self._launch is not None

    @property
    def output(self) -> str:
        """The end of what the program printed beside its replies."""
        return self._kept.decode("utf-8", "replace")

    @property
    def isolation(self) -> Isolation:
        """How well it is shut in, as its last start told."""
        return self._isolation

    def start(self) -> None:
        """Start it; it must not be running.

        Raises:
            ExecutionError: No program can be run on this machine.
        """
        self._lines = _Lines(self.spec.limits.reply_bytes)
        self._errors.clear()
        self._launch = Launch(self.spec, confined=self._confined, python=self._python)
        self.starts += 1

    def end(self) -> None:
        """End it at once, with everything that it started; nothing happens where it is not running."""
        if self._launch is not None:
            self._launch.end()
            self._launch = None

    def close(self) -> None:
        """Say bye, give it a moment, and end everything."""
        launch = self._launch
        if launch is not None and not launch.is_over:
            with contextlib.suppress(OSError):
                os.write(launch.stdin, b'{"op": "bye"}\n')
                self._unsent = b""
                self._listen(launch, time.monotonic() + _BYE_S, lambda _: False)
        self.end()

    def ask(self, request: dict[str, Any], limit_s: float, answer: Answer | None = None) -> Heard:
        """Send a request and wait for the reply with its id; it must have been started.

        Args:
            request: Its first key is ``op``; the id is put behind it.
            limit_s: Seconds to wait.
            answer: Answers what the program asks meanwhile: messages with this id and a number ``n``.
        """
        launch = self._launch
        assert launch is not None
        wanted = f"r{next(self._ids)}"
        op, *_ = request.values()
        self._unsent = _line({"op": op, "id": wanted, **request})
        others: list[dict[str, Any]] = []
        found: list[dict[str, Any]] = []

        def take(message: dict[str, Any]) -> bool:
            is_mine = message.get("id") == wanted
            if is_mine and answer is not None and "n" in message:
                told = answer(message)
                if told is not None:
                    self._unsent += _line({"id": wanted, "n": message["n"], **told})
                    return False
            (found if is_mine else others).append(message)
            return bool(found)

        self._lines.too_long = False
        started = time.monotonic()
        ended_by = self._listen(launch, started + limit_s, take)
        wall_s = time.monotonic() - started
        if launch.layers is not None:
            self._isolation = launch.isolation
        if found:
            return Heard(found[0], wall_s)
        if ended_by == "too_long":
            most = self.spec.limits.reply_bytes
            return Heard(None, wall_s, "wrong_shape", f"Its reply was longer than {most:,} bytes.")
        if ended_by == "over":
            return self._fallen(launch, wall_s)
        return Heard(None, wall_s, "time_out", _late(limit_s, others))

    def _fallen(self, launch: Launch, wall_s: float) -> Heard:
        if launch.failed:
            return Heard(None, wall_s, "not_started", why_not_started(self.spec.command, launch.failed))
        errors = self._errors.decode("utf-8", "replace")
        sentence = launch.over or why_ended(launch.exit_code, errors, self.spec.folder)
        return Heard(None, wall_s, "crashed", sentence)

    def _listen(
        self, launch: Launch, deadline: float, take: Callable[[dict[str, Any]], bool]
    ) -> Literal["taken", "too_long", "over", "late"]:
        """Send, and read everything that comes, until a message is taken, the program is over or it is late."""
        streams = [launch.stdout, launch.stderr, launch.news]
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return "late"
            ready, writable, _ = select.select(streams, [launch.stdin] if self._unsent else [], [], left)
            if writable:
                self._unsent = _send(launch.stdin, self._unsent)
            if launch.news in ready:
                launch.read_news()
            if launch.is_over:
                # All that it wrote is in the pipes, and nobody is left to write more.
                return "taken" if self._drain(launch, take) else "over"
            if launch.stderr in ready and not self._note(launch.stderr, is_error=True):
                streams.remove(launch.stderr)
            if launch.stdout in ready:
                part = read(launch.stdout)
                if part is None:
                    streams.remove(launch.stdout)
                elif self._hear(part, take):
                    return "taken"
                elif self._lines.too_long:
                    return "too_long"

    def _drain(self, launch: Launch, take: Callable[[dict[str, Any]], bool]) -> bool:
        while self._note(launch.stderr, is_error=True):
            continue
        taken = False
        while part := read(launch.stdout):
            taken = self._hear(part, take) or taken
        return taken

    def _hear(self, part: bytes, take: Callable[[dict[str, Any]], bool]) -> bool:
        """Take the messages of a piece of stdout; the rest of it are prints."""
        taken = False
        for line in self._lines.feed(part):
            message = parse_line(line)
            if message is not None and "id" in message:
                taken = take(message) or taken
            else:
                self._keep(line)
        return taken

    def _note(self, descriptor: int, *, is_error: bool) -> bool:
        """Keep a piece of stderr; whether there may be more now or later."""
        part = read(descriptor)
        if part:
            self._keep(part)
            if is_error:
                self._errors += part
                del self._errors[:-_ERRORS_BYTES]
        return bool(part)

    def _keep(self, printed: bytes) -> None:
        self._kept += printed
        if len(self._kept) > 2 * self.spec.limits.output_bytes:
            del self._kept[: -self.spec.limits.output_bytes]


class _Lines:
    """Cuts a stream into lines and never holds more than one of the longest allowed.

    Attributes:
        too_long: Whether a line that looked like a reply went over the limit since this was last set to False.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._begun = bytearray()
        self._skipping = False
        self.too_long = False

    def feed(self, part: bytes) -> list[bytes]:
        """The lines that are whole now, with their ends."""
        *whole, rest = part.split(b"\n")
        lines: list[bytes] = []
        for end in whole:
            if not self._skipping:
                line = bytes(self._begun) + end + b"\n"
                if len(line) <= self._most + 1:
                    lines.append(line)
                else:
                    self._judge(line)
            self._begun.clear()
            self._skipping = False
        if not self._skipping:
            self._begun += rest
            if len(self._begun) > self._most:
                self._judge(self._begun)
                self._begun.clear()
                self._skipping = True
        return lines

    def _judge(self, line: bytes | bytearray) -> None:
        self.too_long = self.too_long or line[:100].lstrip().startswith(b"{")


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode("ascii") + b"\n"


def _send(descriptor: int, unsent: bytes) -> bytes:
    try:
        return unsent[os.write(descriptor, unsent) :]
    except BlockingIOError:
        return unsent
    except OSError:
        return b""  # its end is told by the news


def _late(limit_s: float, others: list[dict[str, Any]]) -> str:
    words = f"No reply came within {limit_s:g} s."
    if others:
        words += " The program answered to an id that was not asked."
    return words
