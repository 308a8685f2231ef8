"""Where the texts of files come from: the objects of a commit, or files that were handed in without a history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mockint.defence.commits import History
from mockint.defence.files import Listed, Listing, clean
from mockint.defence.limits import Limits
from mockint.defence.objects import BLOB, UnreadableError

NO_HISTORY = History(
    commits=0, merges=0, authors=0, first=None, last=None, tree="", shallow=False, missing=0, cut=False
)


class Contents(Protocol):
    """Gives the bytes of a file by the name that a listing has for it."""

    def read(self, sha: str, kind: int, limit: int) -> bytes:
        """The bytes of an object.

        Raises:
            UnreadableError: It is missing, broken or larger than the limit.
        """


class HandedFiles:
    """Files as they were handed in, text by path; an object's name is its path here."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {clean(path): text for path, text in files.items()}

    def read(self, sha: str, kind: int, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            UnreadableError: There is none of that name, or it is larger than the limit.
        """
        text = self._files.get(sha) if kind == BLOB else None
        if text is None:
            raise UnreadableError("missing")
        data = text.encode("utf-8", "surrogatepass")
        if len(data) > limit:
            raise UnreadableError("large")
        return data

    def listing(self, limits: Limits) -> Listing:
        """Every file, those near the root first where a bound cuts the others off."""
        near_first = sorted(self._files, key=lambda path: (path.count("/"), path))
        kept = [path for path in near_first if path.count("/") <= limits.depth][: limits.entries]
        files = tuple(sorted(Listed(path, path) for path in kept))
        return Listing(files, (), (), (), cut=len(kept) < len(near_first))
