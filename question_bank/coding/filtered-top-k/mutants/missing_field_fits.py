from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from math import sqrt
from operator import mul
from typing import NamedTuple

Vector = Sequence[int]
Meta = Mapping[str, str]
Where = Mapping[str, Sequence[str]]

DECIMALS = 9


class Entry(NamedTuple):
    """What is known of one id; `place` is smaller for ids that were added earlier."""

    name: str
    place: int
    vector: Vector
    length: float
    meta: Meta


class Index:
    """Vectors with metadata, searched by cosine."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._places = 0
        # The ids that have a value in a field.
        self._holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, name: str, vector: Vector, meta: Meta | None = None) -> None:
        """Adds an entry, or replaces one, which keeps its place."""
        old = self._entries.get(name)
        if old is None:
            place = self._places
            self._places += 1
        else:
            place = old.place
            self._forget(old)
        entry = Entry(name, place, list(vector), length(vector), dict(meta or {}))
        self._entries[name] = entry
        for item in entry.meta.items():
            self._holders[item].add(name)

    def delete(self, name: str) -> bool:
        """Removes an entry; False if there is none."""
        entry = self._entries.pop(name, None)
        if entry is None:
            return False
        self._forget(entry)
        return True

    def search(self, query: Vector, k: int, where: Where | None = None) -> list[str]:
        """The ids of the `k` nearest entries that the filter allows, nearest first."""
        size = length(query)

        def rank(entry: Entry) -> tuple[float, int]:
            product = size * entry.length
            cosine = dot(query, entry.vector) / product if product else 0.0
            return -round(cosine, DECIMALS), entry.place

        return [entry.name for entry in nsmallest(k, self._allowed(where or {}), key=rank)]

    def _allowed(self, where: Where) -> Iterable[Entry]:
        """The entries that fit every field of the filter, found through the field that leaves the fewest."""
        if not where:
            return self._entries.values()
        found = self._entries.values()
        return [entry for entry in found if all(field not in entry.meta or entry.meta[field] in where[field] for field in where)]

    def _having(self, field: str, value: str) -> set[str]:
        return self._holders.get((field, value), set())

    def _forget(self, entry: Entry) -> None:
        for item in entry.meta.items():
            self._holders[item].discard(entry.name)


def length(vector: Vector) -> float:
    """The Euclidean length."""
    return sqrt(dot(vector, vector))


def dot(one: Vector, other: Vector) -> int:
    """The sum of the products of two vectors of one length."""
    return sum(map(mul, one, other))
