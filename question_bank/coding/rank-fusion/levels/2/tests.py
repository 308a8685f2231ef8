"""Random weighted rankings, scored as exact whole numbers over a common denominator."""

import random
from math import lcm


def fused(rankings, limit, c, weights):
    """The expected ids; weights are given in tenths, so that every score is a whole number of small parts."""
    parts = lcm(*range(c + 1, c + 1 + max(map(len, rankings))))
    score, best = {}, {}
    for ranking, tenths in zip(rankings, weights, strict=True):
        for place in range(len(ranking), 0, -1):
            each = ranking[place - 1]
            if tenths and each not in ranking[: place - 1]:
                score[each] = score.get(each, 0) + tenths * parts // (c + place)
                best[each] = min(place, best.get(each, place))
    rows = []
    for each, amount in score.items():
        whole, rest = divmod(amount * 10**10, 10 * parts)
        if abs(2 * rest - 10 * parts) * 10**5 < 10 * parts:
            raise ValueError(f"the score of {each} is too near to the middle of two decimals")
        rows.append((-(whole + (2 * rest > 10 * parts)), best[each], each))
    return [each for *_, each in sorted(rows)][:limit]


def generate(seed):
    """Small tests of level 2."""
    rng = random.Random(seed + 1)
    tests = []
    for number, (engines, pool, longest, c) in enumerate([(3, 8, 9, 3), (5, 25, 20, 60), (9, 40, 30, 11)], 1):
        rankings = [[f"k{rng.randrange(pool)}" for _ in range(rng.randint(1, longest))] for _ in range(engines)]
        tenths = [rng.choice([0, 1, 5, 10, 10, 20, 37]) for _ in range(engines)]
        limit = rng.randint(4, pool)
        kwargs = {"c": c, "weights": [tenth / 10 for tenth in tenths]}
        expected = fused(rankings, limit, c, tenths)
        tests.append(
            {"name": f"random weights {number}", "args": [rankings, limit], "kwargs": kwargs, "expected": expected}
        )
    return tests
