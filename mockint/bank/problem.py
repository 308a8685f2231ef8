"""What is wrong with a question's folder, said with file and key; standard library only."""

from __future__ import annotations

from typing import NamedTuple


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

    def line(self) -> str:
        """The problem on one line, for a terminal."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.problem}"
