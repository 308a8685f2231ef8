"""Batches in order, cut by looking up sums from the front; no batch is filled step by step."""

import random
from bisect import bisect_right
from itertools import accumulate


def expected(tokens, max_tokens, max_items):
    """Each batch ends where the sums from the front, or the cap on chunks, say."""
    kept = [item for item, size in enumerate(tokens) if size <= max_tokens]
    sums = list(accumulate((tokens[item] for item in kept), initial=0))
    batches, start = [], 0
    while start < len(kept):
        end = min(bisect_right(sums, sums[start] + max_tokens) - 1, start + max_items)
        batches.append(kept[start:end])
        start = end
    return [batches, sorted({*range(len(tokens))} - {*kept})]


def generate(seed):
    """Two random tests, and a large one with few batches."""
    rng = random.Random(seed)
    tests = []
    for number, (count, largest, max_tokens, max_items) in enumerate([(60, 12, 20, 4), (150, 30, 28, 3)], 1):
        args = [[rng.randint(1, largest) for _ in range(count)], max_tokens, max_items]
        tests.append({"name": f"random chunks {number}", "args": args, "expected": expected(*args)})
    args = [[rng.randint(1, 3) for _ in range(40_000)], 50_000, 100_000]
    tests.append({"name": "two large batches", "args": args, "expected": expected(*args), "performance": True})
    return tests
