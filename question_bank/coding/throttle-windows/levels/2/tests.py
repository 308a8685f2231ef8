"""Random windows, answered second by second."""

import random
from itertools import pairwise


def expected(windows, pause, within):
    """The spans, read off a strip with one mark for each second."""
    strip = [False] * 400
    for start, end, _ in windows:
        strip[start:end] = [True] * (end - start)
    marked = [second for second, mark in enumerate(strip) if mark]
    for before, after in pairwise(marked):
        if after - before - 1 <= pause:
            strip[before:after] = [True] * (after - before)
    spans, start = [], None
    for second in range(within[0], within[1] + 1):
        on = second < within[1] and strip[second]
        if on and start is None:
            start = second
        if not on and start is not None:
            spans.append((start, second))
            start = None
    return spans


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (count, longest) in enumerate([(12, 20), (25, 6), (40, 4)], 1):
        starts = [rng.randrange(370) for _ in range(count)]
        windows = [(start, start + rng.randint(0, longest), f"k{rng.randrange(4)}") for start in starts]
        pause, within = rng.randint(1, 9), (rng.randint(5, 90), rng.randint(250, 390))
        kwargs = {"pause": pause, "within": within}
        tests.append(
            {
                "name": f"second by second {number}",
                "args": [windows],
                "kwargs": kwargs,
                "expected": expected(windows, pause, within),
            }
        )
    return tests
