"""Texts with hashes: pairs that share a shingle are found in a table, and only their signatures are compared."""

import random
from zlib import crc32


def pairs_that_meet(texts, percent, width, hashes, rows):
    """The expected pairs; those that share nothing are never similar, so no signature decides about them."""
    owners, runs = {}, []
    for number, text in enumerate(texts):
        words = text.split()
        runs.append({" ".join(words[start : start + width]) for start in range(max(len(words) - width, 0) + 1)} - {""})
        for run in runs[-1]:
            owners.setdefault(run, []).append(number)
    pairs = {(one, other) for numbers in owners.values() for one in numbers for other in numbers if one < other}

    def smallest(number, a, b):
        return min((a * crc32(run.encode()) + b) % 4_294_967_311 for run in runs[number])

    found = []
    for one, other in sorted(pairs):
        equal = [smallest(one, a, b) == smallest(other, a, b) for a, b in hashes]
        in_a_band = any(all(equal[start : start + rows]) for start in range(0, len(equal), rows))
        if in_a_band and 100 * len(runs[one] & runs[other]) >= percent * len(runs[one] | runs[other]):
            found.append([one, other])
    return found


def pages(rng, count, words, pool):
    """Pages, of which about one in three is another one with a few words changed."""
    texts = []
    for _ in range(count):
        page = [f"{rng.randrange(pool):x}" for _ in range(words)]
        if texts and rng.random() < 0.35:
            page = rng.choice(texts).split()
            for _ in range(rng.randrange(4)):
                page[rng.randrange(words)] = f"{rng.randrange(pool):x}"
        texts.append(" ".join(page))
    return rng.sample(texts, count)


def random_hashes(rng, count):
    return [[rng.randrange(1, 2**32), rng.randrange(2**32)] for _ in range(count)]


def generate(seed):
    """Two small tests and a large one."""
    rng = random.Random(seed + 1)
    tests = []
    for name, (count, words, pool), percent, width, (number, rows), large in [
        ("random pages 1", (30, 6, 40), 30, 1, (6, 2), False),
        ("random pages 2", (60, 12, 400), 40, 2, (12, 3), False),
        ("thousands of pages", (3_000, 12, 60_000), 50, 2, (12, 4), True),
    ]:
        texts, hashes = pages(rng, count, words, pool), random_hashes(rng, number)
        args = [texts, percent, width]
        test = {
            "name": name,
            "args": args,
            "kwargs": {"hashes": hashes, "rows": rows},
            "expected": pairs_that_meet(*args, hashes, rows),
        }
        tests.append(test | ({"performance": True} if large else {}))
    return tests
