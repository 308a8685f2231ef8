"""Chance that depends on a seed and on names alone: the same in every version, on every machine, in any order of asking."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")
Label = str | int


class Draw:
    """Keyed draws: what is drawn for a name never depends on what else was drawn before.

    Args:
        seed: Of the corpus.
        names: What all draws of this object are about.
    """

    def __init__(self, seed: int, *names: Label) -> None:
        self.seed = seed
        self._names = names

    def on(self, *names: Label) -> Draw:
        """Draws about something within this."""
        return Draw(self.seed, *self._names, *names)

    def number(self, below: int, *names: Label) -> int:
        """A number from 0 to `below` - 1."""
        text = "\0".join(str(part) for part in (self.seed, *self._names, *names))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) % below

    def pick(self, options: Sequence[_T], *names: Label) -> _T:
        """One of the options."""
        return options[self.number(len(options), *names)]

    def order(self, options: Sequence[_T], *names: Label) -> list[_T]:
        """All options in a drawn order."""
        keyed = sorted((self.number(1 << 62, *names, at), at) for at in range(len(options)))
        return [options[at] for _, at in keyed]

    def chance(self, share: float, *names: Label) -> bool:
        """True with this probability."""
        return self.number(1_000_000, *names) < share * 1_000_000
