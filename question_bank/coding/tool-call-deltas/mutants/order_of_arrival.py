import json
import re
from dataclasses import dataclass, field
from typing import Any

WHITE_SPACE = " \t\n\r"
MARK_IN_STRING = re.compile(r'["\\]')
MARK_OUTSIDE = re.compile(r'["{}]')


@dataclass
class ObjectEnd:
    """Finds where the first object of a text is closed, piece by piece, without looking at a character twice."""

    depth: int = 0
    in_string: bool = False
    is_escaped: bool = False
    is_over: bool = False

    def closes(self, piece: str) -> bool:
        """Whether this piece closes the object; true at most once."""
        at = 0
        if not self.depth:
            at = len(piece) - len(piece.lstrip(WHITE_SPACE))
            self.is_over = self.is_over or (at < len(piece) and piece[at] != "{")
        while at < len(piece) and not self.is_over:
            if self.is_escaped:
                self.is_escaped = False
                at += 1
                continue
            mark = (MARK_IN_STRING if self.in_string else MARK_OUTSIDE).search(piece, at)
            if mark is None:
                return False
            at = mark.end()
            if self._closed_by(mark.group()):
                self.is_over = True
                return True
        return False

    def _closed_by(self, mark: str) -> bool:
        if mark == "\\":
            self.is_escaped = True
        elif mark == '"':
            self.in_string = not self.in_string
        else:
            self.depth += 1 if mark == "{" else -1
            return self.depth == 0
        return False


@dataclass
class Call:
    """What is known of one call so far."""

    index: int
    id: str | None = None
    name: str | None = None
    pieces: list[str] = field(default_factory=list)
    end: ObjectEnd = field(default_factory=ObjectEnd)

    @property
    def arguments(self) -> str:
        """The text of the arguments so far."""
        return "".join(self.pieces)

    def result(self) -> dict[str, Any]:
        """The call with its arguments read, or with what is wrong."""
        value, error = self._read()
        return {"index": self.index, "id": self.id, "name": self.name, "input": value, "error": error}

    def _read(self) -> tuple[dict[str, Any] | None, str | None]:
        if self.name is None:
            return None, "no name"
        text = self.arguments.strip(WHITE_SPACE)
        if not text:
            return {}, None
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            return None, "broken JSON"
        if not isinstance(value, dict):
            return None, "not an object"
        return value, None


class Assembler:
    """Puts the pieces of streamed tool calls together."""

    def __init__(self) -> None:
        self._calls: dict[int, Call] = {}

    def feed(self, delta: dict[str, Any]) -> dict[str, Any] | None:
        """Take in one piece; returns the call if this piece closed it."""
        index = delta["index"]
        call = self._calls.setdefault(index, Call(index))
        call.id = call.id or delta.get("id") or None
        call.name = call.name or delta.get("name") or None
        piece = delta.get("arguments") or ""
        call.pieces.append(piece)
        return call.result() if call.end.closes(piece) else None

    def calls(self) -> list[dict[str, Any]]:
        """The calls so far, by index."""
        return [
            {"index": call.index, "id": call.id, "name": call.name, "arguments": call.arguments}
            for call in self._in_order()
        ]

    def results(self) -> list[dict[str, Any]]:
        """The calls so far, by index, with their arguments read."""
        return [call.result() for call in self._in_order()]

    def _in_order(self) -> list[Call]:
        return [self._calls[index] for index in self._calls]
