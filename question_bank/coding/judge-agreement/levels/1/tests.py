"""Random grades, with kappa worked out from sums of places and squares as an exact fraction."""

import random
from fractions import Fraction


def kappa(grades, judge, human):
    """The mean square of a difference needs no pairs: it follows from the means, the squares and the product."""
    pairs = [(grades.index(judge[case]), grades.index(human[case])) for case in sorted({*judge} & {*human})]
    n = len(pairs)
    mine, theirs = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    squares = sum(one * one + other * other for one, other in pairs)
    expected = n * squares - 2 * mine * theirs
    observed = n * (squares - 2 * sum(one * other for one, other in pairs))
    return float(1 - Fraction(observed, expected)) if expected else None


def generate(seed):
    """Three small tests."""
    rng = random.Random(seed)
    tests = []
    for number, (size, cases, missing) in enumerate([(2, 30, 0.2), (5, 80, 0.3), (20, 200, 0.05)], 1):
        grades = [f"g{(7 * place) % 23}" for place in range(size)]
        human = {f"c{case}": rng.choice(grades[: size - size // 4]) for case in range(cases) if rng.random() > missing}
        judge = {}
        for case in range(cases):
            if rng.random() > missing:
                near = grades.index(human.get(f"c{case}", grades[0])) + rng.choice([-2, -1, 0, 0, 0, 1])
                judge[f"c{case}"] = grades[min(size - 1, max(0, near))]
        args = [grades, "kappa", judge, human]
        tests.append({"name": f"random grades {number}", "args": args, "expected": kappa(grades, judge, human)})
    return tests
