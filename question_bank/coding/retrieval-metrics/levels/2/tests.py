"""Random graded rankings; the best possible DCG is found by trying every order of the graded documents."""

import random
from itertools import permutations
from math import fsum, log


def dcg(graded, order, k):
    """The DCG of an order without repeats."""
    return fsum((2 ** graded.get(each, 0) - 1) * log(2) / log(number + 2) for number, each in enumerate(order[:k]))


def ndcg(graded, ranking, k):
    """DCG over the best DCG of any order."""
    best = max(dcg(graded, order, k) for order in permutations(graded))
    order = sorted(set(ranking), key=ranking.index)
    return dcg(graded, order, k) / best if best else None


def generate(seed):
    """Two tests of many calls."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (pool, length) in enumerate([(6, 7), (12, 18)], 1):
        grades = {
            f"q{query}": {f"d{each}": rng.choice([0, 1, 2, 3, 5]) for each in rng.sample(range(pool), query + 1)}
            for query in range(5)
        }
        calls, expected = [], []
        for _ in range(50):
            query, k = f"q{rng.randrange(5)}", rng.randint(1, 8)
            ranking = [f"d{rng.randrange(pool)}" for _ in range(rng.randint(0, length))]
            calls.append(["ndcg", query, ranking, k])
            expected.append(ndcg(grades[query], ranking, k))
        tests.append({"name": f"random grades {number}", "args": [grades, calls], "expected": expected})
    return tests
