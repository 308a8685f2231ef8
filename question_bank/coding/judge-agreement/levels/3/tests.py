"""Random grades; each case is taken out of five exact sums, and no table of cells is made."""

import random
from fractions import Fraction


def kappa(n, mine, theirs, squares, product):
    """Kappa from the sums over n cases, or None."""
    expected = n * squares - 2 * mine * theirs
    return 1 - Fraction(n * (squares - 2 * product), expected) if expected else None


def rounded(value):
    """Nine decimals as a whole number; near the middle between two of them, floats could not agree on it."""
    scaled = value * 10**9
    if abs(scaled % 1 - Fraction(1, 2)) < Fraction(1, 10_000):
        raise ValueError(f"{value} is not fit for a test")
    return round(scaled)


def pulled_down_by(grades, judge, human, limit):
    """The cases that pull kappa down."""
    place = {grade: number for number, grade in enumerate(grades)}
    pairs = {case: (place[judge[case]], place[human[case]]) for case in judge if case in human}
    n = len(pairs)
    mine = sum(one for one, _ in pairs.values())
    theirs = sum(other for _, other in pairs.values())
    squares = sum(one * one + other * other for one, other in pairs.values())
    product = sum(one * other for one, other in pairs.values())
    whole = kappa(n, mine, theirs, squares, product)
    rows, known = [], {}
    for case, (one, other) in pairs.items():
        if (one, other) not in known:
            known[one, other] = kappa(
                n - 1, mine - one, theirs - other, squares - one * one - other * other, product - one * other
            )
        without = known[one, other]
        if whole is not None and without is not None and rounded(without) > rounded(whole):
            rows.append((-rounded(without), case))
    return [case for _, case in sorted(rows)[:limit]]


def runs(rng, size, cases, errors):
    """A judge who is often right, sometimes near, and seldom far off; both miss some cases."""
    grades = [chr(ord("a") + (5 * place) % 26) for place in range(size)]
    human = {f"c{case}": rng.randrange(size) for case in rng.sample(range(cases), cases - cases // 20)}
    judge = {}
    for case in rng.sample(range(cases), cases - cases // 20):
        truth = human.get(f"c{case}", 0)
        shift = rng.choice([-1, 1]) if rng.random() < errors else 0
        judge[f"c{case}"] = rng.randrange(size) if rng.random() < errors / 4 else min(size - 1, max(0, truth + shift))
    return grades, {k: grades[v] for k, v in judge.items()}, {k: grades[v] for k, v in human.items()}


def generate(seed):
    """Four small tests and two large ones."""
    rng = random.Random(seed + 2)
    tests = []
    for name, size, cases, errors, limit, performance in [
        ("random judge 1", 2, 20, 0.5, 20, False),
        ("random judge 2", 4, 60, 0.3, 25, False),
        ("random judge 3", 6, 150, 0.4, 60, False),
        ("a judge who guesses", 5, 40, 3.9, 40, False),
        ("many cases and five grades", 5, 16_000, 0.4, 5_000, True),
        ("many cases and twelve grades", 12, 16_000, 0.3, 3_000, True),
    ]:
        grades, judge, human = runs(rng, size, cases, errors)
        args = [grades, "pulls_down", judge, human, limit]
        test = {"name": name, "args": args, "expected": pulled_down_by(grades, judge, human, limit)}
        tests.append({**test, "performance": True} if performance else test)
    return tests
