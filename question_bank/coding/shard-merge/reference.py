import heapq
from collections.abc import Iterator, Sequence
from itertools import islice

Hit = tuple[int, str]

FIRST = ""
"""Smaller than any id, so that a shard is asked for its first hit before an equal score is handed out."""


def merge(
    shards: Sequence[Iterator[Hit]],
    k: int | None = None,
    bounds: Sequence[int] | None = None,
) -> Iterator[Hit]:
    """The hits of all shards, best first, each id once; no hit is pulled before it is needed."""
    return islice(different(ordered(shards, bounds)), k)


def ordered(shards: Sequence[Iterator[Hit]], bounds: Sequence[int] | None) -> Iterator[Hit]:
    """All hits by falling score and rising id."""
    if bounds is None:
        heads = [hit for number, shard in enumerate(shards) for hit in pulled(shard, number)]
    else:
        heads = [(-bound, FIRST, number) for number, bound in enumerate(bounds)]
    heapq.heapify(heads)
    while heads:
        negative, name, number = heads[0]
        if name != FIRST:
            # Control goes back to the caller here; the shard is asked again only when one more hit is wanted.
            yield -negative, name
        following = pulled(shards[number], number)
        if following:
            heapq.heapreplace(heads, following[0])
        else:
            heapq.heappop(heads)


def pulled(shard: Iterator[Hit], number: int) -> list[tuple[int, str, int]]:
    """The next hit of a shard in the form in which hits are compared; empty at the end of the shard."""
    return [(-score, name, number) for score, name in islice(shard, 1)]


def different(hits: Iterator[Hit]) -> Iterator[Hit]:
    """The first hit of each id."""
    seen: set[str] = set()
    for hit in hits:
        if hit[1] not in seen:
            seen.add(hit[1])
            yield hit
