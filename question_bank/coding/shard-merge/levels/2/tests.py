"""Random shards with copies, merged by sorting all hits at once."""

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
        hits = [[rng.randint(-2, scores), f"p{name}"] for name in names]
        shards.append(sorted(hits, key=lambda hit: (-hit[0], hit[1])))
    return shards


def generate(seed):
    """Two small tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (count, longest, ids, scores) in enumerate([(5, 6, 9, 7), (12, 14, 60, 25)], 1):
        shards = random_shards(rng, count, longest, ids, scores)
        found = different(shards)
        k = len(found) // 2
        args = [shards, k + 3]
        tests.append({"name": f"random copies {number}", "args": args, "kwargs": {"k": k}, "expected": [found[:k], 0]})
    return tests
