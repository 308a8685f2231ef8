"""Random sources and large limits, answered with a table of when each place gets free."""

import random
from heapq import heappop, heappush


def schedule(items, limit, gaps):
    """When each item is asked for, and when its call begins and ends."""
    free, given, rows = [0] * limit, 0, []
    for (took, *_), gap in zip(items, gaps, strict=True):
        asked = max(heappop(free), given)
        given = asked + gap
        rows.append([asked, given, given + took])
        heappush(free, given + took)
    return rows


def most_at_a_time(rows):
    """The largest number of calls that overlap; at one time those that end go before those that begin."""
    changes = sorted([(begin, 1) for _, begin, _ in rows] + [(end, -1) for _, _, end in rows])
    running = most = 0
    for _, change in changes:
        running += change
        most = max(most, running)
    return most


def expected(items, limit, gaps):
    """The parts of what the driver sees that a large test looks at, and the schedule."""
    rows = schedule(items, limit, gaps)
    end = max(end for _, _, end in rows)
    return {"result": [gives for _, gives in items], "end": end, "most": most_at_a_time(rows)}, rows


def generate(seed):
    """Two random sources, and two tests with thousands of running calls."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, limit, longest, longest_gap) in enumerate([(30, 3, 9, 4), (60, 5, 40, 9)], 1):
        items = [[rng.randint(1, longest), rng.randrange(10)] for _ in range(count)]
        gaps = [rng.randint(0, longest_gap) for _ in range(count)]
        seen, rows = expected(items, limit, gaps)
        seen["calls"] = [[begin, end, "done"] for _, begin, end in rows]
        seen["asked"] = [asked for asked, _, _ in rows]
        kwargs = {"source": "async", "gaps": gaps}
        tests.append({"name": f"random source {number}", "args": [items, limit], "kwargs": kwargs, "expected": seen})
    for name, source in [("a large limit over a list", "list"), ("a large limit over a generator", "generator")]:
        items = [[took, took % 7] for took in rng.sample(range(1, 40_000), 4_000)]
        seen, _ = expected(items, 2_000, [0] * len(items))
        kwargs = {"source": source, "look_at": "result"}
        tests.append({"name": name, "args": [items, 2_000], "kwargs": kwargs, "expected": seen, "performance": True})
    return tests
