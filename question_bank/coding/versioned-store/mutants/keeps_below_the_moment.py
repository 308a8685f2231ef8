from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass, field

Value = str | None  # None says that the key was deleted


@dataclass
class Versions:
    """The versions of one key: moments that rise, and the value from each of them on."""

    moments: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def write(self, at: int, value: Value) -> None:
        """Add a version, or replace the one of this moment."""
        if self.moments and self.moments[-1] == at:
            self.values[-1] = value
        else:
            self.moments.append(at)
            self.values.append(value)

    def holding(self, at: int) -> int:
        """The place of the version that holds at a moment; -1 where there is none."""
        return bisect_right(self.moments, at) - 1

    def drop_unseen(self, before: int) -> int:
        """Drop what no question about `before` or later can see; returns how many versions that were."""
        needed = max(self.holding(before - 1), 0)
        # An earlier deletion says no more than having no version; one at `before` itself is still listed.
        if self.moments[needed] < before and self.values[needed] is None:
            needed += 1
        del self.moments[:needed], self.values[:needed]
        return needed


class Store:
    """Keeps the versions of every key and answers for any moment that is not forgotten."""

    def __init__(self) -> None:
        self._keys: dict[str, Versions] = {}
        self._horizon = 0
        # Each write, and each deletion, in order of time: only their keys can have something to drop.
        self._written: deque[tuple[int, str]] = deque()
        self._deleted: deque[tuple[int, str]] = deque()

    def put(self, key: str, value: str, at: int) -> None:
        """Give the key a value from a moment on."""
        self._write(key, value, at)

    def get(self, key: str, at: int) -> Value:
        """The value that holds at a moment, or None."""
        self._check(at)
        versions = self._keys.get(key)
        if versions is None:
            return None
        place = versions.holding(at)
        return versions.values[place] if place >= 0 else None

    def delete(self, key: str, at: int) -> bool:
        """End the value of a key; returns whether it had one."""
        versions = self._keys.get(key)
        if versions is None or versions.values[-1] is None:
            return False
        self._write(key, None, at)
        self._deleted.append((at, key))
        return True

    def history(self, key: str, start: int, end: int) -> list[tuple[int, Value]]:
        """The versions from one moment to another, both included."""
        self._check(start)
        versions = self._keys.get(key)
        if versions is None:
            return []
        part = slice(bisect_left(versions.moments, start), bisect_right(versions.moments, end))
        return list(zip(versions.moments[part], versions.values[part], strict=True))

    def forget(self, before: int) -> int:
        """Give up the moments before one; returns how many versions were dropped."""
        if before <= self._horizon:
            return 0
        self._horizon = before
        touched = {
            *self._keys_until(self._written, before),  # what such a write replaced is gone
            *self._keys_until(self._deleted, before - 1),  # so is the deletion itself
        }
        dropped = 0
        for key in touched & self._keys.keys():
            dropped += self._keys[key].drop_unseen(before)
            if not self._keys[key].moments:
                del self._keys[key]
        return dropped

    def _write(self, key: str, value: Value, at: int) -> None:
        self._keys.setdefault(key, Versions()).write(at, value)
        self._written.append((at, key))

    def _check(self, moment: int) -> None:
        if moment < self._horizon:
            raise LookupError(f"{moment} is before {self._horizon} and forgotten")

    @staticmethod
    def _keys_until(queue: deque[tuple[int, str]], moment: int) -> set[str]:
        """Take the keys out of a queue that were written up to a moment."""
        keys = set()
        while queue and queue[0][0] <= moment:
            keys.add(queue.popleft()[1])
        return keys
