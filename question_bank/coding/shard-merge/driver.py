"""Hands out the merged hits one by one and counts what was pulled from the shards before it was needed."""


class Shard:
    """An iterator over the hits of one shard that counts them."""

    def __init__(self, hits, pulls):
        self._hits = iter(hits)
        self._pulls = pulls

    def __iter__(self):
        return self

    def __next__(self):
        score, name = next(self._hits)
        self._pulls[0] += 1
        return score, name


def drive(solution, shards, take, **later):
    """Asks for at most `take` hits.

    Returns:
        The hits, and how many more hits had been pulled at the worst moment than were needed.
    """
    pulls = [0]
    merged = solution([Shard(hits, pulls) for hits in shards], **later)
    early = pulls[0]
    needed = need(shards, later.get("k"), later.get("bounds"))
    hits = []
    for _ in range(take):
        try:
            score, name = next(merged)
        except StopIteration:
            break
        hits.append([score, name])
        early = max(early, pulls[0] - next(needed, 0))
    if later.get("k") is not None and len(hits) >= later["k"]:
        early = max(early, pulls[0] - max_needed(shards, later["k"], later.get("bounds")))
    return [hits, early]


def need(shards, k, bounds):
    """For each result in turn: the number of hits that must have been pulled when it is handed out.

    A shard that was asked at all has given what stands before this result in the merged order, and one hit more.
    """
    rows = sorted((-score, name, shard) for shard, hits in enumerate(shards) for score, name in hits)
    by_bound = sorted(range(len(shards)), key=lambda shard: -bounds[shard]) if bounds else list(range(len(shards)))
    opened, passed, total, seen = 0, [0] * len(shards), 0, set()
    for negative, name, shard in rows:
        while opened < len(by_bound) and (not bounds or bounds[by_bound[opened]] >= -negative):
            total += len(shards[by_bound[opened]]) > 0
            opened += 1
        if name not in seen:
            seen.add(name)
            if k is not None and len(seen) > k:
                return
            yield total
        passed[shard] += 1
        total += passed[shard] < len(shards[shard])


def max_needed(shards, k, bounds):
    """What all k results need together."""
    return max(need(shards, k, bounds), default=0)
