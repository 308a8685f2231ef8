"""Pages with a notice that all have: the answer is that of the same pages without the notice."""

import random
from zlib import crc32

NOTICE = "stop the machine and pull the plug"


def families(rng, count, words):
    """Families of one to three pages: a page, one with a word changed, one with the first half only.

    No word of a page comes in another family or twice in a page, so the shingles of width 1 are the words themselves.
    """
    texts, fresh = [], iter(range(10**6))
    while len(texts) < count:
        page = [f"{next(fresh):x}" for _ in range(words)]
        changed = [*page[:-1], f"{next(fresh):x}"]
        texts += [page, changed, page[: words // 2]][: rng.randint(1, 3)]
    return rng.sample(texts[:count], count)


def pairs_of(pages, percent, hashes, rows):
    """The expected pairs for pages of different words, family by family."""
    by_first = {}
    for number, page in enumerate(pages):
        by_first.setdefault(page[0], []).append(number)

    def signature(page):
        codes = [crc32(word.encode()) for word in page]
        return [min((a * code + b) % 4_294_967_311 for code in codes) for a, b in hashes]

    found = []
    for numbers in by_first.values():
        for one in numbers:
            for other in numbers:
                both, union = set(pages[one]) & set(pages[other]), set(pages[one]) | set(pages[other])
                if one < other and 100 * len(both) >= percent * len(union):
                    pairs = list(zip(signature(pages[one]), signature(pages[other]), strict=True))
                    bands = [pairs[start : start + rows] for start in range(0, len(pairs), rows)]
                    if any(all(mine == theirs for mine, theirs in band) for band in bands):
                        found.append([one, other])
    return sorted(found)


def generate(seed):
    """One small test and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, count, words, percent, (number, rows), common, large in [
        ("a notice on a few pages", 20, 8, 45, (4, 2), 3, False),
        ("a notice on thousands of pages", 3_200, 10, 60, (9, 3), 40, True),
        ("a notice on thousands of pages, and a low threshold", 3_000, 14, 30, (6, 2), 3, True),
    ]:
        pages = families(rng, count, words)
        hashes = [[rng.randrange(1, 2**32), rng.randrange(2**32)] for _ in range(number)]
        places = [rng.choice([0, 1]) for _ in pages]
        texts = [
            f"{NOTICE} {' '.join(page)}" if first else f"{' '.join(page)} {NOTICE.upper()}"
            for page, first in zip(pages, places, strict=True)
        ]
        test = {
            "name": name,
            "args": [texts, percent, 1],
            "kwargs": {"hashes": hashes, "rows": rows, "common": common},
            "expected": pairs_of(pages, percent, hashes, rows),
        }
        tests.append(test | ({"performance": True} if large else {}))
    return tests
