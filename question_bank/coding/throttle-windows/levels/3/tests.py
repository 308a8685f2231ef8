"""Crowds of keys: small ones counted second by second, large ones of equal windows, where the answer is a formula."""

import random
from itertools import groupby


def counted(windows, at_least):
    """The spans, with a set of keys for each second."""
    keys = [set() for _ in range(320)]
    for start, end, key in windows:
        for second in range(start, end):
            keys[second].add(key)
    spans = []
    for crowded, run in groupby(enumerate(keys), key=lambda item: len(item[1]) >= at_least):
        seconds = [second for second, _ in run]
        if crowded:
            spans.append((seconds[0], seconds[-1] + 1))
    return spans


def equal_windows(rng, count, length, at_least):
    """Windows of one length, each of a key of its own.

    In order of their starts, those open at a moment are neighbours. So at least k are open exactly where, for some i, number
    i + k - 1 has begun and number i has not ended.
    """
    starts, at = [], 0
    for _ in range(count):
        at += rng.choice([1, 2, 3, 40])
        starts.append(at)
    spans = []
    for first, last in zip(starts, starts[at_least - 1 :], strict=False):
        if last >= first + length:
            continue
        if spans and last <= spans[-1][1]:
            spans[-1] = (spans[-1][0], first + length)
        else:
            spans.append((last, first + length))
    windows = [(start, start + length, f"key-{number}") for number, start in enumerate(starts)]
    rng.shuffle(windows)
    return windows, spans


def generate(seed):
    """Two small tests and a large one."""
    rng = random.Random(seed + 2)
    tests = []
    for number, (count, keys, at_least) in enumerate([(30, 5, 2), (60, 7, 4)], 1):
        starts = [rng.randrange(280) for _ in range(count)]
        windows = [(start, start + rng.randint(0, 25), f"k{rng.randrange(keys)}") for start in starts]
        tests.append(
            {
                "name": f"keys counted second by second {number}",
                "args": [windows],
                "kwargs": {"at_least": at_least},
                "expected": counted(windows, at_least),
            }
        )
    windows, expected = equal_windows(rng, 9_000, 700, 70)
    tests.append(
        {
            "name": "a key for each window",
            "args": [windows],
            "kwargs": {"at_least": 70},
            "expected": expected,
            "performance": True,
        }
    )
    return tests
