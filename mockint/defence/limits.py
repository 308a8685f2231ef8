"""How much of a repository is read: enough for a large one, and an end for one that has none."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds of one reading; what lies beyond them is counted and told.

    Attributes:
        commits: Most commits that are walked.
        entries: Most files and folders of the newest commit that are looked at.
        depth: Deepest folder, the root is 0.
        file_bytes: Largest file whose text is read.
        object_bytes: Largest commit or folder listing that is read.
        total_bytes: Most bytes of text in all.
        parsed_chars: Longest Python source that is parsed.
        history_s: Seconds for walking the commits.
        seconds: Seconds for everything.
    """

    commits: int = 200_000
    entries: int = 50_000
    depth: int = 60
    file_bytes: int = 1 << 20
    object_bytes: int = 8 << 20
    total_bytes: int = 256 << 20
    parsed_chars: int = 500_000
    history_s: float = 20.0
    seconds: float = 60.0
