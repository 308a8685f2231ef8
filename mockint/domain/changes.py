"""What a change touched, so that each page can tell whether what it shows is stale."""

from __future__ import annotations

from typing import NamedTuple


class Changes(NamedTuple):
    """Flags of what changed."""

    rounds: bool = False
    grades: bool = False
    settings: bool = False
    bank: bool = False

    def merged(self, other: Changes) -> Changes:
        """What either of the two touched."""
        return Changes(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))
