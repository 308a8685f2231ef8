import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

TOKEN = re.compile(
    r"""[ \t\n\r]*(?:
        (?P<string>"[^"\\]*(?:\\.[^"\\]*)*")
      | (?P<mark>[{}\[\]:,])
      | (?P<word>[^ \t\n\r"{}\[\]:,]+)
    )""",
    re.DOTALL | re.VERBOSE,
)
PYTHON_WORDS = {"True": True, "False": False, "None": None}


class UnreadableError(Exception):
    """What stands here is no object."""


class TextEndedError(UnreadableError):
    """Nothing was wrong, but the text is over."""


def extract(text: str, *, repair: bool = False, cut: bool = False) -> list[dict[str, Any]]:
    """The JSON objects in a text, in the order in which they stand.

    Args:
        text: Prose with objects in it.
        repair: Allow a comma before a closing bracket, Python's words, and raw control characters.
        cut: Take an object that the end of the text leaves open, as far as it goes.
    """
    found = []
    broken: set[int] = set()
    at = text.find("{")
    while at >= 0:
        reader = Reader(text, at + 1, repair=repair)
        members: dict[str, Any] = {}
        try:
            reader.fill_object(members)
        except UnreadableError as error:
            if cut and isinstance(error, TextEndedError):
                found.append(members)
                break
            broken.update(reader.open)
            at = text.find("{", at + 1)
            while at in broken:
                at = text.find("{", at + 1)
        else:
            found.append(members)
            at = text.find("{", reader.at)
    return found


class Reader:
    """Reads one value after another; each container is stored before it is filled, so a cut leaves what is whole."""

    def __init__(self, text: str, at: int, *, repair: bool) -> None:
        self.at = at
        self.open: list[int] = []
        """The braces of the inner objects that have not ended: a fault breaks them all, so none need be tried again."""
        self._text = text
        self._repair = repair

    def fill_object(self, members: dict[str, Any]) -> None:
        """Read members up to the closing brace."""
        part = self._next()
        while part != "}":
            if not part.startswith('"'):
                raise UnreadableError
            key = self._scalar(part)
            if self._next() != ":":
                raise UnreadableError
            self._read_value(self._next(), partial(members.__setitem__, key))
            part = self._behind_value("}")

    def _fill_list(self, items: list[Any]) -> None:
        part = self._next()
        while part != "]":
            self._read_value(part, items.append)
            part = self._behind_value("]")

    def _read_value(self, part: str, store: Callable[[Any], None]) -> None:
        if part == "{":
            members: dict[str, Any] = {}
            store(members)
            self.open.append(self.at - 1)
            self.fill_object(members)
            self.open.pop()
        elif part == "[":
            items: list[Any] = []
            store(items)
            self._fill_list(items)
        else:
            store(self._scalar(part))

    def _behind_value(self, closing: str) -> str:
        """The closing mark, or the first part of the next member."""
        part = self._next()
        if part == closing:
            return part
        if part != ",":
            raise UnreadableError
        part = self._next()
        if part == closing and not self._repair:
            raise UnreadableError
        return part

    def _scalar(self, part: str) -> Any:
        if self.at == len(self._text) and part[0] not in '"}],:':
            raise TextEndedError
        if self._repair and part in PYTHON_WORDS:
            return PYTHON_WORDS[part]
        try:
            return json.loads(part, strict=not self._repair)
        except json.JSONDecodeError:
            raise UnreadableError from None

    def _next(self) -> str:
        found = TOKEN.match(self._text, self.at)
        if found is None:
            rest = self._text[self.at :].lstrip(" \t\n\r")
            if not rest:
                raise TextEndedError
            self.at = len(self._text)
            return rest + '"'
        self.at = found.end()
        return found[found.lastgroup or 0]
