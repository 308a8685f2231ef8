"""Random items, answered with a table of when each place gets free."""

import random
from heapq import heappop, heappush


def expected(items, limit):
    """What the driver sees; the places of the limit are a heap of the times at which they get free."""
    free = [0] * limit
    spans = []
    for took, _ in items:
        begin = heappop(free)
        spans.append([begin, begin + took, "done"])
        heappush(free, begin + took)
    return {
        "result": [gives for _, gives in items],
        "end": max(end for _, end, _ in spans),
        "most": min(limit, len(items)),
        "calls": spans,
    }


def generate(seed):
    """Two random tests."""
    rng = random.Random(seed)
    tests = []
    for number, (count, limit, longest) in enumerate([(40, 3, 9), (90, 7, 30)], 1):
        args = [[[rng.randint(1, longest), rng.randrange(10)] for _ in range(count)], limit]
        tests.append({"name": f"random items {number}", "args": args, "expected": expected(*args)})
    return tests
