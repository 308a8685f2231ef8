"""Right, but copies the whole buffer and the whole data again and again."""

from __future__ import annotations

import re

DIGITS = set("0123456789")


class SSEParser:
    """Turns the chunks of an event stream into events."""

    def __init__(self) -> None:
        self.last_event_id = ""
        self.retry_ms: int | None = None
        self.done = False
        self.reconnect()

    def reconnect(self) -> None:
        self.buffer = b""
        self.skip_line_feed = False
        self.at_start = True
        self.block_id = self.last_event_id
        self.kind = ""
        self.data: str | None = None

    def feed(self, chunk: bytes) -> list[tuple[str, str]]:
        events: list[tuple[str, str]] = []
        self.buffer += chunk
        while not self.done and self.buffer:
            if self.skip_line_feed:
                self.skip_line_feed = False
                self.buffer = self.buffer.removeprefix(b"\n")
            found = re.search(rb"[\r\n]", self.buffer)
            if found is None:
                break
            line, self.buffer = self.buffer[: found.start()], self.buffer[found.end() :]
            self.skip_line_feed = found[0] == b"\r"
            self.take(line.decode("utf-8", "replace"), events)
        return events

    def take(self, line: str, events: list[tuple[str, str]]) -> None:
        if self.at_start and line.startswith("\ufeff"):
            line = line[1:]
        self.at_start = False
        if line == "":
            self.last_event_id = self.block_id
            if self.data == "[DONE]":
                self.done = True
            elif self.data is not None:
                events.append((self.kind or "message", self.data))
            self.kind, self.data = "", None
            return
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self.data = value if self.data is None else self.data + "\n" + value
        elif name == "event":
            self.kind = value
        elif name == "id" and "\0" not in value:
            self.block_id = value
        elif name == "retry" and value and set(value) <= DIGITS:
            self.retry_ms = int(value)
