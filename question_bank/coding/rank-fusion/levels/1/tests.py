"""Ties that hold exactly but not in floats, a tie over far places, and random rankings against exact fractions."""

import random
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction


def fused(rankings, limit, c=60):
    """The expected ids: every score as an exact fraction, every place found by looking through the ranking."""
    ids = sorted({each for ranking in rankings for each in ranking})
    rows = []
    for each in ids:
        places = [ranking.index(each) + 1 for ranking in rankings if each in ranking]
        score = sum((Fraction(1, c + place) for place in places), Fraction(0))
        rows.append((-rounded(score), min(places), each))
    return [each for _, _, each in sorted(rows)][:limit]


def rounded(score):
    """A fraction to 10 decimals; too near to the middle between two of them, floats could not agree on it."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(score.numerator) / Decimal(score.denominator) * 10**10
        if abs(exact - exact.to_integral_value()) > Decimal("0.49999"):
            raise ValueError(f"the score {score} is not fit for a test")
        return int(exact.to_integral_value(ROUND_HALF_EVEN))


def turned_places(ids, far):
    """Three ids share the places 1, 2 and `far` in turn: equal sums, but not always equal in floats."""
    rankings = []
    for turn in range(3):
        first, second, third = ids[turn:] + ids[:turn]
        filler = [f"{turn}{place}" for place in range(3, far)]
        rankings.append([first, second, *filler, third])
    return rankings, 3


def far_places(c):
    """Twice at the place c + 2 of two rankings is worth as much as the first place of a third."""
    filler = [f"n{number:03}" for number in range(c + 1)]
    other = [f"m{number:03}" for number in range(c + 1)]
    return [[*filler, "also"], [*other, "also"], ["best"]], 5


def random_rankings(rng, engines, pool, longest):
    """Rankings over a small pool of ids, some ids repeated, some missing."""
    return [[f"k{rng.randrange(pool)}" for _ in range(rng.randrange(longest))] for _ in range(engines)]


def generate(seed):
    """Small tests of level 1."""
    rng = random.Random(seed)
    tests = []
    for name, (rankings, limit), c in [
        ("equal sums added in another order", turned_places(["b", "a", "c"], 7), 60),
        ("equal sums added in another order, c = 5", turned_places(["c", "b", "a"], 3), 5),
        ("two far places equal one first place", far_places(60), 60),
        ("random rankings 1", (random_rankings(rng, 4, 12, 15), 8), 60),
        ("random rankings 2", (random_rankings(rng, 7, 30, 40), 30), 10),
        ("random rankings 3", (random_rankings(rng, 3, 9, 30), 5), 0),
    ]:
        tests.append(
            {"name": name, "args": [rankings, limit], "kwargs": {"c": c}, "expected": fused(rankings, limit, c)}
        )
    return tests
