from bisect import bisect_left, bisect_right, insort
from heapq import heapify, heappop, heappush
from typing import NamedTuple


class Note(NamedTuple):
    """A value, and the first moment at which it is no longer there; None for one that stays."""

    value: str
    until: int | None


class Backup(NamedTuple):
    """All notes as they were at a moment."""

    taken: int
    notes: dict[str, Note]


class Database:
    """Notes by key, in order of their keys, that may fade.

    Every public method drops what has faded before it does anything else, so that all that is kept is live.
    """

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}
        self._keys: list[str] = []  # the same keys, sorted
        self._ends: list[tuple[int, str]] = []  # a heap; also of notes that were replaced or are gone
        self._backups: list[Backup] = []

    def set(self, now: int, key: str, value: str, ttl: int | None = None) -> None:
        """Store a value, for a time or for good."""
        self._drop_faded(now)
        if key not in self._notes:
            insort(self._keys, key)
        before = self._notes.get(key)
        until = now + ttl if ttl is not None else before.until if before else None
        self._notes[key] = Note(value, until)
        if until is not None:
            heappush(self._ends, (until, key))

    def get(self, now: int, key: str) -> str | None:
        """The value of a key, or None."""
        self._drop_faded(now)
        note = self._notes.get(key)
        return None if note is None else note.value

    def delete(self, now: int, key: str) -> bool:
        """Remove a key; returns whether it was there."""
        self._drop_faded(now)
        return self._remove(key)

    def scan(self, now: int, prefix: str, limit: int) -> list[tuple[str, str]]:
        """The first pairs whose key begins with a prefix, in order of the keys."""
        self._drop_faded(now)
        found = []
        first = bisect_left(self._keys, prefix)
        for key in self._keys[first : first + limit]:
            if not key.startswith(prefix):
                break
            found.append((key, self._notes[key].value))
        return found

    def backup(self, now: int) -> int:
        """Keep a picture of all notes; returns how many there are."""
        self._drop_faded(now)
        self._backups.append(Backup(now, dict(self._notes)))
        return len(self._notes)

    def restore(self, now: int, moment: int) -> bool:
        """Go back to the last picture from a moment or before; returns whether there is one."""
        place = bisect_right(self._backups, moment, key=lambda backup: backup.taken) - 1
        if place < 0:
            return False
        taken, notes = self._backups[place]
        later = now - taken
        self._notes = {
            key: Note(value, None if until is None else until + later) for key, (value, until) in notes.items()
        }
        self._keys = sorted(self._notes)
        self._ends = [(note.until, key) for key, note in self._notes.items() if note.until is not None]
        heapify(self._ends)
        return True

    def _drop_faded(self, now: int) -> None:
        while self._ends and self._ends[0][0] <= now:
            until, key = heappop(self._ends)
            note = self._notes.get(key)
            # The end may be that of an earlier note of this key.
            if note is not None and note.until == until:
                self._remove(key)

    def _remove(self, key: str) -> bool:
        if self._notes.pop(key, None) is None:
            return False
        del self._keys[bisect_left(self._keys, key)]
        return True
