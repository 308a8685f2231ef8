"""Parallel vectors, and random ones, scored in whole numbers."""

import random
from math import isqrt


def rounded(one, other):
    """The cosine in billionths; too near to the middle between two of them, floats could not agree on it."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    squares = sum(a * a for a in one) * sum(b * b for b in other)
    if not squares:
        return 0
    scaled = isqrt(product * product * 10**34 // squares)
    whole, rest = divmod(scaled, 10**8)
    if abs(rest - 10**8 // 2) < 400:
        raise ValueError(f"the cosine of {one} and {other} is not fit for a test")
    whole += rest > 10**8 // 2
    return whole if product > 0 else -whole


def nearest(entries, query, k):
    """The expected ids of entries [id, vector] in the order of adding."""
    rows = [(-rounded(vector, query), place, name) for place, (name, vector) in enumerate(entries)]
    return [name for *_, name in sorted(rows)[:k]]


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed)
    tests = []
    lengths = rng.sample(range(1, 34), 12)
    parallel = [[f"p{rng.randrange(1000)}.{each}", [each, 2 * each, 3 * each, -each]] for each in lengths]
    stories = [("parallel vectors", parallel, [[7, -1, 2, 5], [1, 2, 3, -1], [-3, 0, 1, 1]], 8)]
    for number, (count, size, width) in enumerate([(12, 2, 3), (60, 5, 100)], 1):
        entries = [
            [f"r{rng.randrange(10**6)}", [rng.randint(-width, width) for _ in range(size)]] for _ in range(count)
        ]
        queries = [[rng.randint(-width, width) for _ in range(size)] for _ in range(6)]
        stories.append((f"random vectors {number}", entries, queries, count // 2))
    for name, entries, queries, k in stories:
        steps = [["add", *entry] for entry in entries] + [["search", query, k] for query in queries]
        expected = [None] * len(entries) + [nearest(entries, query, k) for query in queries]
        tests.append({"name": name, "args": [steps], "expected": expected})
    return tests
