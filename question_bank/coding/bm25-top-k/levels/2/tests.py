"""Random changes; after each, the expected result comes from an index thought anew, with exact fractions for all but ln."""

import random
from fractions import Fraction
from math import log


def hits(present, wanted, k):
    """The expected result over the documents present, which map numbers to lists of words."""
    count, rows = len(present), []
    for number, words in present.items():
        score = 0.0
        for word in wanted:
            times, holding = words.count(word), sum(word in other for other in present.values())
            if times:
                mean = Fraction(sum(map(len, present.values())), count)
                share = Fraction(5 * times) / (2 * times + Fraction(3, 4) + Fraction(9, 4) * len(words) / mean)
                score += log(Fraction(2 * count + 2, 2 * holding + 1)) * float(share)
        if abs(score * 10_000 % 1 - 0.5) < 1e-8:
            raise ValueError(f"the score {score} is not fit for a test")
        if set(wanted) & set(words):
            rows.append((-round(score, 4), number))
    return [[number, -score] for score, number in sorted(rows)[:k]]


def generate(seed):
    """Two random stories."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (start, vocabulary, length, calls) in enumerate([(4, 6, 6, 60), (15, 12, 10, 80)], 1):
        present = {
            each: [f"w{rng.randrange(vocabulary)}" for _ in range(rng.randrange(length))] for each in range(start)
        }
        corpus = [" ".join(words) for words in present.values()]
        given, made, expected = start, [], []
        for _ in range(calls):
            kind = rng.random()
            if kind < 0.25:
                present[given] = [f"w{rng.randrange(vocabulary)}" for _ in range(rng.randrange(length))]
                made.append(["add", " ".join(present[given])])
                expected.append(given)
                given += 1
            elif kind < 0.5:
                gone = rng.randrange(given + 1)
                made.append(["remove", gone])
                expected.append(present.pop(gone, None) is not None)
            else:
                wanted = [f"w{rng.randrange(vocabulary)}" for _ in range(rng.randint(1, 3))]
                k = rng.randint(1, 8)
                made.append(["search", " ".join(wanted), k])
                expected.append(hits(present, wanted, k))
        tests.append({"name": f"random changes {number}", "args": [corpus, made], "expected": expected})
    return tests
