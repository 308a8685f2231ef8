"""Wrong: str.splitlines also splits at characters such as U+2028."""

from __future__ import annotations

END_MARKER = "[DONE]"


class SSEParser:
    """Turns the chunks of an event stream into events.

    Attributes:
        last_event_id: What a client sends when it connects again.
        retry_ms: How long the server asks to wait before that; None if it has not said.
        done: True once the end marker has been read.
    """

    def __init__(self) -> None:
        self.last_event_id = ""
        self.retry_ms: int | None = None
        self.done = False
        self.reconnect()

    def reconnect(self) -> None:
        """Forget everything unfinished; the next chunk is the start of a new stream."""
        self._line: list[bytes] = []  # the pieces of the unfinished line
        self._skip_line_feed = False
        self._at_start = True
        self._id = self.last_event_id
        self._type = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> list[tuple[str, str]]:
        """The events, as (type, data), that this chunk completes."""
        events = []
        for line in self._complete_lines(chunk):
            event = self._take_line(line)
            if self.done:
                break
            if event is not None:
                events.append(event)
        return events

    def _complete_lines(self, chunk: bytes) -> list[str]:
        """Add the chunk to what is unfinished, and take out the lines that are complete."""
        if self._skip_line_feed and chunk:
            self._skip_line_feed = False
            chunk = chunk.removeprefix(b"\n")
        if b"\n" not in chunk and b"\r" not in chunk:
            self._line.append(chunk)
            return []
        self._skip_line_feed = chunk.endswith(b"\r")
        first, *others = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        lines = [b"".join(self._line) + first, *others]
        self._line = [lines.pop()]
        text = b"".join(line + b"\n" for line in lines)
        return text.decode("utf-8", errors="replace").splitlines()

    def _take_line(self, line: str) -> tuple[str, str] | None:
        """Act on one line; returns the event if the line ends a block with data."""
        if self._at_start:
            self._at_start = False
            line = line.removeprefix("\ufeff")
        if not line:
            return self._end_block()
        name, _, value = line.partition(":")  # a comment is a field without a name
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._type = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self.retry_ms = int(value)
        return None

    def _end_block(self) -> tuple[str, str] | None:
        kind, lines = self._type or "message", self._data
        self._type, self._data = "", []
        self.last_event_id = self._id
        data = "\n".join(lines)
        self.done = self.done or data == END_MARKER
        return (kind, data) if lines else None
