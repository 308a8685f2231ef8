"""Which note decides: the versions of one subject, and which of them holds now or held on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from candidate.documents import Note

IN_FORCE, SUPERSEDED = "in force", "superseded"


class Subject(NamedTuple):
    """Notes that replaced one another, oldest first. Drafts, remarks and round-ups are never among them."""

    versions: tuple[Note, ...]

    @property
    def current(self) -> Note:
        """The note in force today."""
        return self.versions[-1]

    def holding(self, day: date | None) -> Note | None:
        """The note that holds: today's, or that of a day in the past; None before the first."""
        return self.current if day is None else self._on(day)

    def _on(self, day: date) -> Note | None:
        held = [note for note in self.versions if note.since is not None and note.since <= day]
        return held[-1] if held else None


def subjects_of(notes: Iterable[Note]) -> list[Subject]:
    """Subjects, each from the note that no other replaced back along what its notes replaced.

    A replaced note may still say that it is in force: nobody went back to change its first lines.
    """
    settled = {note.id: note for note in notes if note.status in {IN_FORCE, SUPERSEDED}}
    replaced = {note.replaces for note in settled.values()}
    found = []
    for note in settled.values():
        if note.status != IN_FORCE or note.id in replaced:
            continue
        versions, seen = [note], {note.id}
        while (earlier := settled.get(versions[-1].replaces)) is not None and earlier.id not in seen:
            versions.append(earlier)
            seen.add(earlier.id)
        found.append(Subject(tuple(reversed(versions))))
    return found
