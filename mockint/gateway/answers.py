"""From an entry of the script and a request to what is said: the words, how the reply ends, and the tokens it took."""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from mockint.gateway.asked import Asked, Block
from mockint.gateway.fill import Wish, fill, find_material, ordered_level
from mockint.gateway.script import Entry

PROSE = "I would say that this is a fair answer. It names some parts and leaves others out."
_TOP = 4
_CHUNK = re.compile(r"\S+\s*|\s+")


class Answer(NamedTuple):
    """What is said to one request.

    Attributes:
        text: The text, or the input of a tool as JSON.
        tool: Name of the tool whose input it is; empty for text.
        stop: As the Messages API says it.
        category: Of a refusal.
    """

    text: str
    tool: str = ""
    stop: str = "end_turn"
    category: str | None = None

    def chunks(self) -> list[str]:
        """The text, word by word."""
        return _CHUNK.findall(self.text)


class Spent(NamedTuple):
    """Tokens of a request, read from the cache and written to it told apart; a token is four characters here."""

    fresh: int
    read: int
    written: int
    out: int


def make_answer(entry: Entry, asked: Asked) -> Answer:
    """What an entry says to a request."""
    if entry.do == "refuse":
        return Answer("", "", "refusal", entry.category)
    if entry.do == "prose":
        return Answer(entry.text or PROSE)
    if entry.text is not None:
        text = entry.text
    elif entry.data is not None:
        text = json.dumps(entry.data, ensure_ascii=False)
    elif asked.schema is None:
        text = PROSE
    elif entry.do == "wrong_schema":
        text = json.dumps({"unexpected": [1, 2, 3]})
    else:
        text = _filled(entry, asked)
    if entry.do in {"bad_json", "truncate"}:
        text = text[: max(1, len(text) // 2)]
    stop = "max_tokens" if entry.do == "truncate" else ("tool_use" if asked.tool else "end_turn")
    return Answer(text, asked.tool, stop)


def _filled(entry: Entry, asked: Asked) -> str:
    assert asked.schema is not None
    material = find_material(list(asked.own))
    level = entry.level
    if entry.do == "obey":
        level = ordered_level(material) or _TOP
    wish = Wish(material, level, entry.levels, invent=entry.quotes == "invented")
    return json.dumps(fill(asked.schema, wish), ensure_ascii=False)


class Cache:
    """A prompt cache that keeps each marked prefix by its hash; unlike real ones it keeps short ones, and for ever."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def spend(self, asked: Asked, text: str) -> Spent:
        """The tokens of a request and its reply; what is marked in it counts as read from now on."""
        digest = hashlib.sha256(asked.model.encode())
        total = read = marked = 0
        keys: list[str] = []
        for block in asked.blocks:
            digest.update(block.text.encode("utf-8", "surrogatepass") + b"\0")
            total += count_tokens((block,))
            if block.marked:
                marked = total
                keys.append(digest.hexdigest())
                if keys[-1] in self._seen:
                    read = total
        self._seen.update(keys)
        return Spent(total - marked, read, marked - read, count_text(text))


def count_tokens(blocks: tuple[Block, ...]) -> int:
    """Tokens of a prompt."""
    return sum(count_text(block.text) for block in blocks)


def count_text(text: str) -> int:
    """Tokens of a text: a quarter of its characters, rounded up."""
    return -(-len(text) // 4)
