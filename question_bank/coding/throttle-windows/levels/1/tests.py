"""Windows that are pieces of spans known beforehand."""

import random


def pieces(rng, start, end, count):
    """Windows that together cover exactly one span."""
    cuts = sorted(rng.sample(range(start + 1, end), count - 1))
    edges = [start, *cuts, end]
    found = []
    for place in range(count):
        reach = rng.randrange(place, min(count, place + 4))
        found.append((edges[place], edges[reach + 1], f"k{rng.randrange(9)}"))
    return found


def broken(rng, spans, size):
    """A shuffled list of windows for spans that do not touch, and the spans."""
    windows, expected, at = [], [], rng.randrange(50)
    for _ in range(spans):
        end = at + rng.randint(size * 3, size * 9)
        windows += pieces(rng, at, end, size)
        windows.append((rng.randint(end, end + 3),) * 2 + ("k0",))
        expected.append((at, end))
        at = end + rng.choice([1, 2, rng.randint(1, 900)])
    rng.shuffle(windows)
    return windows, expected


def generate(seed):
    """Two small tests and a large one."""
    rng = random.Random(seed)
    tests = []
    for name, spans, size in [("pieces of six spans", 6, 4), ("pieces of thirty spans", 30, 7)]:
        windows, expected = broken(rng, spans, size)
        tests.append({"name": name, "args": [windows], "expected": expected})
    windows, expected = broken(rng, 1_500, 6)
    tests.append({"name": "pieces of many spans", "args": [windows], "expected": expected, "performance": True})
    return tests
