"""What is wrong with a question's folder, said with file and key; standard library only."""

from __future__ import annotations

import os
from typing import NamedTuple

_MAX_CHARACTERS = 600


class Problem(NamedTuple):
    """One thing to mend in the bank or a pack.

    Attributes:
        file: Path of the file or folder, as reached from the path that was given to the reader.
        key: Dotted key inside the file, such as ``mutants[2].trap``; empty where the whole file is meant.
        problem: One sentence.
    """

    file: str
    key: str
    problem: str

    @classmethod
    def at(cls, path: str | os.PathLike[str], key: str, problem: str) -> Problem:
        """A problem whose parts may come from a stranger's files: bounded, and safe to print."""
        return cls(_printable(os.fspath(path)), _printable(key), _printable(problem))

    def line(self) -> str:
        """The problem on one line, for a terminal."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.problem}"


def _printable(text: str) -> str:
    """The text without what could move a cursor, break a line or not be encoded."""
    if len(text) > _MAX_CHARACTERS:
        text = f"{text[:_MAX_CHARACTERS]}..."
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
