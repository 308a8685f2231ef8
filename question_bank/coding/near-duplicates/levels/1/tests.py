"""Random texts, compared through a table of the texts that have each shingle."""

import random
from fractions import Fraction


def pairs_by_table(texts, percent, width):
    """The expected pairs: shared shingles are counted by walking through the texts of each shingle."""
    owners, sizes = {}, []
    for number, text in enumerate(texts):
        words = text.casefold().split()
        last = max(len(words) - width, 0)
        runs = {tuple(words[start : start + width]) for start in range(last + 1)} - {()}
        sizes.append(len(runs))
        for run in runs:
            owners.setdefault(run, []).append(number)
    shared = {}
    for numbers in owners.values():
        for place, other in enumerate(numbers):
            for one in numbers[:place]:
                shared[one, other] = shared.get((one, other), 0) + 1
    limit = Fraction(percent, 100)
    return sorted(
        [one, other]
        for (one, other), both in shared.items()
        if Fraction(both, sizes[one] + sizes[other] - both) >= limit
    )


def random_texts(rng, count, pool, longest):
    """Texts over few words, spelt and spaced in several ways; every third is another with one word changed."""
    texts = []
    for number in range(count):
        words = [f"w{rng.randrange(pool)}" for _ in range(rng.randrange(longest))]
        if number % 3 == 2:
            words = rng.choice(texts).split()
            if words:
                words[rng.randrange(len(words))] = f"W{rng.randrange(pool)}"
        texts.append(rng.choice([" ", "  "]).join(words))
    return texts


def generate(seed):
    """Two random lists."""
    rng = random.Random(seed)
    tests = []
    for number, (count, pool, longest, percent, width) in enumerate([(12, 3, 7, 40, 1), (60, 9, 14, 25, 2)], 1):
        texts = random_texts(rng, count, pool, longest)
        expected = pairs_by_table(texts, percent, width)
        tests.append({"name": f"random texts {number}", "args": [texts, percent, width], "expected": expected})
    return tests
