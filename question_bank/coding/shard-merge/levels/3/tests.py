"""Random shards with bounds, small and large, merged by sorting all hits at once."""

import random


def different(shards):
    """All results: everything sorted, then the first hit of each id."""
    first = {}
    for score, name in sorted((hit for hits in shards for hit in hits), key=lambda hit: (-hit[0], hit[1])):
        first.setdefault(name, score)
    return [[score, name] for name, score in first.items()]


def random_shards(rng, count, longest, ids, scores):
    """Shards in order; an id comes once in a shard but perhaps in several."""
    shards = []
    for _ in range(count):
        names = rng.sample(range(ids), rng.randint(0, longest))
        hits = [[rng.randint(0, scores), f"p{name}"] for name in names]
        shards.append(sorted(hits, key=lambda hit: (-hit[0], hit[1])))
    return shards


def random_bounds(rng, shards, slack):
    """A bound for each shard, often just reached."""
    return [(hits[0][0] if hits else 0) + rng.choice([0, 0, rng.randint(0, slack)]) for hits in shards]


def generate(seed):
    """Three small tests and three large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, (count, longest, ids, scores), slack, share, large in [
        ("random bounds 1", (6, 5, 12, 6), 3, 0.5, False),
        ("random bounds 2", (15, 4, 30, 12), 5, 0.4, False),
        ("random bounds 3", (9, 9, 40, 9), 2, 1.0, False),
        ("many shards with bounds", (4_000, 8, 12_000, 40_000), 3_000, 0.6, True),
        ("many shards with equal scores", (3_500, 8, 20_000, 40), 5, 1.0, True),
    ]:
        shards = random_shards(rng, count, longest, ids, scores)
        found = different(shards)
        k = int(len(found) * share)
        kwargs = {"k": k, "bounds": random_bounds(rng, shards, slack)}
        args = [shards, k + 2]
        test = {"name": name, "args": args, "kwargs": kwargs, "expected": [found[:k], 0]}
        tests.append(test | ({"performance": True} if large else {}))
    shards = random_shards(rng, 4_000, 7, 50_000, 10**6)
    args = [shards, 50_000]
    expected = [different(shards), 0]
    tests.append({"name": "many shards without bounds", "args": args, "expected": expected, "performance": True})
    return tests
