"""Replies of a provider, kept in a file by what was asked, so that the same request costs nothing again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mockint.errors import BadInputError


class Recorded(NamedTuple):
    """A whole reply.

    Attributes:
        kind: Its content type.
        text: Its body.
    """

    kind: str
    text: str


class Recording:
    """Replies by request, one JSON object a line; a line that was broken off is left out.

    Args:
        path: The file; made when the first reply comes. None keeps nothing beyond this object.

    Raises:
        BadInputError: If there is a file that cannot be read.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._replies: dict[str, Recorded] = {}
        if path is None or not path.exists():
            return
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            raise BadInputError(f"The recording {path} cannot be read.", "Give the path of another file.") from fault
        for line in lines:
            try:
                told = json.loads(line)
                self._replies[told["request"]] = Recorded(told["kind"], told["text"])
            except (ValueError, KeyError, TypeError):
                continue

    def find(self, request: str) -> Recorded | None:
        """The reply to a request that was asked before."""
        return self._replies.get(request)

    def keep(self, request: str, reply: Recorded) -> None:
        """Keep a reply; a file that cannot be written is gone without, since the reply itself is there."""
        self._replies[request] = reply
        if self._path is None:
            return
        line = json.dumps({"request": request, **reply._asdict()}, ensure_ascii=False)
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError:
            self._path = None


def key_of(path: str, body: Mapping[str, Any]) -> str:
    """What a request is known by: its hash."""
    told = json.dumps([path, body], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
