"""When the window reached which point of its start, for the bench: a line of JSON each in ``MOCKINT_TIMELINE``."""

from __future__ import annotations

import os
import time
from pathlib import Path

VARIABLE = "MOCKINT_TIMELINE"


class Timeline:
    """Writes instants to a file, or nowhere.

    A line is ``{"name": ..., "monotonic_s": ...}`` on the machine's monotonic clock, which the bench that started
    the process reads too. The names are ``painted``, ``questions_ready`` and ``store_ready``, each written once.
    """

    def __init__(self, target: Path | None) -> None:
        self._target = target
        self._written: set[str] = set()

    @classmethod
    def from_environment(cls) -> Timeline:
        """The timeline that the environment asks for."""
        named = os.environ.get(VARIABLE)
        return cls(Path(named) if named else None)

    def reached(self, name: str) -> None:
        """Note that a point was reached, the first time it is."""
        if self._target is None or name in self._written:
            return
        self._written.add(name)
        with self._target.open("a", encoding="utf-8") as file:
            file.write(f'{{"name": "{name}", "monotonic_s": {time.monotonic()!r}}}\n')
