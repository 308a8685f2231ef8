from collections import OrderedDict
from collections.abc import Callable
from heapq import heappop, heappush
from typing import NamedTuple

Value = str | int


class Entry(NamedTuple):
    """What is kept under a key; `deadline` is the first moment at which it is no longer live."""

    value: Value
    deadline: int
    weight: int


class Cache:
    """Keeps values for a while, and of too many those used last.

    Every public method drops what has expired before it does anything else, so that all that is kept is live.
    """

    def __init__(self, capacity: int, ttl_ms: int, clock: Callable[[], int]) -> None:
        self._capacity = capacity
        self._ttl_ms = ttl_ms
        self._clock = clock
        self._entries: OrderedDict[str, Entry] = OrderedDict()  # the one used longest ago first
        self._weight = 0
        self._deadlines: list[tuple[int, str]] = []  # a heap; also of entries that were replaced or are gone

    def get(self, key: str) -> Value | None:
        """The value of a live entry, or None."""
        self._drop_expired()
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry.value

    def put(self, key: str, value: Value, ttl_ms: int | None = None, weight: int = 1) -> list[str]:
        """Store a value; returns the keys that were pushed out for it, the one used longest ago first."""
        now = self._drop_expired()
        self._remove(key)
        if weight > self._capacity:
            return []
        pushed_out = []
        while self._weight + weight > self._capacity:
            oldest = next(iter(self._entries))
            self._remove(oldest)
            pushed_out.append(oldest)
        deadline = now + (self._ttl_ms if ttl_ms is None else ttl_ms)
        self._entries[key] = Entry(value, deadline, weight)
        self._weight += weight
        heappush(self._deadlines, (deadline, key))
        return pushed_out

    def delete(self, key: str) -> bool:
        """Remove an entry; returns whether there was a live one."""
        self._drop_expired()
        return self._remove(key)

    def size(self) -> int:
        """The number of live entries."""
        self._drop_expired()
        return len(self._entries)

    def _drop_expired(self) -> int:
        """Remove every entry whose time has come; returns the time."""
        now = self._clock()
        while self._deadlines and self._deadlines[0][0] < now:
            deadline, key = heappop(self._deadlines)
            entry = self._entries.get(key)
            # The deadline may be that of an earlier entry of this key.
            if entry is not None and entry.deadline == deadline:
                self._remove(key)
        return now

    def _remove(self, key: str) -> bool:
        entry = self._entries.pop(key, None)
        if entry is None:
            return False
        self._weight -= entry.weight
        return True
