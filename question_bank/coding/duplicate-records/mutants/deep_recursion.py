from collections.abc import Iterator, Sequence

Key = tuple[str, str]
Record = Sequence[Sequence[str]]


class Groups:
    """Disjoint groups of the numbers 0 to n - 1, some of which must stay apart."""

    def __init__(self, count: int, apart: Sequence[Sequence[int]]) -> None:
        self._parent = list(range(count))
        # For each head of a group, the heads of the groups that it must not join.
        self._barred: list[set[int]] = [set() for _ in range(count)]
        for one, other in apart:
            self._barred[one].add(other)
            self._barred[other].add(one)

    def head(self, number: int) -> int:
        """The number that stands for the group of `number`."""
        if self._parent[number] == number:
            return number
        return self.head(self._parent[number])

    def join(self, one: int, other: int) -> None:
        """Makes one group of two, unless they must stay apart."""
        kept, gone = self.head(one), self.head(other)
        if kept == gone or gone in self._barred[kept]:
            return
        # The shorter list moves, so that an entry moves only O(log n) times in all.
        if len(self._barred[kept]) <= len(self._barred[gone]):
            kept, gone = gone, kept
        self._parent[gone] = kept
        for head in self._barred[gone]:
            self._barred[head].remove(gone)
            self._barred[head].add(kept)
        self._barred[kept] |= self._barred[gone]


def customers(
    records: Sequence[Record],
    max_shared: int | None = None,
    apart: Sequence[Sequence[int]] | None = None,
) -> list[list[int]]:
    """The numbers of the records, grouped by customer."""
    keys = [list(keys_of(record)) for record in records]
    holders: dict[Key, int] = {}
    for mine in keys:
        for key in set(mine):
            holders[key] = holders.get(key, 0) + 1
    groups = Groups(len(records), apart or ())
    first: dict[Key, int] = {}
    for number, mine in enumerate(keys):
        for key in mine:
            if max_shared is None or holders[key] <= max_shared:
                groups.join(first.setdefault(key, number), number)
    result: dict[int, list[int]] = {}
    for number in range(len(records)):
        result.setdefault(groups.head(number), []).append(number)
    return list(result.values())


def keys_of(record: Record) -> Iterator[Key]:
    """What a record can be linked by: fields with their values in one spelling."""
    for field, value in record:
        spelling = value.strip().lower()
        if spelling:
            yield field, spelling
